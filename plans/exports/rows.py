"""Where the rows of a file come from: the database, or a list that was made in Python."""

from __future__ import annotations

import csv
import json
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from plans.exports.cells import cell, json_value
from plans.exports.columns import Address, Column, Given

Pieces: TypeAlias = Generator[bytes, None, None]
"""Bytes as they come. Whoever takes them closes them: they may hold a connection."""


class Rows(Protocol):
    """The rows of a list, each written as a line of CSV or as a JSON object."""

    @property
    def columns(self) -> Sequence[Column]: ...

    def moment(self) -> AbstractContextManager[Any]:
        """Within it, count and rows are those of one moment."""

    def count(self) -> int: ...

    def csv_lines(self) -> Pieces: ...

    def json_objects(self) -> Pieces: ...


class _Echo:
    """Gives back what is written to it, so that CSV can be written line by line."""

    def write(self, line: str) -> str:
        return line


def csv_line(cells: Iterable[str]) -> bytes:
    line: str = csv.writer(_Echo(), lineterminator="\n").writerow(cells)
    return line.encode()


@dataclass(frozen=True, slots=True)
class GivenRows:
    """Rows that were made in Python, such as targets with their verdicts."""

    columns: Sequence[Column]
    rows: Sequence[Any]

    def moment(self) -> AbstractContextManager[None]:
        return nullcontext()

    def count(self) -> int:
        return len(self.rows)

    def csv_lines(self) -> Pieces:
        for values in self._values():
            yield csv_line(cell(values[column.name], column.form) for column in self.columns)

    def json_objects(self) -> Pieces:
        for values in self._values():
            shown = {
                column.name: json_value(values[column.name], column.form) for column in self.columns
            }
            yield json.dumps(shown, ensure_ascii=False).encode()

    def _values(self) -> Iterator[dict[str, Any]]:
        given = [column for column in self.columns if isinstance(column, Given)]
        addresses = {
            column.name: column.template for column in self.columns if isinstance(column, Address)
        }
        for row in self.rows:
            values = {column.name: column.value(row) for column in given}
            made = {name: template.format_map(values) for name, template in addresses.items()}
            yield values | made
