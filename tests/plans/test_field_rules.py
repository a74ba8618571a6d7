"""What the database refuses as a public key and as a date."""

from __future__ import annotations

import pytest
from django.db import DataError, connection, transaction

from plans.models import Plan
from tests.factories.plans import PlanFactory
from tests.rules import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "key",
    ["", "Shine", "shine 2023", "shine_2023", "-shine", "shine-", "shine--2023", "上海", "a\nb"],
    ids=[
        "nothing",
        "a capital",
        "a space",
        "an underscore",
        "a hyphen first",
        "a hyphen last",
        "two hyphens",
        "no ASCII",
        "two lines",
    ],
)
def test_a_public_key_cannot_be(key):
    with refused_by("plans_plan_key_check"):
        PlanFactory(key=key)


def store_issued_on(text: str) -> Plan:
    """Write the text itself, past everything that Python would say to it."""
    plan = PlanFactory()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE plans_plan SET issued_on = %s, reread_at = now() WHERE id = %s", [text, plan.pk]
        )
    return plan


@pytest.mark.parametrize(
    "date",
    ["", "July 2024", "2024-13", "2024-00", "2024-7", "2024-07-1", "24", "2024-7-30", "202407"],
)
def test_a_date_cannot_be(date):
    with refused_by("plans_plan_issued_on_check"):
        store_issued_on(date)


@pytest.mark.parametrize("date", ["2024-02-30", "2023-02-29", "2024-04-31", "2024-01-00"])
def test_a_date_must_be_in_the_calendar(date):
    with pytest.raises(DataError, match="date field value out of range"), transaction.atomic():
        store_issued_on(date)


@pytest.mark.parametrize("date", ["2024", "2024-02", "2024-02-29"])
def test_a_date_keeps_its_precision(date):
    plan = store_issued_on(date)

    assert Plan.objects.get(pk=plan.pk).issued_on.text == date
