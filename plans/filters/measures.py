"""The filter of the policy measures of all plans, with the live count of every value.

What a measure is counted under is made by rules (groups of beneficiaries, bands of amounts), so
one light query reads all public measures - some hundred - and Python does the rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.core.validators import MinValueValidator
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, MultipleChoiceFilter, NumberFilter

from plans.choices import AmountBand, Beneficiary, MeasureTheme, Validity
from plans.domain import faceting
from plans.domain.amounts import IN_YUAN, amount_bands, is_at_least
from plans.domain.beneficiaries import beneficiaries
from plans.domain.faceting import Values
from plans.filters.base import SiteFilterSet, SortFilter
from plans.filters.choices import LateMultipleChoiceFilter, named
from plans.filters.facets import Facet, FacetValue
from plans.filters.names import NameFilter
from plans.filters.orders import in_order_of
from plans.filters.sizes import SizeFilter
from plans.models import Area, Plan, PolicyMeasure
from plans.models.fields import LastDay
from plans.models.plans import PolicyMeasureQuerySet

FACETS = ("validity", "beneficiary", "theme", "amount", "area", "plan")
"""In the order of the page."""

ROLES = "roles"
SUPPORT, ROLE = "support", "role"
"""What a measure gives: something to somebody, or (a spatial layout) a role to a place."""

UNKNOWN = (Beneficiary.UNKNOWN.value, AmountBand.UNKNOWN.value)

YUAN = Case(When(amount_unit__in=IN_YUAN, then=F("amount")))
"""The amount where it is in yuan: nothing else can be sorted among them."""


class Light(NamedTuple):
    """What is read of a measure to count it."""

    values: Values
    amount: Decimal | None
    unit: str


class FacetFilter(MultipleChoiceFilter):
    """Any of the values of a facet of codes. The filter set asks for them, all facets at once."""

    def __init__(self, words: Any, label: Any) -> None:
        super().__init__(
            label=label, choices=words.choices, distinct=False, widget=forms.CheckboxSelectMultiple
        )

    def filter(self, measures: QuerySet[PolicyMeasure], values: Any) -> QuerySet[PolicyMeasure]:
        return measures


class PlaceFacetFilter(LateMultipleChoiceFilter):
    """Any of the rows that measures refer to: those that have some, and those asked for."""

    def __init__(self, rows: Any, relation: str, label: Any) -> None:
        self.rows, self.relation = rows, relation
        super().__init__(choices_from=self.on_offer, label=label)

    def on_offer(self) -> list[tuple[str, str]]:
        measures = PolicyMeasure.objects.published().filter(**{self.relation: OuterRef("pk")})
        keys = [key for key in self.parent.data.getlist(self.relation) if "\0" not in key]
        return named(self.rows().filter(Exists(measures) | Q(key__in=keys)))

    def filter(self, measures: QuerySet[PolicyMeasure], values: Any) -> QuerySet[PolicyMeasure]:
        return measures


class MeasureFilter(SiteFilterSet):
    """``?validity=open&beneficiary=firms&theme=finance&amount=from-10m&at_least=20000000``

    ``as_of`` is the day on which a measure is open or expired. Roles of places (spatial layouts)
    are left out unless they are asked for, by ``roles=shown`` or by their theme.
    """

    arranging = frozenset({"sort", "size", ROLES})
    data: QueryDict

    def __init__(self, *args: Any, as_of: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.as_of = as_of

    q = NameFilter(label=_("Summary or beneficiary contains"))
    validity = FacetFilter(Validity, _("Still valid"))
    beneficiary = FacetFilter(Beneficiary, _("For whom"))
    theme = FacetFilter(MeasureTheme, _("Theme"))
    amount = FacetFilter(AmountBand, _("Amount"))
    at_least = NumberFilter(
        method="left_to_the_rows",
        label=_("At least, in yuan"),
        validators=[MinValueValidator(0)],
        max_digits=20,
        decimal_places=4,
    )
    area = PlaceFacetFilter(lambda: Area.objects.by_size(), "area", _("Applies in"))
    plan = PlaceFacetFilter(lambda: Plan.objects.published().newest_first(), "plan", _("Plan"))
    roles = ChoiceFilter(
        method="left_to_the_rows",
        label=_("Roles of places"),
        choices=[("shown", _("shown among the support"))],
        empty_label=_("left out"),
        widget=forms.RadioSelect,
    )
    sort = SortFilter(
        columns={
            "validity": [in_order_of("validity", Validity)],
            "end": [LastDay("plan__period_end")],
            "amount": [YUAN],
            "plan": ["plan__name_en"],
            "theme": [in_order_of("theme", MeasureTheme)],
        },
        default="validity",
        by_match=False,
        tie=("-plan__issued_on", "plan__key", "theme", "key"),
    )
    size = SizeFilter()

    def left_to_the_rows(
        self, measures: QuerySet[PolicyMeasure], name: str, value: Any
    ) -> QuerySet[PolicyMeasure]:
        """Nothing here: ``filter_queryset`` keeps the rows that pass everything."""
        return measures

    def filter_queryset(self, queryset: PolicyMeasureQuerySet) -> QuerySet[PolicyMeasure]:
        kept = queryset.with_validity(self.as_of).filter(pk__in=self.passing)
        ordered: QuerySet[PolicyMeasure] = super().filter_queryset(kept)
        return ordered

    # --- What passes, and how many there are of each value -----------------------------------

    @cached_property
    def chosen(self) -> dict[str, Sequence[str]]:
        """What is asked of each facet. That of the roles says itself what it leaves out."""
        asked: dict[str, Sequence[str]] = {
            name: [value for value in self.data.getlist(name) if value] for name in FACETS
        }
        roles_too = self.data.get(ROLES) or MeasureTheme.SPATIAL_LAYOUT in asked["theme"]
        return asked | {ROLES: [] if roles_too else [SUPPORT]}

    @cached_property
    def read(self) -> dict[int, Light]:
        """Every measure that has the text asked for, by its id: one query."""
        text = self.form.cleaned_data.get("q") if self.is_valid() else ""
        measures = self.filters["q"].filter(PolicyMeasure.objects.published(), text)
        judged: QuerySet[Any] = measures.with_validity(self.as_of)
        read = judged.values(
            "pk", "theme", "beneficiary", "beneficiary_zh", "amount", "amount_unit", "validity",
            "area__key", "plan__key",
        )  # fmt: skip
        return {row["pk"]: light(row) for row in read}

    @cached_property
    def least(self) -> Decimal | None:
        """The yuan that an amount must reach, where any are asked for."""
        least: Decimal | None = self.form.cleaned_data.get("at_least") if self.is_valid() else None
        return least

    @cached_property
    def rows(self) -> dict[int, Values]:
        """The values of those that have the amount asked for, too."""
        least = self.least
        return {
            pk: row.values
            for pk, row in self.read.items()
            if least is None or is_at_least(row.amount, row.unit, least)
        }

    @cached_property
    def passing(self) -> list[int]:
        """The ids of the measures that the list has."""
        return faceting.found(self.rows, self.chosen)

    @property
    def total(self) -> int:
        """How many measures the list has."""
        return len(self.passing) if self.is_valid() else 0

    @property
    def roles_left_out(self) -> int:
        """How many roles of places would be there if they were asked for."""
        if not self.chosen[ROLES]:
            return 0
        return len(faceting.found(self.rows, self.chosen | {ROLES: [ROLE]}))

    @property
    def not_compared(self) -> int:
        """How many measures ``at_least`` leaves out because their amount is in another unit."""
        if self.least is None:
            return 0
        others = {
            pk: row.values for pk, row in self.read.items() if row.unit and row.unit not in IN_YUAN
        }
        return len(faceting.found(others, self.chosen))

    def counts(self, facet: str) -> Mapping[str, int]:
        """How many measures the list had with just that value of the facet chosen.

        Whoever chooses the theme of the spatial layouts asks for the roles, too.
        """
        chosen = self.chosen | {ROLES: []} if facet == "theme" else self.chosen
        return faceting.counts(self.rows.values(), chosen, facet)

    @cached_property
    def facets(self) -> list[Facet]:
        return [self._facet(name) for name in FACETS]

    def _facet(self, name: str) -> Facet:
        counted, asked = self.counts(name), set(self.chosen[name])
        values = [
            FacetValue(
                value=value,
                label=str(label),
                count=counted.get(value, 0),
                chosen=value in asked,
                is_unknown=value in UNKNOWN,
            )
            for value, label in self.form.fields[name].choices
        ]
        return Facet(name, str(self.filters[name].label), values)


def light(row: Mapping[str, Any]) -> Light:
    """A row with the values that it has in each facet."""
    theme = row["theme"]
    values: dict[str, Collection[str]] = {
        "validity": [row["validity"]],
        "beneficiary": beneficiaries(row["beneficiary"], row["beneficiary_zh"]),
        "theme": [theme],
        "amount": amount_bands(row["amount"], row["amount_unit"]),
        "area": [row["area__key"]],
        "plan": [row["plan__key"]],
        ROLES: [ROLE if theme == MeasureTheme.SPATIAL_LAYOUT else SUPPORT],
    }
    return Light(values, row["amount"], row["amount_unit"])
