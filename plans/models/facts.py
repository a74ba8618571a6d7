"""What every fact has: a source, a place in it, and a publication state."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.choices import AmountUnit, PublicationState, Qualifier
from plans.domain.asof import reading_day
from plans.domain.citations import Citation
from plans.domain.guarding import Guard, guards_of
from plans.domain.quantities import Quantity
from plans.models.searching import SearchQuerySet
from plans.models.sources import Source

_M = TypeVar("_M", bound=models.Model, covariant=True)

DECIMALS: dict[str, Any] = {"max_digits": 20, "decimal_places": 4}
"""Room for 10 quadrillion yuan with four places: one definition for every stored number."""


SOME_SIGN = r"[^[:space:]\u3000]"
"""A text of blanks, the wide Chinese one among them, names no place."""


def is_public(relation: str = "") -> Q:
    """Whether a fact (or the one at ``relation``) is published, and known on the reading day.

    For filters and for counts alike, so that no count can disagree with its list.
    """
    at = f"{relation}__" if relation else ""
    seen = Q(**{f"{at}state": PublicationState.PUBLISHED})
    if day := reading_day():
        seen &= Q(**{f"{at}source__known_from__lte": day})
    return seen


def openly_linked(*relations: str) -> list[str]:
    """What to fetch of related facts to name them, and to know whether they may be linked.

    As of a day only those whose own source was out then have a page.
    """
    return [f"{name}__source" if reading_day() else name for name in relations]


class FactQuerySet(SearchQuerySet[_M]):
    """What the site asks of any kind of fact. Those with names are found by ``named_like``."""

    leans_on: tuple[str, ...] = ()
    """Relations that must be published too, where there is one: a product needs its firm."""

    def published(self) -> Self:
        """Keep what the public may see: the fact itself and all that it leans on.

        Where the site is read as of a day, only what could be known then is public.
        """
        seen = is_public()
        for relation in self.leans_on:
            seen &= Q(**{f"{relation}__state": PublicationState.PUBLISHED}) | Q(**{relation: None})
        return self.filter(seen)

    def seen(self) -> Self:
        return self.published()

    def with_evidence(self) -> Self:
        """Fetch, in the same query, the source that is shown beside every figure."""
        return self.select_related("source")


class Fact(models.Model):
    """Something that a source says. Without a source and a place in it there is no fact."""

    figure_columns: ClassVar[tuple[str, ...]] = ()
    """The columns that make its number. To change one of a published fact is a correction, which
    readers are told of (the triggers of the kept history name the same columns)."""

    stated_columns: ClassVar[tuple[str, ...]] = ()
    """What else its source states by a date or a word that may move on: a stage, a founding day.
    With the figures, these are what the evidence guard keeps together with their citation."""

    cited_elsewhere: ClassVar[Mapping[str, str]] = {}
    """Columns that a source of their own is named for, and the column that names it."""

    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        help_text=_("The document that says it. Type part of its title, publisher or key."),
    )
    locator = models.CharField(
        _("place in the source"),
        max_length=120,
        help_text=_("Where in the source it stands: “para 3”, “table 1”, “headline and text”."),
    )
    reread_at = models.DateTimeField(
        _("read again"),
        null=True,
        blank=True,
        help_text=_("When somebody last read the place in the source again and found it so."),
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=PublicationState,
        default=PublicationState.PUBLISHED,
        help_text=_("Only published facts are public, counted and exported."),
    )
    state_reason = models.CharField(
        _("reason for the state"),
        max_length=300,
        blank=True,
        help_text=_("Needed to withdraw something. Readers see it."),
    )

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish")
        constraints = [
            models.CheckConstraint(
                name="%(class)s_says_where_in_the_source",
                condition=Q(locator__regex=SOME_SIGN),
                violation_error_message=_("Say where in the source it stands."),
            ),
            models.CheckConstraint(
                name="%(class)s_state_is_known",
                condition=Q(state__in=PublicationState.values),
                violation_error_message=_("There is no such publication state."),
            ),
            models.CheckConstraint(
                name="%(class)s_withdrawn_with_a_reason",
                condition=~Q(state=PublicationState.WITHDRAWN) | ~Q(state_reason=""),
                violation_error_message=_("Say why it is withdrawn."),
            ),
        ]

    @classmethod
    def guards(cls) -> tuple[Guard, ...]:
        """What must not change without its citation (the triggers of the database say the same)."""
        return guards_of((*cls.figure_columns, *cls.stated_columns), cls.cited_elsewhere)

    @property
    def citation(self) -> Citation:
        """The source and the place in it, as the source mark shows them."""
        return self.source.cited_at(self.locator)

    @property
    def is_published(self) -> bool:
        return self.state == PublicationState.PUBLISHED


class AmountFact(Fact):
    """A fact that may carry an amount: all three parts of it, or none."""

    figure_columns: ClassVar[tuple[str, ...]] = ("amount", "amount_unit", "amount_qualifier")

    amount_qualifier = models.CharField(
        _("qualifier"),
        max_length=10,
        choices=Qualifier,
        blank=True,
        help_text=_("How firmly the source states the amount; a ceiling is “at most”."),
    )
    amount = models.DecimalField(
        _("amount"),
        null=True,
        blank=True,
        **DECIMALS,
        help_text=_("In whole units: 10000000 for 10 million yuan (1,000万元)."),
    )
    amount_unit = models.CharField(_("unit"), max_length=12, choices=AmountUnit, blank=True)

    class Meta(Fact.Meta):
        abstract = True
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="%(class)s_amount_is_whole_or_absent",
                condition=(
                    Q(amount=None, amount_unit="", amount_qualifier="")
                    | (Q(amount__isnull=False) & ~Q(amount_unit="") & ~Q(amount_qualifier=""))
                ),
                violation_error_message=_("An amount needs its unit and its qualifier."),
            ),
            models.CheckConstraint(
                name="%(class)s_amount_words_are_known",
                condition=Q(amount_unit__in=["", *AmountUnit.values])
                & Q(amount_qualifier__in=["", *Qualifier.values]),
                violation_error_message=_("There is no such unit or qualifier."),
            ),
        ]

    @property
    def quantity(self) -> Quantity | None:
        """The amount as the source states it, or None where there is none."""
        amount: Decimal | None = self.amount
        if amount is None:
            return None
        return Quantity(amount, self.amount_unit, Qualifier(self.amount_qualifier))


def one_of(name: str, column: str, words: Any, *, blank: bool = False) -> models.CheckConstraint:
    """A rule of the database: ``column`` holds one of ``words`` (or nothing, with ``blank``)."""
    allowed = ["", *words.values] if blank else list(words.values)
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{column}__in": allowed}),
        violation_error_message=_("There is no such value."),
    )
