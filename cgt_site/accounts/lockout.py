"""The page for who failed too often: it says when to try again, and is the same for any name."""

from __future__ import annotations

import datetime as dt
from typing import Any

from axes.helpers import get_client_ip_address, get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cgt_site.accounts.carrying import carried


def locked_out(
    request: HttpRequest, original: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """Answer 429 with the time of day from which the name can be tried again."""
    until = _until(request, get_client_username(request, credentials) or "")
    wait = max(int((until - timezone.now()).total_seconds()), 1)
    context = {
        "until": timezone.localtime(until),
        "minutes": -(-wait // 60),
        "again": request.get_full_path(),
        "carried": carried(request),
    }
    answer = render(request, "admin/locked_out.html", context, status=429)
    answer.headers["Retry-After"] = str(wait)
    return answer


def _until(request: HttpRequest, name: str) -> dt.datetime:
    tried = AccessAttempt.objects.filter(username=name, ip_address=get_client_ip_address(request))
    last = tried.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    cool_off: dt.timedelta = settings.AXES_COOLOFF_TIME
    until: dt.datetime = last + cool_off
    return until
