"""What a search asks of the database, in SQL; ``plans.models.searching`` is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, Expression, F, FloatField, Func, TextField

from plans.domain.searching import Rank, swaps, words

NAMES, TEXTS, SOUNDS = "search_names", "search_texts", "search_sounds"
ALL = (NAMES, TEXTS, SOUNDS)

SHORTEST_MISSPELT = 4
"""Letters. Three of four alike is a coincidence."""

LONGEST_SWAPPED = 12
"""Letters up to which two that changed places are looked for: it leaves too little alike."""

BEFORE_WORDS = " (-/"
"""What a word begins behind."""


class Folded(Func):
    """SQL: texts as they are compared, each on a line of its own."""

    function = "search_folded"
    output_field = TextField()


class FoldedList(Folded):
    """SQL: the same of a list of texts."""

    template = "%(function)s(VARIADIC %(expressions)s::text[])"


class Grams(Func):
    """SQL: the pieces of some texts that the index knows."""

    function = "search_grams"
    output_field = ArrayField(TextField())


class HasAll(Func):
    """SQL: whether a list has all of some texts."""

    arg_joiner = " @> "
    template = "%(expressions)s"
    output_field = BooleanField()


class Together(Func):
    """SQL: a text without its blanks."""

    template = "replace(%(expressions)s, ' ', '')"
    output_field = TextField()


class Joined(Func):
    """SQL: texts behind one another."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = TextField()


class Ranked(Func):
    """SQL: how well a row fits a search: a ``Rank``, then how unlike it is.

    Written out, since it is computed for every row that is found: ``strpos`` costs a tenth of a
    regular expression, and a CASE of lookups takes longer to write than most searches take.
    """

    output_field = FloatField()

    def __init__(
        self,
        wanted: str,
        sounds: list[tuple[Rank, str]],
        columns: Mapping[str, F],
        similar: Expression,
    ) -> None:
        super().__init__(*columns.values(), similar)
        self.wanted, self.sounds, self.columns = wanted, sounds, list(columns)

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> Any:  # type: ignore[override]
        parts = [compiler.compile(part)[0] for part in self.get_source_expressions()]
        *written, similar = parts
        at = dict(zip(self.columns, written, strict=True))
        cases: list[tuple[str, list[str], Rank]] = []

        def where(column: str, rank: Rank, *texts: str) -> None:
            sql = " OR ".join(f"strpos({column}, %s) > 0" for _ in texts)
            cases.append((sql, list(texts), rank))

        where(at[NAMES], Rank.EXACT, f"\n{self.wanted}\n")
        where(at[NAMES], Rank.START, f"\n{self.wanted}")
        where(at[NAMES], Rank.WORD_START, *(f"{sign}{self.wanted}" for sign in BEFORE_WORDS))
        where(at[NAMES], Rank.INSIDE, self.wanted)
        cases += [(f"{at[SOUNDS]} ~ %s", [pattern], rank) for rank, pattern in self.sounds]
        if TEXTS in at:
            where(at[TEXTS], Rank.ELSEWHERE, self.wanted)
        all_written = " || ".join(at[column] for column in (NAMES, TEXTS) if column in at)
        if len(each := words(self.wanted)) > 1:
            sql = " AND ".join(f"strpos({all_written}, %s) > 0" for _ in each)
            cases.append((sql, each, Rank.WORDS))
        if pattern := swapped_pattern(self.wanted):
            cases.append((f"{similar} ~ %s", [pattern], Rank.SIMILAR))
        whens = " ".join(f"WHEN {sql} THEN {int(rank)}.0" for sql, _, rank in cases)
        unlike = f"{int(Rank.SIMILAR) + 1}.0 - word_similarity(%s, {similar})"
        texts = [text for _, values, _ in cases for text in values]
        return f"(CASE {whens} ELSE {unlike} END)", [*texts, self.wanted]


def pieces_of(columns: Iterable[str], at: str = "") -> Grams:
    """What the index knows of a row. Who types pinyin may leave the blanks out: so does it."""
    held = [Together(f"{at}{c}") if c == SOUNDS else F(f"{at}{c}") for c in columns]
    return Grams(*held)


def swapped_pattern(wanted: str) -> str:
    """A regular expression for a word of which two neighbours changed places; "" for others."""
    is_word = wanted.isascii() and wanted.isalnum()
    fits = is_word and SHORTEST_MISSPELT <= len(wanted) <= LONGEST_SWAPPED
    return "|".join(swaps(wanted)) if fits else ""
