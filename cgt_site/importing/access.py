"""Who may bring and take what: as the admin itself has it, table by table."""

from __future__ import annotations

from typing import Any

from cgt_site.datafiles import TABLES
from plans.loaders.tables import Table


def may_import(user: Any, table: Table) -> bool:
    """An import adds and changes rows. What becomes public of it is ``reviewing``'s to say."""
    meta = table.model._meta
    return all(
        user.has_perm(f"{meta.app_label}.{action}_{meta.model_name}")
        for action in ("add", "change")
    )


def importable(user: Any) -> list[Table]:
    """The tables that a user may bring files for."""
    return [table for table in TABLES if may_import(user, table)]


def table_of(model: type[Any]) -> Table | None:
    """The table of a model; None if it has no shipped form."""
    return next((table for table in TABLES if table.model is model), None)
