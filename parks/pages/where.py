"""The way from a target to the parks that it or its plan names, and to the firms there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parks.models import District, Park, Product, product_counts
from parks.models.facets import facet_counts
from plans.choices import AreaKind
from plans.models import PolicyMeasure, Target
from plans.pages.where import Place

OWN = _("the target's own area")
AROUND = _("the district around it")
INSIDE = _("a park in this district")
NAMED = _("named by the plan")


def places_of(target: Target) -> Sequence[Place]:
    """Its own district or park; the parks in its district; and what its plan names in a city.

    At most six queries.
    """
    named = _named_by_the_plan(target)
    parks = list(Park.objects.published().filter(_parks(target, named)).with_evidence().by_name())
    around = [park.district_id for park in parks if park.pk == target.area_id]
    wanted = Q(area__in=[target.area_id, *named]) | Q(pk__in=filter(None, around))
    districts = list(District.objects.published().filter(wanted).with_evidence().by_name())
    named_places: list[Park | District] = [*parks, *districts]
    if not named_places:
        return []
    firms, products = facet_counts({}), Product.objects.published()
    facets = {
        kind: (firms.values(kind), product_counts.by_place(products, kind))
        for kind in sorted({_kind(place) for place in named_places})
    }
    found = [_place(place, _why(place, target, named, around), facets) for place in named_places]
    return sorted(found, key=lambda place: (ORDER.index(place.why), -place.firms))


def _kind(place: Park | District) -> str:
    return "park" if isinstance(place, Park) else "district"


ORDER: list[str | Promise] = [OWN, AROUND, INSIDE, NAMED]


def _named_by_the_plan(target: Target) -> set[int]:
    """The areas of the measures of a plan for the whole city: its layout names parks there."""
    if target.area.kind != AreaKind.CITY:
        return set()
    measures = PolicyMeasure.objects.published().filter(plan=target.plan_id)
    return set(measures.order_by().values_list("area", flat=True)) - {target.area_id}


def _parks(target: Target, named: set[int]) -> Q:
    return Q(area__in=[target.area_id, *named]) | Q(district__area=target.area_id)


def _why(
    place: Park | District, target: Target, named: set[int], around: Sequence[int | None]
) -> str | Promise:
    if place.pk == target.area_id:
        return OWN
    if isinstance(place, District) and place.pk in around:
        return AROUND
    return NAMED if place.pk in named else INSIDE


def _place(
    place: Park | District,
    why: str | Promise,
    facets: Mapping[str, tuple[Mapping[str, int], Mapping[str, int]]],
) -> Place:
    kind = _kind(place)
    firms, products = facets[kind]
    page = place.get_absolute_url()
    listed = f"{reverse('parks:product_list')}?district={place.key}"
    return Place(
        name_en=place.name_en,
        name_zh=place.name_zh,
        url=page,
        why=why,
        firms=firms.get(place.key, 0),
        firms_url=f"{reverse('parks:firm_list')}?{kind}={place.key}",
        products=products.get(place.key, 0),
        products_url=listed if kind == "district" else f"{page}#products-title",
    )
