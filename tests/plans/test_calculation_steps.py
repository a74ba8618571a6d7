"""The calculation of a verdict lets a stranger redo it by hand."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from plans.choices import (
    Basis,
    Comparator,
    Direction,
    MeasureType,
    ObservationKind,
    Qualifier,
    SourceKind,
    Unit,
    Verdict,
)
from plans.domain.verdicts import Baseline, Judgement, Promise, judge
from plans.domain.verdicts.examples import (
    EXAMPLES,
    HUNDRED_BY_2024,
    JUNE_2024,
    LATER,
    SINCE_2023,
    TWENTY_BY_2025,
    flow,
    in_year,
    level,
    running_total,
    seen,
)
from plans.domain.verdicts.steps import steps

NEVER_DECIDED = {Verdict.AWAITING_DATA, Verdict.UNDETERMINED, Verdict.NO_EVIDENCE}


def calculation(promise, *evidence, as_of=LATER, language="en"):
    """All sentences of a calculation, by the heading of their step."""
    found = steps(promise, judge(promise, evidence, as_of))
    return {
        step.title.pick(language)[0]: [line.text.pick(language)[0] for line in step.lines]
        for step in found
    }


def text(*args, **kwargs):
    return "\n".join(line for lines in calculation(*args, **kwargs).values() for line in lines)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title.en)
def test_every_example_is_calculated_in_both_languages(example):
    judgement = judge(example.promise, example.evidence, example.as_of)

    lines = [line for step in steps(example.promise, judgement) for line in step.lines]

    assert all(line.text.en and line.text.zh for line in lines)
    assert not any("{" in line.text.en + line.text.zh for line in lines)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title.en)
def test_every_figure_that_decides_is_named_with_its_source(example):
    judgement = judge(example.promise, example.evidence, example.as_of)

    named = {
        key for s in steps(example.promise, judgement) for line in s.lines for key in line.keys
    }

    assert set(judgement.observation_keys) <= named


# --- What is asked --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("comparator", "direction", "satisfied"),
    [
        (Comparator.AT_LEAST, Direction.UP_IS_GOOD, "100 or more"),
        (Comparator.MORE_THAN, Direction.UP_IS_GOOD, "more than 100"),
        (Comparator.AT_MOST, Direction.DOWN_IS_GOOD, "100 or less"),
        (Comparator.LESS_THAN, Direction.DOWN_IS_GOOD, "less than 100"),
        (Comparator.PLAIN, Direction.UP_IS_GOOD, "100 or more"),
        (Comparator.PLAIN, Direction.DOWN_IS_GOOD, "100 or less"),
        (Comparator.PLAIN, Direction.NEUTRAL, "100"),
        (Comparator.ABOUT, Direction.UP_IS_GOOD, "90 or more"),
        (Comparator.ABOUT, Direction.NEUTRAL, "from 90 to 110"),
    ],
)
def test_it_says_which_numbers_satisfy_the_target(comparator, direction, satisfied):
    asked = calculation(level(comparator, 100, 2024, direction=direction))["What the target asks"]

    assert f"Numbers that satisfy it: {satisfied}." in asked


def test_a_plain_number_says_why_it_is_read_as_or_more():
    plain = level(Comparator.PLAIN, 20, 2024)

    assert "of this metric more is better" in text(plain)
    assert "Promised: 20. The last day for it: 31 December 2024." in text(plain)


def test_a_range_says_that_its_lower_end_counts():
    some = replace(HUNDRED_BY_2024, upper=Decimal(200))

    assert "A range is judged on its lower end" in text(some)
    assert "Numbers that satisfy it: 100 or more." in text(some)


def test_an_amount_says_which_days_it_is_of():
    assert "the amount of 2024, from 1 January 2024 to 31 December 2024" in text(
        flow(Comparator.AT_LEAST, 10, 2024)
    )


def test_a_running_total_says_from_which_day_it_counts():
    assert "since the plan began, from 1 January 2023 on" in text(TWENTY_BY_2025)
    assert "which is not known" in text(replace(TWENTY_BY_2025, plan_start=None))


def test_words_alone_need_no_calculation():
    words = Promise(Basis.WORDING, dt.date(2024, 12, 31))

    (lines,) = calculation(words).values()

    assert lines == [
        "The plan promises no number here. There is nothing to measure, before its day or after it."
    ]


# --- What was published ---------------------------------------------------------------------


def test_nothing_published_is_said():
    (line,) = calculation(HUNDRED_BY_2024)["What was published"]

    assert line == (
        "No reported figure of this metric for this area was known on 22 November 2026."
    )


def test_it_counts_what_was_read_and_what_is_of_another_time():
    (line,) = calculation(
        flow(Comparator.AT_LEAST, 10, 2024), in_year(12, 2024, key="a"), in_year(9, 2023, key="b")
    )["What was published"]

    assert ": 2. Of other periods: 1." in line


# --- What a figure says ---------------------------------------------------------------------


def test_about_shows_its_margin_and_what_it_leaves_open():
    lines = calculation(HUNDRED_BY_2024, in_year(100, 2024, Qualifier.ABOUT))[
        "What the figures say"
    ]

    assert lines == [
        "About 100 (2024): a level.",
        '"About" is read as 5 per cent either way.',
        "The true number: from 95 to 105. Asked: 100 or more. Answer: cannot tell.",
    ]


def test_a_margin_of_the_editor_is_the_one_that_is_shown():
    wide = replace(in_year(100, 2024, Qualifier.ABOUT), about_percent=Decimal("12.50"))

    assert "read as 12.5 per cent either way" in text(HUNDRED_BY_2024, wide)
    assert "from 87.5 to 112.5" in text(HUNDRED_BY_2024, wide)


def test_a_part_of_an_amount_is_a_lower_bound():
    target = flow(Comparator.AT_LEAST, 100, 2023)
    part = seen(133, SINCE_2023, dt.date(2023, 8, 31))

    lines = calculation(target, part)["What the figures say"]

    assert "it can say yes and cannot say no" in lines[0]
    assert lines[1] == "The true number: 133 or more. Asked: 100 or more. Answer: yes."


def test_a_stock_with_what_stood_before_is_an_upper_bound():
    stock = running_total(Comparator.AT_LEAST, 20, 2023, 2025, MeasureType.STOCK)

    lines = calculation(stock, seen(30, JUNE_2024))["What the figures say"]

    assert "it can say no and cannot say yes" in lines[0]
    assert lines[1] == "The true number: from 0 to 30. Asked: 20 or more. Answer: cannot tell."


def test_a_recorded_baseline_is_taken_off_a_stock():
    stock = replace(
        running_total(Comparator.AT_LEAST, 20, 2023, 2025, MeasureType.STOCK),
        baseline=Baseline(Decimal(12), dt.date(2022, 12, 31)),
    )

    lines = calculation(stock, seen(34, JUNE_2024))["What the figures say"]

    assert lines == [
        "34 (30 June 2024): less the 12 that stood on 31 December 2022.",
        "The true number: 22. Asked: 20 or more. Answer: yes.",
    ]


# --- The rule -------------------------------------------------------------------------------


def test_a_pace_shows_every_number_that_it_is_made_of():
    rule = calculation(TWENTY_BY_2025, seen(1, SINCE_2023, JUNE_2024), as_of=dt.date(2024, 7, 1))[
        "The rule"
    ]

    assert rule == [
        "Looked at on 1 July 2024, 548 days before the due day, 31 December 2025: "
        "it is not due yet.",
        "The pace is taken from 1, and from its day, 30 June 2024, not from today.",
        "Way covered: p = (1 - 0) / (20 - 0) = 5.0%.",
        "Time gone: from 31 December 2022 to 30 June 2024 are 547 days; "
        "to 31 December 2025 they are 1,096. e = 547 / 1,096 = 49.9%.",
        "Pace: r = p / e = 0.10. From 0.95 a target is on track, from 0.60 behind, "
        "from 0 off track, below 0 moving away.",
    ]


def test_a_pace_just_short_of_a_threshold_does_not_read_as_having_reached_it():
    day, due = dt.date(2024, 6, 30), dt.date(2025, 12, 31)
    eve = SINCE_2023 - dt.timedelta(days=1)
    elapsed = Decimal((day - eve).days) / Decimal((due - eve).days)
    promise = replace(TWENTY_BY_2025, value=Decimal(1_000_000), unit=Unit.COUNT)
    value = int(elapsed * Decimal("0.9499") * 1_000_000)
    evidence = seen(value, SINCE_2023, day)

    judgement = judge(promise, [evidence], dt.date(2024, 7, 1))

    assert judgement.verdict is Verdict.BEHIND
    assert "r = p / e = 0.94." in text(promise, evidence, as_of=dt.date(2024, 7, 1))


def test_about_counts_with_its_failing_end_in_a_pace():
    about = seen(10, SINCE_2023, JUNE_2024, Qualifier.ABOUT)

    assert "The pace is taken from 9.5," in text(TWENTY_BY_2025, about, as_of=dt.date(2024, 7, 1))


def test_waiting_for_a_result_shows_until_when():
    rule = calculation(level(Comparator.AT_LEAST, 100, 2025), as_of=dt.date(2026, 3, 1))["The rule"]

    assert rule == [
        "Due on 31 December 2025; looked at on 1 March 2026, 60 days later.",
        "A result of this metric may take up to 365 days: until 31 December 2026.",
        "On 1 March 2026, 60 days after the due day, that time is not over: "
        "a result may still come.",
        "Nothing decides yet, and that is no failure.",
    ]


def test_a_lag_of_its_own_moves_the_day():
    quick = replace(level(Comparator.AT_LEAST, 100, 2025), lag_days=30)

    rule = calculation(quick, as_of=dt.date(2026, 3, 1))["The rule"]

    assert "30 days: until 30 January 2026." in rule[1]
    assert "60 days after the due day, that time is over." in rule[2]


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        (in_year(92, 2024), "is stated for a month or year that ends on the due day"),
        (
            seen(92, dt.date(2025, 1, 31)),
            "lies within 31 days of the due day (30 November 2024 to 31 January 2025)",
        ),
        (seen(92, dt.date(2025, 2, 1)), "does not speak for the due day"),
    ],
)
def test_a_level_says_why_it_speaks_for_the_due_day_or_not(evidence, said):
    assert said in text(HUNDRED_BY_2024, evidence)


def test_of_several_levels_the_nearest_is_said_to_decide():
    near, far = seen(92, dt.date(2024, 12, 20), key="near"), seen(120, dt.date(2024, 12, 5))

    rule = text(HUNDRED_BY_2024, far, near)

    assert "2 figures speak for the due day; the nearest that can tell decides: 92" in rule


def test_where_one_level_speaks_for_the_due_day_none_is_said_to_be_nearer():
    assert "the nearest that can tell" not in text(HUNDRED_BY_2024, in_year(92, 2024))


def test_a_range_where_less_is_better_is_paced_to_its_upper_end():
    falling = replace(
        level(
            Comparator.PLAIN,
            40,
            2024,
            baseline=Baseline(Decimal(100), dt.date(2022, 12, 31)),
            direction=Direction.DOWN_IS_GOOD,
        ),
        upper=Decimal(60),
    )
    rule = text(falling, seen(80, dt.date(2023, 12, 31)), as_of=dt.date(2024, 1, 15))

    assert "A range is judged on its upper end" in rule
    assert "p = (80 - 100) / (60 - 100) = 50.0%" in rule


def test_a_running_total_says_how_far_from_the_due_day_it_was_counted():
    rule = text(TWENTY_BY_2025, seen(22, SINCE_2023, JUNE_2024))

    assert "the count up to 30 June 2024, 549 days before the due day." in rule
    assert "Of the due day itself it says: yes." in rule


@pytest.mark.parametrize(
    ("promise", "evidence", "as_of", "conclusion"),
    [
        (
            HUNDRED_BY_2024,
            [in_year(90, 2024, key="a"), in_year(110, 2025, key="b")],
            LATER,
            "The first says no for the due day, the later one yes: met late.",
        ),
        (
            HUNDRED_BY_2024,
            [in_year(110, 2023, key="a"), in_year(90, 2024, key="b")],
            LATER,
            "The earlier figure says yes, the one for the due day no. "
            "A level must hold on its day: missed.",
        ),
        (
            HUNDRED_BY_2024,
            [in_year(110, 2025)],
            LATER,
            "Nothing decides for the due day, and a later figure says yes: met, date unknown.",
        ),
        (
            HUNDRED_BY_2024,
            [in_year(110, 2023)],
            dt.date(2024, 6, 1),
            "The newest figure says yes. A level may fall again, so it must still hold on "
            "31 December 2024.",
        ),
        (
            HUNDRED_BY_2024,
            [in_year(110, 2024, key="a"), in_year(90, 2024, key="b")],
            LATER,
            "These figures weigh the same and give different answers. Nothing is averaged: "
            "the sources disagree.",
        ),
        (
            flow(Comparator.AT_LEAST, 10, 2024),
            [in_year(9, 2024)],
            LATER,
            "Only a figure for the whole period can say no, and this one does: missed.",
        ),
        (
            replace(HUNDRED_BY_2024, baseline=Baseline(Decimal(100), dt.date(2021, 12, 31))),
            [in_year(100, 2023)],
            dt.date(2024, 6, 1),
            "The baseline satisfies the target already: it is to be held, and the newest figure "
            "does.",
        ),
        (
            HUNDRED_BY_2024,
            [],
            dt.date(2024, 6, 1),
            "No figure was published, and the target is not due yet.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_last_sentence_of_the_rule_says_what_follows(promise, evidence, as_of, conclusion):
    assert calculation(promise, *evidence, as_of=as_of)["The rule"][-1] == conclusion


def test_every_verdict_has_its_conclusion():
    """All that the rules may find, by verdict, finding and basis; a pace concludes itself."""
    paced = {Verdict.ON_TRACK, Verdict.BEHIND, Verdict.OFF_TRACK, Verdict.MOVING_AWAY}
    for verdict in set(Verdict) - paced - {Verdict.NOT_MEASURABLE, Verdict.LEVEL_ONLY}:
        for promise in (HUNDRED_BY_2024, TWENTY_BY_2025, flow(Comparator.AT_LEAST, 10, 2024)):
            days = Judgement(verdict, LATER)
            assert len(steps(promise, days)[-2].lines) > 1, (verdict, promise.basis)


# --- Rivals and grades ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"preferred": True}, "an editor chose the other"),
        ({"kind": ObservationKind.ACTUAL}, "it is an estimate, the other is reported as fact"),
        ({"source_kind": SourceKind.OFFICIAL}, "it is from news, the other from a government body"),
        ({"origin": "believed"}, "it is a copy of another document"),
        ({"qualifier": Qualifier.EXACT}, "the other states its number more firmly"),
    ],
)
def test_a_rival_says_why_it_was_not_believed(change, why):
    alike = {
        "kind": ObservationKind.ESTIMATE if "kind" in change else ObservationKind.ACTUAL,
        "qualifier": Qualifier.MORE_THAN if "qualifier" in change else Qualifier.EXACT,
    }
    rival = replace(in_year(101, 2024, key="rival"), **alike)
    if "origin" in change:
        rival = replace(rival, origin="elsewhere")
    believed = replace(in_year(90, 2024, key="believed"), **alike | change)

    (line,) = calculation(HUNDRED_BY_2024, rival, believed)["Other figures for the same"]

    assert line.endswith(f"its answer would be yes. Set aside: {why}.")


def test_a_rival_of_equal_weight_and_answer_stands_beside():
    (line,) = calculation(HUNDRED_BY_2024, in_year(90, 2024, key="a"), in_year(91, 2024, key="b"))[
        "Other figures for the same"
    ]

    assert line == "91 (2024): its answer is no, and it weighs the same."


def test_the_grade_names_its_source_and_what_seconds_it():
    official = replace(in_year(110, 2024, key="a"), source_kind=SourceKind.OFFICIAL)
    news = in_year(105, 2024, key="b")

    assert calculation(HUNDRED_BY_2024, official, news)["The grade of the evidence"] == [
        "110 (2024) comes from a government body: B.",
        "A source of another publisher and origin gives the same answer: B+.",
    ]


def test_of_several_grades_the_lowest_counts():
    official = replace(in_year(90, 2024, key="a"), source_kind=SourceKind.OFFICIAL)

    lines = calculation(HUNDRED_BY_2024, official, in_year(110, 2025, key="b"))

    assert lines["The grade of the evidence"][-1] == "The lowest counts: D."


def test_the_calculation_reads_in_chinese():
    rule = calculation(
        TWENTY_BY_2025,
        seen(1, SINCE_2023, JUNE_2024),
        as_of=dt.date(2024, 7, 1),
        language="zh-hans",
    )["适用规则"]

    assert rule[2] == "已完成路程：p =（1 - 0）/（20 - 0）= 5.0%。"
