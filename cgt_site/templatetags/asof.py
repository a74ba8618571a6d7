"""The way to another day: every page can be read as of one."""

from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from cgt_site.templatetags.ui import query_of
from plans.domain.asof import reading_day
from plans.views.asof import PARAMETER

register = template.Library()


@register.inclusion_tag("components/as_of.html", takes_context=True)
def as_of_form(context: Context) -> dict[str, Any]:
    """A field for the day, which keeps what else the address says, and the way back to today."""
    request = getattr(context, "request", None)
    query = query_of(context)
    query.pop(PARAMETER, None)
    path = request.path if request else ""
    rest = query.urlencode()
    return {
        "day": reading_day(),
        "today": timezone.localdate(),
        "path": path,
        "others": [(name, value) for name, values in query.lists() for value in values],
        "leave": f"{path}?{rest}" if rest else path,
    }
