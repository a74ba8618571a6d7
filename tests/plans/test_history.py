"""The kept history of verdicts: a change is recorded, a standstill is not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from plans import history
from plans.choices import Verdict
from plans.domain.verdicts import METHOD_VERSION
from plans.history import record_verdicts
from plans.models import Target, VerdictRecord
from tests.factories.plans import ObservationFactory, TargetFactory, VerdictOverrideFactory

pytestmark = pytest.mark.django_db

DUE = dt.date(2024, 12, 31)
TODAY = dt.date(2026, 11, 22)
YESTERDAY = TODAY - dt.timedelta(days=1)


def figure(target: Target, value: int, **said):
    return ObservationFactory(
        metric=target.metric,
        area=target.area,
        value=Decimal(value),
        period_start=dt.date(2024, 1, 1),
        period_end=DUE,
        **{"source__published_on": "2025-03-01", **said},
    )


def kept(target: Target) -> list[str]:
    return [r.verdict for r in VerdictRecord.objects.filter(target=target).order_by("pk")]


def test_a_first_verdict_is_recorded_with_all_that_it_rests_on():
    target = TargetFactory()
    row = figure(target, 12, source__kind="official")

    (change,) = record_verdicts(TODAY)

    assert (change.target, change.before, change.after) == (target, None, Verdict.MET)
    assert (
        change.reason == "12 yuan (2024) meets the target of at least 10 yuan by the end of 2024."
    )
    (record,) = VerdictRecord.objects.all()
    assert (record.target, record.as_of, record.verdict) == (target, TODAY, "met")
    assert (record.grade, record.method_version, record.is_set) == ("B", METHOD_VERSION, False)
    assert record.observation_keys == [row.key]
    assert record.reason == change.reason
    assert record.reason_zh == "12元（2024年），达到2024年底至少10元的目标。"


def test_a_re_run_records_nothing():
    figure(TargetFactory(), 12)
    TargetFactory(wording=True)
    record_verdicts(TODAY)

    assert record_verdicts(TODAY) == []
    assert record_verdicts(TODAY + dt.timedelta(days=1)) == []
    assert VerdictRecord.objects.count() == 2


def test_a_change_of_verdict_is_recorded_with_what_was_before():
    target = TargetFactory()
    record_verdicts(YESTERDAY)
    figure(target, 9)

    (change,) = record_verdicts(TODAY)

    assert (change.before, change.after) == (Verdict.NO_EVIDENCE, Verdict.MISSED)
    assert kept(target) == ["no_evidence", "missed"]


def test_only_what_changed_is_recorded():
    stays, changes = TargetFactory(), TargetFactory()
    record_verdicts(YESTERDAY)
    figure(changes, 9)

    record_verdicts(TODAY)

    assert (kept(stays), kept(changes)) == (["no_evidence"], ["no_evidence", "missed"])


def test_a_change_within_a_day_is_recorded_and_so_is_its_return():
    target = TargetFactory()
    record_verdicts(TODAY)
    row = figure(target, 9)
    record_verdicts(TODAY)
    row.state = "draft"
    row.save()
    record_verdicts(TODAY)

    assert record_verdicts(TODAY) == []
    assert kept(target) == ["no_evidence", "missed", "no_evidence"]


def test_other_observations_are_recorded_though_the_verdict_is_the_same():
    target = TargetFactory()
    figure(target, 9)
    record_verdicts(YESTERDAY)
    better = figure(target, 8, source__kind="official_statistics")

    (change,) = record_verdicts(TODAY)

    assert (change.before, change.after) == (Verdict.MISSED, Verdict.MISSED)
    assert VerdictRecord.objects.newest_first()[0].observation_keys == [better.key]


def test_another_version_of_the_method_is_recorded(monkeypatch):
    target = TargetFactory()
    record_verdicts(YESTERDAY)
    monkeypatch.setattr(history, "METHOD_VERSION", "2.0")

    record_verdicts(TODAY)

    versions = VerdictRecord.objects.filter(target=target).order_by("pk")
    assert [record.method_version for record in versions] == [METHOD_VERSION, "2.0"]


def test_an_editors_verdict_is_recorded_as_set_and_as_lifted():
    target = TargetFactory()
    record_verdicts(YESTERDAY)
    override = VerdictOverrideFactory(
        target=target, verdict="met", set_on=TODAY, reason="The closing report says so."
    )

    (set_by_hand,) = record_verdicts(TODAY)
    override.state, override.state_reason = "withdrawn", "A mistake."
    override.save()
    (lifted,) = record_verdicts(TODAY)

    assert (set_by_hand.before, set_by_hand.after) == (Verdict.NO_EVIDENCE, Verdict.MET)
    assert set_by_hand.reason == "The closing report says so."
    assert (lifted.before, lifted.after) == (Verdict.MET, Verdict.NO_EVIDENCE)
    records = VerdictRecord.objects.order_by("pk")
    assert [record.is_set for record in records] == [False, True, False]


def test_an_editors_verdict_that_agrees_is_recorded_too():
    target = TargetFactory()
    record_verdicts(YESTERDAY)
    VerdictOverrideFactory(target=target, verdict="no_evidence", set_on=TODAY)

    assert len(record_verdicts(TODAY)) == 1


def test_time_alone_moves_verdicts():
    target = TargetFactory()
    days = [DUE, DUE + dt.timedelta(days=1), DUE + dt.timedelta(days=366)]

    for day in days:
        record_verdicts(day)

    assert kept(target) == ["not_yet_measured", "awaiting_data", "no_evidence"]


def test_a_day_in_the_past_is_judged_by_what_was_known_then_and_disturbs_nothing():
    target = TargetFactory()
    figure(target, 12)
    record_verdicts(TODAY)

    (change,) = record_verdicts(dt.date(2025, 2, 1))

    assert (change.before, change.after) == (None, Verdict.AWAITING_DATA)
    assert record_verdicts(TODAY) == []
    newest_first = VerdictRecord.objects.newest_first()
    assert [record.verdict for record in newest_first] == ["met", "awaiting_data"]


def test_what_is_not_announced_or_not_public_has_no_history():
    TargetFactory(state="draft")
    TargetFactory(plan__issued_on="2026-12-01", source__published_on="2026-12-01")

    assert record_verdicts(TODAY) == []


def test_variants_have_a_history_of_their_own():
    main = TargetFactory()
    variant = TargetFactory(plan=main.plan, variant_of=main)

    assert {change.target for change in record_verdicts(TODAY)} == {main, variant}


def test_the_targets_of_an_edit_can_be_judged_alone():
    edited, other = TargetFactory(), TargetFactory()

    record_verdicts(TODAY, Target.objects.filter(pk=edited.pk).with_evidence())

    assert (kept(edited), kept(other)) == (["no_evidence"], [])
