"""The groups Editor, Reviewer and Administrator, made and kept by ``migrate``."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.db import DEFAULT_DB_ALIAS

from cgt_site.accounts.roles import MAY, ROLES, codenames

APPS = {label.split(".")[0] for role in ROLES for label in MAY[role]}


def grant(sender: AppConfig, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Give each role what ``roles`` says of the models of one app, and nothing more of them.

    Called for each app after it was migrated, so the permissions of its models can be made.
    """
    state = kwargs.get("apps", apps)
    if sender.label not in APPS or not _has_groups(state):
        return
    create_permissions(sender, verbosity=0, using=using, apps=state)
    permissions = state.get_model("auth", "Permission").objects.using(using)
    found = {
        (row.content_type.model, row.codename): row
        for row in permissions.filter(content_type__app_label=sender.label).select_related(
            "content_type"
        )
    }
    groups = state.get_model("auth", "Group").objects.using(using)
    for role in ROLES:
        group, _ = groups.get_or_create(name=role)
        allowed = {found[key].pk for key in codenames(role, sender.label) if key in found}
        held = {row.pk for row in group.permissions.filter(content_type__app_label=sender.label)}
        group.permissions.add(*(allowed - held))
        group.permissions.remove(*(held - allowed))


def _has_groups(state: Any) -> bool:
    """Whether the tables of accounts are known yet: ``migrate APP ZERO`` goes back past them."""
    try:
        state.get_model("auth", "Group")
    except LookupError:
        return False
    return True
