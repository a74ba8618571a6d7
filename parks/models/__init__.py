"""The industry: districts, parks, firms and their sites, products, events."""

from parks.models.events import Event
from parks.models.facets import FirmBits, FirmFacet
from parks.models.firms import Firm, Site
from parks.models.places import District, Park
from parks.models.products import Product

__all__ = ["District", "Event", "Firm", "FirmBits", "FirmFacet", "Park", "Product", "Site"]
