"""Firms and their sites."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parks.choices import FirmRole, Modality, Ownership, SiteKind
from parks.models.facets import UNKNOWN, has_facet
from parks.models.places import District, Park
from plans.choices import PublicationState
from plans.models import Area, Fact, FactQuerySet
from plans.models.facts import one_of
from plans.models.fields import FirstDay, KeyField, LastDay, PartialDateField
from plans.models.naming import called
from plans.models.orders import in_order_of
from plans.models.searching import (
    NAMES,
    TEXTS,
    Searchable,
    SoundsField,
    folded_column,
    search_indexes,
)

RESERVED_KEYS = frozenset({"compare"})
"""Words that are addresses of their own below ``/firms/``: no firm can have one as its key."""


BY_ROLE = in_order_of("role", FirmRole)
BY_OWNERSHIP = in_order_of("ownership", Ownership)
BY_MODALITY = in_order_of("modality__0", Modality)
"""By the first that its source names: what a firm works on has no order of its own."""


def listed_by(*order: Any, name: str, beside: str = "") -> models.Index:
    """An index of the published firms in one order of the directory, with their ids.

    A page far down the list is found in it alone. Postgres does so only where the index has the
    columns of its expressions themselves, too: ``beside``.
    """
    held = [*order, "key", *filter(None, [beside]), "id"]
    published = Q(state=PublicationState.PUBLISHED)
    return models.Index(*held, condition=published, name=name)


class FirmQuerySet(FactQuerySet["Firm"]):
    """What the site asks of firms. Two sites of a firm in a place are still one row.

    ``named_like`` finds them by former names as well, spelt rightly or not.
    """

    similar_in = (NAMES, TEXTS)

    def in_shanghai(self) -> Self:
        """Keep firms of the city; the others are here because products or events need them."""
        return self.filter(area__key="shanghai")

    def with_facet(self, facet: str, values: Collection[str]) -> Self:
        """Keep published firms with any of the values of a facet: ``"role", ["cdmo"]``."""
        return self.filter(has_facet(facet, values))

    def in_districts(self, keys: Collection[str], *, or_unknown: bool = False) -> Self:
        """Keep firms with a site in any of the districts; a site may name only a park of it.

        ``or_unknown`` keeps those as well of which no source says in which district they are.
        """
        return self.with_facet("district", [*keys, UNKNOWN] if or_unknown else keys)

    def without_known_district(self) -> Self:
        """Keep firms of which no source says in which district of Shanghai they are."""
        return self.with_facet("district", [UNKNOWN])

    def in_parks(self, keys: Collection[str]) -> Self:
        """Keep firms with a site in any of the parks."""
        return self.with_facet("park", keys)

    def with_sites(self) -> Self:
        """Fetch the published sites with their places, in one more query."""
        return self.prefetch_related(Prefetch("sites", shown_sites(), to_attr="public_sites"))

    def with_evidence(self) -> Self:
        return self.select_related("area", "source")


def shown_sites() -> SiteQuerySet:
    """The published sites of firms with their places and sources, as pages show them."""
    return Site.objects.published().with_places().select_related("source").order_by("key")


class Firm(Searchable, Fact):
    """A firm, hospital, investor or incubator."""

    stated_columns: ClassVar[tuple[str, ...]] = ("founded_on",)

    key = KeyField(unique=True)
    name_en = models.CharField(_("name in English"), max_length=160)
    name_zh = models.CharField(_("name in Chinese"), max_length=60, blank=True)
    former_names = ArrayField(
        models.CharField(max_length=160),
        verbose_name=_("former names"),
        default=list,
        blank=True,
        help_text=_("In any language, joined by commas."),
    )
    role = models.CharField(_("role"), max_length=14, choices=FirmRole)
    ownership = models.CharField(
        _("ownership"), max_length=13, choices=Ownership, default=Ownership.UNKNOWN
    )
    origin_country = models.CharField(
        _("country of origin"), max_length=60, blank=True, help_text=_("Its English name.")
    )
    area = models.ForeignKey(
        Area,
        verbose_name=_("city"),
        on_delete=models.PROTECT,
        related_name="firms",
        help_text=_("Shanghai, or the city of a firm elsewhere that products or events need."),
    )
    founded_on = PartialDateField(_("founded"), null=True, blank=True)
    modality = ArrayField(
        models.CharField(max_length=20, choices=Modality),
        verbose_name=_("modalities"),
        default=list,
        blank=True,
    )
    listing = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("listings"),
        default=list,
        blank=True,
        help_text=_("Ticker and exchange, such as 2126.HK, joined by commas."),
    )
    website = models.URLField(_("website"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    note_zh = models.TextField(_("note in Chinese"), blank=True)

    search_names = folded_column("name_en", "name_zh")
    search_texts = folded_column("former_names", of_list=True)
    search_sounds = SoundsField(of=["name_zh", "former_names"])

    objects = FirmQuerySet.as_manager()
    public_sites: list[Site]
    """Fetched by ``with_sites()``."""

    class Meta(Fact.Meta):
        verbose_name = _("firm")
        verbose_name_plural = _("firms")
        ordering = ["name_en", "key"]
        indexes = [
            models.Index("name_en", "key", name="firm_by_name"),
            listed_by("name_en", name="firm_listed_by_name"),
            listed_by("founded_on", name="firm_by_founding"),
            listed_by(F("founded_on").desc(nulls_last=True), name="firm_youngest"),
            listed_by(BY_ROLE, "name_en", beside="role", name="firm_by_role"),
            listed_by(BY_OWNERSHIP, "name_en", beside="ownership", name="firm_by_ownership"),
            GinIndex("modality", name="firm_modality"),
            *search_indexes("firm", similar_in=(NAMES, TEXTS)),
        ]
        constraints = [
            *Fact.Meta.constraints,
            one_of("firm_role_is_known", "role", FirmRole),
            one_of("firm_ownership_is_known", "ownership", Ownership),
            models.CheckConstraint(
                name="firm_has_a_name",
                condition=~Q(name_en=""),
                violation_error_message=_("A firm needs a name."),
            ),
            models.CheckConstraint(
                name="firm_key_is_no_address_of_the_site",
                condition=~Q(key__in=sorted(RESERVED_KEYS)),
                violation_error_message=_("This word is an address of the site itself."),
            ),
            models.CheckConstraint(
                name="firm_modalities_are_known",
                condition=Q(modality__contained_by=Modality.values),
                violation_error_message=_("There is no such modality."),
            ),
        ]

    def __str__(self) -> str:
        return called(self.name_en, self.name_zh)

    def get_absolute_url(self) -> str:
        return reverse("parks:firm_detail", args=[self.key])

    def clean(self) -> None:
        if self.key in RESERVED_KEYS:
            raise ValidationError({"key": _("This word is an address of the site itself.")})

    @property
    def modality_labels(self) -> list[str]:
        return [str(Modality(code).label) for code in self.modality]


class SiteQuerySet(FactQuerySet["Site"]):
    leans_on = ("firm",)

    def with_places(self) -> Self:
        """Fetch, in the same query, what ``public_district`` and ``public_park`` need."""
        return self.select_related("district__area", "park__area", "park__district__area")

    def with_evidence(self) -> Self:
        return self.with_places().select_related("firm", "source")


class Site(Fact):
    """Where a firm is in Shanghai: only what a source states, so the list is not complete."""

    stated_columns: ClassVar[tuple[str, ...]] = ("since", "until")

    key = KeyField(unique=True)
    firm = models.ForeignKey(
        Firm, verbose_name=_("firm"), on_delete=models.PROTECT, related_name="sites"
    )
    kind = models.CharField(
        _("kind"),
        max_length=11,
        choices=SiteKind,
        default=SiteKind.UNKNOWN,
        help_text=_("A registered seat is a head office."),
    )
    district = models.ForeignKey(
        District,
        verbose_name=_("district"),
        on_delete=models.PROTECT,
        related_name="sites",
        null=True,
        blank=True,
    )
    park = models.ForeignKey(
        Park,
        verbose_name=_("park"),
        on_delete=models.PROTECT,
        related_name="sites",
        null=True,
        blank=True,
    )
    address = models.CharField(
        _("address"), max_length=200, blank=True, help_text=_("As the source states it.")
    )
    since = PartialDateField(_("from"), null=True, blank=True)
    until = PartialDateField(_("to"), null=True, blank=True)

    objects = SiteQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["firm", "key"]
        constraints = [
            *Fact.Meta.constraints,
            one_of("site_kind_is_known", "kind", SiteKind),
            models.CheckConstraint(
                name="site_is_somewhere",
                condition=Q(district__isnull=False) | Q(park__isnull=False) | ~Q(address=""),
                violation_error_message=_("Give a district, a park or an address."),
            ),
            models.CheckConstraint(
                name="site_span_runs_forward",
                condition=GreaterThanOrEqual(LastDay("until"), FirstDay("since")),
                violation_error_message=_("The site closes before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return f"{self.firm.get_absolute_url()}#site-{self.key}"

    def clean(self) -> None:
        """A site lies in the district of its park (a trigger holds it, too)."""
        around = self.park.district_id if self.park else None
        if around and self.district_id and self.district_id != around:
            raise ValidationError({"district": _("The park lies in another district.")})

    @property
    def public_park(self) -> Park | None:
        """The park, where readers may see it."""
        return self.park if self.park and self.park.is_published else None

    @property
    def public_district(self) -> District | None:
        """Its district, or else that of its park: the rule of the facet."""
        park = self.public_park
        for district in (self.district, park.district if park else None):
            if district and district.is_published:
                return district
        return None
