"""The pages of places, firms, products and events."""

from parks.views.compare import firm_compare
from parks.views.events import EventDetailView, EventListView
from parks.views.firms import FirmDetailView, FirmListView
from parks.views.listings import LISTINGS
from parks.views.places import (
    DistrictDetailView,
    DistrictListView,
    ParkDetailView,
    ParkListView,
)
from parks.views.products import ProductDetailView, ProductListView

__all__ = [
    "LISTINGS",
    "DistrictDetailView",
    "DistrictListView",
    "EventDetailView",
    "EventListView",
    "FirmDetailView",
    "FirmListView",
    "ParkDetailView",
    "ParkListView",
    "ProductDetailView",
    "ProductListView",
    "firm_compare",
]
