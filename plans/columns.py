"""What a row of each list is, wherever it goes: CSV, Excel, JSON and the catalogue of downloads.

Names are those of the data dictionary; a reference is its column without ``_key`` and holds the
key of what it refers to.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, When
from django.utils.translation import gettext_lazy as _

from plans.domain.asof import reading_day
from plans.domain.verdicts import METHOD_VERSION
from plans.exports import (
    Address,
    Form,
    Given,
    Stored,
    code,
    day,
    decimal,
    text,
    whole,
)
from plans.standings import Standing

KEY = code("key", _("Stable name of the row; addresses are made of it"))
NAME_EN = text("name_en", _("Name in English"))
NAME_ZH = text("name_zh", _("Name in Chinese; empty where none was found"))
AREA = code("area", _("Key of the place"), "area__key")
PLAN = code("plan", _("Key of the plan"), "plan__key")
NOTES = [
    text("note", _("What is special about it")),
    text("note_zh", _("The note in Chinese")),
]
AMOUNT = [
    code("amount_qualifier", _("How firmly the source states the amount")),
    decimal("amount", _("Amount, in whole units")),
    code("amount_unit", _("Unit of the amount")),
]
SOURCE = [
    code("source", _("Key of the source"), "source__key"),
    text("locator", _("Place in the source")),
    code("source_url", _("Address of the source"), "source__url"),
]
"""Every fact has a source, a place in it, and so an address."""


def page(view: str, *of: str, fragment: str = "", name: str = "url") -> Address:
    """The column with the address of the row's own page."""
    meaning = _("Page of the row on this site")
    return Address(name, meaning, Form.CODE, view=view, of=of or ("key",), fragment=fragment)


# --- Targets, each with its verdict ----------------------------------------------------------


def _metric(stand: Standing) -> str:
    return stand.target.metric.key if stand.target.metric else ""


def _variant_of(stand: Standing) -> str:
    return stand.target.variant_of.key if stand.target.variant_of else ""


def _code(name: str, meaning: Any, value: Any) -> Given:
    return Given(name, meaning, Form.CODE, value)


def _text(name: str, meaning: Any, value: Any) -> Given:
    return Given(name, meaning, Form.TEXT, value)


TARGET_COLUMNS = [
    _code("plan", _("Key of the plan"), lambda stand: stand.target.plan.key),
    _code("key", _("Name of the target, unique within its plan"), lambda stand: stand.target.key),
    _text("statement", _("The target in our words"), lambda stand: stand.target.statement),
    _text("statement_zh", _("The target in Chinese"), lambda stand: stand.target.statement_zh),
    _code("metric", _("Key of the metric; empty for words alone"), _metric),
    _code("area", _("Key of the place"), lambda stand: stand.target.area.key),
    _code("basis", _("What kind of number is promised"), lambda stand: stand.target.basis),
    _code(
        "comparator",
        _("At least, more than, about and the like"),
        lambda stand: stand.target.comparator,
    ),
    Given(
        "value",
        _("What is promised, in the unit"),
        Form.DECIMAL,
        lambda stand: stand.target.value,
    ),
    Given(
        "value_upper",
        _("Upper end of a range"),
        Form.DECIMAL,
        lambda stand: stand.target.value_upper,
    ),
    _code("unit", _("Unit of the value"), lambda stand: stand.promise.unit),
    _code("due_on", _("Day, month or year by which"), lambda stand: stand.target.due_on.text),
    _code("variant_of", _("Key of the target that another source words so"), _variant_of),
    _code("verdict", _("How it stands on the day"), lambda stand: stand.verdict.value),
    _code(
        "verdict_computed",
        _("The verdict of the rules, where an editor set another"),
        lambda stand: stand.computed.value,
    ),
    _text("reason", _("Why, in one sentence"), lambda stand: stand.reason.en),
    _text("reason_zh", _("The reason in Chinese"), lambda stand: stand.reason.zh),
    _code("grade", _("Grade of the evidence"), lambda stand: stand.grade),
    Given(
        "observations",
        _("Keys of the figures that decided it"),
        Form.CODES,
        lambda stand: list(stand.judgement.observation_keys),
    ),
    Given(
        "computed",
        _("What decided it and is counted from the records held here: series, years, number"),
        Form.CODES,
        lambda stand: [reading.evidence.key for reading in stand.judgement.counted],
    ),
    _code("source", _("Key of the source"), lambda stand: stand.target.source.key),
    _text("locator", _("Place in the source"), lambda stand: stand.target.locator),
    _code("source_url", _("Address of the source"), lambda stand: stand.target.source.url),
    _text("note", _("What is special about it"), lambda stand: stand.target.note),
    _text("note_zh", _("The note in Chinese"), lambda stand: stand.target.note_zh),
    _code("as_of", _("Day of the verdict"), lambda stand: stand.judgement.as_of.isoformat()),
    _code("method_version", _("Version of the rules"), lambda stand: METHOD_VERSION),
    page("plans:target_detail", "plan", "key"),
]
"""A target with its verdict."""


# --- The registers of the evidence -----------------------------------------------------------

PLAN_COLUMNS = [
    KEY,
    NAME_EN,
    NAME_ZH,
    AREA,
    code("issued_on", _("Day, month or year of issue")),
    code("period_start", _("Begin of the span of the plan")),
    code("period_end", _("End of the span; empty: open or not known")),
    text("issuers", _("Who issued it")),
    text("issuers_zh", _("Who issued it, in Chinese")),
    code("field", _("Field of the plan")),
    whole("target_count", _("Number of its targets"), lambda: F("target_count")),
    whole("measure_count", _("Number of its policy measures"), lambda: F("measure_count")),
    *SOURCE,
    *NOTES,
    page("plans:plan_detail"),
]

METRIC_COLUMNS = [
    KEY,
    NAME_EN,
    NAME_ZH,
    code("unit", _("Unit of its values")),
    code("measure_type", _("Flow, stock, share or index")),
    code("direction", _("Which way is good")),
    text("description", _("What is counted")),
    text("description_zh", _("What is counted, in Chinese")),
    text("theme", _("Theme")),
    code("part_of", _("Key of the metric that it is a part of"), "part_of__key"),
    whole("publication_lag_days", _("Days until a figure is usually out")),
    whole("observation_count", _("Number of published figures"), lambda: F("observation_count")),
    whole("area_count", _("Number of places with figures"), lambda: F("area_count")),
    whole("target_count", _("Number of targets for it"), lambda: F("target_count")),
    page("plans:metric_detail"),
]

MEASURE_COLUMNS = [
    PLAN,
    code("key", _("Name of the measure, unique within its plan")),
    code("theme", _("Theme")),
    text("summary", _("What it offers or permits, in our words")),
    text("summary_zh", _("The summary in Chinese")),
    text("beneficiary", _("Who gains")),
    text("beneficiary_zh", _("Who gains, in Chinese")),
    AREA,
    *AMOUNT,
    code("validity", _("Still valid on the day"), lambda: F("validity")),
    *SOURCE,
    page("plans:plan_detail", "plan", fragment="#measure-{key}"),
]


def _public_origin() -> Any:
    """The key of the document that a source copies, where it was out on the day that is read."""
    day_read = reading_day()
    if day_read is None:
        return F("origin__key")
    return Case(When(origin__known_from__lte=day_read, then=F("origin__key")))


SOURCE_COLUMNS: list[Stored | Address] = [
    KEY,
    text("title", _("Headline, in English")),
    text("title_original", _("Headline in Chinese, where known")),
    text("publisher", _("Who published it")),
    code("published_on", _("Day, month or year of publication; empty: not known")),
    day("retrieved_on", _("Day that it was read")),
    day("checked_on", _("Day that its address was last seen to work")),
    code("url", _("Address of the document")),
    code("language", _("Language of the document")),
    code("kind", _("Who speaks")),
    code("origin", _("Key of the document that it copies or translates"), _public_origin),
    whole("fact_count", _("Number of facts that rest on it"), lambda: F("fact_count")),
    *NOTES,
    page("plans:source_detail", name="page"),
]
