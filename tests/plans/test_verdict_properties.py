"""What must hold of verdicts whatever the numbers, on numbers that nobody thought of."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from plans.choices import Basis, Comparator, Direction, MeasureType, Qualifier, Verdict
from plans.domain.computed import Tally, Way
from plans.domain.periods import Period
from plans.domain.texts import Twin
from plans.domain.verdicts import Answer, Baseline, Evidence, Promise, Tied, judge, reason
from plans.domain.verdicts.evidence import read
from plans.domain.verdicts.held import LEFT_OPEN, REACHED
from plans.domain.verdicts.pace import asks_to_hold, pace_of
from plans.domain.verdicts.rivals import contradict, settle, where_a_count_may_fall
from plans.domain.verdicts.steps import steps

FEW = settings(max_examples=50, deadline=None, database=None)
MANY = settings(max_examples=100, deadline=None, database=None)
"""How many numbers are tried: enough to matter, few enough to wait for."""

DUE = dt.date(2024, 12, 31)
numbers = st.integers(0, 60).map(lambda n: Decimal(n) / 2)
qualifiers = st.sampled_from(Qualifier.values)
directions = st.sampled_from([Direction.UP_IS_GOOD, Direction.DOWN_IS_GOOD])
days = st.sampled_from(
    [
        dt.date(2021, 6, 30),
        dt.date(2022, 12, 31),
        dt.date(2023, 12, 31),
        dt.date(2024, 6, 30),
        DUE - dt.timedelta(days=1),
        DUE,
        DUE + dt.timedelta(days=1),
        dt.date(2025, 6, 30),
    ]
)
starts = st.sampled_from([dt.date(y, m, 1) for y in (2021, 2022, 2023, 2024) for m in (1, 7)])


@st.composite
def periods(draw: st.DrawFn) -> Period:
    end = draw(days)
    start = draw(st.one_of(st.just(end), starts))
    return Period(min(start, end), end)


@st.composite
def evidence(draw: st.DrawFn, key: str = "figure") -> Evidence:
    period = draw(periods())
    return Evidence(
        key=key,
        period=period,
        value=draw(numbers),
        qualifier=draw(qualifiers),
        kind=draw(st.sampled_from(["actual", "estimate", "forecast"])),
        source_key=key,
        source_kind=draw(st.sampled_from(["official", "news"])),
        publisher=draw(st.sampled_from(["one", "two"])),
        known_from=period.end + dt.timedelta(days=draw(st.sampled_from([0, 40]))),
        origin=draw(st.sampled_from(["", "elsewhere"])),
        preferred=draw(st.booleans()),
    )


several = st.integers(0, 3).flatmap(
    lambda n: st.tuples(*(evidence(key=f"figure {i}") for i in range(n)))
)


@st.composite
def promises(draw: st.DrawFn, directions: st.SearchStrategy[str] = directions) -> Promise:
    value = draw(numbers)
    return Promise(
        basis=draw(st.sampled_from([Basis.LEVEL, Basis.FLOW, Basis.RUNNING_TOTAL])),
        due_on=DUE,
        comparator=draw(st.sampled_from(Comparator.values)),
        value=value,
        upper=draw(st.sampled_from([None, None, value + 5])),
        unit="count",
        direction=draw(directions),
        measure_type=draw(
            st.sampled_from([MeasureType.FLOW, MeasureType.STOCK, MeasureType.INDEX])
        ),
        plan_start=draw(st.sampled_from([None, dt.date(2022, 1, 1), dt.date(2023, 7, 1)])),
        baseline=draw(
            st.one_of(st.none(), st.builds(Baseline, numbers, st.just(dt.date(2021, 12, 31))))
        ),
    )


any_promise = promises(directions=st.sampled_from(Direction.values))
any_day = st.sampled_from([dt.date(2023, 6, 1), DUE, dt.date(2025, 7, 1), dt.date(2026, 11, 22)])


def good_way(promise: Promise) -> int:
    """+1 where more satisfies, -1 where less does."""
    return -1 if promise.demand.low is None else 1


@MANY
@given(promises(), evidence(), numbers)
def test_a_better_value_never_worsens_the_answer(promise, figure, more):
    better = replace(figure, value=figure.value + good_way(promise) * more)
    assume(better.value >= 0)

    worse_answer, better_answer = (
        read(promise, [replace(f, kind="actual")], dt.date(2026, 1, 1))[0].answer
        for f in (figure, better)
    )

    assert better_answer.value >= worse_answer.value


@MANY
@given(promises(), evidence(), numbers)
def test_a_better_value_never_worsens_the_pace(promise, figure, more):
    better = replace(figure, value=figure.value + good_way(promise) * more)
    assume(better.value >= 0 and not asks_to_hold(promise))

    worse_pace, better_pace = (
        pace_of(promise, read(promise, [replace(f, kind="actual")], dt.date(2026, 1, 1))[0])[0]
        for f in (figure, better)
    )

    assert (worse_pace is None) == (better_pace is None)
    assert worse_pace is None or better_pace.ratio >= worse_pace.ratio


STRICTER = [
    (Comparator.ABOUT, Comparator.PLAIN, Direction.UP_IS_GOOD),
    (Comparator.PLAIN, Comparator.AT_LEAST, Direction.UP_IS_GOOD),
    (Comparator.AT_LEAST, Comparator.PLAIN, Direction.UP_IS_GOOD),
    (Comparator.AT_LEAST, Comparator.MORE_THAN, Direction.UP_IS_GOOD),
    (Comparator.ABOUT, Comparator.PLAIN, Direction.DOWN_IS_GOOD),
    (Comparator.PLAIN, Comparator.AT_MOST, Direction.DOWN_IS_GOOD),
    (Comparator.AT_MOST, Comparator.PLAIN, Direction.DOWN_IS_GOOD),
    (Comparator.AT_MOST, Comparator.LESS_THAN, Direction.DOWN_IS_GOOD),
]
"""What asks for less or as much, what asks for more or as much, and where."""


@MANY
@given(promises(), evidence(), st.sampled_from(STRICTER))
def test_a_stricter_comparator_never_improves_the_answer_or_the_pace(promise, figure, words):
    easy, strict, direction = words
    figure = replace(figure, kind="actual")
    asked = replace(promise, direction=direction)
    easily, strictly = (replace(asked, comparator=word) for word in (easy, strict))
    easy_read, strict_read = (read(p, [figure], dt.date(2026, 1, 1))[0] for p in (easily, strictly))

    assert strict_read.answer.value <= easy_read.answer.value
    if not asks_to_hold(easily):
        assert pace_of(strictly, strict_read)[0] == pace_of(easily, easy_read)[0]


@MANY
@given(promises(), evidence(), numbers)
def test_asking_for_more_never_improves_the_answer(promise, figure, more):
    assume(promise.upper is None)
    harder = replace(promise, value=promise.value + good_way(promise) * more)
    assume(harder.value >= 0)

    easy_read, hard_read = (
        read(p, [replace(figure, kind="actual")], dt.date(2026, 1, 1))[0] for p in (promise, harder)
    )

    assert hard_read.answer.value <= easy_read.answer.value


@FEW
@given(st.lists(st.tuples(any_promise, several), max_size=6), any_day)
def test_counts_per_verdict_add_up_to_the_number_of_targets(targets, on):
    counts = Counter(judge(promise, figures, on).verdict for promise, figures in targets)

    assert counts.total() == len(targets)


@FEW
@given(any_promise, several, any_day, st.integers(0, 900))
def test_a_later_day_never_loses_evidence(promise, figures, on, later):
    before = judge(promise, figures, on)
    after = judge(promise, figures, on + dt.timedelta(days=later))

    def seen(found):
        return {r.evidence.key for r in (*found.used, *found.rivals, *found.others)}

    assert seen(before) <= seen(after)


@FEW
@given(any_promise, several, any_day)
def test_every_figure_is_used_or_a_rival_or_beside_and_only_once(promise, figures, on):
    found = judge(promise, figures, on)
    told = [r.evidence.key for r in (*found.used, *found.rivals, *found.others)]

    assert sorted(told) == sorted(
        f.key for f in figures if f.known_from <= on and f.kind != "forecast"
    )


@MANY
@given(any_promise, several, any_day, st.sampled_from(["0.001", "0.3", "7", "100000000"]))
def test_scaling_values_target_and_baseline_alike_changes_nothing(promise, figures, on, factor):
    by = Decimal(factor)
    baseline = promise.baseline and replace(promise.baseline, value=promise.baseline.value * by)
    scaled = replace(
        promise,
        value=promise.value * by,
        upper=promise.upper and promise.upper * by,
        baseline=baseline,
    )
    as_it_is = judge(promise, figures, on)
    in_other_units = judge(scaled, [replace(f, value=f.value * by) for f in figures], on)

    assert in_other_units.verdict is as_it_is.verdict
    assert in_other_units.observation_keys == as_it_is.observation_keys
    assert in_other_units.grade == as_it_is.grade
    assert _pace(in_other_units) == _pace(as_it_is)


def _pace(found) -> tuple[Fraction, Fraction] | None:
    return found.pace and (found.pace.done, found.pace.elapsed)


@FEW
@given(any_promise, several, any_day, st.randoms(use_true_random=False))
def test_the_order_in_which_figures_are_given_changes_nothing(promise, figures, on, random):
    shuffled = list(figures)
    random.shuffle(shuffled)

    assert judge(promise, shuffled, on) == judge(promise, figures, on)


@FEW
@given(any_promise, several, any_day, st.permutations(["a", "b", "c", "d"]))
def test_no_verdict_depends_on_how_observations_are_called(promise, figures, on, names):
    renamed = [replace(f, key=name) for f, name in zip(figures, names, strict=False)]

    assert judge(promise, renamed, on).verdict is judge(promise, figures, on).verdict


@MANY
@given(any_promise, several, any_day)
def test_a_verdict_after_the_due_day_rests_on_what_it_names(promise, figures, on):
    found = judge(promise, figures, on)
    answers = {reading.answer for reading in found.used}

    if found.verdict in (Verdict.MET, Verdict.MET_DATE_UNKNOWN, Verdict.REACHED_EARLY):
        assert answers == {Answer.YES}
    if found.verdict is Verdict.MISSED and not found.finding:
        assert answers == {Answer.NO}
    if found.verdict in (Verdict.MET_LATE, Verdict.SOURCES_DISAGREE):
        assert answers == {Answer.YES, Answer.NO}
    if found.verdict in (Verdict.NO_EVIDENCE, Verdict.NOT_YET_MEASURED):
        assert (found.used, found.rivals, found.others) == ((), (), ())


@MANY
@given(any_promise, several, any_day)
def test_every_reason_is_a_sentence_in_both_languages(promise, figures, on):
    why = reason(promise, judge(promise, figures, on))

    for text, end in ((why.en, "."), (why.zh, "。")):
        assert text.endswith(end)
        assert not {"{", "}"} & set(text)
        assert "  " not in text
        assert text == text.strip()
        assert ".." not in text
        assert "None" not in text
    assert why.en[0] == why.en[0].upper()


# --- Numbers counted from the records held here ---------------------------------------------


@st.composite
def series(draw: st.DrawFn) -> Tied:
    tallies = draw(
        st.lists(
            st.builds(
                Tally,
                st.sampled_from([None, 2021, 2022, 2023, 2024, 2025]),
                st.integers(1, 20),
                known_from=st.sampled_from([None, *(dt.date(y, 7, 1) for y in range(2021, 2027))]),
            ),
            max_size=5,
        )
    )
    way = draw(st.sampled_from([Way.COUNT, Way.TO_DATE]))
    return Tied(
        "held", Twin("Held", "所录"), way, "count", Twin("So."), dt.date(2020, 1, 1), tallies
    )


@MANY
@given(any_promise, several, series(), any_day)
def test_records_held_here_show_what_is_reached_and_nothing_else(promise, figures, held, on):
    alone = judge(promise, figures, on)
    found = judge(promise, figures, on, [held])

    same = replace(found, held=(), held_aside=())
    assert same == alone or (
        alone.verdict in LEFT_OPEN
        and found.verdict in {*REACHED, Verdict.ON_TRACK}
        and promise.demand.high is None
        and (found.grade, found.observation_keys) == ("E", ())
    )
    for language in ("en", "zh-hans"):
        assert reason(promise, found).pick(language)[0]
    assert steps(promise, found)


@MANY
@given(any_promise, series(), any_day, st.integers(1, 20))
def test_a_further_record_takes_no_verdict_back(promise, held, on, more):
    further = Tally(2023, more, known_from=dt.date(2023, 7, 1))
    before = judge(promise, [], on, [held])
    after = judge(promise, [], on, [replace(held, tallies=[*held.tallies, further])])

    if before.verdict in REACHED:
        assert after.verdict in REACHED


many = st.integers(2, 8).flatmap(
    lambda n: st.tuples(*(evidence(key=f"figure {i}") for i in range(n)))
)


@MANY
@given(promises(), many)
def test_every_contradiction_lies_where_a_count_may_fall(promise, figures):
    """Thousands of counts are not compared in pairs: those that are left out contradict none."""
    stands = [settle(promise, [reading]) for reading in read(promise, figures, dt.date.max)]

    disputed = where_a_count_may_fall(stands)

    for one in stands:
        for other in stands:
            if contradict(one, other):
                assert one in disputed
                assert other in disputed
