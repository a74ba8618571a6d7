"""How long plans run, for the database: the same rule as ``plans.domain.validity``."""

from __future__ import annotations

import datetime as dt

from django.db.models import Case, CharField, Q, Value, When
from django.db.models.lookups import GreaterThan, LessThan

from plans.choices import Validity
from plans.models.fields import FirstDay, LastDay


def validity_on(day: dt.date, plan: str = "") -> Case:
    """SQL: how a plan stands on ``day``; ``plan`` is the way to it, "" where it is the row itself.

    A test holds it to the rule in Python, case by case.
    """
    at = f"{plan}__" if plan else ""
    return Case(
        When(LessThan(LastDay(f"{at}period_end"), day), then=Value(Validity.EXPIRED)),
        When(GreaterThan(FirstDay(f"{at}period_start"), day), then=Value(Validity.NOT_YET)),
        When(Q(**{f"{at}period_end": None}), then=Value(Validity.END_NOT_STATED)),
        default=Value(Validity.OPEN),
        output_field=CharField(),
    )
