"""The filters of districts, parks, firms, products and events."""

from parks.filters.events import EventFilter
from parks.filters.firms import FirmFilter
from parks.filters.places import DistrictFilter, ParkFilter
from parks.filters.products import ProductFilter

__all__ = ["DistrictFilter", "EventFilter", "FirmFilter", "ParkFilter", "ProductFilter"]
