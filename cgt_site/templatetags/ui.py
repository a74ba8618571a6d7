"""Navigation, tables, filters and small pictures: the site's furniture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.forms.boundfield import BoundWidget
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.urls import reverse, translate_url
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.http import escape_leading_slashes
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from cgt_site.templatetags.figures import name, source_mark
from parks.choices import Stage
from plans.filters.sizes import PAGE_SIZES

register = template.Library()

SECTIONS = {
    "home": _("Home"),
    "plans:plan_list": _("Plans"),
    "plans:target_list": _("Targets"),
    "plans:measure_list": _("Measures"),
    "plans:metric_list": _("Metrics"),
    "parks:district_list": _("Districts"),
    "parks:park_list": _("Parks"),
    "parks:firm_list": _("Firms"),
    "parks:product_list": _("Products"),
    "parks:event_list": _("Events"),
    "plans:source_list": _("Sources"),
}
"""The main navigation, in order: URL name and label."""

WITHIN = {
    "plans:compare": "plans:metric_list",
    "plans:computed_": "plans:metric_list",
    "plans:figure_": "plans:metric_list",
}
"""The section of pages whose URL name does not begin like its own."""

LANGUAGE_NAMES = {"en": ("English", "en"), "zh-hans": ("中文", "zh-Hans")}
"""How each language calls itself, and its value of ``lang``."""

NOT_FILTERS = {"page", "shade", "size", "sort"}
"""Parameters that arrange a list without narrowing it."""


def query_of(context: Context) -> QueryDict:
    """Give a copy of the page's query string that may be changed."""
    request: HttpRequest | None = getattr(context, "request", None)
    return request.GET.copy() if request else QueryDict(mutable=True)


def as_link(query: QueryDict) -> str:
    """Write a query as a link to the same page. Any change leads back to its first page."""
    query.pop("page", None)
    return f"?{query.urlencode()}"


# --- Around the page ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the navigation; ``current`` is the value of aria-current, or empty."""

    label: str
    url: str
    current: str = ""
    lang: str = ""
    code: str = ""


@register.simple_tag(takes_context=True)
def main_nav(context: Context) -> list[Link]:
    """Give the sections of the site: ``{% main_nav as sections %}``."""
    request: HttpRequest | None = getattr(context, "request", None)
    match = getattr(request, "resolver_match", None)
    here = match.view_name if match else ""

    inside = next((section for start, section in WITHIN.items() if here.startswith(start)), here)

    def current(section: str) -> str:
        if here == section:
            return "page"
        return "true" if inside and inside.startswith(section.removesuffix("list")) else ""

    return [Link(str(label), reverse(to), current(to)) for to, label in SECTIONS.items()]


@register.simple_tag(takes_context=True)
def language_urls(context: Context) -> list[Link]:
    """Give this page in each language, query string kept: ``{% language_urls as languages %}``.

    An address that leads nowhere (on a "not found" page) becomes that language's home.
    """
    request: HttpRequest | None = getattr(context, "request", None)
    if request is None:
        return []
    here = escape_leading_slashes(request.get_full_path())
    found = getattr(request, "resolver_match", None) is not None
    address = here if found else reverse("home")
    now = get_language()
    return [
        Link(label, translate_url(address, code), "true" if code == now else "", lang, code)
        for code, (label, lang) in LANGUAGE_NAMES.items()
    ]


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*steps: Any, current: str = "") -> dict[str, Any]:
    """The way to this page: ``{% breadcrumbs "parks:park_list" park.district current=park %}``.

    A step is the URL name of a section or a thing with a page and a name; Home goes without
    saying. ``current`` is the page itself.
    """
    links = [Link(str(SECTIONS["home"]), reverse("home"))]
    for step in steps:
        if isinstance(step, str):
            links.append(Link(str(SECTIONS[step]), reverse(step)))
        elif step is not None:
            links.append(Link(name(step), step.get_absolute_url()))
    return {"links": links, "current": current}


# --- Lists ----------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def sort_header(
    context: Context,
    sort: str,
    label: str,
    *,
    numeric: bool = False,
    unit: str = "",
    default: str = "",
) -> SafeString:
    """A column head that sorts: ``{% sort_header "name" _("Name") default="name" %}``.

    ``sort`` is the value of ``?sort=`` that the first click gives: ``"-founded"`` starts
    with the newest. ``default`` is how the list is sorted when nothing was asked for; one that
    is searched begins with what fits best, which is no column.
    """
    query = query_of(context)
    now = query.get("sort") or ("" if query.get("q", "").strip() else default)
    column = sort.removeprefix("-")
    turned = column if now.startswith("-") else f"-{column}"
    is_sorted = now.removeprefix("-") == column
    query["sort"] = turned if is_sorted else sort
    direction = "descending" if now.startswith("-") else "ascending"
    return format_html(
        '<th scope="col" data-sort{}{}><a class="sort" href="{}">{}</a>{}</th>',
        SafeString(' class="num"') if numeric else "",
        format_html(' aria-sort="{}"', direction) if is_sorted else "",
        as_link(query),
        label,
        format_html(' <span class="unit">{}</span>', unit) if unit else "",
    )


@register.simple_tag
def page_window(page: Page[Any]) -> list[int | str]:
    """Give the page numbers worth showing, "…" where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))


@register.simple_tag(takes_context=True)
def page_sizes(context: Context, page: Page[Any]) -> list[Link]:
    """Give this list with so many rows on a page; none where the smallest page holds them all."""
    if page.paginator.count <= PAGE_SIZES[0]:
        return []
    query = query_of(context)
    found = []
    for size in PAGE_SIZES:
        query["size"] = str(size)
        current = "true" if size == page.paginator.per_page else ""
        found.append(Link(str(size), as_link(query), current))
    return found


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is on: what it says and the link that takes it off."""

    name: str
    value: str
    off: str


@register.simple_tag(takes_context=True)
def active_filters(context: Context, form: BaseForm) -> list[Chip]:
    """Give the filters that are on, those with an unknown value included."""
    query = query_of(context)
    return [
        Chip(str(field.label), label, without(query, field.html_name, value))
        for field in form
        if field.name not in NOT_FILTERS
        for value, label in chosen(field, query.getlist(field.html_name))
    ]


@register.simple_tag
def chosen_first(field: BoundField) -> list[BoundWidget]:
    """Give the choices of a field, those that are on at the top of a list that may scroll."""
    return sorted(field.subwidgets, key=lambda choice: not choice.data["selected"])


def chosen(field: BoundField, values: Iterable[str]) -> list[tuple[str, str]]:
    """Pair the values asked of a field with their labels; an unknown one labels itself."""
    labels: dict[str, str] = {}
    if hasattr(field.field, "choices"):  # the bound field has read its choices once already
        data = [choice.data for choice in field.subwidgets]
        labels = {str(choice["value"]): str(choice["label"]) for choice in data}
    return [(value, labels.get(value, value)) for value in values if value.strip()]


def without(query: QueryDict, parameter: str, value: str) -> str:
    """The same page without one value of one parameter."""
    rest = query.copy()
    rest.setlist(parameter, [other for other in rest.getlist(parameter) if other != value])
    return as_link(rest)


@register.simple_tag(takes_context=True)
def unfiltered(context: Context) -> str:
    """The same page without any filter, sorted as it is."""
    query = query_of(context)
    sort = query.get("sort")
    rest = QueryDict(mutable=True)
    if sort:
        rest["sort"] = sort
    return as_link(rest)


# --- Words about a thing --------------------------------------------------------------------


@register.simple_tag
def badge(label: str, tone: str = "") -> SafeString:
    """A short word about a thing: ``{% badge firm.get_role_display %}``.

    ``tone`` is good, warn, bad or nothing. A tone never stands without its word.
    """
    return format_html(
        '<span class="badge{}">{}</span>', format_html(" badge--{}", tone) if tone else "", label
    )


@register.simple_tag(takes_context=True)
def key_fact(
    context: Context,
    label: str,
    value: Any,
    *,
    url: str = "",
    source: Any = None,
    missing: str = "",
) -> str:
    """A row of ``<dl class="key-facts">``: ``{% key_fact _("Founded") firm.founded_on|words %}``.

    ``url`` makes the value a link, ``source`` (a fact or a citation) marks it. Without a
    value there is no row, or the words of ``missing`` where it matters that nobody said.
    """
    known = value is not None and value != ""
    if not known and not missing:
        return ""
    shown = format_html('<span class="key-facts__missing">{}</span>', missing)
    if known:
        shown = format_html('<a href="{}">{}</a>', url, value) if url else conditional_escape(value)
    return format_html(
        '<div class="key-facts__row"><dt>{}</dt><dd>{}{}</dd></div>',
        label,
        shown,
        source_mark(context, source) if source and known else "",
    )


# --- Small pictures -------------------------------------------------------------------------


@register.simple_tag
def stage(value: str) -> SafeString:
    """How far a product has come, as steps and a word: ``{% stage product.stage %}``."""
    reached = Stage.values.index(value)
    steps = format_html_join(
        "",
        '<rect x="{}" width="6" height="8"{}/>',
        (
            (place * 7.5, SafeString(' class="stage__done"') if place <= reached else "")
            for place in range(len(Stage.values))
        ),
    )
    return format_html(
        '<span class="stage"><svg class="stage__steps" viewBox="0 0 51 8" aria-hidden="true">{}'
        "</svg>{}</span>",
        steps,
        Stage(value).label,
    )


@register.simple_tag
def bar(value: Decimal | float | None, whole: Decimal | float) -> str:
    """A bar of ``value`` out of ``whole``, beside the printed number. None draws nothing."""
    if value is None or not whole:
        return ""
    share = min(max(float(value) / float(whole), 0), 1) * 100
    return format_html(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar__track" y="9" width="100" height="1"/>'
        '<rect width="{}" height="10"/></svg>',
        f"{share:.1f}",
    )


@register.simple_tag
def sparkline(values: Sequence[Decimal | float | None], label: str = "") -> str:
    """A line of a metric's past, from zero: ``{% sparkline values label %}``.

    ``values`` are evenly spaced in time; None leaves a gap that no line crosses.
    """
    known = [float(value) for value in values if value is not None]
    if len(known) < 2:
        return ""
    low, high = min(0.0, *known), max(0.0, *known)
    scale = 22 / (high - low or 1)
    points = [
        None if value is None else (i * 96 / (len(values) - 1), 23 - (float(value) - low) * scale)
        for i, value in enumerate(values)
    ]
    path, pen = [], "M"
    for point in points:
        if point is not None:
            path.append(f"{pen}{point[0]:.1f} {point[1]:.1f}")
        pen = "M" if point is None else "L"
    last = next(point for point in reversed(points) if point is not None)
    return format_html(
        '<svg class="sparkline" viewBox="0 0 96 24" role="img" aria-label="{}">'
        '<path d="{}"/><circle class="sparkline__last" cx="{}" cy="{}" r="2"/></svg>',
        label or gettext("Change over time"),
        "".join(path),
        f"{last[0]:.1f}",
        f"{last[1]:.1f}",
    )
