"""Worked examples of the method: the page ``/method/`` computes them live, the tests hold them.

The sources are invented for the purpose, all of them news, and known from the last day of
what they report.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

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
from plans.domain.computed import Tally, Way
from plans.domain.periods import Period
from plans.domain.quantities import BILLION
from plans.domain.texts import Twin
from plans.domain.verdicts.evidence import Baseline, Evidence, Promise
from plans.domain.verdicts.held import Tied

LATER = dt.date(2026, 11, 22)
"""The day that the examples are looked at from, where they name no other."""


@dataclass(frozen=True, slots=True)
class Example:
    """A target, what was published of it, the day, and the verdict that must come out.

    ``tied`` is what is counted from records held here.
    """

    title: Twin
    promise: Promise
    evidence: tuple[Evidence, ...]
    verdict: Verdict
    as_of: dt.date = LATER
    tied: tuple[Tied, ...] = ()


def seen(
    value: int,
    start: dt.date,
    end: dt.date | None = None,
    qualifier: str = Qualifier.EXACT,
    *,
    key: str = "figure",
) -> Evidence:
    """An invented figure, in the unit of its target."""
    period = Period(start, end or start)
    return Evidence(
        key=key,
        period=period,
        value=Decimal(value),
        qualifier=qualifier,
        kind=ObservationKind.ACTUAL,
        source_key=key,
        source_kind=SourceKind.NEWS,
        publisher=key,
        known_from=period.end,
    )


def in_year(value: int, year: int, qualifier: str = Qualifier.EXACT, **key: str) -> Evidence:
    return seen(value, dt.date(year, 1, 1), dt.date(year, 12, 31), qualifier, **key)


def level(
    comparator: str,
    value: int,
    due_year: int,
    *,
    baseline: Baseline | None = None,
    direction: str = Direction.UP_IS_GOOD,
) -> Promise:
    return Promise(
        Basis.LEVEL,
        dt.date(due_year, 12, 31),
        comparator,
        Decimal(value),
        unit=Unit.COUNT,
        direction=direction,
        measure_type=MeasureType.STOCK,
        plan_start=dt.date(2022, 1, 1),
        baseline=baseline,
    )


def flow(comparator: str, value: int, due_year: int, unit: str = Unit.COUNT) -> Promise:
    return Promise(
        Basis.FLOW,
        dt.date(due_year, 12, 31),
        comparator,
        Decimal(value),
        unit=unit,
        direction=Direction.UP_IS_GOOD,
        measure_type=MeasureType.FLOW,
        plan_start=dt.date(2022, 1, 1),
    )


def running_total(
    comparator: str,
    value: int,
    start_year: int,
    due_year: int,
    measure_type: str = MeasureType.FLOW,
) -> Promise:
    return Promise(
        Basis.RUNNING_TOTAL,
        dt.date(due_year, 12, 31),
        comparator,
        Decimal(value),
        unit=Unit.COUNT,
        direction=Direction.UP_IS_GOOD,
        measure_type=measure_type,
        plan_start=dt.date(start_year, 1, 1),
    )


AT_LEAST, MORE_THAN, AT_MOST = Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.AT_MOST
HUNDRED_BY_2024 = level(AT_LEAST, 100, 2024)
TWENTY_BY_2025 = running_total(AT_LEAST, 20, 2023, 2025)
JUNE_2024 = dt.date(2024, 6, 30)
SINCE_2023 = dt.date(2023, 1, 1)
TO_AUGUST = seen(133, SINCE_2023, dt.date(2023, 8, 31))
NEWS_OF_OCTOBER = dt.date(2023, 10, 17)

EXAMPLES: tuple[Example, ...] = (
    Example(
        Twin("A level, and nobody published it", "存量目标，无人公布"),
        HUNDRED_BY_2024,
        (),
        Verdict.NO_EVIDENCE,
    ),
    Example(
        Twin("A level, 92 in the due year", "存量目标，到期年份为92"),
        HUNDRED_BY_2024,
        (in_year(92, 2024),),
        Verdict.MISSED,
    ),
    Example(
        Twin("A level, “more than 100” in the due year", "存量目标，到期年份“超过100”"),
        HUNDRED_BY_2024,
        (in_year(100, 2024, Qualifier.MORE_THAN),),
        Verdict.MET,
    ),
    Example(
        Twin("A level, “about 100” in the due year", "存量目标，到期年份“约100”"),
        HUNDRED_BY_2024,
        (in_year(100, 2024, Qualifier.ABOUT),),
        Verdict.UNDETERMINED,
    ),
    Example(
        Twin("A level, and only an earlier year is known", "存量目标，只有更早年份的数据"),
        HUNDRED_BY_2024,
        (in_year(60, 2022),),
        Verdict.UNDETERMINED,
    ),
    Example(
        Twin(
            "A level, short in the due year, reached a year later", "存量目标，到期未达，次年达到"
        ),
        HUNDRED_BY_2024,
        (in_year(90, 2024, key="first"), in_year(110, 2025, key="second")),
        Verdict.MET_LATE,
    ),
    Example(
        Twin("More than five clusters, exactly five came", "超过5个集聚区，恰好5个"),
        running_total(MORE_THAN, 5, 2022, 2024),
        (seen(5, dt.date(2022, 1, 1), dt.date(2024, 12, 31)),),
        Verdict.MISSED,
    ),
    Example(
        Twin("A running total, 12 half-way, then silence", "累计目标，中途为12，此后无数据"),
        TWENTY_BY_2025,
        (seen(12, SINCE_2023, JUNE_2024),),
        Verdict.AWAITING_DATA,
    ),
    Example(
        Twin(
            "A running total, 22 before its day: it cannot fall", "累计目标，提前达到22，不会再减少"
        ),
        TWENTY_BY_2025,
        (seen(22, SINCE_2023, JUNE_2024),),
        Verdict.MET,
    ),
    Example(
        Twin(
            "A running total, and a stock of 30 with what stood before",
            "累计目标，存量30含此前已有",
        ),
        running_total(AT_LEAST, 20, 2023, 2025, MeasureType.STOCK),
        (seen(30, JUNE_2024),),
        Verdict.AWAITING_DATA,
    ),
    Example(
        Twin("A running total from 2025, counted since 2019", "2025年起累计，数据自2019年起算"),
        running_total(AT_LEAST, 15, 2025, 2027),
        (seen(21, dt.date(2019, 1, 1), dt.date(2025, 4, 9)),),
        Verdict.LEVEL_ONLY,
    ),
    Example(
        Twin("100 in a year, 133 by August", "全年100，至8月已133"),
        flow(AT_LEAST, 100, 2023),
        (TO_AUGUST,),
        Verdict.MET,
        NEWS_OF_OCTOBER,
    ),
    Example(
        Twin("150 in a year, 133 by August", "全年150，至8月为133"),
        flow(AT_LEAST, 150, 2023),
        (TO_AUGUST,),
        Verdict.ON_TRACK,
        NEWS_OF_OCTOBER,
    ),
    Example(
        Twin("An amount of 2027, known for 2024", "2027年的目标，只有2024年的数据"),
        flow(AT_LEAST, 500, 2027),
        (in_year(410, 2024),),
        Verdict.LEVEL_ONLY,
    ),
    Example(
        Twin("10 billion yuan in 2024, 12 billion in 2023", "2024年100亿元，2023年为120亿元"),
        flow(AT_LEAST, 10 * int(BILLION), 2024, Unit.YUAN),
        (in_year(12 * int(BILLION), 2023),),
        Verdict.UNDETERMINED,
    ),
    Example(
        Twin("A running total of 20, one half-way", "累计目标20，中途为1"),
        TWENTY_BY_2025,
        (seen(1, SINCE_2023, JUNE_2024),),
        Verdict.OFF_TRACK,
        dt.date(2024, 7, 1),
    ),
    Example(
        Twin("From 60 to 100, and it fell to 50", "从60到100，却降到50"),
        level(AT_LEAST, 100, 2024, baseline=Baseline(Decimal(60), dt.date(2021, 12, 31))),
        (seen(50, dt.date(2023, 12, 31)),),
        Verdict.MOVING_AWAY,
        dt.date(2024, 1, 15),
    ),
    Example(
        Twin("A level of 80 without a baseline", "存量80，没有基线"),
        HUNDRED_BY_2024,
        (seen(80, dt.date(2023, 12, 31)),),
        Verdict.LEVEL_ONLY,
        dt.date(2024, 1, 15),
    ),
    Example(
        Twin("From 100 down to 60, 80 half-way", "从100降到60，中途为80"),
        level(
            AT_MOST,
            60,
            2024,
            baseline=Baseline(Decimal(100), dt.date(2022, 12, 31)),
            direction=Direction.DOWN_IS_GOOD,
        ),
        (seen(80, dt.date(2023, 12, 31)),),
        Verdict.ON_TRACK,
        dt.date(2024, 1, 15),
    ),
    Example(
        Twin("Due, and too early to expect a result", "刚到期，结果尚未公布"),
        level(AT_LEAST, 100, 2025),
        (),
        Verdict.AWAITING_DATA,
        dt.date(2026, 3, 1),
    ),
)
"""The cases of the specification, in its order."""


def held(*of_years: tuple[int, int]) -> Tied:
    """A series tied to a target: how many records of each year, known from the year's end."""
    return Tied(
        series="held",
        name=Twin("Records held here", "本站所录记录"),
        way=Way.COUNT,
        unit=Unit.COUNT,
        reason=Twin("It counts the same.", "统计的是同一事物。"),
        since=SINCE_2023,
        tallies=[Tally(year, n, known_from=dt.date(year, 12, 31)) for year, n in of_years],
    )


TWENTY_TWO = held((2023, 10), (2024, 12))

HELD_EXAMPLES: tuple[Example, ...] = (
    Example(
        Twin(
            "A running total of 20, and nobody published it; 22 records are held here and tied",
            "累计目标20，无人公布；本站所录并已关联的记录有22条",
        ),
        TWENTY_BY_2025,
        (),
        Verdict.MET,
        tied=(TWENTY_TWO,),
    ),
    Example(
        Twin("The same, and only 12 records: they say no to nothing", "同上，仅12条：不作否定"),
        TWENTY_BY_2025,
        (),
        Verdict.AWAITING_DATA,
        tied=(held((2023, 10), (2024, 2)),),
    ),
    Example(
        Twin(
            "The same with 22 records, and a source that says 18: it comes first",
            "同上，22条，但有来源称18：以来源为先",
        ),
        TWENTY_BY_2025,
        (seen(18, SINCE_2023, dt.date(2025, 12, 31)),),
        Verdict.MISSED,
        tied=(TWENTY_TWO,),
    ),
)
"""Where what is counted from records held here is asked, and where not."""
