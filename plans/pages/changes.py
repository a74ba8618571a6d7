"""What readers are told of changes: figures corrected, facts withdrawn and restored, verdicts.

A change of a fact is told in the words of the facts themselves (``FactKind.row``), as they were
just before and just after it. Both are worked out backwards from what stands today, so that
nothing is told but what was public at the time: what happened to a fact while it was a draft
stays unsaid. A verdict is told as it was kept (``plans.pages.verdict_changes``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from plans.charts.wording import marks, say
from plans.choices import Happened, PublicationState, Record, Shown, Way
from plans.domain.asof import reading_day
from plans.domain.guarding import READ_AGAIN
from plans.domain.texts import Twin
from plans.models import ChangeEntry, Observation, Revision
from plans.models.changes import ChangeEntryQuerySet
from plans.pages.differences import as_it_was, differences, know_related
from plans.pages.evidence import EvidenceRow, FactKind, all_kinds
from plans.pages.targets import public_targets
from plans.pages.verdict_changes import VerdictChange, verdict_changes

WAS_PUBLIC = (PublicationState.PUBLISHED, PublicationState.WITHDRAWN)

FIELD = Twin("{field}: {value}", "{field}：{value}")


@dataclass(frozen=True, slots=True)
class PublicChange:
    """One change of a fact as readers are told it. ``url`` is empty where there is no page any
    more; ``key`` is that of its entry."""

    key: str
    at: dt.datetime
    shown: Shown
    kind: str
    name_en: str
    name_zh: str
    old: str
    new: str
    reason: str
    url: str
    is_reread: bool
    """Whether the place in the source was read again, and says what it is now."""

    is_verdict = False

    @property
    def day(self) -> dt.date:
        return timezone.localdate(self.at)

    @property
    def words(self) -> str:
        return str(self.shown.label)


def kinds_by_model() -> dict[str, list[FactKind[Any]]]:
    """How facts are put into words, by the name under which their changes are kept."""
    kinds: dict[str, list[FactKind[Any]]] = {}
    for kind in all_kinds():
        model = kind.facts().model
        if model._meta.model_name in Record.values:
            kinds.setdefault(model._meta.label_lower, []).append(kind)
    return kinds


def public_changes() -> ChangeEntryQuerySet:
    """The changes that readers may learn of, on the day that is read as of.

    Left out is what leans on something that was never public: a target of a draft plan. What
    became of a verdict is told as long as its target has a page.
    """
    day = reading_day()
    # Told as what is hidden: the database then expects most rows, and reads both halves in order.
    hidden = Q(what=Happened.VERDICT) & ~Q(row_id__in=public_targets().values("pk"))
    told = kinds_by_model()
    for label, kinds in told.items():
        facts: Any = kinds[0].facts().model._default_manager.all()
        if not facts.leans_on and not day:
            continue
        for relation in facts.leans_on:
            facts = facts.filter(
                Q(**{f"{relation}__state__in": WAS_PUBLIC}) | Q(**{relation: None})
            )
        if day:
            facts = facts.filter(source__known_from__lte=day)
        hidden |= Q(model=label) & ~Q(what=Happened.VERDICT) & ~Q(row_id__in=facts.values("pk"))
    changes: ChangeEntryQuerySet = ChangeEntry.objects.filter(model__in=told).exclude(hidden)
    return changes.filter(at__date__lte=day) if day else changes


def told(entries: Iterable[ChangeEntry], language: str) -> list[PublicChange | VerdictChange]:
    """Put changes into words, in the order given.

    The whole histories of the facts come in one query, the facts in one a kind, and verdicts with
    all that they name in three.
    """
    entries = list(entries)
    verdicts = {entry.number: entry.key for entry in entries if entry.what == Happened.VERDICT}
    of_facts = [entry for entry in entries if entry.what != Happened.VERDICT]
    changes: list[PublicChange | VerdictChange] = [
        *_of_facts(of_facts, language),
        *verdict_changes(verdicts, language),
    ]
    said = {change.key: change for change in changes}
    return [said[entry.key] for entry in entries if entry.key in said]


def figure_changes(figure: Observation, language: str) -> list[PublicChange]:
    """The corrections of one figure, newest first: two queries, and one more if there are any."""
    return _of_facts(list(public_changes().of(figure).newest_first()), language)


def _of_facts(entries: Sequence[ChangeEntry], language: str) -> list[PublicChange]:
    """What happened to facts; those of one kind in the order given."""
    histories = _histories(entries)
    kinds = kinds_by_model()
    return [
        said
        for label in dict.fromkeys(entry.model for entry in entries)
        for said in _told_of_kind(
            [entry for entry in entries if entry.model == label], kinds[label], histories, language
        )
    ]


def _histories(entries: Sequence[ChangeEntry]) -> dict[tuple[str, int], list[Revision]]:
    """All that is kept of the records of ``entries``, newest first."""
    wanted = Q(pk__in=[])
    for label in {entry.model for entry in entries}:
        ids = [entry.row_id for entry in entries if entry.model == label]
        wanted |= Q(model=label, row_id__in=ids)
    histories: dict[tuple[str, int], list[Revision]] = {}
    for change in Revision.objects.filter(wanted).newest_first() if entries else ():
        histories.setdefault((change.model, change.row_id), []).append(change)
    return histories


@dataclass(slots=True)
class _Moment:
    """A fact just before and just after a change; ``published_last``: before it was withdrawn."""

    change: Revision
    before: Any
    after: Any
    published_last: Any = None


def _moments(row: Any, history: Sequence[Revision]) -> dict[int, _Moment]:
    """Walk back from what stands today, change by change."""
    moments: list[_Moment] = []
    now = row
    for change in history:
        before = as_it_was(now, change.before)
        moments.append(_Moment(change, before, now))
        now = before
    published = None
    for moment in reversed(moments):
        moment.published_last = published
        if moment.change.shown == Shown.WITHDRAWN:
            published = moment.before
    return {moment.change.pk: moment for moment in moments}


def _told_of_kind(
    entries: Sequence[ChangeEntry],
    kinds: Sequence[FactKind[Any]],
    histories: dict[tuple[str, int], list[Revision]],
    language: str,
) -> list[PublicChange]:
    model: Any = kinds[0].facts().model
    rows = model._default_manager.with_evidence().in_bulk([entry.row_id for entry in entries])
    moments: dict[int, _Moment] = {}
    for pk, row in rows.items():
        moments |= _moments(row, histories[(entries[0].model, pk)])
    shown = [(entry, moments[entry.number]) for entry in entries if entry.number in moments]
    know_related(
        fact
        for _entry, moment in shown
        for fact in (moment.before, moment.after, moment.published_last)
        if fact is not None
    )
    return [_told(entry, moment, rows[entry.row_id], kinds, language) for entry, moment in shown]


def _told(
    entry: ChangeEntry, moment: _Moment, row: Any, kinds: Sequence[FactKind[Any]], language: str
) -> PublicChange:
    change = moment.change
    shown = Shown(change.shown)
    old_fact = moment.published_last if shown == Shown.RESTORED else moment.before
    kept_fact = moment.before if shown == Shown.WITHDRAWN else moment.after
    old, new = _worded(old_fact or moment.before, kept_fact, kinds, language)
    old_words, new_words = old.detail, new.detail
    if shown == Shown.CORRECTED and old_words == new_words:
        old_words, new_words = _by_field(row, change, language)
    return PublicChange(
        key=entry.key,
        at=entry.at,
        shown=shown,
        kind=str(Record(row._meta.model_name).label),
        name_en=new.name_en,
        name_zh=new.name_zh,
        old=old_words,
        new="" if shown == Shown.WITHDRAWN else new_words,
        reason=change.reason or _unsaid(change),
        url=row.get_absolute_url() if _has_page(row) else "",
        is_reread=shown == Shown.CORRECTED and bool((change.after or {}).get(READ_AGAIN)),
    )


def _worded(
    old: Any, new: Any, kinds: Sequence[FactKind[Any]], language: str
) -> tuple[EvidenceRow, EvidenceRow]:
    """In the words of the first kind that tells a difference: of a district, land or people."""
    pairs = [(kind.row(old, language), kind.row(new, language)) for kind in kinds]
    return next((pair for pair in pairs if pair[0].detail != pair[1].detail), pairs[0])


def _by_field(row: Model, change: Revision, language: str) -> tuple[str, str]:
    """The columns that no line about the fact names: the width of "about", a baseline."""
    public: Any = type(row)
    [differing] = differences(row, [change], language)
    said = [one for one in differing if one.column in public.figure_columns]
    semicolon = marks(language).semicolon
    return (
        semicolon.join(say(FIELD, language, field=one.field, value=one.old) for one in said),
        semicolon.join(say(FIELD, language, field=one.field, value=one.new) for one in said),
    )


def _unsaid(change: Revision) -> str:
    if change.way == Way.LOAD:
        return _("It came with a new edition of the data files.")
    return ""


def _has_page(row: Any) -> bool:
    """Whether readers find it at its address. A withdrawn figure says there that it is."""
    if isinstance(row, Observation) and row.state == PublicationState.WITHDRAWN:
        return True
    day = reading_day()
    if row.state != PublicationState.PUBLISHED or (day and row.source.known_from > day):
        return False
    leans = (getattr(row, name) for name in type(row)._default_manager.all().leans_on)
    return all(other is None or other.state == PublicationState.PUBLISHED for other in leans)
