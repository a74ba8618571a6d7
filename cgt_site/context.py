"""What every page of the site may show."""

import datetime as dt
from functools import cache
from typing import Any

from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone

from plans.domain.asof import reading_day
from plans.models import Source


def site(request: HttpRequest) -> dict[str, Any]:
    """Give the days that every page names.

    ``data_as_of``: the newest day a source was read, or None before any was. It is asked for
    when a template prints it, once: a page without a footer costs no query. ``reading_day``: the
    day that the site is read as of, None for today; ``today`` in Shanghai.
    """
    day = reading_day()

    @cache
    def data_as_of() -> dt.date | None:
        newest: dt.date | None = Source.objects.aggregate(day=Max("retrieved_on"))["day"]
        return newest

    return {"data_as_of": data_as_of, "reading_day": day, "today": timezone.localdate()}
