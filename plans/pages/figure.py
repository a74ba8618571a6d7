"""What the page of one figure shows, and every query that it makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.urls import reverse

from plans.charts.card import Card
from plans.choices import ObservationKind, Qualifier
from plans.domain.disagreement import compatible
from plans.domain.quantities import plain_number
from plans.domain.quoting import Quote, sentence
from plans.domain.verdicts.grades import GRADES
from plans.models import Observation
from plans.models.metrics import AUTHORITY, FIRMNESS, IS_COPY, ObservationQuerySet
from plans.pages.changes import PublicChange, figure_changes
from plans.pages.datasets import JSON, Dataset, Download, Variable
from plans.pages.notes import Noted, sources_named
from plans.pages.ordering import KIND_WORDS, by_period
from plans.pages.series import name_in, point_of
from plans.pages.targets import public_targets
from plans.pages.verdicts import StandingRow, standing_rows
from plans.pages.wording import joined
from plans.standings import Standing, standings

LEAP_DAY = dt.timedelta(days=1)

BEST_FIRST: Sequence[Any] = ("-preferred", "kind", AUTHORITY, IS_COPY, FIRMNESS, "key")


@dataclass(frozen=True, slots=True)
class Rival:
    """What else was said of the same metric, area and period.

    ``agrees``: both can be true, as "more than 500" and 500.566 can.
    """

    observation: Observation
    agrees: bool

    @property
    def kind(self) -> str:
        return kind_words(self.observation)


@dataclass(frozen=True, slots=True)
class VerdictUse:
    """A target whose verdict rests on the figure (``decides``), or for which it was set aside."""

    row: StandingRow
    decides: bool


@dataclass(frozen=True, slots=True)
class FigurePage:
    """What the template of a figure shows, and nothing else."""

    figure: Observation
    kind: str
    grade: str
    rivals: Sequence[Rival]
    uses: Sequence[VerdictUse]
    before: Observation | None
    after: Observation | None
    quote: Quote
    dataset: Dataset
    noted: Noted
    changes: Sequence[PublicChange]

    @property
    def in_base_unit(self) -> str:
        """The stored value, every digit of it: "761,714,000,000 yuan"."""
        number, unit = plain_number(self.figure.value), self.figure.metric.get_unit_display()
        return f"{number} {unit}"


def public_figures() -> ObservationQuerySet:
    """The figures that have a page."""
    return Observation.objects.published().with_evidence()


def figure_page(figure: Observation, as_of: dt.date, address: str, language: str) -> FigurePage:
    """Assemble the page of a figure fetched ``with_evidence()``.

    Nine queries, whatever there is: what else was said, targets and four for how they stand,
    the figures before and after, the sources that notes name, and its corrections. Where there
    are any, two more: all that is kept of it, and the figure as it stands.
    """
    of_same: ObservationQuerySet = public_figures().filter(metric=figure.metric, area=figure.area)
    others = by_period(
        of_same.filter(period_start=figure.period_start, period_end=figure.period_end)
    )
    quote = quote_of(figure, as_of, address, language)
    return FigurePage(
        figure=figure,
        kind=kind_words(figure),
        grade=GRADES[figure.source.kind],
        rivals=[rival_of(figure, other) for other in others if other.pk != figure.pk],
        uses=uses_of(figure, as_of, language),
        before=neighbour(of_same, figure, later=False),
        after=neighbour(of_same, figure, later=True),
        quote=quote,
        dataset=dataset_of(figure, quote, language),
        noted=sources_named([figure.note, figure.note_zh]),
        changes=figure_changes(figure, language),
    )


def neighbour(
    figures: ObservationQuerySet, figure: Observation, *, later: bool
) -> Observation | None:
    """The figure of the next period (or the one before) that is as long: a year leads to a year.

    Of several sources the one that the chart would draw. A leap day makes no other length.
    """
    length = figure.period_end - figure.period_start
    alike = figures.annotate(length=F("period_end") - F("period_start")).filter(
        length__range=(length - LEAP_DAY, length + LEAP_DAY)
    )
    if later:
        beyond = alike.filter(period_end__gt=figure.period_end).order_by("period_end", *BEST_FIRST)
    else:
        beyond = alike.filter(period_end__lt=figure.period_end).order_by("-period_end", *BEST_FIRST)
    return beyond.first()


def kind_words(figure: Observation) -> str:
    return str(KIND_WORDS[ObservationKind(figure.kind)])


def rival_of(figure: Observation, other: Observation) -> Rival:
    return Rival(other, compatible(point_of(figure), point_of(other)))


def uses_of(figure: Observation, as_of: dt.date, language: str) -> list[VerdictUse]:
    """The targets for whose verdict the figure was read and named: for it, or set aside."""
    targets = public_targets().filter(metric=figure.metric, area=figure.area).in_plan_order()
    stands = [stand for stand in standings(targets, as_of) if _names(stand, figure)]
    return [
        VerdictUse(row, decides=figure.key in row.standing.judgement.observation_keys)
        for row in standing_rows(stands, language)
    ]


def _names(stand: Standing, figure: Observation) -> bool:
    return any(row.pk == figure.pk for row in (*stand.used, *stand.rivals))


def subject_words(figure: Observation, language: str) -> str:
    """ "Scale of the industry, Shanghai": what is counted, and where."""
    return joined([name_in(language, figure.metric), name_in(language, figure.area)], language)


def quote_of(figure: Observation, as_of: dt.date, address: str, language: str) -> Quote:
    """The figure as it is cited. ``address`` is that of its page, absolute."""
    return Quote(
        key=figure.key,
        subject=subject_words(figure, language),
        period=figure.period.words(language),
        value=figure.quantity.words(language),
        kind="" if figure.kind == ObservationKind.ACTUAL else kind_words(figure),
        citation=figure.citation,
        address=address,
        read_on=as_of,
    )


def dataset_of(figure: Observation, quote: Quote, language: str) -> Dataset:
    """The figure, for search engines. A value that is not exact is said in words alone."""
    name = name_in(language, figure.metric)
    value = f"{figure.value.normalize():f}" if figure.qualifier == Qualifier.EXACT else ""
    return Dataset(
        name=joined([quote.subject, quote.period], language),
        description=sentence(quote, language),
        address=reverse("plans:figure_detail", args=[figure.key]),
        language=language,
        downloads=[Download(reverse("plans:figure_json", args=[figure.key]), JSON)],
        variable=Variable(name, figure.metric.get_unit_display(), value),
        places=[name_in(language, figure.area)],
        span=figure.period,
        sources=[figure.citation],
    )


def card_of(quote: Quote, language: str) -> Card:
    """The same as a picture."""
    source = quote.citation
    published = source.published.words(language) if source.published else ""
    return Card(
        subject=quote.subject,
        period=joined([quote.period, quote.kind], language),
        value=quote.value,
        source=joined([source.publisher, published, source.locator], language),
        address=quote.address.split("://")[-1],
        language=language,
    )


def figure_data(figure: Observation, page: FigurePage) -> dict[str, Any]:
    """The figure as data: the words of the data dictionary, decimals as text."""
    return {
        **observation_data(figure),
        "grade": page.grade,
        "rivals": [
            {**observation_data(rival.observation), "agrees": rival.agrees} for rival in page.rivals
        ],
        "verdicts": [
            {
                "plan": use.row.standing.target.plan.key,
                "target": use.row.standing.target.key,
                "verdict": use.row.standing.verdict.value,
                "decides": use.decides,
            }
            for use in page.uses
        ],
        "corrections": corrections_data(page.changes),
        "as_of": page.quote.read_on.isoformat(),
        "url": page.quote.address,
    }


def corrections_data(changes: Sequence[PublicChange]) -> list[dict[str, Any]]:
    """What happened to a published figure, newest first, in words: as its page says it."""
    return [
        {
            "day": change.day.isoformat(),
            "what": change.shown.value,
            "old": change.old,
            "new": change.new,
            "reason": change.reason,
            "read_again": change.is_reread,
        }
        for change in changes
    ]


def observation_data(figure: Observation) -> dict[str, Any]:
    return {
        "key": figure.key,
        "metric": figure.metric.key,
        "area": figure.area.key,
        "period_start": figure.period_start.isoformat(),
        "period_end": figure.period_end.isoformat(),
        "value": f"{figure.value.normalize():f}",
        "unit": figure.metric.unit,
        "qualifier": figure.qualifier,
        "kind": figure.kind,
        "preferred": figure.preferred,
        "preference_reason": figure.preference_reason,
        "series": figure.series,
        "series_zh": figure.series_zh,
        "note": figure.note,
        "note_zh": figure.note_zh,
        "source": figure.source.key,
        "locator": figure.locator,
        "source_url": figure.source.url,
    }
