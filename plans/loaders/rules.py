"""How a rule of the data is written down: what it reads, and a plain function that judges.

A rule reads columns by name. ``metric_key.unit`` is the unit of the row that ``metric_key``
refers to. The function gives the reason why the values break the rule, or None. Rules leave out
rows whose cells could not be read, and files that lack an optional column.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from plans.loaders.data import DataSet
from plans.loaders.problems import Problem

Judge = Callable[..., str | None]


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule that each row keeps for itself. ``at`` is the column that a problem names."""

    table: str
    reads: tuple[str, ...]
    judge: Judge
    at: str

    def broken(self, data: DataSet) -> Iterator[Problem]:
        sheet = data.sheets.get(self.table)
        if sheet is None:
            return
        for row, values in data.readable_rows(sheet, self.reads):
            reason = self.judge(*values)
            if reason is not None:
                yield sheet.problem(row, reason, self.at)


@dataclass(frozen=True, slots=True)
class UniqueRule:
    """No two rows agree in what ``of`` makes of their values. None: the row is not concerned.

    ``reason`` names the line of the first of them as ``%(line)d``.
    """

    table: str
    reads: tuple[str, ...]
    reason: str | Promise
    of: Callable[..., Hashable | None]
    at: str | None = None

    def broken(self, data: DataSet) -> Iterator[Problem]:
        sheet = data.sheets.get(self.table)
        if sheet is None:
            return
        repeated = self._repeated(data)
        first: dict[Hashable, int] = {}
        for row, values in data.readable_rows(sheet, self.reads) if repeated else ():
            identity = self.of(*values)
            if identity is None or hash(identity) not in repeated:
                continue
            before = first.setdefault(identity, row)
            if before != row:
                said = str(self.reason) % {"line": sheet.lines[before]}
                yield sheet.problem(row, said, self.at)

    def _repeated(self, data: DataSet) -> set[int]:
        """Hashes that come twice: few or none, so that millions of rows need little memory."""
        seen: set[int] = set()
        repeated: set[int] = set()
        for _, values in data.readable_rows(data.sheets[self.table], self.reads):
            identity = self.of(*values)
            if identity is not None:
                mark = hash(identity)
                (repeated if mark in seen else seen).add(mark)
        return repeated


@dataclass(frozen=True, slots=True)
class SetRule:
    """A rule about tables as a whole, judged when all that it ``needs`` are given and whole."""

    needs: tuple[str, ...]
    judge: Callable[[DataSet], Iterator[Problem]]

    def broken(self, data: DataSet) -> Iterator[Problem]:
        sheets = [data.sheets.get(name) for name in self.needs]
        if all(sheet is not None and sheet.is_whole for sheet in sheets):
            yield from self.judge(data)


Rule = RowRule | UniqueRule | SetRule


@dataclass(frozen=True, slots=True)
class Rules:
    """``always`` hold. ``complete`` hold for a whole data set, such as the one shipped: a
    database that is being worked on may have, say, a source without facts."""

    always: tuple[Rule, ...] = ()
    complete: tuple[SetRule, ...] = ()

    def __add__(self, other: Rules) -> Rules:
        return Rules(self.always + other.always, self.complete + other.complete)

    def reads(self) -> Iterator[tuple[str, str]]:
        """Each table and column that a rule reads."""
        for rule in self.always:
            if not isinstance(rule, SetRule):
                yield from ((rule.table, name) for name in rule.reads)


def row_rule(table: str, *reads: str, at: str) -> Callable[[Judge], RowRule]:
    """Make a rule of the function below: it gets the values of ``reads``, in this order."""
    return lambda judge: RowRule(table, reads, judge, at)


def as_given(*values: Any) -> Hashable | None:
    """Rows agree when all values do; a row with an empty one is not concerned."""
    return None if None in values else values


def unique(table: str, *reads: str, reason: str | Promise, at: str | None = None) -> UniqueRule:
    return UniqueRule(table, reads, reason, as_given, at)


def for_tables(tables: Sequence[str], *reads: str, at: str) -> Callable[[Judge], list[RowRule]]:
    """The same rule for several tables."""
    return lambda judge: [RowRule(table, reads, judge, at) for table in tables]
