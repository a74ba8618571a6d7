"""What the firm directory shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parks.charts.district_map import DistrictMap
from parks.models.facets import Share, WithoutDistrict
from parks.pages.firms import FirmRow
from plans.filters.facets import Facet


@dataclass(frozen=True, slots=True)
class FirmListPage:
    """What the template of the directory shows beside the filter's own form.

    ``total`` firms fit; ``rows`` are those of the page. ``head_offices``: of how many firms, that
    fit all but the district, the head office's district is known; ``without_district``: how many
    of them have no known district at all. ``map``: the districts with the counts of their facet.
    """

    rows: Sequence[FirmRow]
    facets: Sequence[Facet]
    total: int
    head_offices: Share
    without_district: WithoutDistrict
    map: DistrictMap
