"""What the database refused, in words: its rules have names and sentences of their own."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError
from django.utils.translation import gettext as _

from plans.loaders.tables import Tables


def rule_of(error: DatabaseError) -> str | None:
    """The name of the rule that was broken, where the database names one."""
    name: str | None = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    return name


def reason_of(error: DatabaseError, tables: Tables) -> str:
    """Why the database refused, and by which rule.

    A constraint of a model has its own sentence; a trigger brings its words with it. What is
    left, such as a key that is taken, Postgres itself describes.
    """
    diagnosis: Any = getattr(error.__cause__, "diag", None)
    name = rule_of(error)
    if name is None:
        return _("the database refused it: %(why)s") % {"why": error}
    sentence = _sentences(tables).get(name)
    detail = diagnosis.message_detail or ""
    if sentence is None:
        return " ".join(part for part in (diagnosis.message_primary, detail) if part)
    clash = f" {detail}" if detail.startswith("Key ") else ""
    return f"{sentence}{clash} " + _("(rule %(rule)s)") % {"rule": name}


def _sentences(tables: Tables) -> dict[str, str]:
    return {
        constraint.name: str(constraint.violation_error_message)
        for table in tables
        for constraint in table.model._meta.constraints
    }
