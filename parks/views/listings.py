"""The lists of the industry that can be taken away."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from parks.columns import (
    DISTRICT_COLUMNS,
    EVENT_COLUMNS,
    FIRM_COLUMNS,
    PARK_COLUMNS,
    PRODUCT_COLUMNS,
    SITE_COLUMNS,
)
from parks.models import Site
from parks.views.events import EventListView
from parks.views.firms import FirmListView
from parks.views.places import DistrictListView, ParkListView
from parks.views.products import ProductListView
from plans.exports import DatabaseRows
from plans.views.files import Found, Listing, found_by

DISTRICTS = Listing(
    name="districts",
    app="parks",
    page="parks:district_list",
    title=_("Districts"),
    row=_("one of the 16 districts of Shanghai"),
    columns=DISTRICT_COLUMNS,
    find=found_by(DistrictListView, DISTRICT_COLUMNS),
)
PARKS = Listing(
    name="parks",
    app="parks",
    page="parks:park_list",
    title=_("Parks"),
    row=_("an industrial park, science city or special area"),
    columns=PARK_COLUMNS,
    find=found_by(ParkListView, PARK_COLUMNS),
)
FIRMS = Listing(
    name="firms",
    app="parks",
    page="parks:firm_list",
    title=_("Firms"),
    row=_("a firm, hospital, investor or incubator"),
    columns=FIRM_COLUMNS,
    find=found_by(FirmListView, FIRM_COLUMNS),
)


def _sites(request: HttpRequest, asked: QueryDict) -> Found:
    firms = FIRMS.find(request, asked)

    def rows() -> DatabaseRows:
        listed: QuerySet[Any] = firms.filter.qs.order_by().values("pk")
        sites = Site.objects.published().filter(firm__in=listed)
        return DatabaseRows.of(sites.order_by("firm__name_en", "firm__key", "key"), SITE_COLUMNS)

    return Found(firms.filter, rows)


SITES = Listing(
    name="sites",
    app="parks",
    title=_("Sites"),
    row=_("a place of a firm in Shanghai; the filters are those of the firms"),
    columns=SITE_COLUMNS,
    find=_sites,
)
PRODUCTS = Listing(
    name="products",
    app="parks",
    page="parks:product_list",
    title=_("Products"),
    row=_("a therapy, at the last stage that a source gives"),
    columns=PRODUCT_COLUMNS,
    find=found_by(ProductListView, PRODUCT_COLUMNS),
)
EVENTS = Listing(
    name="events",
    app="parks",
    page="parks:event_list",
    title=_("Events"),
    row=_("an approval, deal, opening, policy or project"),
    columns=EVENT_COLUMNS,
    find=found_by(EventListView, EVENT_COLUMNS),
)

LISTINGS = (DISTRICTS, PARKS, FIRMS, SITES, PRODUCTS, EVENTS)
