"""The data set as a whole: the tables and rules of both apps, and the files that the site ships."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from parks.loaders import industry, industry_rules
from plans.loaders import evidence, evidence_rules, plan_rules
from plans.loaders.rules import Rules, SetRule
from plans.loaders.tables import Tables

TABLES = Tables([*evidence.TABLES, *industry.TABLES])
"""Every table, in an order in which what is referred to comes first."""

RULES = (
    evidence_rules.RULES
    + plan_rules.RULES
    + industry_rules.RULES
    + Rules(complete=(SetRule(tuple(TABLES.by_name), evidence_rules.unused_sources),))
)
"""Every rule. That all sources are used can only be said where all facts are known."""


def shipped_folders() -> list[Path]:
    """Where the facts of the site itself are."""
    return [settings.BASE_DIR / "plans" / "data", settings.BASE_DIR / "parks" / "data"]


def digest(folders: Iterable[Path]) -> str:
    """SHA-256 of the data files of ``folders``: of their names and of every byte in them."""
    whole = hashlib.sha256()
    for path in sorted(path for folder in folders for path in folder.glob("*.csv")):
        whole.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()
