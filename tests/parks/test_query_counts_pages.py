"""A longer list costs no more queries, nor does a place that holds more."""

from collections.abc import Callable
from functools import partial

import pytest

from parks.models import District, Event, Firm, Park, Product, Site
from plans.models import Area
from tests.factories.parks import (
    DistrictFactory,
    EventFactory,
    FirmFactory,
    ParkFactory,
    ProductFactory,
    SiteFactory,
)
from tests.factories.plans import AreaFactory, SourceFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

FEW, MANY = 10, 1000

PAGE = {"the newest day a source was read": 1}
NAMED = {"which places have a page": 1}
LIST = PAGE | {"how many there are": 1, "the rows": 1}
BUDGETS = {
    "/districts/": LIST
    | {"firms, products, parks, targets, measures and events by district": 6}
    | {"districts and parks on the map": 2},
    "/parks/": LIST | {"district choices": 1, "firms by park": 1},
    "/firms/": LIST
    | {"sites of the rows": 1, "without a district": 1, "district, park and city choices": 3},
    "/products/": PAGE
    | {"by stage, modality, day and authority": 1, "by district": 1}
    | {"district choices": 1, "the rows": 1},
    "/events/": LIST
    | NAMED
    | {"by kind and year, by place, by plan": 3, "year, place and plan choices": 3}
    | {"sources in the summaries": 1},
    "/firms/home/": PAGE
    | NAMED
    | {"the firm": 1, "its sites": 1, "products": 1, "events": 1, "sources in its notes": 1}
    | {"targets and measures for its places": 2}
    | {"firms by modality, similar firms, their sites": 3},
    "/districts/here/": PAGE
    | NAMED
    | {"the district": 1, "all districts": 1, "what each has": 6}
    | {"parks": 1, "firms": 1, "their sites": 1, "products": 1}
    | {"figures, how many, their past, targets, measures": 5, "events": 1}
    | {"sources in the summaries": 1},
    "/parks/here-park/": PAGE
    | {"the park": 1, "firms": 1, "their sites": 1, "products": 1, "what opened": 2}
    | {"figures, how many, their past, targets, measures": 5, "other parks": 1}
    | {"firms by park": 1, "events": 1, "sources in its notes": 1},
    "/products/main/": PAGE
    | NAMED
    | {"the product": 1, "sites of its firm": 1, "events": 1, "sources in its notes": 1}
    | {"others of the firm": 1, "others like it": 1},
    "/events/main/": PAGE
    | NAMED
    | {"the event": 1, "before and after it": 4, "others": 1, "sources in its summary": 1},
}
SUMMARY = "A well-known event."


@pytest.fixture
def grow() -> Callable[[int], None]:
    """Add a number of rows of each kind, all of them about one district, park and firm too."""
    source = SourceFactory()
    city = AreaFactory(shanghai=True)
    here = DistrictFactory(area__key="here", source=source)
    park = ParkFactory(
        area__key="here-park", district=here, source=source, note="A well-known park."
    )
    home = FirmFactory(
        key="home", source=source, note="A well-known firm.", modality=["car_t", "nk"]
    )
    SiteFactory(firm=home, district=here, park=park, source=source)
    ProductFactory(key="main", firm=home, source=source, note="A well-known product.")
    EventFactory(key="main", firm=home, area=here.area, source=source, summary=SUMMARY)

    def add(number: int) -> None:
        built = {"source": source}
        new_firms = FirmFactory.build_batch(number, area=city, modality=["car_t"], **built)
        firms = Firm.objects.bulk_create(new_firms)
        sites = [SiteFactory.build(firm=firm, district=here, park=park, **built) for firm in firms]
        Site.objects.bulk_create(sites)
        products = [ProductFactory.build(firm=firm, **built) for firm in firms]
        products += ProductFactory.build_batch(number, firm=home, **built)
        Product.objects.bulk_create(products)
        for area in (city, here.area, park.area):
            about = {"area": area, "summary": SUMMARY, **built}
            Event.objects.bulk_create(EventFactory.build_batch(number, firm=home, **about))
        places(number // 10, built)

    def places(number: int, built: dict[str, object]) -> None:
        areas = Area.objects.bulk_create(
            AreaFactory.build_batch(number, kind="district", parent=city)
            + AreaFactory.build_batch(number, kind="park", parent=here.area)
        )
        District.objects.bulk_create(
            DistrictFactory.build(area=area, area_source=source, **built) for area in areas[:number]
        )
        Park.objects.bulk_create(
            ParkFactory.build(area=area, district=here, **built) for area in areas[number:]
        )

    return add


@pytest.fixture
def costs(client) -> Callable[[], dict[str, int]]:
    """Count the queries of every page."""
    return lambda: {page: count_queries(partial(client.get, page)) for page in BUDGETS}


def test_a_thousand_rows_cost_the_queries_of_ten(grow, costs):
    grow(FEW)
    few = costs()

    grow(MANY)
    many = costs()

    assert many == few
    over = {
        page: many[page] for page, budget in BUDGETS.items() if many[page] > sum(budget.values())
    }
    assert over == {}
