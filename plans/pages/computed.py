"""Metrics computed from the records held here, and their pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from plans.charts.chart import Chart
from plans.charts.computed import Shown, computed_chart
from plans.charts.wording import marks
from plans.choices import AmountUnit, Unit
from plans.computed import Series, all_series
from plans.domain.computed import Computed, Point, computed
from plans.domain.computed_words import left_out_words
from plans.domain.periods import Period
from plans.domain.quantities import Quantity
from plans.domain.texts import Twin
from plans.models import ComputedTie
from plans.pages.chart_files import ChartFiles, chart_files
from plans.pages.datasets import Dataset, Variable, downloads
from plans.pages.targets import public_targets
from plans.pages.verdicts import StandingRow, standing_rows
from plans.standings import standings

UNITS = {**dict(AmountUnit.choices), **dict(Unit.choices)}


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point as table and files have it."""

    point: Point
    quantity: Quantity
    url: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A series with its points, as of a day: what pages, charts, files and ties take."""

    series: Series
    found: Computed
    day: dt.date

    @property
    def newest(self) -> PointRow | None:
        return next(self.rows(), None)

    def rows(self) -> Iterator[PointRow]:
        """The points, the newest first."""
        for point in reversed(self.found.points):
            yield PointRow(point, point.quantity(self.series.unit), self.series.records_url(point))

    @property
    def left_out(self) -> list[Twin]:
        """What is in no point, in sentences."""
        return left_out_words(self.found, self.series.records)

    def shown(self, language: str) -> Shown:
        return Shown(
            key=self.series.key,
            title=self.series.name.pick(language)[0],
            unit=self.series.unit,
            way=self.series.way,
            language=language,
        )

    def chart(self, language: str) -> Chart:
        return computed_chart(self.shown(language), self.found)

    @property
    def recent(self) -> list[float | None]:
        """The values of the years for a sparkline; None where nothing is held."""
        points = self.found.by_year(self.day.year - 14)
        return [None if point is None else float(point.value) for point in points]


def reading_of(series: Series, day: dt.date) -> Reading:
    """Compute a series as of a day, in one query."""
    return Reading(series, computed(series.tallies(), series.way, series.unit, day), day)


@dataclass(frozen=True, slots=True)
class SeriesUse:
    """A target that an editor tied the series to, with what came of it."""

    row: StandingRow
    decides: bool
    reason: Twin


@dataclass(frozen=True, slots=True)
class ComputedPage:
    """What the template of a series shows, and nothing else."""

    reading: Reading
    chart: Chart
    files: ChartFiles
    rows: Sequence[PointRow]
    uses: Sequence[SeriesUse]

    @property
    def series(self) -> Series:
        return self.reading.series

    @property
    def dataset(self) -> Dataset | None:
        """The numbers, for search engines; nothing where no record is held."""
        return computed_dataset(self.reading, self.chart, self.files) if self.rows else None


def computed_dataset(reading: Reading, chart: Chart, files: ChartFiles) -> Dataset:
    series, language = reading.series, chart.language
    said = (chart.caption, series.counts.pick(language)[0], series.completeness.pick(language)[0])
    years = [point.year for point in reading.found.points]
    return Dataset(
        name=chart.title,
        description=marks(language).between_sentences.join(said),
        address=files.page,
        language=language,
        downloads=downloads(files),
        variable=Variable(series.name.pick(language)[0], str(UNITS[series.unit])),
        span=Period(dt.date(min(years), 1, 1), dt.date(max(years), 12, 31)),
    )


def computed_page(
    series: Series, day: dt.date, language: str, query: Sequence[tuple[str, str]]
) -> ComputedPage:
    """Assemble the page of a series: one query for it, one for the targets that it is tied to.

    Where there are any, those of their verdicts.
    """
    reading = reading_of(series, day)
    address = series.get_absolute_url().rstrip("/")
    return ComputedPage(
        reading=reading,
        chart=reading.chart(language),
        files=chart_files(address, query, reverse("plans:computed_embed", args=[series.key])),
        rows=list(reading.rows()),
        uses=uses_of(series, day, language),
    )


def uses_of(series: Series, day: dt.date, language: str) -> list[SeriesUse]:
    """The public targets that the series is tied to on a day and suits, in the order of plans."""
    ties = ComputedTie.objects.standing_on(day).filter(series=series.key)
    targets = public_targets().filter(pk__in=ties.values("target")).in_plan_order()
    return [
        SeriesUse(
            row=row,
            decides=any(figure.series is series for figure in row.standing.counted),
            reason=tied.reason,
        )
        for row in standing_rows(standings(targets, day), language)
        for tied in row.standing.tied
        if tied.series == series.key
    ]


def computed_list(day: dt.date) -> list[Reading]:
    """Every series: one query each."""
    return [reading_of(series, day) for series in all_series()]
