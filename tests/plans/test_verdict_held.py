"""Numbers counted from the records held here: asked last, and only for a yes."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from plans.choices import Comparator, Direction, MeasureType, Unit, Verdict
from plans.domain.computed import Tally, Way
from plans.domain.texts import Twin
from plans.domain.verdicts import (
    Answer,
    Baseline,
    Judgement,
    Misfit,
    Promise,
    Tied,
    judge,
    misfit,
    reason,
)
from plans.domain.verdicts.examples import AT_LEAST, AT_MOST, flow, level, running_total
from plans.domain.verdicts.settling import settling
from plans.domain.verdicts.steps import steps
from plans.domain.verdicts.timeline import timeline, turning_days
from tests.plans.verdicts import DUE, IN_TIME, LATE, day, said, span

EARLY = dt.date(2000, 1, 1)
HUNDRED = level(AT_LEAST, 100, 2024)
TWENTY = running_total(AT_LEAST, 20, 2023, 2024)
A_YEAR = flow(AT_LEAST, 100, 2024)


def tied(
    *tallies: tuple[int | None, int] | Tally,
    way: Way = Way.COUNT,
    since: dt.date = EARLY,
    series: str = "counted",
    unit: str = "count",
) -> Tied:
    """A series of records, of which those of a year are known from its 1 July unless said."""
    rows = [
        tally
        if isinstance(tally, Tally)
        else Tally(*tally, known_from=dt.date(tally[0] or 2020, 7, 1))
        for tally in tallies
    ]
    name, why = Twin("What is counted", "所统计的"), Twin("It is the same.", "二者相同。")
    return Tied(series, name, way, unit, why, since, rows)


def judged(promise: Promise, *evidence: object, on: dt.date = LATE) -> Judgement:
    series = [one for one in evidence if isinstance(one, Tied)]
    figures = [one for one in evidence if not isinstance(one, Tied)]
    return judge(promise, figures, on, series)  # type: ignore[arg-type]


def keys(found: Judgement) -> list[str]:
    return [key.removeprefix("computed:") for key in found.evidence_keys]


# --- Which series suits which target --------------------------------------------------------


@dataclass(frozen=True)
class Counts:
    unit: str = Unit.COUNT
    measure_type: str = MeasureType.STOCK
    area: str = "shanghai"


AMOUNTS = Counts(measure_type=MeasureType.FLOW)


@pytest.mark.parametrize(
    ("counting", "promise", "why"),
    [
        pytest.param(Counts(), HUNDRED, None, id="a level and what stood on a day"),
        pytest.param(AMOUNTS, A_YEAR, None, id="an amount and what a year brought"),
        pytest.param(AMOUNTS, TWENTY, None, id="a total of what came"),
        pytest.param(
            Counts(),
            running_total(AT_LEAST, 20, 2023, 2024, MeasureType.STOCK),
            None,
            id="a total of what stands",
        ),
        pytest.param(Counts(), Promise("wording", DUE), Misfit.WORDS, id="words alone"),
        pytest.param(
            replace(AMOUNTS, unit=Unit.YUAN), A_YEAR, Misfit.UNIT, id="yuan are not counted"
        ),
        pytest.param(Counts(), A_YEAR, Misfit.MEASURE_TYPE, id="a level is no amount"),
        pytest.param(AMOUNTS, HUNDRED, Misfit.MEASURE_TYPE, id="an amount is no level"),
        pytest.param(
            AMOUNTS,
            replace(HUNDRED, measure_type=MeasureType.FLOW),
            Misfit.MEASURE_TYPE,
            id="nor where the metric is said to be one",
        ),
        pytest.param(
            Counts(),
            replace(HUNDRED, measure_type=MeasureType.INDEX),
            Misfit.MEASURE_TYPE,
            id="an index is never counted",
        ),
        pytest.param(replace(Counts(), area="china"), HUNDRED, Misfit.AREA, id="a larger area"),
        pytest.param(replace(Counts(), area=""), HUNDRED, Misfit.AREA, id="of several areas"),
        pytest.param(Counts(), level(AT_MOST, 100, 2024), Misfit.NO_FLOOR, id="a ceiling"),
        pytest.param(
            Counts(),
            level(Comparator.PLAIN, 100, 2024, direction=Direction.NEUTRAL),
            Misfit.NO_FLOOR,
            id="just so much",
        ),
        pytest.param(
            Counts(), level(Comparator.PLAIN, 100, 2024), None, id="a plain number where up is good"
        ),
    ],
)
def test_a_series_suits_a_floor_in_its_own_unit_kind_and_area(
    counting: Counts, promise: Promise, why: Misfit | None
) -> None:
    assert misfit(counting, promise, "shanghai") is why


# --- It says yes ----------------------------------------------------------------------------

AMPLE = tied((2023, 60), (2024, 60), way=Way.TO_DATE)


@pytest.mark.parametrize(
    ("promise", "series", "on", "verdict", "key"),
    [
        pytest.param(HUNDRED, AMPLE, LATE, Verdict.MET, "counted:to-2024:120", id="a level"),
        pytest.param(
            HUNDRED, AMPLE, IN_TIME, Verdict.REACHED_EARLY, "counted:to-2024:120", id="in time"
        ),
        pytest.param(
            HUNDRED,
            tied((2023, 60), (2025, 60), way=Way.TO_DATE),
            LATE,
            Verdict.MET_DATE_UNKNOWN,
            "counted:to-2025:120",
            id="a level, later",
        ),
        pytest.param(
            level(AT_LEAST, 100, 2024, baseline=Baseline(Decimal(110), day("2021-12-31"))),
            AMPLE,
            IN_TIME,
            Verdict.HOLDING,
            "counted:to-2024:120",
            id="a level that is held",
        ),
        pytest.param(A_YEAR, tied((2024, 100)), LATE, Verdict.MET, "counted:2024:100", id="amount"),
        pytest.param(
            A_YEAR, tied((2024, 100)), IN_TIME, Verdict.MET, "counted:2024:100", id="part of a year"
        ),
        pytest.param(
            TWENTY,
            tied((2022, 9), (2023, 12), (2024, 8)),
            LATE,
            Verdict.MET,
            "counted:2023-2024:20",
            id="a running total, without what came before",
        ),
        pytest.param(
            TWENTY,
            tied((2023, 25)),
            IN_TIME,
            Verdict.MET,
            "counted:2023:25",
            id="a running total in its first year",
        ),
        pytest.param(
            TWENTY,
            tied((2023, 12), (2025, 8)),
            LATE,
            Verdict.MET_DATE_UNKNOWN,
            "counted:2023-2025:20",
            id="a running total, later",
        ),
        pytest.param(
            TWENTY,
            tied((2023, 11)),
            day("2024-01-15"),
            Verdict.ON_TRACK,
            "counted:2023:11",
            id="a running total on its way",
        ),
        pytest.param(
            running_total(AT_LEAST, 20, 2023, 2024, MeasureType.STOCK),
            tied((2022, 90), (2023, 12), (2024, 8), way=Way.TO_DATE),
            LATE,
            Verdict.MET,
            "counted:2023-2024:20",
            id="a running total of what stands: what is new since",
        ),
    ],
)
def test_what_is_held_shows_a_floor_as_met_or_on_its_way(
    promise: Promise, series: Tied, on: dt.date, verdict: Verdict, key: str
) -> None:
    found = judged(promise, series, on=on)
    assert found.verdict is verdict
    assert keys(found) == [key]
    assert found.grade == "E"
    assert not found.observation_keys
    text = reason(promise, found)
    assert "counted from the records held here" in text.en
    assert "据本站所录记录统计，" in text.zh
    if verdict is Verdict.ON_TRACK:
        assert "the true number may be higher" in text.en


def test_a_range_is_a_floor_too() -> None:
    two_to_three = replace(HUNDRED, value=Decimal(100), upper=Decimal(200))
    assert misfit(Counts(), two_to_three, "shanghai") is None
    assert judged(two_to_three, AMPLE).verdict is Verdict.MET


# --- It says no to nothing ------------------------------------------------------------------

CEILING = level(AT_MOST, 100, 2024, direction=Direction.DOWN_IS_GOOD)


def test_what_is_held_says_nothing_of_a_target_of_exactly_so_many():
    """More may be held nowhere: half of the way may be past the end of it."""
    at_least = replace(HUNDRED, baseline=Baseline(Decimal(0), dt.date(2021, 12, 31)))
    exactly = replace(at_least, comparator=Comparator.PLAIN, direction=Direction.NEUTRAL)
    on = dt.date(2023, 6, 1)

    assert judged(at_least, tied((2021, 90)), on=on).verdict is Verdict.ON_TRACK
    assert judged(exactly, tied((2021, 90)), on=on).verdict is Verdict.NOT_YET_MEASURED


@pytest.mark.parametrize("on", [IN_TIME, DUE, day("2025-01-01"), LATE])
@pytest.mark.parametrize(
    ("promise", "series"),
    [
        pytest.param(HUNDRED, tied((2023, 1), way=Way.TO_DATE), id="too few for a level"),
        pytest.param(
            level(AT_LEAST, 100, 2024, baseline=Baseline(Decimal(60), day("2021-12-31"))),
            tied((2023, 61), (2024, 1), way=Way.TO_DATE),
            id="slower than a pace takes",
        ),
        pytest.param(
            level(AT_LEAST, 100, 2024, baseline=Baseline(Decimal(60), day("2021-12-31"))),
            tied((2023, 1), way=Way.TO_DATE),
            id="below the baseline",
        ),
        pytest.param(
            level(AT_LEAST, 100, 2024, baseline=Baseline(Decimal(110), day("2021-12-31"))),
            tied((2023, 1), way=Way.TO_DATE),
            id="below what is to be held",
        ),
        pytest.param(A_YEAR, tied((2024, 9)), id="too few for an amount"),
        pytest.param(A_YEAR, tied((2023, 999)), id="of another year"),
        pytest.param(TWENTY, tied((2022, 50), (2023, 1)), id="too few for a running total"),
        pytest.param(CEILING, tied((2023, 1), way=Way.TO_DATE), id="under a ceiling"),
        pytest.param(CEILING, AMPLE, id="over a ceiling"),
        pytest.param(flow(AT_MOST, 5, 2024), tied((2024, 6)), id="over a ceiling on an amount"),
        pytest.param(
            running_total(AT_MOST, 5, 2023, 2024), tied((2023, 6)), id="over one on a total"
        ),
        pytest.param(
            level(Comparator.PLAIN, 100, 2024, direction=Direction.NEUTRAL),
            AMPLE,
            id="over just so much",
        ),
    ],
)
def test_what_is_held_shows_no_failure_and_no_ceiling_kept(
    promise: Promise, series: Tied, on: dt.date
) -> None:
    without = judged(promise, on=on)
    found = judged(promise, series, on=on)
    shown = replace(found, held=(), held_aside=())
    assert shown == without
    assert {reading.answer for reading in found.held} <= {Answer.CANNOT_TELL}
    assert reason(promise, found) == reason(promise, without)
    assert {line.text for step in steps(promise, found) for line in step.lines} == {
        line.text for step in steps(promise, without) for line in step.lines
    }


def test_words_stay_words() -> None:
    promise = Promise("wording", DUE)
    assert judged(promise, AMPLE).verdict is Verdict.NOT_MEASURABLE


# --- Sources come first ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("promise", "figure", "series", "on", "verdict"),
    [
        pytest.param(HUNDRED, said(92, "2024-12-31"), AMPLE, LATE, Verdict.MISSED, id="missed"),
        pytest.param(
            HUNDRED,
            said(92, "2024-12-15"),
            AMPLE,
            LATE,
            Verdict.MISSED,
            id="missed, by a figure further from the due day",
        ),
        pytest.param(
            HUNDRED,
            said(100, "2024-12-31", "about"),
            AMPLE,
            LATE,
            Verdict.UNDETERMINED,
            id="open, by a figure of the due day",
        ),
        pytest.param(
            HUNDRED,
            said(80, "2024-06-30"),
            tied((2023, 120), way=Way.TO_DATE),
            IN_TIME,
            Verdict.LEVEL_ONLY,
            id="a newer figure before the due day",
        ),
        pytest.param(
            HUNDRED,
            said(80, "2026-06-30"),
            tied((2025, 120), way=Way.TO_DATE),
            LATE,
            Verdict.UNDETERMINED,
            id="less of a later day: the series counts something else",
        ),
        pytest.param(
            A_YEAR,
            span(100, "2024-01-01", "2024-12-31", "about"),
            tied((2024, 120)),
            LATE,
            Verdict.UNDETERMINED,
            id="an amount of the same year",
        ),
        pytest.param(
            TWENTY,
            span(20, "2023-01-01", "2024-12-31", "about"),
            tied((2023, 12), (2024, 12)),
            LATE,
            Verdict.UNDETERMINED,
            id="a total of the same span",
        ),
        pytest.param(
            TWENTY,
            span(12, "2023-01-01", "2024-06-30"),
            tied((2023, 22)),
            LATE,
            Verdict.UNDETERMINED,
            id="less in a longer span: the series counts something else",
        ),
    ],
)
def test_a_source_comes_first_whatever_it_says(
    promise: Promise, figure: object, series: Tied, on: dt.date, verdict: Verdict
) -> None:
    assert judged(promise, series, on=on).verdict in (
        Verdict.MET,
        Verdict.MET_DATE_UNKNOWN,
        Verdict.REACHED_EARLY,
    )
    alone = judged(promise, figure, on=on)
    found = judged(promise, figure, series, on=on)
    assert found.verdict is alone.verdict is verdict
    assert (found.used, found.grade) == (alone.used, alone.grade)
    assert found.held_aside
    assert not found.rivals


def test_what_is_held_is_no_second_opinion() -> None:
    met = said(120, "2024-12-31")
    assert judged(HUNDRED, met).grade == judged(HUNDRED, met, AMPLE).grade == "D"


def test_where_a_source_missed_it_no_later_record_makes_it_late() -> None:
    series = tied((2025, 200), way=Way.TO_DATE)
    found = judged(HUNDRED, said(92, "2024-12-31"), series)
    assert found.verdict is Verdict.MISSED
    assert [r.evidence.key for r in found.held] == [
        "computed:counted:to-2025:200",
    ]


@pytest.mark.parametrize(
    ("seen", "verdict"),
    [
        pytest.param(span(1, "2023-01-01", "2023-12-31"), Verdict.MET, id="off track ends"),
        pytest.param(span(11, "2023-01-01", "2023-12-31"), Verdict.MET, id="on track ends"),
    ],
)
def test_a_later_yes_of_the_records_ends_a_way(seen: object, verdict: Verdict) -> None:
    on = day("2024-08-01")
    found = judged(TWENTY, seen, tied((2023, 1), (2024, 30)), on=on)
    assert found.verdict is verdict
    assert [r.evidence.key for r in found.others] == ["figure"]


def test_where_a_source_gives_a_pace_the_records_give_none() -> None:
    stated = span(1, "2023-01-01", "2023-12-31")
    series = tied((2023, 1), (2024, 15))
    assert judged(TWENTY, series, on=IN_TIME).verdict is Verdict.ON_TRACK
    assert judged(TWENTY, stated, series, on=IN_TIME).verdict is Verdict.OFF_TRACK


def test_a_level_without_a_baseline_gains_none_from_the_records() -> None:
    series = tied((2023, 90), (2024, 5), way=Way.TO_DATE)
    assert judged(HUNDRED, said(80, "2023-12-31"), series, on=IN_TIME).verdict is Verdict.LEVEL_ONLY


# --- What was known, and of which day it is -------------------------------------------------


def test_a_past_day_knows_no_record_of_later() -> None:
    late = Tally(2024, 100, known_from=day("2026-03-01"))
    series = tied(late)
    assert judged(A_YEAR, series, on=day("2026-02-28")).verdict is Verdict.NO_EVIDENCE
    assert judged(A_YEAR, series, on=day("2026-03-01")).verdict is Verdict.MET
    more = tied(Tally(2024, 100, known_from=day("2025-03-01")), late)
    assert keys(judged(A_YEAR, more, on=day("2026-02-28"))) == ["counted:2024:100"]
    assert keys(judged(A_YEAR, more, on=day("2026-03-01"))) == ["counted:2024:200"]


def test_a_tie_bears_from_its_own_day_on() -> None:
    series = tied((2024, 100), since=day("2026-05-01"))
    assert judged(A_YEAR, series, on=day("2026-04-30")).verdict is Verdict.NO_EVIDENCE
    assert judged(A_YEAR, series, on=day("2026-05-01")).verdict is Verdict.MET


@pytest.mark.parametrize(
    "tally",
    [
        pytest.param(Tally(2024, 100), id="nobody knows since when"),
        pytest.param(Tally(None, 100, known_from=day("2024-07-01")), id="not dated"),
        pytest.param(Tally(2024, 100, known_from=day("2023-12-31")), id="only planned"),
        pytest.param(Tally(2025, 100, known_from=day("2025-07-01")), id="of a later year"),
    ],
)
def test_what_did_not_surely_happen_in_time_counts_for_nothing(tally: Tally) -> None:
    assert not judged(A_YEAR, tied(tally)).used


def test_a_year_that_runs_ends_with_its_newest_record_and_one_that_is_over_with_itself() -> None:
    series = tied((2023, 60), (2024, 50), way=Way.TO_DATE)
    [*_, running] = series.evidence(HUNDRED, day("2024-12-31"))
    assert (running.day, running.value) == (day("2024-07-01"), 110)
    [*_, over] = series.evidence(HUNDRED, day("2025-01-01"))
    assert (over.day, over.value) == (day("2024-12-31"), 110)
    still = tied((2023, 60), way=Way.TO_DATE).evidence(HUNDRED, day("2024-09-30"))
    assert [seen.day for seen in still] == [day("2022-12-31"), day("2023-12-31")][1:]


def test_the_first_year_of_a_plan_that_begins_within_it_is_left_out() -> None:
    from_may = replace(TWENTY, plan_start=day("2023-05-01"))
    found = judged(from_may, tied((2023, 50), (2024, 20)))
    assert keys(found) == ["counted:2024:20"]
    unknown = replace(TWENTY, plan_start=None)
    assert not tied((2023, 50)).evidence(unknown, LATE)


def test_a_year_may_be_longer_than_an_amount_that_is_due_within_it() -> None:
    by_june = replace(A_YEAR, due_on=day("2024-06-30"))
    in_may = Tally(2024, 100, known_from=day("2024-05-31"))
    assert judged(by_june, tied(in_may), on=day("2024-06-01")).verdict is Verdict.MET
    assert judged(by_june, tied(in_may), on=day("2025-06-01")).verdict is Verdict.AWAITING_DATA


@pytest.mark.parametrize(
    ("qualifier", "amount", "verdict"),
    [
        ("exact", 100, Verdict.MET),
        ("more_than", 100, Verdict.MET),
        ("about", 100, Verdict.NO_EVIDENCE),
        ("about", 106, Verdict.MET),
        ("at_most", 200, Verdict.NO_EVIDENCE),
    ],
)
def test_a_sum_is_no_firmer_than_its_parts(qualifier: str, amount: int, verdict: Verdict) -> None:
    known = day("2024-07-01")
    part = Tally(2024, 1, 0, "yuan", qualifier, Decimal(amount), known)
    dollars = Tally(2024, 1, 0, "USD", "exact", Decimal(900), known)
    in_yuan = flow(AT_LEAST, 100, 2024, Unit.YUAN)
    found = judged(in_yuan, tied(part, dollars, way=Way.SUM, unit="yuan"))
    assert found.verdict is verdict
    assert all(reading.interval.high is None for reading in (*found.used, *found.held))


def test_of_two_series_for_the_same_the_one_that_says_yes_is_taken() -> None:
    found = judged(A_YEAR, tied((2024, 20)), tied((2024, 100), series="other"))
    assert keys(found) == ["other:2024:100"]
    assert [r.evidence.key for r in found.held] == ["computed:counted:2024:20"]


# --- What is said of it ---------------------------------------------------------------------


def test_the_steps_say_that_it_is_counted_here_by_tie_and_why() -> None:
    found = judged(TWENTY, tied((2023, 12), (2024, 8)))
    lines = [line for step in steps(TWENTY, found) for line in step.lines]
    text = " ".join(line.text.en for line in lines)
    assert "That leaves it open. So the records held here are asked" in text
    assert (
        'At least 20 (2023 to 2024): counted from 20 records held here, of the series "What is '
        'counted".' in text
    )
    assert "An editor tied the series to this target: It is the same." in text
    assert "it can say yes, and no to nothing" in text
    assert "comes from the records held here: E." in text
    assert "gone by then" not in text
    assert any("编辑将该序列与本目标关联：二者相同。" in line.text.zh for line in lines)
    assert any(found.evidence_keys[0] in line.keys for line in lines)
    assert not settling(TWENTY, found, Twin("m"), Twin("a"))


def test_one_record_is_one_and_a_level_says_what_the_editor_vouches_for() -> None:
    one = replace(HUNDRED, value=Decimal(1))
    found = judged(one, tied((2024, 1), way=Way.TO_DATE))
    text = " ".join(line.text.en for step in steps(one, found) for line in step.lines)
    assert "counted from one record held here" in text
    assert "That nothing of it was gone by then is the editor's judgement." in text


# --- Over time ------------------------------------------------------------------------------


def test_a_timeline_turns_where_records_became_known_and_years_ended() -> None:
    series = tied((2023, 11), (2024, 30), since=day("2023-02-01"))
    days = turning_days(TWENTY, [], day("2023-01-01"), LATE, [series])
    assert {day("2023-02-01"), day("2023-07-01"), day("2024-01-01"), day("2024-07-01")} <= set(days)
    stood = timeline(TWENTY, [], day("2023-01-01"), LATE, [series])
    assert [(step.since.isoformat(), step.judgement.verdict.value) for step in stood] == [
        ("2023-01-01", "not_yet_measured"),
        ("2023-07-01", "on_track"),
        ("2024-07-01", "met"),
    ]


def test_on_every_day_the_timeline_says_what_judging_that_day_says() -> None:
    series = tied((2023, 11), (2024, 5), (2025, 9), since=day("2023-02-01"))
    figures = [span(4, "2023-01-01", "2023-06-30")]
    stood = timeline(TWENTY, figures, day("2023-01-01"), day("2026-03-01"), [series])
    at = day("2023-01-01")
    while at <= day("2026-03-01"):
        [*_, last] = [step for step in stood if step.since <= at]
        now = judge(TWENTY, figures, at, [series])
        assert (now.verdict, now.evidence_keys) == (
            last.judgement.verdict,
            last.judgement.evidence_keys,
        ), at
        at += dt.timedelta(days=1)
