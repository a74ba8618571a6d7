"""What makes a table searchable: columns that the rows fill, an index, and how to ask.

``search_names`` and ``search_texts`` hold the names (and what is searched beside them) as they
are compared; the database makes them itself. ``search_sounds`` holds how the Chinese names
sound, which only Python knows: ``SoundsField`` fills it whenever a row is saved, and the loaders
fill it in their one statement. Nothing of it is in a data file, and no edit can leave it behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.lookups import TrigramWordSimilar
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Q, TextField, Value
from django.db.models.lookups import GreaterThanOrEqual, Regex

from plans.domain import pinyin
from plans.domain.searching import LONGEST, Match, Rank, folded, grams, words
from plans.models.search_sql import (
    ALL,
    NAMES,
    SHORTEST_MISSPELT,
    SOUNDS,
    TEXTS,
    Folded,
    FoldedList,
    HasAll,
    Joined,
    Ranked,
    pieces_of,
    swapped_pattern,
)

_M = TypeVar("_M", bound=models.Model, covariant=True)

__all__ = [
    "NAMES",
    "SOUNDS",
    "TEXTS",
    "SearchQuerySet",
    "Searchable",
    "SoundsField",
    "folded_column",
    "search_indexes",
    "sound_again",
    "sounds_fields",
]

LOOSEST = 0.4
"""The word similarity (pg_trgm) from which on the index offers a name as similar."""

LIKE_ENOUGH = 0.45
"""The same for words of more than five letters, in which one mistake leaves more alike."""


def folded_column(*columns: str, of_list: bool = False) -> Any:
    """A column that the database makes of others: their texts as they are compared."""
    made = FoldedList if of_list else Folded
    return models.GeneratedField(
        expression=made(*columns), output_field=TextField(), db_persist=True
    )


class SoundsField(TextField):
    """How the Chinese names in the columns ``of`` sound: filled by itself on each save.

    A ``queryset.update()`` of such a name would have to write it, too; save the rows instead.
    """

    def __init__(self, *args: Any, of: Iterable[str], **kwargs: Any) -> None:
        self.of = tuple(of)
        kwargs |= {"editable": False, "blank": True, "default": "", "db_default": ""}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for made in ("editable", "blank", "default", "db_default"):
            kwargs.pop(made, None)
        return name, path, args, kwargs | {"of": list(self.of)}

    def value_from(self, row: Mapping[str, Any]) -> str:
        """What it holds for a row with these columns."""
        names: list[str] = []
        for column in self.of:
            held = row[column]
            names += held if isinstance(held, list) else [held or ""]
        return pinyin.stored_sounds(names)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.value_from({column: getattr(model_instance, column) for column in self.of})
        setattr(model_instance, self.attname, value)
        return value


def sounds_fields(model: Any) -> list[SoundsField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, SoundsField)]


def sound_again(model: Any) -> None:
    """Write the sounds of all rows anew: after a change of how they are made."""
    for field in sounds_fields(model):
        rows = model._default_manager.only("pk", field.name, *field.of).order_by("pk")
        changed = []
        for row in rows.iterator(chunk_size=2000):
            before = getattr(row, field.attname)
            if field.pre_save(row, add=False) != before:
                changed.append(row)
        model._default_manager.bulk_update(changed, [field.name], batch_size=2000)


class Searchable(models.Model):
    """A row whose sounds are written with its names, even where only these are saved."""

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is not None:
            update_fields = set(update_fields)
            for field in sounds_fields(self):
                if update_fields & set(field.of):
                    update_fields |= {field.name}
        super().save(*args, update_fields=update_fields, **kwargs)


def search_indexes(
    table: str, columns: Iterable[str] = ALL, *, similar_in: Iterable[str] = (NAMES,)
) -> list[Any]:
    """The indexes of a searchable table: by fragments of ``columns``, and by likeness."""
    return [
        GinIndex(pieces_of(columns), name=f"{table}_search"),
        GinIndex(OpClass(Joined(*similar_in), name="gin_trgm_ops"), name=f"{table}_similar"),
    ]


class SearchQuerySet(models.QuerySet[_M]):
    """Rows found by their names. ``search_at`` leads to the row that has the names."""

    search_at = ""
    search_columns: tuple[str, ...] = ALL
    similar_in: tuple[str, ...] = (NAMES,)

    def seen(self) -> Self:
        """Keep what readers may see: it decides how a text is searched."""
        return self.all()

    def with_evidence(self) -> Self:
        """Fetch, in the same query, what is shown beside the names."""
        return self.all()

    def named_like(self, text: str) -> Self:
        """Keep what has ``text`` in a name: in English, Chinese, pinyin, initials, former ones.

        Where nothing that readers may see has it whole, what has every word of it; where there
        is no such thing either, what is spelt like it or sounds like it.
        """
        return self.found_by(text, self.how_found(text))

    def found_by(self, text: str, way: Match) -> Self:
        """Keep what one way of searching finds."""
        wanted = folded(text)
        if not wanted or len(text) > LONGEST:
            return self.none()
        if way is Match.WHOLE:
            return self.filter(self._whole(wanted))
        return self.filter(self._words(wanted) if way is Match.WORDS else self._like(wanted))

    def how_found(self, text: str) -> Match:
        """Whether ``text`` is found whole, word by word, or only by what is similar."""
        wanted = folded(text)
        if not wanted or len(text) > LONGEST:
            return Match.SIMILAR
        seen = self.model._default_manager.all().seen()  # type: ignore[attr-defined]
        if seen.filter(self._whole(wanted)).exists():
            return Match.WHOLE
        if len(words(wanted)) > 1 and seen.filter(self._words(wanted)).exists():
            return Match.WORDS
        return Match.SIMILAR

    def best_match_first(self, text: str) -> Self:
        """Order by how well a row fits ``text``, then by name."""
        return self.order_by(self.rank_of(text), self._at(NAMES), "pk")

    def rank_of(self, text: str) -> Ranked:
        """How well a row fits: a ``Rank``, and within the last one how similar it is."""
        wanted = folded(text)
        columns = {column: F(self._at(column)) for column in self.search_columns}
        return Ranked(wanted, self._sound_ranks(wanted), columns, self._similar())

    # --- The conditions ---------------------------------------------------------------------

    def _at(self, column: str) -> str:
        return f"{self.search_at}{column}"

    def _similar(self) -> Joined:
        return Joined(*(F(self._at(column)) for column in self.similar_in))

    def _has(self, pieces: list[str]) -> Q:
        """What the index finds: the rows with all of some pieces, and a few others."""
        if not pieces:
            return Q()
        wanted = Value(pieces, output_field=ArrayField(TextField()))
        return Q(HasAll(pieces_of(self.search_columns, self.search_at), wanted))

    def _whole(self, wanted: str) -> Q:
        """The text in one piece, or as the sounds of a name."""
        written = Q(**{f"{self._at(NAMES)}__contains": wanted})
        if TEXTS in self.search_columns:
            written |= Q(**{f"{self._at(TEXTS)}__contains": wanted})
        patterns = [pattern for _, pattern in self._sound_ranks(wanted)[1:]]
        if not patterns:
            return self._has(grams(wanted)) & written
        sounding = Q(**{f"{self._at(SOUNDS)}__regex": "|".join(patterns)})
        # What is typed in several words stands together among the sounds: only the pieces of
        # each word are in both. (One condition for the index: in an OR it would be computed
        # for every row.)
        known = [piece for run in pinyin.as_typed(wanted) for piece in grams(run)]
        return self._has(known) & (written | sounding)

    def _sound_ranks(self, wanted: str) -> list[tuple[Rank, str]]:
        """What to look for among the sounds: at the start of a name, and anywhere."""
        typed = pinyin.as_typed(wanted) if SOUNDS in self.search_columns else []
        if not typed:
            return []
        syllables, letters = pinyin.sound_pattern(typed), pinyin.initials_pattern(typed)
        start, anywhere = f"\n{syllables}", syllables
        if letters:
            start, anywhere = f"{start}|={typed[0]}", f"{anywhere}|{letters}"
        return [(Rank.SOUND_START, start), (Rank.SOUND, anywhere)]

    def _words(self, wanted: str) -> Q:
        """Every word of it, wherever it stands."""
        found = Q()
        for word in words(wanted):
            found &= self._whole(word)
        return found or Q(pk__in=[])

    def _like(self, wanted: str) -> Q:
        """Names with a few other letters, or with characters that sound the same."""
        found = Q(pk__in=[])
        letters = sum(character.isascii() and character.isalnum() for character in wanted)
        if letters >= SHORTEST_MISSPELT:
            similar: Any = TrigramWordSimilar(self._similar(), Value(wanted))
            found = Q(similar)
            if letters > 5:
                alike = TrigramWordSimilarity(wanted, self._similar())
                found &= Q(GreaterThanOrEqual(alike, LIKE_ENOUGH))
            if pattern := swapped_pattern(wanted):
                swapped: Any = Regex(self._similar(), Value(pattern))
                found |= Q(swapped)
        sound = pinyin.homophones(wanted) if SOUNDS in self.search_columns else ""
        if sound:
            same = self._has(grams(sound.replace(" ", "")))
            found |= same & Q(**{f"{self._at(SOUNDS)}__contains": sound})
        return found


def set_likeness(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Tell a new connection from which likeness on the index finds a name: ``LOOSEST``."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET pg_trgm.word_similarity_threshold = {LOOSEST}")
