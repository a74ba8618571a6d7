"""The rules of sources, areas, metrics and observations, between cells and between rows.

The numbers are those of the data dictionary's "Rules that hold". Most of them are constraints
of the database too; here they are found before, for every row at once, and named by line.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.choices import AreaKind, MeasureType, ObservationKind, Unit
from plans.domain.dates import PartialDate
from plans.loaders import kinds
from plans.loaders.data import DataSet
from plans.loaders.problems import Problem
from plans.loaders.rules import Rules, SetRule, UniqueRule, row_rule, unique

ONE_EVENT_METRICS = {"biomedicine-new-projects", "biomedicine-new-project-investment"}
"""Flows that may be of one day: projects signed at one event."""

SAME_ADDRESS = re.compile(r"^https?://(www\.)?|/?(#.*)?$")
"""What makes no other document: http or https, www, a trailing slash, a fragment."""

KEYS_IN_TEXT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


# --- Sources, areas, metrics ----------------------------------------------------------------


def _address(url: str) -> str:
    return SAME_ADDRESS.sub("", url)


SOURCE_ADDRESS_ONCE = UniqueRule(
    "sources",
    ("url",),
    gettext_lazy("line %(line)d has the address of this document already."),
    _address,
    at="url",
)


@row_rule("sources", "key", "origin_key", at="origin_key")
def no_copy_of_itself(key: str, origin: str | None) -> str | None:
    return _("a source cannot be a copy of itself.") if key == origin else None


@row_rule("areas", "kind", "parent_key", at="parent_key")
def lies_in_another(kind: str, parent: str | None) -> str | None:
    if kind == AreaKind.COUNTRY:
        return None if parent is None else _("a country lies in no other area.")
    return _("every area but a country lies in another.") if parent is None else None


def _in_circles(data: DataSet, table: str, column: str, words: str) -> Iterator[Problem]:
    """Rows that lie, over any number of steps, in themselves: ``column`` says in what."""
    sheet = data.sheets[table]
    if column not in sheet.columns:
        return
    wholes = sheet.columns[column]
    around = {key: wholes[row] for key, row in data.places(table).items()}
    for key, row in data.places(table).items():
        seen, above = {key}, around.get(key)
        while above in around and above not in seen:
            seen.add(above)
            above = around[above]
        if above == key:
            yield sheet.problem(row, words % {"cell": kinds.quoted(key)}, column)


def _areas_in_circles(data: DataSet) -> Iterator[Problem]:
    """An area that lies, over any number of steps, in itself."""
    yield from _in_circles(data, "areas", "parent_key", _("%(cell)s would lie in itself."))


def _parts_of_themselves(data: DataSet) -> Iterator[Problem]:
    """A metric that is, over any number of steps, a part of itself."""
    yield from _in_circles(data, "metrics", "part_of_key", _("%(cell)s would be a part of itself."))


@row_rule("metrics", "part_of_key", "measure_type", "unit", at="part_of_key")
def part_is_an_amount(part_of: str | None, measure_type: str, unit: str) -> str | None:
    is_amount = measure_type in (MeasureType.FLOW, MeasureType.STOCK) and unit != Unit.PERCENT
    return None if part_of is None or is_amount else _("percentages are no part of anything.")


@row_rule(
    "metrics",
    "unit",
    "measure_type",
    "part_of_key.unit",
    "part_of_key.measure_type",
    at="part_of_key",
)
def part_is_like_its_whole(unit: str, measure_type: str, *whole: str | None) -> str | None:
    is_odd = whole[0] is not None and (unit, measure_type) != whole
    return _("a part has the unit and kind of its whole.") if is_odd else None


@row_rule("metrics", "measure_type", "unit", at="unit")
def share_is_in_percent(measure_type: str, unit: str) -> str | None:
    is_odd = measure_type == MeasureType.SHARE and unit != Unit.PERCENT
    return _("a share is in percent.") if is_odd else None


HEADLINE_ONCE = unique(
    "metrics",
    "headline",
    reason=gettext_lazy("line %(line)d has this place on the home page."),
    at="headline",
)

# --- Observations ---------------------------------------------------------------------------


@row_rule("observations", "period_start", "period_end", at="period_end")
def period_runs_forward(start: dt.date, end: dt.date) -> str | None:
    """Rule 2."""
    said = _("the period ends on %(end)s, before it starts (%(start)s).")
    return said % {"end": end, "start": start} if end < start else None


@row_rule(
    "observations",
    "metric_key",
    "metric_key.measure_type",
    "period_start",
    "period_end",
    at="period_end",
)
def flow_spans_more_than_a_day(
    metric: str, measure_type: str, start: dt.date, end: dt.date
) -> str | None:
    """Rule 2. Projects signed at one event are the exception."""
    if measure_type != MeasureType.FLOW or start != end or metric in ONE_EVENT_METRICS:
        return None
    said = _("%(metric)s is an amount over a period: it spans more than a day.")
    return said % {"metric": kinds.quoted(metric)}


@row_rule("observations", "metric_key.measure_type", "value", at="value")
def share_is_0_to_100(measure_type: str, value: Decimal) -> str | None:
    """Rule 3."""
    is_odd = measure_type == MeasureType.SHARE and not 0 <= value <= 100
    return _("a share lies in 0 to 100, not %(value)s.") % {"value": value} if is_odd else None


@row_rule(
    "observations",
    "kind",
    "period_end",
    "source_key.published_on",
    "source_key.retrieved_on",
    at="period_end",
)
def ended_before_its_source(
    kind: str, end: dt.date, published: PartialDate | None, retrieved: dt.date | None
) -> str | None:
    """Rule 8. A source without a day came out when it was read, today if the file is silent."""
    out = published.last_day if published else retrieved or timezone.localdate()
    if kind == ObservationKind.FORECAST or end <= out:
        return None
    said = _(
        "the period ends on %(end)s, after its source came out (%(out)s); only a forecast may."
    )
    return said % {"end": end, "out": out}


OBSERVED_ONCE = unique(
    "observations",
    *("metric_key", "area_key", "period_start", "period_end", "value", "source_key"),
    reason=gettext_lazy("line %(line)d has this figure of this source already."),
)
"""Rule 9."""


@row_rule("observations", "preferred", "preference_reason", at="preference_reason")
def preferred_with_a_reason(preferred: bool | None, reason: str) -> str | None:
    return _("say why this figure is preferred.") if preferred and not reason else None


def _rivals(preferred: bool | None, *figure: Any) -> tuple[Any, ...] | None:
    return figure if preferred else None


ONE_PREFERRED = UniqueRule(
    "observations",
    ("preferred", "metric_key", "area_key", "period_start", "period_end", "kind"),
    gettext_lazy("line %(line)d is preferred for the same period already."),
    _rivals,
    at="preferred",
)


@row_rule("observations", "interval_percent", at="interval_percent")
def interval_is_a_percentage(width: Decimal | None) -> str | None:
    is_odd = width is not None and not 0 < width <= 100
    said = _("the width lies above 0 and up to 100 percent, not at %(width)s.")
    return said % {"width": width} if is_odd else None


# --- The data set as a whole ----------------------------------------------------------------


def _unused_metrics(data: DataSet) -> Iterator[Problem]:
    """Rule 10, first half."""
    yield from _unused(data, "metrics", _("no observation and no target uses this metric."))


def unused_sources(data: DataSet) -> Iterator[Problem]:
    """Rule 10, second half: a source is used by a fact, or named in a text such as a note.

    Facts of any table use sources, so whoever knows all tables makes a rule of it.
    """
    yield from _unused(data, "sources", _("no fact and no note uses this source."))


def _unused(data: DataSet, name: str, reason: str) -> Iterator[Problem]:
    unused = dict(data.places(name))
    for sheet in data.sheets.values():
        for column in sheet.table.columns:
            if column.refers_to == name and sheet.table.name != name:
                for key in sheet.columns.get(column.name, ()):
                    unused.pop(key, None)
    if unused and name == "sources":
        for key in _keys_in_texts(data):
            unused.pop(key, None)
    for row in unused.values():
        yield data.sheets[name].problem(row, reason, "key")


def _keys_in_texts(data: DataSet) -> Iterator[str]:
    for sheet in data.sheets.values():
        for column in sheet.table.stored:
            is_text = type(data.tables.kind(sheet.table, column)) is kinds.Text
            if is_text and column.name in sheet.columns:
                for text in sheet.columns[column.name]:
                    if isinstance(text, str):
                        yield from KEYS_IN_TEXT.findall(text)


RULES = Rules(
    always=(
        SOURCE_ADDRESS_ONCE,
        no_copy_of_itself,
        lies_in_another,
        SetRule(("areas",), _areas_in_circles),
        SetRule(("metrics",), _parts_of_themselves),
        part_is_an_amount,
        part_is_like_its_whole,
        share_is_in_percent,
        HEADLINE_ONCE,
        period_runs_forward,
        flow_spans_more_than_a_day,
        share_is_0_to_100,
        ended_before_its_source,
        OBSERVED_ONCE,
        preferred_with_a_reason,
        ONE_PREFERRED,
        interval_is_a_percentage,
    ),
    complete=(SetRule(("metrics", "observations", "targets"), _unused_metrics),),
)
