"""`judge`: records the verdicts that changed, says which and why, and refuses a wrong day."""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from plans.models import VerdictRecord
from tests.factories.plans import TargetFactory

pytestmark = pytest.mark.django_db


def judge(*arguments: str) -> list[str]:
    output = StringIO()
    call_command("judge", *arguments, stdout=output)
    return output.getvalue().splitlines()


@pytest.fixture
def target():
    return TargetFactory(key="platforms", plan__key="cell-plan", due_on="2024")


def test_it_says_what_changed_and_why(target):
    first, total = judge()

    assert first == (
        "cell-plan/platforms: nothing -> no_evidence. No published figure was found that says"
        " whether the target of at least 10 yuan by the end of 2024 was met."
    )
    assert total == f"1 verdict changed as of {timezone.localdate()}."


def test_run_again_it_has_nothing_to_say(target):
    judge()

    assert judge() == [f"0 verdicts changed as of {timezone.localdate()}."]
    assert VerdictRecord.objects.count() == 1


def test_it_judges_a_day_in_the_past(target):
    before, after = judge("--as-of", "2024-12-31"), judge("--as-of", "2025-01-01")

    assert before[0].startswith("cell-plan/platforms: nothing -> not_yet_measured. ")
    assert after[0].startswith("cell-plan/platforms: not_yet_measured -> awaiting_data. ")
    assert after[-1] == "1 verdict changed as of 2025-01-01."
    days = VerdictRecord.objects.order_by("pk").values_list("as_of", flat=True)
    assert list(days) == [dt.date(2024, 12, 31), dt.date(2025, 1, 1)]


def test_today_may_be_named(target):
    today = timezone.localdate().isoformat()

    assert judge("--as-of", today)[-1] == f"1 verdict changed as of {today}."


@pytest.mark.parametrize(
    "text", ["yesterday", "2024", "2024-13-01", "20241231", "2024-W52-2", "31.12.2024", ""]
)
def test_a_malformed_day_is_refused(target, text):
    with pytest.raises(CommandError, match="write the day as YYYY-MM-DD"):
        judge("--as-of", text)

    assert not VerdictRecord.objects.exists()


def test_a_day_to_come_is_refused(target):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    with pytest.raises(CommandError, match="still to come"):
        judge("--as-of", tomorrow.isoformat())

    assert not VerdictRecord.objects.exists()
