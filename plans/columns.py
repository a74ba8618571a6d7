"""What a row of each list is, wherever it goes: page order, JSON and CSV."""

from __future__ import annotations

from plans.domain.verdicts import METHOD_VERSION
from plans.exports import Column
from plans.standings import Standing


def _metric(stand: Standing) -> str:
    return stand.target.metric.key if stand.target.metric else ""


def _variant_of(stand: Standing) -> str:
    return stand.target.variant_of.key if stand.target.variant_of else ""


TARGET_COLUMNS = [
    Column("plan", lambda stand: stand.target.plan.key),
    Column("key", lambda stand: stand.target.key),
    Column("statement", lambda stand: stand.target.statement),
    Column("statement_zh", lambda stand: stand.target.statement_zh),
    Column("metric", _metric),
    Column("area", lambda stand: stand.target.area.key),
    Column("basis", lambda stand: stand.target.basis),
    Column("comparator", lambda stand: stand.target.comparator),
    Column("value", lambda stand: stand.target.value),
    Column("value_upper", lambda stand: stand.target.value_upper),
    Column("unit", lambda stand: stand.promise.unit),
    Column("due_on", lambda stand: stand.target.due_on.text),
    Column("variant_of", _variant_of),
    Column("verdict", lambda stand: stand.verdict.value),
    Column("verdict_computed", lambda stand: stand.computed.value),
    Column("reason", lambda stand: stand.reason.en),
    Column("reason_zh", lambda stand: stand.reason.zh),
    Column("grade", lambda stand: stand.grade),
    Column("observations", lambda stand: list(stand.judgement.observation_keys)),
    Column("source", lambda stand: stand.target.source.key),
    Column("locator", lambda stand: stand.target.locator),
    Column("source_url", lambda stand: stand.target.source.url),
    Column("as_of", lambda stand: stand.judgement.as_of.isoformat()),
    Column("method_version", lambda stand: METHOD_VERSION),
]
"""A target with its verdict."""
