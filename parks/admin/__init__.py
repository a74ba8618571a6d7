"""The editors' pages of the industry."""

from parks.admin.firms import FirmAdmin, SiteAdmin
from parks.admin.news import EventAdmin, ProductAdmin
from parks.admin.places import DistrictAdmin, ParkAdmin

__all__ = [
    "DistrictAdmin",
    "EventAdmin",
    "FirmAdmin",
    "ParkAdmin",
    "ProductAdmin",
    "SiteAdmin",
]
