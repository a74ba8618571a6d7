"""What readers see of products: the list with its stages, and one product."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from parks.choices import Modality, Stage
from tests.factories.parks import (
    DistrictFactory,
    EventFactory,
    FirmFactory,
    ProductFactory,
    SiteFactory,
)
from tests.factories.plans import SourceFactory

pytestmark = pytest.mark.django_db

UNSEEN = [{"state": "draft"}, {"state": "in_review"}, {"state": "withdrawn", "state_reason": "x"}]


@pytest.fixture
def products():
    carsgen, unicar = FirmFactory(key="carsgen"), FirmFactory(key="unicar")
    SiteFactory(firm=carsgen, district=DistrictFactory(area__key="pudong"))
    ProductFactory(
        key="a",
        name_en="alpha",
        firm=carsgen,
        stage=Stage.APPROVED,
        authority=["NMPA", "FDA"],
        status_on="2024",
    )
    ProductFactory(
        key="b",
        name_en="Beta",
        firm=unicar,
        stage=Stage.PHASE1,
        authority=["NMPA"],
        status_on="2024-03",
        generic_name="betacel",
    )
    ProductFactory(
        key="c",
        name_en="Gamma",
        firm=unicar,
        stage=Stage.PHASE1,
        modality=Modality.AAV,
        indication="haemophilia B",
        indication_zh="血友病",
    )


def listed(client, query):
    return [row.product.key for row in client.get(f"/products/?{query}").context["rows"]]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        pytest.param("", "a b c", id="furthest first, then by name"),
        pytest.param("stage=phase1", "b c", id="a stage"),
        pytest.param("stage=phase1&stage=approved", "a b c", id="either stage"),
        pytest.param("modality=aav", "c", id="a modality"),
        pytest.param("authority=NMPA", "a b", id="an authority"),
        pytest.param("authority=FDA&authority=EMA", "a", id="any of two authorities"),
        pytest.param("district=pudong", "a", id="a district of the firm"),
        pytest.param("firm=unicar", "b c", id="a firm"),
        pytest.param("q=BETA", "b", id="a name in any case"),
        pytest.param("q=betacel", "b", id="a generic name"),
        pytest.param("q=血友", "c", id="a Chinese indication"),
        pytest.param("firm=unicar&modality=car_t", "b", id="firm and modality"),
        pytest.param("sort=name", "a b c", id="by name, whatever the case"),
        pytest.param("sort=-name", "c b a", id="by name backwards"),
        pytest.param("sort=stage", "b c a", id="earliest first"),
        pytest.param("sort=-status", "b a c", id="newest first, not known last"),
        pytest.param("sort=status", "a b c", id="oldest first, not known last"),
    ],
)
def test_the_list_holds(client, products, query, keys):
    assert listed(client, query) == keys.split()


@pytest.mark.parametrize(
    "query", ["stage=cured", "firm=nobody", "authority=MHRA", "firm=%00", "q=%00", "modality=x"]
)
def test_an_unknown_value_is_a_mistake_and_lists_nothing(client, products, query):
    page = client.get(f"/products/?{query}")

    assert page.context["rows"] == []
    assert page.context["filter"].problems


def test_the_stages_above_the_table_count_what_the_table_lists(client, products):
    stages = client.get("/products/").context["stages"]

    assert [(row.stage, row.products) for row in stages] == [(Stage.APPROVED, 1), (Stage.PHASE1, 2)]


def test_a_row_says_how_far_when_and_by_what_source(client):
    ProductFactory(stage=Stage.NDA, authority=["NMPA"], status_on="2025-09", locator="line 3")

    page = client.get("/products/")

    for words in ("marketing application", "NMPA", "September 2025", "line 3"):
        assertContains(page, words)


def test_a_product_is_at_the_last_stage_known(client):
    firm = FirmFactory(key="belief", name_en="Belief BioMed")
    ProductFactory(
        key="bbm",
        firm=firm,
        name_en="Xinjiuning",
        name_zh="信玖凝",
        stage=Stage.APPROVED,
        status_on="2025-04",
        authority=["NMPA"],
        generic_name="dalnacogene",
        modality_detail="FIX",
        note="Sold by another firm (takeda-2025).",
        source=SourceFactory(key="takeda-2025", publisher="Takeda"),
    )
    EventFactory(firm=firm, title="First approval")

    page = client.get("/products/bbm/")

    assertContains(page, "Last stage known, as of April 2025; it may have moved since.")
    for words in ("approved", "信玖凝", "dalnacogene", "FIX", "NMPA (China)", "First approval"):
        assertContains(page, words)
    assertContains(page, '<a href="/firms/belief/">Belief BioMed</a>', html=True)
    assertContains(page, 'href="/sources/takeda-2025/"')


def test_a_product_without_a_day_says_that_nobody_gives_one(client):
    ProductFactory(key="undated")

    assertContains(client.get("/products/undated/"), "no source that was read says as of when")


@pytest.mark.parametrize("state", UNSEEN, ids=lambda state: state["state"])
def test_what_is_not_published_shows_on_no_page_of_products(client, state):
    ProductFactory(key="hidden", name_en="Hidden product", **state)
    orphan = ProductFactory(key="orphan", name_en="Hidden by its firm", firm=FirmFactory(**state))
    EventFactory(firm=ProductFactory(key="seen").firm, title="Hidden event", **state)

    assertNotContains(client.get("/products/"), "Hidden")
    assertNotContains(client.get("/products/seen/"), "Hidden")
    assert client.get("/products/hidden/").status_code == 404
    assert client.get("/products/orphan/").status_code == 404
    assert client.get(f"/products/?firm={orphan.firm.key}").context["rows"] == []


def test_a_product_without_a_page_is_not_found(client):
    assert client.get("/products/nothing/").status_code == 404


def test_the_chinese_page_shows_the_twin_or_english_marked_as_such(client):
    ProductFactory(key="c", name_en="Gamma", indication="haemophilia", indication_zh="血友病")
    ProductFactory(key="d", name_en="Delta", indication="lymphoma")

    page = client.get("/zh-hans/products/")

    assertContains(page, "血友病")
    assertNotContains(page, "haemophilia")
    assertContains(page, '<span lang="en">lymphoma</span>', html=True)
