"""The editors' pages of the industry."""

from django.utils.translation import gettext_lazy as _

from parks.admin.entry import KINDS
from parks.admin.firms import FirmAdmin, FirmPairAdmin, FirmRedirectAdmin, SiteAdmin
from parks.admin.news import EventAdmin, ProductAdmin
from parks.admin.places import DistrictAdmin, ParkAdmin
from parks.admin.resembling import LIKE
from plans.admin import SourceAdmin
from plans.admin import resembling as plans_resembling

plans_resembling.KINDS.update(LIKE)
SourceAdmin.inlines = [*SourceAdmin.inlines, *KINDS]
SourceAdmin.additions = [*SourceAdmin.additions, ("parks.park", _("Add a park"))]

__all__ = [
    "DistrictAdmin",
    "EventAdmin",
    "FirmAdmin",
    "FirmPairAdmin",
    "FirmRedirectAdmin",
    "ParkAdmin",
    "ProductAdmin",
    "SiteAdmin",
]
