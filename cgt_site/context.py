"""What every page of the site may show."""

import datetime as dt
from functools import cache
from typing import Any

from django.db.models import Max
from django.http import HttpRequest

from plans.models import Source


def site(request: HttpRequest) -> dict[str, Any]:
    """Give ``data_as_of``: the newest day a source was read, or None before any was.

    It is asked for when a template prints it, once: a page without a footer costs no query.
    """

    @cache
    def data_as_of() -> dt.date | None:
        day: dt.date | None = Source.objects.aggregate(day=Max("retrieved_on"))["day"]
        return day

    return {"data_as_of": data_as_of}
