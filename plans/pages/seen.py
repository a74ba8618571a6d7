"""What a metric's page shows of a choice: figures of sources, or what is computed of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from plans.charts.chart import Chart
from plans.charts.lines import values_over_time
from plans.choices import Show
from plans.models import Area, Metric, Target
from plans.models.metrics import ObservationQuerySet
from plans.pages.choice import Choice
from plans.pages.derived import Computed, computed, growth_of
from plans.pages.ordering import PagedRows
from plans.pages.series import marks_of, subject_of, values_of
from plans.pages.thinned import Drawn, drawn

ROWS = 200
"""Numbers on one page of the table."""


@dataclass(frozen=True, slots=True)
class WayLink:
    """A way to show the metric, and where; ``base`` names the other metric of a share."""

    show: Show
    url: str
    is_shown: bool
    base: Metric | None = None


@dataclass(frozen=True)
class SeenFigures:
    """Figures as sources give them."""

    metric: Metric
    areas: Sequence[Area]
    figures: ObservationQuerySet
    computed: None = None

    @cached_property
    def table(self) -> Paginator[Any]:
        rows = PagedRows(self.figures, self.figures.count())
        return Paginator(rows, ROWS)  # type: ignore[arg-type]  # it asks for slices and the count

    @cached_property
    def drawn(self) -> Drawn:
        return drawn(self.figures, self.table.count)

    @property
    def is_too_much(self) -> bool:
        """Whether there are more figures than can be computed with: the chart picks some."""
        return self.drawn.stretches is not None

    @property
    def has_growth(self) -> bool:
        """Whether growth can be computed. Of picked figures it cannot: their neighbours lack."""
        if self.is_too_much:
            return False
        return any(growth_of(self.metric, self.areas, self.drawn.figures))

    def chart(self, targets: Sequence[Target], language: str) -> Chart:
        return values_over_time(
            subject_of(self.metric, self.areas, language),
            values_of(self.areas, self.drawn.figures, language),
            marks_of(targets, language),
            note=self.drawn.note(language),
        )


@dataclass(frozen=True)
class SeenComputed:
    """Computed numbers."""

    computed: Computed
    drawn: None = None
    is_too_much: bool = False
    """This is asked of figures; ``computed`` says for itself whether there were too many."""

    @cached_property
    def table(self) -> Paginator[Any]:
        return Paginator(self.computed.rows, ROWS)

    @property
    def has_growth(self) -> bool:
        """Offered beside a share too, which may be of a metric that has none: the page says so."""
        return True

    def chart(self, targets: Sequence[Target], language: str) -> Chart | None:
        """The chart of the numbers, without targets: those are asked of figures."""
        return self.computed.chart(language) if self.computed.rows else None


def seen_of(
    metric: Metric, areas: Sequence[Area], figures: ObservationQuerySet, choice: Choice
) -> SeenFigures | SeenComputed:
    """Fetch what a choice shows; ``figures`` are all there are of the metric and areas."""
    if choice.is_computed:
        return SeenComputed(computed(metric, areas, figures, choice))
    return SeenFigures(metric, areas, choice.figures(figures))


def way_links(
    metric: Metric,
    areas: Sequence[Area],
    choice: Choice,
    bases: Sequence[Metric],
    *,
    has_growth: bool,
) -> list[WayLink]:
    """The ways in which the metric can be shown; none where there is but one."""
    ways: list[tuple[Show, Metric | None]] = [(Show.ACTUAL, None)]
    if has_growth:
        ways.append((Show.GROWTH, None))
    ways += [(Show.SHARE, base) for base in bases]
    if len(ways) == 1:
        return []
    address = metric.get_absolute_url()
    return [
        WayLink(
            show=show,
            url=f"{address}?{urlencode(choice.showing(show, base).query(areas))}",
            is_shown=(choice.show, choice.base) == (show, base),
            base=base,
        )
        for show, base in ways
    ]
