"""What is said beside every computed figure, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from plans.domain.computed import Computed
from plans.domain.texts import Twin

LABEL = Twin("computed from the records held here", "据本站所录记录计算")
"""On chart, table and files alike."""

COMPLETENESS = Twin(
    "Of the records held here, which are never all that there is: the true number may be higher.",
    "仅统计本站所录记录，记录并非全部，实际数可能更高。",
)
BY_YEAR = Twin(
    "A date known by its year or month alone counts in that year.",
    "仅知年份或月份的日期计入该年。",
)
NO_RECORD = Twin("none held here", "本站无记录")
"""Of a year without records: not a zero."""

MISSING_YEARS = Twin(
    "A year that is missing has no record here. That is not a zero.",
    "未列出的年份在本站没有记录，不等于零。",
)
PART = Twin("part of the year", "当年未满")

REASONS: tuple[tuple[str, Twin], ...] = (
    (
        "undated",
        Twin(
            "{n} of {held} {records} state no year and are in no point.",
            "{held}条{records}中有{n}条未载明年份，未计入。",
        ),
    ),
    (
        "later",
        Twin(
            "{n} of {held} {records} are dated after this year and are in no point.",
            "{held}条{records}中有{n}条日期在今年之后，未计入。",
        ),
    ),
    (
        "unstated",
        Twin(
            "{n} of {held} {records} state no amount.",
            "{held}条{records}中有{n}条未载明金额。",
        ),
    ),
    (
        "elsewhere",
        Twin(
            "{n} of {held} {records} state their amount in another unit, which is not added.",
            "{held}条{records}中有{n}条以其他单位计量，未相加。",
        ),
    ),
    (
        "ceilings",
        Twin(
            "{n} of {held} {records} state only what the amount is at most, which is not added.",
            "{held}条{records}中有{n}条仅载明金额上限，未相加。",
        ),
    ),
)


def left_out_words(found: Computed, records: Twin) -> list[Twin]:
    """Say what is in no point, a sentence a reason; nothing where all is."""
    return list(_left_out(found, records))


def _left_out(found: Computed, records: Twin) -> Iterator[Twin]:
    for name, said in REASONS:
        if n := getattr(found, name):
            yield Twin(
                said.en.format(n=n, held=found.held, records=records.en),
                said.zh.format(n=n, held=found.held, records=records.zh),
            )
