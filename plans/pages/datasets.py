"""What search engines for data are told of a page: schema.org's ``Dataset`` and ``DataCatalog``.

Only what the site knows is said. It states no licence for facts, and no day on which a set of
figures was changed, so neither is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from plans.charts.chart import Chart
from plans.domain.citations import Citation
from plans.domain.periods import Period
from plans.domain.texts import CHINESE, ENGLISH, is_chinese
from plans.models import Area, Metric
from plans.pages.chart_files import ChartFiles
from plans.pages.series import name_in

Absolute = Callable[[str], str]
"""Puts the host before an address of the site."""

CSV = "text/csv"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Download:
    """A file of a data set; ``kind`` is its media type."""

    address: str
    kind: str

    def as_json(self, absolute: Absolute) -> dict[str, Any]:
        return {
            "@type": "DataDownload",
            "contentUrl": absolute(self.address),
            "encodingFormat": self.kind,
        }


@dataclass(frozen=True, slots=True)
class Variable:
    """What is counted. ``value`` is a single number in the unit, all its digits, or empty."""

    name: str
    unit: str
    value: str = ""

    def as_json(self) -> dict[str, Any]:
        said = {"name": self.name, "unitText": self.unit, "value": self.value}
        return {"@type": "PropertyValue"} | _known(said)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The numbers of a page. Addresses begin at the root of the site; what is empty is not said."""

    name: str
    description: str
    address: str
    language: str
    downloads: Sequence[Download]
    variable: Variable | None = None
    places: Sequence[str] = ()
    span: Period | None = None
    sources: Sequence[Citation] = ()

    def as_json(self, absolute: Absolute) -> dict[str, Any]:
        span = self.span
        said = {
            "name": self.name,
            "description": self.description,
            "url": absolute(self.address),
            "inLanguage": _language(self.language),
            "temporalCoverage": f"{span.start}/{span.end}" if span else "",
            "spatialCoverage": [{"@type": "Place", "name": name} for name in self.places],
            "variableMeasured": self.variable.as_json() if self.variable else None,
            "distribution": [download.as_json(absolute) for download in self.downloads],
            "isBasedOn": [_document(citation) for citation in _each_once(self.sources)],
        }
        return {"@type": "Dataset"} | _known(said)


@dataclass(frozen=True, slots=True)
class DataCatalog:
    """All that the site gives away."""

    name: str
    description: str
    address: str
    language: str
    datasets: Sequence[Dataset]

    def as_json(self, absolute: Absolute) -> dict[str, Any]:
        return {
            "@type": "DataCatalog",
            "name": self.name,
            "description": self.description,
            "url": absolute(self.address),
            "inLanguage": _language(self.language),
            "dataset": [dataset.as_json(absolute) for dataset in self.datasets],
        }


def chart_dataset(
    metric: Metric,
    areas: Sequence[Area],
    chart: Chart,
    files: ChartFiles,
    periods: Iterable[Period],
) -> Dataset:
    """A chart over time with its files; ``periods`` are those of its figures, where known."""
    known = list(periods)
    description = metric.description_zh if is_chinese(chart.language) else metric.description
    return Dataset(
        name=chart.title,
        description=" ".join(filter(None, [chart.caption, description])),
        address=files.page,
        language=chart.language,
        downloads=downloads(files),
        variable=Variable(name_in(chart.language, metric), metric.get_unit_display()),
        places=[name_in(chart.language, area) for area in areas],
        span=spanned(known),
        sources=chart.citations,
    )


def downloads(files: ChartFiles) -> list[Download]:
    return [Download(files.csv, CSV), Download(files.json, JSON)]


def spanned(periods: Sequence[Period]) -> Period | None:
    """From the first day of the first to the last day of the last; None without any."""
    if not periods:
        return None
    return Period(min(period.start for period in periods), max(period.end for period in periods))


def _each_once(citations: Iterable[Citation]) -> Iterable[Citation]:
    return {citation.source_key: citation for citation in citations}.values()


def _document(citation: Citation) -> dict[str, Any]:
    said = {
        "name": citation.title_original or citation.title,
        "url": citation.url,
        "publisher": {"@type": "Organization", "name": citation.publisher},
        "datePublished": citation.published.text if citation.published else "",
    }
    return {"@type": "CreativeWork"} | _known(said)


def _language(language: str) -> str:
    return CHINESE if is_chinese(language) else ENGLISH


def _known(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value}
