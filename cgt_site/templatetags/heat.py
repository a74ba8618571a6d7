"""The cells of a shaded table of counts, each the way to what it counts."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cgt_site.templatetags.facets import number
from cgt_site.templatetags.ui import as_link, query_of
from parks.charts.heat import Cell
from parks.choices import Modality, Stage

register = template.Library()

NONE = SafeString('<td class="heat__cell heat__cell--none">–</td>')


@register.simple_tag(takes_context=True)
def heat_cell(context: Context, cell: Cell) -> SafeString:
    """A count of products that leads to them, all other filters kept: ``{% heat_cell cell %}``.

    Written here and not by an include: a chart has two hundred of them.
    """
    if not cell.count:
        return NONE
    query = query_of(context)
    for parameter, code in (("modality", cell.row), ("stage", cell.column)):
        query.setlist(parameter, [code] if code else [])
    stage = str(Stage(cell.column).label) if cell.column else gettext("All stages")
    modality = str(Modality(cell.row).label) if cell.row else gettext("All modalities")
    return format_html(
        '<td class="heat__cell{}{}{}"><a href="{}"{} data-label="{}" aria-label="{}">{}</a></td>',
        f" heat__cell--{cell.shade}" if cell.shade else "",
        "" if cell.row and cell.column else " heat__cell--total",
        " heat__cell--listed" if cell.is_listed else "",
        as_link(query),
        SafeString(' aria-current="true"') if cell.is_listed else "",
        stage,
        gettext("%(count)s: %(modality)s, %(stage)s")
        % {"count": number(cell.count), "modality": modality, "stage": stage},
        number(cell.count),
    )
