"""What the site asks of recorded verdicts, an editor's verdicts and search notes."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.models import SearchNote, VerdictOverride, VerdictRecord
from tests.factories.plans import (
    PlanFactory,
    SearchNoteFactory,
    TargetFactory,
    VerdictOverrideFactory,
    VerdictRecordFactory,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2024, 3, 15)
BEFORE, AFTER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)


def test_the_record_that_stood_on_a_day_is_the_last_up_to_it():
    target = TargetFactory()
    VerdictRecordFactory(target=target, as_of=BEFORE)
    stood = VerdictRecordFactory(target=target, as_of=DAY)
    VerdictRecordFactory(target=target, as_of=AFTER)
    other = VerdictRecordFactory(as_of=BEFORE)

    assert set(VerdictRecord.objects.latest_per_target(DAY)) == {stood, other}


def test_of_two_records_of_a_day_the_later_one_stands():
    target = TargetFactory()
    VerdictRecordFactory(target=target, as_of=DAY)
    later = VerdictRecordFactory(target=target, as_of=DAY)

    assert list(VerdictRecord.objects.latest_per_target(DAY)) == [later]


@pytest.mark.parametrize(("set_on", "stands"), [(BEFORE, True), (DAY, True), (AFTER, False)])
def test_an_editors_verdict_stands_from_its_day(set_on, stands):
    VerdictOverrideFactory(set_on=set_on)

    assert VerdictOverride.objects.standing_on(DAY).exists() is stands


@pytest.mark.parametrize(
    "hidden",
    [
        {"state": "draft"},
        {"target__state": "draft"},
        {"target__plan__state": "draft"},
    ],
    ids=["the verdict", "its target", "its plan"],
)
def test_an_editors_verdict_does_not_stand_without(hidden):
    VerdictOverrideFactory(set_on=DAY, **hidden)

    assert not VerdictOverride.objects.standing_on(DAY).exists()


def test_searches_up_to_a_day_are_shown_newest_first():
    target = TargetFactory(plan=PlanFactory())
    first = SearchNoteFactory(target=target, searched_on=BEFORE)
    second = SearchNoteFactory(target=target, searched_on=DAY)
    SearchNoteFactory(target=target, searched_on=AFTER)

    assert list(SearchNote.objects.made_by(DAY)) == [second, first]
