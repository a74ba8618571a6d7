"""Two firms that are one: all that points to either points to the one that stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parks.models.firms import Firm
from parks.models.redirects import FirmRedirect
from plans.choices import PublicationState
from plans.domain.guarding import READ_AGAIN, uncited
from plans.domain.searching import folded
from plans.models.revisions import telling

CHOICES: Sequence[tuple[str, ...]] = (
    ("name_en",),
    ("name_zh",),
    ("role",),
    ("ownership",),
    ("origin_country",),
    ("area",),
    ("modality",),
    ("listing",),
    ("website",),
    ("note", "note_zh"),
    ("source", "locator", "reread_at", "founded_on"),
    ("state", "state_reason"),
)
"""What an editor chooses from one firm or the other: columns that belong together in one choice.
What a source states comes with it: the founding day of one firm is not cited from the other's."""

BY_ITSELF = frozenset({"key", "former_names"})
"""The key is that of the firm that stays; former names are those of both, and all others."""

_STATED = tuple(
    name for guard in Firm.guards() for name in (*guard.figures, *guard.citation, READ_AGAIN)
)

JOINABLE = frozenset({"modality", "listing", "note"})
"""Choices in which both can stay."""

STAYS, GOES, BOTH = "stays", "goes", "both"
"""Whose value is chosen: that of the firm that stays, of the one that goes, or of both."""


class MergeRefusedError(Exception):
    """The two cannot be merged; the message says why, for the editor."""


@dataclass(frozen=True, slots=True)
class Pointing:
    """The rows of one kind that point to a firm."""

    model: type[models.Model]
    field: str
    count: int

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name_plural)


def pointing_fields() -> Iterator[models.ForeignKey]:
    """Every reference to a firm that has to move, whatever app it is of.

    Not those that the database keeps by itself (``DO_NOTHING``), nor what goes with a firm since
    a program makes it again (``CASCADE``). Raises ``MergeRefusedError`` for a kind of reference
    that nobody has thought of.
    """
    for relation in Firm._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete):
            continue
        field: Any = relation.field  # type: ignore[union-attr]
        if not isinstance(field, models.ForeignKey):
            raise MergeRefusedError(f"{field} points to firms in a way that cannot be moved.")
        if field.remote_field.on_delete not in (models.DO_NOTHING, models.CASCADE):
            yield field


def pointing_at(firm: Firm) -> list[Pointing]:
    """What would move: one query a kind."""
    counted = [
        Pointing(field.model, field.name, _rows(field, firm).count()) for field in pointing_fields()
    ]
    return [each for each in counted if each.count]


def _rows(field: models.ForeignKey, firm: Firm) -> models.QuerySet[Any]:
    return field.model._base_manager.filter(**{field.name: firm})


def default_choice(names: Sequence[str], stays: Firm, goes: Firm) -> str:
    """What is chosen before an editor chooses: what is known goes before what is not."""
    name = names[0]
    if name == "source":
        return GOES if stays.founded_on is None and goes.founded_on else STAYS
    mine, other = getattr(stays, name), getattr(goes, name)
    if name in JOINABLE and mine and other and mine != other:
        return BOTH
    if name == "state":
        return GOES if goes.is_published and not stays.is_published else STAYS
    return GOES if mine in ("", None, "unknown", []) and other else STAYS


def disputed(stays: Firm, goes: Firm) -> bool:
    """Whether both are cited from one place for different founding days: only the place itself
    can tell which of them it gives."""
    mine, other = ({name: getattr(firm, name) for name in _STATED} for firm in (stays, goes))
    return any(uncited(guard, mine, other) for guard in Firm.guards())


def merge(
    stays: Firm, goes: Firm, chosen: Mapping[str, str], reason: str, *, reread: bool = False
) -> Firm:
    """Make one firm of two, in one transaction: all or nothing.

    ``chosen`` gives, by the first name of each of ``CHOICES``, whose value is kept. Names that
    are not chosen become former names; a note names the source that is not chosen. The other
    firm is withdrawn, and its address leads to the one that stays. What was published of either was
    read when it was, so that the merge itself waits for nobody (it does not publish what was not).
    ``reread``: the editor has read the place in the source again, which says what is chosen.
    Raises ``MergeRefusedError``.
    """
    try:
        with transaction.atomic(), telling(reason=reason, unread="merge"):
            return _merged(stays.pk, goes.pk, chosen, reason, reread=reread)
    except IntegrityError as problem:
        raise MergeRefusedError(_refusal(problem)) from problem
    except ValidationError as problem:
        raise MergeRefusedError(" ".join(problem.messages)) from problem


def _merged(
    stays_id: int, goes_id: int, chosen: Mapping[str, str], reason: str, *, reread: bool
) -> Firm:
    locked = Firm.objects.select_for_update(of=("self",)).select_related("source").order_by("pk")
    firms = {firm.pk: firm for firm in locked.filter(pk__in=[stays_id, goes_id])}
    if len(firms) < 2 or FirmRedirect.objects.filter(gone__in=firms).exists():
        raise MergeRefusedError(_("One of the two was merged with a firm already."))
    stays, goes = firms[stays_id], firms[goes_id]
    _choose(stays, goes, chosen)
    if reread:
        stays.reread_at = timezone.now()
    for field in pointing_fields():
        _rows(field, goes).update(**{field.name: stays})
    goes.state, goes.state_reason = PublicationState.WITHDRAWN, reason
    goes.save()
    stays.full_clean()
    stays.save()
    FirmRedirect.objects.create(gone=goes, firm=stays, reason=reason)
    connection.check_constraints()
    return stays


def _choose(stays: Firm, goes: Firm, chosen: Mapping[str, str]) -> None:
    names = [*_names(stays), *_names(goes)]
    unchosen = (goes if chosen["source"] == STAYS else stays).citation
    for group in CHOICES:
        choice = chosen[group[0]]
        for name in group:
            if choice == BOTH:
                setattr(stays, name, _joined(getattr(stays, name), getattr(goes, name)))
            elif choice == GOES:
                setattr(stays, name, getattr(goes, name))
    stays.former_names = _without({stays.name_en, stays.name_zh}, names)
    if unchosen.source_key != stays.source.key:
        _note_source(stays, unchosen.source_key, unchosen.locator)


def _note_source(firm: Firm, key: str, locator: str) -> None:
    """Name the source that is not chosen, so that readers still find it."""
    firm.note = _joined(firm.note, f"Also known from {key}, {locator}.")
    if firm.note_zh:
        firm.note_zh = _joined(firm.note_zh, f"另见 {key}，{locator}。")


def _names(firm: Firm) -> list[str]:
    return [firm.name_en, firm.name_zh, *firm.former_names]


def _without(current: set[str], names: Sequence[str]) -> list[str]:
    """The names that are not current, each once, in their order."""
    seen = {folded(name) for name in current}
    former = []
    for name in names:
        if name and folded(name) not in seen:
            seen.add(folded(name))
            former.append(name)
    return former


def _joined(mine: Any, other: Any) -> Any:
    if isinstance(mine, list):
        return [*mine, *(value for value in other if value not in mine)]
    return "\n".join(dict.fromkeys(text for text in (mine, other) if text))


def _refusal(problem: IntegrityError) -> str:
    diag = getattr(problem.__cause__, "diag", None)
    rule, detail = getattr(diag, "constraint_name", None), getattr(diag, "message_detail", None)
    said = _("Nothing was merged: the rule “%(rule)s” of the database would be broken. %(detail)s")
    return said % {"rule": rule or "?", "detail": detail or str(problem)}
