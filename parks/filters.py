"""The filters of districts, parks, firms, products and events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Upper
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter

from parks.choices import Authority, EventKind, FirmRole, Modality, Ownership, ParkKind, Stage
from parks.models import Event, Firm
from parks.models.events import EventQuerySet
from parks.models.firms import FirmQuerySet
from parks.models.products import RUNG, ProductQuerySet
from plans.filters import (
    LateChoiceFilter,
    LateMultipleChoiceFilter,
    SiteFilterSet,
    SortFilter,
    named,
)
from plans.filters.lists import boxes, years_of
from plans.models import Area, Plan
from plans.models.facts import is_public

SHANGHAI = "shanghai"

UNKNOWN = "unknown"
"""The district of a firm of which no source says where it is."""


def in_order_of(column: str, words: Any) -> Case:
    """Sort a column of codes as its words are declared, not by the alphabet of the codes."""
    places = (When(**{column: code}, then=Value(place)) for place, code in enumerate(words.values))
    return Case(*places, output_field=IntegerField())


# --- Choices that are rows ------------------------------------------------------------------


def districts() -> Iterable[tuple[str, str]]:
    return named(Area.objects.filter(district__state="published").order_by("name_en"))


def districts_or_unknown() -> Iterable[tuple[str, Any]]:
    return [*districts(), (UNKNOWN, _("no known district"))]


def parks() -> Iterable[tuple[str, str]]:
    return named(Area.objects.filter(is_public("park")).order_by("name_en"))


def cities() -> Iterable[tuple[str, str]]:
    firms = Firm.objects.published().filter(area=OuterRef("pk"))
    return named(Area.objects.filter(Exists(firms)).by_size())


def event_years() -> Iterable[tuple[str, str]]:
    return [(year, year) for year in years_of(Event, "date")]


class HiddenSelect(forms.Select):
    """A choice that is not offered."""

    input_type = "hidden"


class LinkedFirmFilter(LateChoiceFilter):
    """One firm, by its key. It comes by a link: there are too many firms to offer them all."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices_from=self.asked_for, label=_("Firm"), **kwargs)

    def asked_for(self) -> list[tuple[str, str]]:
        asked = self.parent.data.getlist("firm")
        return named(Firm.objects.published().filter(key__in=printable(asked)))

    @property
    def field(self) -> Any:
        if not self.parent.data.get("firm"):
            self.extra |= {"choices": [], "widget": HiddenSelect}
        return super().field


class EventAreaFilter(LateMultipleChoiceFilter):
    """Areas that have events, large ones first. One without any may be asked for: it has none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices_from=self.on_offer, label=_("Area"), **kwargs)

    def on_offer(self) -> list[tuple[str, str]]:
        events = Event.objects.published().filter(area=OuterRef("pk"))
        asked = Q(key__in=printable(self.parent.data.getlist("area")))
        return named(Area.objects.filter(Exists(events) | asked).by_size())


class EventPlanFilter(LateChoiceFilter):
    """Plans that have events, the newest first; and the one asked for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices_from=self.on_offer, label=_("Plan"), **kwargs)

    def on_offer(self) -> list[tuple[str, str]]:
        events = Event.objects.published().filter(plan=OuterRef("pk"))
        asked = Q(key__in=printable(self.parent.data.getlist("plan")))
        return named(Plan.objects.published().filter(Exists(events) | asked).newest_first())


def printable(texts: Iterable[str]) -> list[str]:
    """Leave out what PostgreSQL cannot even compare: texts with a NUL."""
    return [text for text in texts if "\0" not in text]


# --- Lists ----------------------------------------------------------------------------------


class DistrictFilter(SiteFilterSet):
    """``?sort=-population``"""

    sort = SortFilter(
        columns={
            "name": ["area__name_en"],
            "population": ["population"],
            "area": ["area_km2"],
            "parks": ["park_count"],
            "firms": ["firm_count"],
        },
        default="name",
        tie=("area__key",),
    )


class ParkFilter(SiteFilterSet):
    """``?district=pudong&kind=science_city``"""

    district = LateMultipleChoiceFilter(
        field_name="district__area__key", label=_("District"), choices_from=districts
    )
    kind = boxes(ParkKind.choices, _("Kind"), "kind")
    sort = SortFilter(
        columns={
            "name": ["area__name_en"],
            "kind": [in_order_of("kind", ParkKind)],
            "district": ["district__area__name_en"],
            "area": ["area_m2"],
            "opened": ["opened_on"],
            "firms": ["firm_count"],
        },
        default="name",
        tie=("area__key",),
    )


@dataclass(frozen=True, slots=True)
class WithoutDistrict:
    """Firms without a known district, and how many of them are of other cities."""

    firms: int
    elsewhere: int


class FirmFilter(SiteFilterSet):
    """``?q=gene&district=pudong&district=unknown&ownership=foreign``"""

    q = CharFilter(method="by_name", label=_("Name contains"))
    district = LateMultipleChoiceFilter(
        method="in_districts", label=_("District"), choices_from=districts_or_unknown
    )
    park = LateMultipleChoiceFilter(method="in_parks", label=_("Park"), choices_from=parks)
    role = boxes(FirmRole.choices, _("Role"), "role")
    ownership = boxes(Ownership.choices, _("Ownership"), "ownership")
    modality = LateMultipleChoiceFilter(
        method="working_on", label=_("Works on"), choices_from=lambda: Modality.choices
    )
    city = LateMultipleChoiceFilter(field_name="area__key", label=_("City"), choices_from=cities)
    sort = SortFilter(
        columns={
            "name": ["name_en"],
            "role": [in_order_of("role", FirmRole), "name_en"],
            "ownership": [in_order_of("ownership", Ownership), "name_en"],
            "city": ["area__name_en", "name_en"],
            "founded": ["founded_on"],
        },
        default="name",
    )

    def by_name(self, firms: FirmQuerySet, name: str, text: str) -> FirmQuerySet:
        return firms.named_like(text)

    def in_districts(self, firms: FirmQuerySet, name: str, keys: Sequence[str]) -> FirmQuerySet:
        return firms.in_districts(keys, or_unknown=UNKNOWN in keys) if keys else firms

    def in_parks(self, firms: FirmQuerySet, name: str, keys: Sequence[str]) -> FirmQuerySet:
        return firms.with_a_site(park__area__key__in=keys) if keys else firms

    def working_on(self, firms: FirmQuerySet, name: str, codes: Sequence[str]) -> FirmQuerySet:
        return firms.working_on(list(codes)) if codes else firms

    @property
    def asked_districts(self) -> set[str]:
        return set(self.data.getlist("district"))

    @property
    def lists_unknown(self) -> bool:
        """Whether firms without a known district are among those listed."""
        return not self.asked_districts or UNKNOWN in self.asked_districts

    @property
    def asks_for_unknown_alone(self) -> bool:
        return self.asked_districts == {UNKNOWN}

    @cached_property
    def without_district(self) -> WithoutDistrict:
        """The firms that fit all but the district asked for, and have no known one."""
        if not self.is_valid():
            return WithoutDistrict(0, 0)
        firms: FirmQuerySet = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name not in {"district", "sort"}:
                firms = self.filters[name].filter(firms, value)
        elsewhere = Count("pk", filter=~Q(area__key=SHANGHAI))
        unknown = firms.without_known_district().order_by()
        return WithoutDistrict(**unknown.aggregate(firms=Count("pk"), elsewhere=elsewhere))


class ProductFilter(SiteFilterSet):
    """``?stage=approved&modality=car_t&authority=NMPA&district=pudong``"""

    q = CharFilter(method="by_name", label=_("Name or indication contains"))
    stage = boxes(Stage.choices, _("Last stage known"), "stage")
    modality = boxes(Modality.choices, _("Modality"), "modality")
    authority = LateMultipleChoiceFilter(
        method="by_authority", label=_("Authority"), choices_from=lambda: Authority.choices
    )
    district = LateMultipleChoiceFilter(
        method="by_district", label=_("Firm has a site in"), choices_from=districts
    )
    firm = LinkedFirmFilter(field_name="firm__key")
    sort = SortFilter(
        columns={
            "name": [Upper("name_en")],
            "stage": [RUNG],
            "modality": [in_order_of("modality", Modality), Upper("name_en")],
            "firm": ["firm__name_en", Upper("name_en")],
            "status": ["status_on"],
        },
        default="-stage",
        tie=("name_en", "key"),
    )

    def by_name(self, products: ProductQuerySet, name: str, text: str) -> ProductQuerySet:
        return products.named_like(text)

    def by_authority(
        self, products: ProductQuerySet, name: str, codes: Sequence[str]
    ) -> ProductQuerySet:
        return products.filter(authority__overlap=list(codes)) if codes else products

    def by_district(
        self, products: ProductQuerySet, name: str, keys: Sequence[str]
    ) -> ProductQuerySet:
        return products.of_firms(Firm.objects.in_districts(keys)) if keys else products


class EventFilter(SiteFilterSet):
    """``?kind=deal&area=pudong&year=2024&firm=carsgen&plan=cell-therapy-2022-2024``"""

    kind = boxes(EventKind.choices, _("Kind"), "kind")
    year = LateChoiceFilter(method="of_year", label=_("Year"), choices_from=event_years)
    area = EventAreaFilter(field_name="area__key")
    plan = EventPlanFilter(field_name="plan__key")
    firm = LinkedFirmFilter(field_name="firm__key")
    sort = SortFilter(columns={"date": ["date"]}, default="-date")

    @property
    def is_oldest_first(self) -> bool:
        return bool(self.data.get("sort") == "date")

    def of_year(self, events: EventQuerySet, name: str, year: str) -> EventQuerySet:
        return events.of_year(year)
