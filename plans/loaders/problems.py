"""What is wrong with data files: each problem with its file, line, column and reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

KEPT = 10_000
"""Problems kept word for word. A file with a wrong column has as many as rows; the rest count."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right, named so that it can be found.

    >>> print(Problem("observations.csv", '"1,200" is not a number.', line=17, column="value"))
    observations.csv, line 17, column value: "1,200" is not a number.
    """

    file: str
    reason: str
    line: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        place = [self.file]
        if self.line is not None:
            place.append(f"line {self.line}")
        if self.column is not None:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.reason}"


@dataclass(slots=True)
class Problems:
    """All that is wrong, in the order of discovery; ``in_order`` sorts it for reading."""

    count: int = 0
    kept: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        self.count += 1
        if len(self.kept) < KEPT:
            self.kept.append(problem)

    def add_all(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add(problem)

    def in_order(self) -> Iterator[Problem]:
        """By file as first met, then by line; what concerns a whole file comes first."""
        files = {name: place for place, name in enumerate(dict.fromkeys(p.file for p in self.kept))}
        return iter(sorted(self.kept, key=lambda p: (files[p.file], p.line or 0)))

    def lines(self, most: int) -> list[str]:
        """At most ``most`` problems as text, and a last line that says how many more there are."""
        shown = [str(problem) for problem, _ in zip(self.in_order(), range(most), strict=False)]
        more = self.count - len(shown)
        return [*shown, f"... and {more:,} more."] if more else shown

    def __bool__(self) -> bool:
        return self.count > 0


class DataProblemsError(Exception):
    """The data files, or what they would make of the database, break a rule."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(f"{problems.count} problems")
        self.problems = problems


class UncitedFiguresError(DataProblemsError):
    """Figures would change while their citations stay (``plans.domain.guarding``)."""
