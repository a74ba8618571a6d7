"""The pipeline: what the list holds, and that every number on the page is that of its list."""

import datetime as dt
from urllib.parse import parse_qs

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from parks.choices import Modality, Stage
from plans.domain.asof import reading_as_of
from tests.factories.parks import DistrictFactory, FirmFactory, ProductFactory, SiteFactory
from tests.factories.plans import SourceFactory
from tests.parks.pipeline_links import links_of

pytestmark = pytest.mark.django_db


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
        status_on="2019-01",
        indication="myeloma",
    )
    ProductFactory(
        key="b",
        name_en="Beta",
        firm=unicar,
        stage=Stage.PHASE1,
        authority=["NMPA"],
        status_on=str(timezone.localdate().year),
        generic_name="betacel",
        indication="Lymphoma",
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
    return [row.product.key for row in client.get(f"/products/?{query}").context["page"].rows]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        pytest.param("", "a b c", id="furthest first, then by name"),
        pytest.param("stage=phase1", "b c", id="a stage"),
        pytest.param("stage=phase1&stage=approved", "a b c", id="either stage"),
        pytest.param("modality=aav", "c", id="a modality"),
        pytest.param("modality=aav&modality=car_t&stage=phase1", "b c", id="two modalities"),
        pytest.param("authority=NMPA", "a b", id="an authority"),
        pytest.param("authority=FDA&authority=EMA", "a", id="any of two authorities"),
        pytest.param("authority=unknown", "c", id="no authority stated"),
        pytest.param("authority=unknown&authority=FDA", "a c", id="one authority or none"),
        pytest.param("district=pudong", "a", id="a district of the firm"),
        pytest.param("district=unknown", "b c", id="a firm without a known district"),
        pytest.param("district=unknown&district=pudong", "a b c", id="a district or none known"),
        pytest.param("checked=stale", "a", id="not re-checked for two years"),
        pytest.param("checked=recent", "b", id="reported within two years"),
        pytest.param("checked=unknown", "c", id="day not known"),
        pytest.param("checked=stale&checked=unknown", "a c", id="old or not known"),
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
        pytest.param("sort=indication", "c b a", id="by indication, whatever the case"),
        pytest.param("sort=firm", "a b c", id="by firm"),
        pytest.param("sort=modality", "a b c", id="by modality"),
    ],
)
def test_the_list_holds(client, products, query, keys):
    assert listed(client, query) == keys.split()


@pytest.mark.parametrize(
    "query",
    [
        "stage=cured",
        "firm=nobody",
        "authority=MHRA",
        "firm=%00",
        "q=%00",
        "modality=x",
        "checked=never",
        "district=atlantis",
        "size=7",
    ],
)
def test_an_unknown_value_is_a_mistake_and_lists_nothing(client, products, query):
    page = client.get(f"/products/?{query}")

    assert page.context["page"].rows == []
    assert page.context["page"].total == 0
    assert page.context["filter"].problems
    assertContains(page, "No product matches these filters.")


# --- The chart and its numbers --------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "",
        "stage=phase1",
        "stage=phase1&modality=aav",
        "firm=unicar&sort=name",
        "checked=stale&checked=unknown",
        "q=beta&stage=approved",
        "district=pudong",
    ],
)
def test_every_number_of_the_chart_leads_to_as_many_products(client, products, query):
    links = links_of(client.get(f"/products/?{query}").content.decode())

    assert links
    for number, address in links:
        assert len(listed(client, address.removeprefix("?"))) == number, address


def test_a_number_of_the_chart_keeps_the_other_filters(client, products):
    links = links_of(client.get("/products/?firm=unicar&stage=approved&sort=name").content.decode())

    for _number, address in links:
        asked = parse_qs(address.removeprefix("?"))
        assert asked["firm"] == ["unicar"]
        assert asked["sort"] == ["name"]
        assert asked.get("stage", []) != ["approved"]


def test_the_chart_shows_all_stages_and_modalities_of_a_choice_with_the_choice_marked(
    client, products
):
    page = client.get("/products/?stage=phase1&modality=aav")

    heat = page.context["page"].heat
    assertContains(page, "Framed: what the list shows.")
    assertNotContains(client.get("/products/"), "Framed: what the list shows.")
    cells = [cell for line in heat.lines for cell in line.cells if cell.count]
    assert sum(cell.count for cell in cells) == 3
    assert [(c.row, c.column) for c in cells if c.is_listed] == [("aav", "phase1")]


def test_the_caption_says_what_is_commonest(client, products):
    page = client.get("/products/")

    assertContains(page, "3 products by last stage known and modality.")
    assertContains(page, "Commonest stage: phase 1 (2).")
    assertContains(page, "Commonest modality: CAR-T cells (2).")


def test_a_cell_without_a_product_says_so_and_leads_nowhere(client, products):
    page = client.get("/products/?modality=aav&stage=phase1")

    assertContains(page, '<td class="heat__cell heat__cell--none">–</td>', html=True)
    assertContains(page, "A dash: no product that a source names.")


@pytest.mark.parametrize(
    "query", ["", "stage=phase1", "modality=aav", "checked=stale", "firm=unicar&authority=NMPA"]
)
def test_every_count_of_a_facet_is_that_of_the_list_it_makes(client, products, query):
    """A facet counts as if its own choice were open."""
    for facet in client.get(f"/products/?{query}").context["page"].facets:
        others = "&".join(part for part in query.split("&") if not part.startswith(facet.name))
        for value in facet.values:
            found = listed(client, f"{others}&{facet.name}={value.value}")
            assert len(found) == value.count, (facet.name, value)


def test_what_was_chosen_is_checked_and_counted(client, products):
    page = client.get("/products/?stage=phase1&checked=unknown")

    facets = {facet.name: facet for facet in page.context["page"].facets}
    assert [value.value for value in facets["stage"].values if value.chosen] == ["phase1"]
    assert facets["checked"].is_on
    assertContains(page, "<strong>1 product</strong>")


# --- The rows -------------------------------------------------------------------------------


def test_a_row_says_how_far_when_and_by_what_source(client):
    ProductFactory(stage=Stage.NDA, authority=["NMPA"], status_on="2025-09", locator="line 3")

    page = client.get("/products/")

    for words in ("marketing application", "NMPA", "September 2025", "line 3"):
        assertContains(page, words)


def test_an_old_rung_says_that_nobody_looked_since(client, products):
    assertContains(client.get("/products/?checked=stale"), "not re-checked since")
    assertNotContains(client.get("/products/?checked=recent"), "not re-checked since")
    assertNotContains(client.get("/products/?checked=unknown"), "not re-checked since")


def test_what_is_old_is_judged_on_the_day_that_is_read_as_of(client):
    ProductFactory(key="x", status_on="2019-01", source=SourceFactory(published_on="2019-01-15"))

    then = client.get("/products/?as_of=2020-06-30&checked=recent")

    assert [row.product.key for row in then.context["page"].rows] == ["x"]
    assertNotContains(then, "not re-checked since")
    with reading_as_of(dt.date(2020, 6, 30)):
        assert then.context["page"].heat.total.count == 1


def test_under_a_day_every_count_is_that_of_its_list(client):
    early = SourceFactory(published_on="2019-01-15")
    late = SourceFactory(published_on="2022-01-15")
    firm = FirmFactory(source=early)
    SiteFactory(firm=firm, district=DistrictFactory(area__key="pudong"), source=early)
    SiteFactory(firm=firm, district=DistrictFactory(area__key="jiading"), source=late)
    ProductFactory(firm=firm, source=early)
    ProductFactory(firm=firm, source=late)

    (district,) = [
        facet
        for facet in client.get("/products/?as_of=2020-06-30").context["page"].facets
        if facet.name == "district"
    ]

    counts = {value.value: value.count for value in district.values}
    assert counts == {"jiading": 0, "pudong": 1, "unknown": 0}
    assert len(listed(client, "as_of=2020-06-30&district=pudong")) == 1
    assert listed(client, "as_of=2020-06-30&district=jiading") == []


def test_a_long_list_comes_in_pages_of_the_size_asked_for(client):
    ProductFactory.create_batch(60, firm=FirmFactory())

    assert len(listed(client, "")) == 50
    assert len(listed(client, "size=25&page=3")) == 10
    assertContains(client.get("/products/"), "60 products")


def test_an_empty_register_says_so(client):
    page = client.get("/products/")

    assertContains(page, "No product is published yet.")
    assertNotContains(page, 'class="heat"')


def test_the_chinese_list_shows_the_twin_or_english_marked_as_such(client):
    ProductFactory(key="c", name_en="Gamma", indication="haemophilia", indication_zh="血友病")
    ProductFactory(key="d", name_en="Delta", indication="lymphoma")

    page = client.get("/zh-hans/products/")

    assertContains(page, "血友病")
    assertNotContains(page, "haemophilia")
    assertContains(page, '<span lang="en">lymphoma</span>', html=True)
