"""The industry: districts, parks, firms and their sites, products, events."""

from parks.models.events import Event
from parks.models.facets import FirmBits, FirmFacet
from parks.models.firms import Firm, Site
from parks.models.pairs import FirmPair
from parks.models.places import District, Park
from parks.models.products import Product
from parks.models.redirects import FirmRedirect

__all__ = [
    "District",
    "Event",
    "Firm",
    "FirmBits",
    "FirmFacet",
    "FirmPair",
    "FirmRedirect",
    "Park",
    "Product",
    "Site",
]
