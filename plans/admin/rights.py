"""Who may make facts public: asked wherever the desk shows or changes a state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest

from plans.choices import PublicationState
from plans.domain.approving import Approval, approval
from plans.models.waiting import Publisher, Waiting, publishers

UNPUBLISHED = [PublicationState.DRAFT, PublicationState.IN_REVIEW]


def may_publish(request: HttpRequest, model: type[Model]) -> bool:
    """Whether the person may make facts of this kind public, or withdraw them."""
    codename = get_permission_codename("publish", model._meta)
    return request.user.has_perm(f"{model._meta.app_label}.{codename}")


def may_touch(request: HttpRequest, row: Any) -> bool:
    """Whether a button may change the row at once: what is public takes who may publish."""
    state = getattr(row, "state", PublicationState.DRAFT)
    return state in UNPUBLISHED or may_publish(request, type(row))


def refuse_unless_may_touch(request: HttpRequest, row: Any) -> None:
    if not may_touch(request, row):
        raise PermissionDenied


@dataclass(frozen=True, slots=True)
class Rights:
    """What a person may do with the state of facts of one kind."""

    person: int
    may_publish: bool
    others: Sequence[Publisher]
    """Who else may publish them: the second editors."""

    @property
    def needs_another(self) -> bool:
        """Whether what they write goes to somebody else before readers see it."""
        return not self.may_publish or bool(self.others)

    @property
    def names(self) -> str:
        return ", ".join(other.name for other in self.others)

    def on(self, author: int | None) -> Approval:
        """May they publish what this person wrote last?"""
        if not self.may_publish:
            return Approval.REFUSED
        return approval(self.person, author, [other.pk for other in self.others])


def rights_of(person: Any, model: type[Model], known: Mapping[str, Sequence[Publisher]]) -> Rights:
    """``known`` are those who may publish each kind (``plans.models.waiting.publishers``)."""
    meta = model._meta
    may = person.has_perm(f"{meta.app_label}.publish_{meta.model_name}")
    others = [each for each in known.get(meta.label_lower, []) if each.pk != person.pk]
    return Rights(person.pk, may, others)


def rights(request: HttpRequest, model: type[Model]) -> Rights:
    """For facts: one query a request, whatever the kinds that are asked for."""
    asked: Any = request
    if not hasattr(asked, "_publishers"):
        asked._publishers = publishers()
    return rights_of(request.user, model, asked._publishers)


def author_of(row: Model) -> int | None:
    """Who wrote last what readers do not see of a record: itself where it is not published."""
    found: int | None = (
        Waiting.objects.records().of(row).values_list("author_id", flat=True).first()
    )
    return found
