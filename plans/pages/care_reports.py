"""Facts that rest on one news report, whatever kind they are of.

A figure may be stated by others too (``plans.pages.care_kinds``); any other fact has one source.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from plans.choices import SourceKind
from plans.domain.texts import is_chinese
from plans.models import Observation
from plans.pages.care import CareKind, CareRow, edited
from plans.pages.evidence import FactKind

TITLE = _("{facts}: resting on one news report")
ADVICE = _("Look for the document that the report speaks of, and give the fact that source.")


def of_one_report(kinds: Iterable[FactKind[Any]]) -> list[CareKind]:
    """A kind of care for each kind of fact that rests on a source, figures aside."""
    return [
        _of_one_report(kind)
        for kind in kinds
        if kind.source and kind.facts().model is not Observation
    ]


def _of_one_report(kind: FactKind[Any]) -> CareKind:
    model = kind.facts().model
    about = "" if kind.source == "source" else f"-{kind.source.replace('_', '-')}"

    def find(day: dt.date) -> QuerySet[Any]:
        told: QuerySet[Any] = kind.facts().filter(**{f"{kind.source}__kind": SourceKind.NEWS})
        return told

    def row(fact: Any, language: str) -> CareRow:
        said = kind.row(fact, language)
        name = (said.name_zh if is_chinese(language) else "") or said.name_en
        return CareRow([edited(fact, name)], said.detail)

    return CareKind(
        key=f"one-news-report-{model._meta.model_name}{about}",
        title=format_lazy(TITLE, facts=kind.title),
        advice=ADVICE,
        model=model,
        find=find,
        row=row,
    )
