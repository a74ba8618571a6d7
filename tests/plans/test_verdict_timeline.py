"""How a target would have stood: when its verdict changed, and because of what."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from plans.choices import Basis, Comparator, ObservationKind, Verdict
from plans.domain.verdicts import Promise, judge
from plans.domain.verdicts.examples import LATER, TWENTY_BY_2025, in_year, level, seen
from plans.domain.verdicts.timeline import timeline, turning_days

ANNOUNCED = dt.date(2022, 11, 10)
TARGET = level(Comparator.AT_LEAST, 100, 2024)


def stood(*evidence, promise=TARGET, until=LATER):
    return [
        (step.since.isoformat(), step.judgement.verdict)
        for step in timeline(promise, evidence, ANNOUNCED, until)
    ]


def known(on, evidence):
    return replace(evidence, known_from=dt.date.fromisoformat(on))


def test_a_target_without_evidence_waits_and_then_has_none():
    assert stood() == [
        ("2022-11-10", Verdict.NOT_YET_MEASURED),
        ("2025-01-01", Verdict.AWAITING_DATA),
        ("2026-01-01", Verdict.NO_EVIDENCE),
    ]


def test_a_figure_counts_from_the_day_on_which_it_was_published():
    assert stood(known("2025-06-15", in_year(92, 2024)))[-2:] == [
        ("2025-01-01", Verdict.AWAITING_DATA),
        ("2025-06-15", Verdict.MISSED),
    ]


def test_nothing_is_said_of_days_after_the_last_one():
    until = dt.date(2025, 6, 14)

    assert stood(known("2025-06-15", in_year(92, 2024)), until=until)[-1] == (
        "2025-01-01",
        Verdict.AWAITING_DATA,
    )


def test_what_was_known_before_the_announcement_stands_from_the_announcement_on():
    early = known("2022-03-01", seen(120, dt.date(2021, 12, 31)))

    assert stood(early)[0] == ("2022-11-10", Verdict.REACHED_EARLY)


def test_a_figure_that_changes_nothing_makes_no_entry():
    same = [known("2025-06-15", in_year(92, 2024, key="a"))]
    more = [*same, known("2025-09-01", seen(50, dt.date(2020, 12, 31), key="b"))]

    assert stood(*more) == stood(*same)


def test_another_figure_behind_the_same_verdict_is_an_entry():
    count = [
        known("2024-02-01", seen(1, dt.date(2023, 1, 1), dt.date(2023, 12, 31), key="a")),
        known("2024-08-01", seen(2, dt.date(2023, 1, 1), dt.date(2024, 6, 30), key="b")),
    ]

    off_track = [
        day
        for day, verdict in stood(*count, promise=TWENTY_BY_2025)
        if verdict is Verdict.OFF_TRACK
    ]

    assert off_track == ["2024-02-01", "2024-08-01"]


def test_a_forecast_is_no_turning_point():
    forecast = replace(known("2024-02-01", in_year(150, 2024)), kind=ObservationKind.FORECAST)

    assert dt.date(2024, 2, 1) not in turning_days(TARGET, [forecast], ANNOUNCED, LATER)
    assert stood(forecast) == stood()


def test_words_alone_never_change():
    words = Promise(Basis.WORDING, dt.date(2024, 12, 31))

    assert stood(promise=words) == [("2022-11-10", Verdict.NOT_MEASURABLE)]


def test_a_target_announced_after_the_last_day_has_no_past():
    assert stood(until=dt.date(2022, 11, 9)) == []


days = st.dates(dt.date(2022, 11, 10), LATER)
figures = st.builds(
    lambda value, day, published, key: replace(
        seen(value, day, key=f"figure-{key}"), known_from=max(day, published)
    ),
    st.integers(0, 200),
    st.dates(dt.date(2021, 1, 1), dt.date(2026, 1, 1)),
    days,
    st.integers(0, 9),
)


@given(st.lists(figures, max_size=5, unique_by=lambda figure: figure.key), days)
def test_on_any_day_the_timeline_says_what_judging_that_day_says(evidence, day):
    then = [step for step in timeline(TARGET, evidence, ANNOUNCED, LATER) if step.since <= day][-1]

    now = judge(TARGET, evidence, day)

    assert then.judgement.verdict is now.verdict
    assert then.judgement.observation_keys == now.observation_keys
