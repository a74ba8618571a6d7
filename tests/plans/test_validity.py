"""Whether what a plan offers is still on offer: open, expired, not yet in force, end not stated."""

import datetime as dt

import pytest

from plans.choices import Validity
from plans.domain.dates import PartialDate
from plans.domain.validity import validity
from plans.models import PolicyMeasure
from tests.factories.plans import PlanFactory, PolicyMeasureFactory

EXAMPLES = [
    pytest.param("2023", "2025", "2025-12-31", Validity.OPEN, id="a year lasts to its last day"),
    pytest.param("2023", "2025", "2026-01-01", Validity.EXPIRED, id="and not a day longer"),
    pytest.param("2023", "2025", "2023-01-01", Validity.OPEN, id="a year begins with its first"),
    pytest.param("2023", "2025", "2022-12-31", Validity.NOT_YET, id="and not a day sooner"),
    pytest.param("2023", "2024-02", "2024-02-29", Validity.OPEN, id="a month to its last day"),
    pytest.param("2023", "2024-02", "2024-03-01", Validity.EXPIRED, id="the month after"),
    pytest.param("2024-08-01", "2029-07-31", "2029-07-31", Validity.OPEN, id="the last day"),
    pytest.param("2024-08-01", "2029-07-31", "2029-08-01", Validity.EXPIRED, id="the day after"),
    pytest.param("2024-08-01", "2029-07-31", "2024-07-31", Validity.NOT_YET, id="the day before"),
    pytest.param("2024-08-01", "2029-07-31", "2024-08-01", Validity.OPEN, id="the first day"),
    pytest.param("2024-09-07", None, "2031-01-01", Validity.END_NOT_STATED, id="no end is known"),
    pytest.param("2024-09-07", None, "2024-09-06", Validity.NOT_YET, id="no end, not begun"),
    pytest.param(None, None, "2024-01-01", Validity.END_NOT_STATED, id="nothing is known"),
    pytest.param(None, "2025", "2024-01-01", Validity.OPEN, id="a start not known bars nothing"),
    pytest.param(None, "2025", "2026-01-01", Validity.EXPIRED, id="an end without a start"),
    pytest.param("2025", "2025", "2025-06-30", Validity.OPEN, id="one year"),
]
"""From, to, the day that is read as of, and how it stands."""


def date(text):
    return PartialDate.parse(text) if text else None


@pytest.mark.parametrize(("start", "end", "day", "expected"), EXAMPLES)
def test_a_period_stands_on_a_day(start, end, day, expected):
    assert validity(date(start), date(end), dt.date.fromisoformat(day)) is expected


@pytest.mark.django_db
@pytest.mark.parametrize(("start", "end", "day", "expected"), EXAMPLES)
def test_the_database_says_the_same(start, end, day, expected):
    PolicyMeasureFactory(plan=PlanFactory(period_start=start, period_end=end))

    (measure,) = PolicyMeasure.objects.with_validity(dt.date.fromisoformat(day))

    assert measure.validity == expected
