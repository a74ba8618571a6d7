"""What readers are told of a verdict that changed: from what to what, why, and on what evidence.

Told is what was kept of it at the time (``VerdictRecord``): the reason in its words of then, and
the keys of the figures that decided it. What is added is worked out from the kept histories and
said only where they show it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model, Q
from django.utils import timezone

from plans.charts.wording import say
from plans.choices import Happened, PublicationState, Record, Shown, Verdict
from plans.computed import Series, series_of
from plans.domain.asof import reading_day
from plans.domain.dates import date_words
from plans.domain.texts import Twin, is_chinese
from plans.domain.verdicts.evidence import Counted
from plans.models import Metric, Observation, Revision, Target, VerdictRecord
from plans.models.facts import openly_linked
from plans.models.promises import promise_of
from plans.pages.series import name_in
from plans.pages.wording import joined

HAS_A_PAGE = (PublicationState.PUBLISHED, PublicationState.WITHDRAWN)
"""Figures of which the address tells something. That of a withdrawn one says why it is."""

SET = Twin("An editor set this verdict.", "该判定由编辑设定。")
LIFTED = Twin(
    "The verdict that an editor had set no longer stands.", "编辑此前设定的判定不再有效。"
)
NEW_METHOD = Twin(
    "It was judged by version {version} of the method, the one before by version {before}.",
    "本次按方法第{version}版判定，上次按第{before}版。",
)
PROMISE_CORRECTED = Twin("What is promised was corrected.", "目标内容已更正。")
FIGURE_CORRECTED = Twin("A figure that decides it was corrected.", "作为依据的数据已更正。")
SAME_FIGURES = Twin("The figures are the same as before.", "所用数据与此前相同。")
NO_FIGURE = Twin("No figure decides it, as before.", "与此前一样，没有数据可作依据。")
TERM_ENDED = Twin("Its term ended on {day}.", "期限已于{day}届满。")
NOTHING_CAME = Twin("A result could be expected until {day}.", "结果本应于{day}前公布。")


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A verdict that is another one than before.

    ``as_of`` is the day that it is of where that is not the day on which it was recorded.
    ``reason`` was given then, ``because`` is what the kept histories add. ``figures`` and
    ``counted`` decided it; ``dropped`` decided the one before and this one no longer.
    """

    key: str
    at: dt.datetime
    as_of: dt.date | None
    target: Target
    before: Verdict
    after: Verdict
    reason: Twin
    because: str
    figures: Sequence[Observation]
    counted: Sequence[Series]
    dropped: Sequence[Observation]
    url: str

    is_verdict = True

    @property
    def name_en(self) -> str:
        return self.target.statement

    @property
    def name_zh(self) -> str:
        return self.target.statement_zh

    @property
    def kind(self) -> str:
        return str(Record.TARGET.label)

    @property
    def words(self) -> str:
        return str(Happened.VERDICT.label)

    @property
    def day(self) -> dt.date:
        return timezone.localdate(self.at)


def verdict_changes(keys: Mapping[int, str], language: str) -> list[VerdictChange]:
    """What became of verdicts: ``keys`` of their entries, by the ids of their records.

    Three queries, none for nothing.
    """
    if not keys:
        return []
    changes = VerdictRecord.objects.filter(pk__in=keys, previous__isnull=False).select_related(
        "previous", "target__metric", *openly_linked("target__plan")
    )
    pairs = [(record, record.previous) for record in changes if record.previous]
    kept = {key for pair in pairs for record in pair for key in record.observation_keys}
    figures = _figures(kept)
    past = _Past([record for record, _previous in pairs], figures)
    return [
        _told(keys[record.pk], record, previous, figures, past, language)
        for record, previous in pairs
    ]


def figure_name(figure: Observation, language: str) -> str:
    """What a figure is of, without its number, which may be another one since."""
    of = [name_in(language, figure.metric), name_in(language, figure.area)]
    return joined([*of, figure.period.words(language)], language)


def _figures(keys: Iterable[str]) -> dict[str, Observation]:
    """The figures of some keys that have a page, on the day that is read as of."""
    rows = Observation.objects.filter(key__in=list(keys), state__in=HAS_A_PAGE).with_evidence()
    if day := reading_day():
        rows = rows.filter(source__known_from__lte=day)
    return {row.key: row for row in rows}


class _Past:
    """What readers were told of targets and figures, and when the delay of a metric changed."""

    def __init__(
        self, records: Collection[VerdictRecord], figures: Mapping[str, Observation]
    ) -> None:
        targets = {record.target_id for record in records}
        metrics = {record.target.metric_id for record in records if record.target.metric_id}
        told = Revision.objects.shown().filter(
            Q(model=Target._meta.label_lower, row_id__in=targets)
            | Q(
                model=Observation._meta.label_lower,
                row_id__in=[figure.pk for figure in figures.values()],
            )
        )
        of_metrics = Revision.objects.filter(
            model=Metric._meta.label_lower,
            row_id__in=metrics,
            before__has_key="publication_lag_days",
        )
        self._changed: dict[tuple[str, int], list[tuple[dt.datetime, str]]] = {}
        for model, row_id, at, shown in (told | of_metrics).values_list(
            "model", "row_id", "at", "shown"
        ):
            self._changed.setdefault((model, row_id), []).append((at, shown))

    def of(self, row: Model, since: dt.datetime, until: dt.datetime | None = None) -> set[str]:
        """What happened to a record after ``since``, up to ``until``."""
        return {
            shown
            for at, shown in self._changed.get((row._meta.label_lower, row.pk), ())
            if since < at and (until is None or at <= until)
        }


def _told(
    key: str,
    record: VerdictRecord,
    previous: VerdictRecord,
    figures: Mapping[str, Observation],
    past: _Past,
    language: str,
) -> VerdictChange:
    keys = record.observation_keys
    return VerdictChange(
        key=key,
        at=record.recorded_at,
        as_of=record.as_of if record.as_of != timezone.localdate(record.recorded_at) else None,
        target=record.target,
        before=Verdict(previous.verdict),
        after=Verdict(record.verdict),
        reason=Twin(record.reason, record.reason_zh),
        because=_because(record, previous, figures, past, language),
        figures=[figures[key] for key in keys if key in figures],
        counted=_series(keys),
        dropped=[
            figures[key] for key in previous.observation_keys if key in figures and key not in keys
        ],
        url=f"{record.target.get_absolute_url()}#record-{record.pk}",
    )


def _series(keys: Iterable[str]) -> list[Series]:
    named = dict.fromkeys(Counted.series_in(key) for key in keys)
    return [series for key in named if key and (series := series_of(key))]


def _because(
    record: VerdictRecord,
    previous: VerdictRecord,
    figures: Mapping[str, Observation],
    past: _Past,
    language: str,
) -> str:
    """What the kept histories show to have made the difference. Nothing is guessed: where other
    figures decided it than before, they are named and speak for themselves."""
    if record.is_set:
        return say(SET, language)
    if previous.is_set:
        return say(LIFTED, language)
    if record.method_version != previous.method_version:
        versions = {"version": record.method_version, "before": previous.method_version}
        return say(NEW_METHOD, language, **versions)
    if record.observation_keys != previous.observation_keys:
        return ""
    since, until = previous.recorded_at, record.recorded_at
    if Shown.CORRECTED in past.of(record.target, since, until):
        return say(PROMISE_CORRECTED, language)
    used = [figures[key] for key in record.observation_keys if key in figures]
    if any(Shown.CORRECTED in past.of(figure, since, until) for figure in used):
        return say(FIGURE_CORRECTED, language)
    return _time_alone(record, previous, past, language)


def _time_alone(record: VerdictRecord, previous: VerdictRecord, past: _Past, language: str) -> str:
    """That a day went by after which a verdict may change, where nothing else is kept."""
    target = record.target
    of_terms = [target] if target.metric is None else [target, target.metric]
    if any(past.of(row, previous.recorded_at) for row in of_terms):
        return ""  # what is known of its days is not what was known then
    promise = promise_of(target)
    no_more_after = promise.due_on + dt.timedelta(days=promise.lag_days)
    same = SAME_FIGURES if record.observation_keys else NO_FIGURE
    for day, words in ((no_more_after, NOTHING_CAME), (promise.due_on, TERM_ENDED)):
        if previous.as_of <= day < record.as_of:
            ended = say(words, language, day=date_words(day, "day", language))
            return ("" if is_chinese(language) else " ").join([say(same, language), ended])
    return ""
