"""What to do instead, where one chart cannot hold what is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from plans.choices import Arrangement, MeasureType
from plans.pages.compare import Choice
from plans.pages.compare_examples import courses_of


@dataclass(frozen=True, slots=True)
class WayOut:
    """The same metrics, areas and years in another way: as indexes of ``base``, or a chart each."""

    url: str
    base: int | None = None


def ways_out(choice: Choice, *, has_room: bool) -> list[WayOut]:
    """The ways that do fit, where too many units or lines (not ``has_room``) do not. One query.

    Indexes have no unit. They are offered from the first year of which every line has a figure.
    """
    ways = [WayOut(choice.url(layout=Arrangement.MULTIPLES))]
    if has_room and (year := _first_base(choice)):
        ways.append(WayOut(choice.url(base=year), year))
    return ways


def _first_base(choice: Choice) -> int | None:
    if any(metric.measure_type == MeasureType.INDEX for metric in choice.metrics):
        return None
    courses = courses_of(choice.metrics, choice.areas)
    if len(courses) < len(choice.metrics) * len(choice.areas):
        return None
    shared = frozenset.intersection(*(one.years for one in courses))
    known = [year for year in shared if (choice.since or year) <= year <= (choice.until or year)]
    return min(known, default=None)
