"""What the list of products shows: a chart of stages and modalities, its facets, its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from parks.charts.heat import Chosen, Heat, heat
from parks.choices import Modality, Stage
from parks.models import Product
from parks.pages.products import ProductRow, product_row
from plans.filters.facets import Facet


@dataclass(frozen=True, slots=True)
class PipelinePage:
    """What the template of the list shows beside the filter's own form.

    ``heat`` counts what fits all filters but stage and modality; ``total`` products are listed.
    """

    rows: Sequence[ProductRow]
    facets: Sequence[Facet]
    heat: Heat
    total: int


def pipeline(
    products: Iterable[Product],
    facets: Sequence[Facet],
    matrix: Mapping[tuple[str, str], int],
    chosen: Chosen,
    total: int,
    language: str,
) -> PipelinePage:
    modalities = [(code.value, str(code.label)) for code in Modality]
    stages = [(stage.value, str(stage.label)) for stage in Stage]
    return PipelinePage(
        rows=[product_row(product, language) for product in products],
        facets=facets,
        heat=heat(matrix, modalities, stages, chosen),
        total=total,
    )
