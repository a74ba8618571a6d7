"""Links to what has a page for the reader, and bare names for what has none.

A fact may speak of a park that is not published, or, where the site is read as of a day, of a
firm that no source had named yet. Its name stays; a link would lead to "not found".
"""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html

from cgt_site.templatetags.figures import name
from parks.models import District, Park
from plans.choices import AreaKind
from plans.domain.asof import reading_day
from plans.models import Area
from plans.models.facts import Fact

register = template.Library()

WITH_PROFILE = (AreaKind.DISTRICT, AreaKind.PARK)


@register.simple_tag(takes_context=True)
def named_link(context: Context, thing: Any) -> str:
    """The name of a place, firm or plan, linked where the reader may open its page."""
    if not has_page(context, thing):
        return name(thing)
    return format_html('<a href="{}">{}</a>', thing.get_absolute_url(), name(thing))


@register.simple_tag(takes_context=True)
def page_url(context: Context, thing: Any) -> str:
    """The address of a place, firm or plan; empty where the reader may not open it."""
    return thing.get_absolute_url() if has_page(context, thing) else ""


def has_page(context: Context, thing: Any) -> bool:
    if isinstance(thing, Area):
        # Asked for a city, too, so that what a page costs does not hang on what it names.
        return thing.pk in places_with_page(context) or thing.kind not in WITH_PROFILE
    if not isinstance(thing, Fact):
        return True
    day = reading_day()
    known = day is None or isinstance(thing, District) or thing.source.known_from <= day
    return thing.is_published and known


def places_with_page(context: Context) -> frozenset[int]:
    """The areas whose profile is public: read once for a page, where a place is named at all."""
    request: HttpRequest | None = getattr(context, "request", None)
    kept = {} if request is None else vars(request).setdefault("places_with_page", {})
    if not kept:
        parks = Park.objects.published().order_by().values_list("pk", flat=True)
        districts = District.objects.published().order_by().values_list("pk", flat=True)
        kept["pks"] = frozenset(parks.union(districts, all=True))
    found: frozenset[int] = kept["pks"]
    return found
