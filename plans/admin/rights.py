"""Who may make facts public: asked wherever the desk shows or changes a state."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest

from plans.choices import PublicationState

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
