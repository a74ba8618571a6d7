"""Where rows meet the rules: what is judged, on what, and what an editor's own verdict changes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from plans.choices import Basis, Qualifier, Verdict
from plans.domain.periods import Period
from plans.domain.verdicts import Baseline
from plans.models import Observation, Target, VerdictRecord
from plans.standings import announced_from, counts, evidence_of, promise_of, standings
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    SourceFactory,
    TargetFactory,
    VerdictOverrideFactory,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 22)
IN_2024 = {"period_start": dt.date(2024, 1, 1), "period_end": dt.date(2024, 12, 31)}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def stands(on: dt.date = TODAY):
    return standings(Target.objects.published().with_evidence().in_plan_order(), on)


def figure(target: Target, value: int, **said):
    """A figure for the year 2024, of what the target is about."""
    source = {"source__published_on": "2025-03-01"} if "source" not in said else {}
    about = {"metric": target.metric, "area": target.area}
    return ObservationFactory(value=Decimal(value), **{**about, **IN_2024, **source, **said})


# --- Reading rows -----------------------------------------------------------------------------


def test_a_target_is_read_with_its_metric_and_its_plan():
    target = TargetFactory(
        plan__period_start="2022",
        metric=MetricFactory(stock=True, direction="neutral", publication_lag_days=90),
        comparator="about",
        value=Decimal(35),
        value_upper=Decimal(40),
        due_on="2024",
        baseline_value=Decimal(30),
        baseline_on=day("2021-12-31"),
    )

    promise = promise_of(target)

    assert (promise.basis, promise.comparator, promise.unit) == (Basis.LEVEL, "about", "count")
    assert (promise.value, promise.upper) == (35, 40)
    assert (promise.direction, promise.measure_type) == ("neutral", "stock")
    assert promise.due_on == day("2024-12-31")
    assert promise.plan_start == day("2022-01-01")
    assert promise.baseline == Baseline(Decimal(30), day("2021-12-31"))
    assert promise.lag_days == 90


@pytest.mark.parametrize(
    ("due", "last"),
    [("2024", "2024-12-31"), ("2024-06", "2024-06-30"), ("2024-06-15", "2024-06-15")],
)
def test_a_due_date_means_its_last_day(due, last):
    assert promise_of(TargetFactory(due_on=due)).due_on == day(last)


def test_what_is_not_known_of_a_target_is_left_open():
    promise = promise_of(TargetFactory())

    assert (promise.plan_start, promise.baseline, promise.upper) == (None, None, None)


@pytest.mark.parametrize(("lag", "days"), [(None, 365), (0, 0), (400, 400)])
def test_a_metric_may_say_how_long_its_results_take(lag, days):
    assert promise_of(TargetFactory(metric__publication_lag_days=lag)).lag_days == days


def test_a_target_in_words_has_nothing_to_measure():
    TargetFactory(wording=True)

    (stand,) = stands()

    assert stand.verdict is Verdict.NOT_MEASURABLE
    assert stand.reason.en.startswith("The plan promises no number")


def test_an_observation_is_read_with_who_says_it():
    row = ObservationFactory(
        value=Decimal(12),
        qualifier=Qualifier.ABOUT,
        interval_percent=Decimal(8),
        kind="estimate",
        preferred=True,
        preference_reason="It names its method.",
        source__kind="paper",
        source__publisher="The Lancet",
        source__published_on="2024-02",
    )

    seen = evidence_of(Observation.objects.with_evidence().get(pk=row.pk))

    assert (seen.key, seen.value, seen.qualifier, seen.kind) == (row.key, 12, "about", "estimate")
    assert seen.period == Period(day("2023-01-01"), day("2023-12-31"))
    assert (seen.source_kind, seen.publisher) == ("paper", "The Lancet")
    assert (seen.preferred, seen.about_percent) == (True, 8)
    assert seen.known_from == day("2024-02-29")
    assert not seen.is_copy


def test_a_copy_speaks_for_its_original():
    original = SourceFactory(key="release")
    row = ObservationFactory(source=SourceFactory(key="translation", origin=original))

    seen = evidence_of(row)

    assert (seen.source_key, seen.origin, seen.is_copy) == ("translation", "release", True)


# --- What is judged, and on what --------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        pytest.param({}, Verdict.MET, id="of its metric and area: met"),
        pytest.param({"state": "draft"}, Verdict.NO_EVIDENCE, id="not published"),
        pytest.param(
            {"state": "withdrawn", "state_reason": "Wrong."}, Verdict.NO_EVIDENCE, id="withdrawn"
        ),
        pytest.param({"kind": "forecast"}, Verdict.NO_EVIDENCE, id="a forecast"),
        pytest.param({"another": "area"}, Verdict.NO_EVIDENCE, id="of another area"),
        pytest.param({"another": "metric"}, Verdict.NO_EVIDENCE, id="of another metric"),
        pytest.param(
            {"source__published_on": "2026-11-23"}, Verdict.NO_EVIDENCE, id="known a day later"
        ),
    ],
)
def test_a_target_is_judged_on_a_figure(changes, verdict):
    others = {"area": AreaFactory(), "metric": MetricFactory()}
    if name := changes.pop("another", None):
        changes = {name: others[name]}
    figure(TargetFactory(), 12, **changes)

    (stand,) = stands()

    assert stand.verdict is verdict


def test_two_targets_of_different_metrics_and_areas_do_not_share_their_figures():
    first, second = TargetFactory(), TargetFactory(area=AreaFactory())
    figure(first, 12)
    figure(second, 12, metric=first.metric)

    assert [stand.verdict for stand in stands()] == [Verdict.MET, Verdict.NO_EVIDENCE]


@pytest.mark.parametrize(
    ("issued", "published", "from_day"),
    [
        pytest.param("2022-11-10", "2022-12-01", "2022-11-10", id="issued before it was reported"),
        pytest.param("2023-07", "2023-07-12", "2023-07-12", id="reported before the month is over"),
        pytest.param("2022", "2024-01-01", "2022-12-31", id="issued some day in 2022"),
    ],
)
def test_a_target_exists_from_the_first_day_on_which_it_could_be_known(issued, published, from_day):
    target = TargetFactory(plan__issued_on=issued, source__published_on=published)
    first = day(from_day)

    assert announced_from(Target.objects.with_evidence().get(pk=target.pk)) == first
    assert stands(first - dt.timedelta(days=1)) == []
    assert [stand.target for stand in stands(first)] == [target]


def test_an_earlier_day_shows_what_could_be_known_then():
    target = TargetFactory()
    figure(target, 9, source__published_on="2025-02-01")
    figure(target, 12, source__published_on="2025-06-01", source__kind="official_statistics")

    verdicts = [stands(day(on))[0].verdict for on in ("2025-01-31", "2025-02-01", "2025-06-01")]

    assert verdicts == [Verdict.AWAITING_DATA, Verdict.MISSED, Verdict.MET]


def test_the_rows_behind_a_verdict_are_at_hand():
    target = TargetFactory()
    used = figure(target, 9, source__kind="official")
    rival = figure(target, 12)
    earlier = figure(target, 3, period_start=day("2022-01-01"), period_end=day("2022-12-31"))

    (stand,) = stands()

    assert (stand.used, stand.rivals) == ([used], [rival])
    assert [other.evidence for other in stand.judgement.others] == [evidence_of(earlier)]
    assert stand.named == [used]
    assert stand.grade == "B"


def test_where_nothing_decides_the_nearest_context_is_at_hand():
    target = TargetFactory(basis="flow")
    period = {"period_start": day("2023-01-01"), "period_end": day("2023-12-31")}
    context = figure(target, 12, **period)

    (stand,) = stands()

    assert (stand.used, stand.named) == ([], [context])


def test_a_variant_is_judged_and_not_counted():
    main = TargetFactory()
    variant = TargetFactory(plan=main.plan, metric=main.metric, variant_of=main, value=Decimal(20))
    figure(main, 12)

    everything = stands()
    counted = counts(standings(Target.objects.published().main().with_evidence(), TODAY))

    assert {s.target: s.verdict for s in everything} == {
        main: Verdict.MET,
        variant: Verdict.MISSED,
    }
    assert counted == {Verdict.MET: 1}


def test_counts_add_up_to_the_number_of_targets():
    plan = PlanFactory()
    for value in (None, 9, 12, 15):
        target = TargetFactory(plan=plan)
        if value is not None:
            figure(target, value)

    found = counts(stands())

    assert found == {Verdict.NO_EVIDENCE: 1, Verdict.MISSED: 1, Verdict.MET: 2}
    assert found.total() == Target.objects.count()


def test_more_targets_cost_no_more_queries():
    figure(TargetFactory(), 12)
    few = count_queries(stands)

    for _ in range(4):
        figure(TargetFactory(), 12)
    many = count_queries(stands)

    # The targets, the evidence, what is tied, what an editor set, the figures that verdicts name.
    assert many == few == 5


def test_reading_writes_nothing():
    figure(TargetFactory(), 12)

    stands()

    assert not VerdictRecord.objects.exists()


# --- What an editor sets ------------------------------------------------------------------------


def test_an_editors_verdict_stands_beside_the_computed_one():
    target = TargetFactory()
    figure(target, 9)
    VerdictOverrideFactory(
        target=target,
        verdict="met",
        reason="The closing report counts two more.",
        reason_zh="另有两项。",
    )

    (stand,) = stands()

    assert (stand.verdict, stand.computed) == (Verdict.MET, Verdict.MISSED)
    assert stand.reason.en == "The closing report counts two more."
    assert stand.reason.zh == "另有两项。"
    assert stand.computed_reason.en.startswith("9 yuan (2024) does not meet")
    assert counts([stand]) == {Verdict.MET: 1}


@pytest.mark.parametrize(
    ("on", "verdict"),
    [
        pytest.param("2025-04-30", Verdict.MISSED, id="the day before"),
        pytest.param("2025-05-01", Verdict.MET, id="its day"),
        pytest.param("2026-11-22", Verdict.MET, id="ever since"),
    ],
)
def test_an_editors_verdict_stands_from_its_day(on, verdict):
    target = TargetFactory()
    figure(target, 9)
    VerdictOverrideFactory(target=target, verdict="met", set_on=day("2025-05-01"))

    assert stands(day(on))[0].verdict is verdict


def test_a_withdrawn_verdict_of_an_editor_gives_way_to_the_computed_one():
    target = TargetFactory()
    VerdictOverrideFactory(target=target, state="withdrawn", state_reason="A mistake.")

    (stand,) = stands()

    assert (stand.override, stand.verdict) == (None, Verdict.NO_EVIDENCE)
