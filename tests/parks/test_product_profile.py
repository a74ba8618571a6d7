"""What readers see of one product: its rung, who says so and when, and what stands around it."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from parks.choices import Stage
from tests.factories.parks import (
    DistrictFactory,
    EventFactory,
    FirmFactory,
    ParkFactory,
    ProductFactory,
    SiteFactory,
)
from tests.factories.plans import AreaFactory, SourceFactory

pytestmark = pytest.mark.django_db

UNSEEN = [{"state": "draft"}, {"state": "in_review"}, {"state": "withdrawn", "state_reason": "x"}]


@pytest.fixture
def firm():
    return FirmFactory(key="belief", name_en="Belief BioMed")


def shown(client, key="bbm"):
    return client.get(f"/products/{key}/").context["page"]


# --- The rung -------------------------------------------------------------------------------


def test_a_product_is_at_the_last_stage_known(client, firm):
    ProductFactory(
        key="bbm",
        firm=firm,
        name_en="Xinjiuning",
        name_zh="信玖凝",
        stage=Stage.NDA,
        status_on="2099-04",
        authority=["NMPA"],
        generic_name="dalnacogene",
        modality_detail="FIX",
        note="Sold by another firm (takeda-2025).",
        source=SourceFactory(key="takeda-2025", publisher="Takeda"),
    )

    page = client.get("/products/bbm/")

    assertContains(page, "Last stage known, as of April 2099; it may have moved since.")
    assertContains(page, "Ladder of stages: the last known is rung 6 of 7")
    assertContains(page, 'aria-current="step"', count=1)
    for words in ("信玖凝", "dalnacogene", "FIX", "NMPA (China)", "as of April 2099"):
        assertContains(page, words)
    assertContains(page, 'href="/sources/takeda-2025/"')
    assertNotContains(page, "Not re-checked")


def test_every_rung_is_read_out_and_those_below_are_not_claimed(client):
    ProductFactory(key="bbm", stage=Stage.PHASE1)

    page = client.get("/products/bbm/")

    for stage in Stage:
        assertContains(page, f'<span class="ladder__label">{stage.label}</span>', html=True)
    assertContains(page, "The rungs below it are the usual way there, not a record of it.")


def test_an_old_rung_says_since_when_nobody_looked(client):
    ProductFactory(key="bbm", status_on="2019-01")

    page = client.get("/products/bbm/")

    assertContains(page, "Not re-checked since January 2019")
    assertContains(page, "it may well have moved, or been given up")


def test_what_was_recent_on_the_day_that_is_read_as_of_is_not_old(client):
    ProductFactory(key="bbm", status_on="2019-01", source=SourceFactory(published_on="2019-02-01"))

    assertNotContains(client.get("/products/bbm/?as_of=2020-12-31"), "Not re-checked")
    assertContains(client.get("/products/bbm/?as_of=2021-02-01"), "Not re-checked")


def test_a_product_without_a_day_or_an_authority_says_that_nobody_gives_one(client):
    ProductFactory(key="bbm")

    page = client.get("/products/bbm/")

    assertContains(page, "no source that was read says as of when")
    assertContains(page, "no authority stated")
    assertContains(page, "day not known")
    assertContains(page, '<span class="key-facts__missing">none stated</span>', html=True)
    assertContains(page, '<span class="key-facts__missing">not known</span>', count=2)


# --- Its firm -------------------------------------------------------------------------------


def test_the_firm_is_named_with_its_places(client, firm):
    pudong = DistrictFactory(area__key="pudong", area__name_en="Pudong")
    park = ParkFactory(area__key="valley", area__name_en="Pharma Valley", district=pudong)
    SiteFactory(firm=firm, park=park)
    ProductFactory(key="bbm", firm=firm)

    page = client.get("/products/bbm/")

    assertContains(page, '<a href="/firms/belief/">Belief BioMed</a>', html=True)
    assertContains(page, '<a href="/districts/pudong/">Pudong</a>', html=True)
    assertContains(page, '<a href="/parks/valley/">Pharma Valley</a>', html=True)


@pytest.mark.parametrize(
    ("area", "words"),
    [("shanghai", "Where in Shanghai is not known."), ("suzhou", "Suzhou")],
)
def test_a_firm_whose_place_nobody_names_says_so(client, area, words):
    city = AreaFactory(shanghai=True) if area == "shanghai" else AreaFactory(name_en="Suzhou")
    ProductFactory(key="bbm", firm=FirmFactory(area=city))

    assertContains(client.get("/products/bbm/"), words)


# --- Events ---------------------------------------------------------------------------------


def test_events_that_name_it_stand_apart_from_the_others_of_its_firm(client, firm):
    ProductFactory(key="bbm", firm=firm, name_en="Xinjiuning (BBM-H901)", name_zh="信玖凝")
    for title, summary, zh in [
        ("First approval", "NMPA approves BBM-H901.", ""),
        ("A launch", "Something.", "信玖凝上市"),
        ("Series B", "Money.", ""),
        ("BBM-H9012 starts", "Another code.", ""),
    ]:
        EventFactory(firm=firm, title=title, summary=summary, summary_zh=zh)
    EventFactory(title="Xinjiuning at another firm")

    page = shown(client)

    assert {event.title for event in page.climb.events} == {"First approval", "A launch"}
    assert {event.title for event in page.others.rows} == {"Series B", "BBM-H9012 starts"}
    assert page.others.total == 2


def test_of_products_that_share_a_name_each_has_the_events_about_it(client, firm):
    ProductFactory(key="fl", firm=firm, name_en="Carteyva, follicular lymphoma")
    ProductFactory(key="mcl", firm=firm, name_en="Carteyva, mantle cell lymphoma")
    EventFactory(firm=firm, title="Carteyva approved", summary="For follicular lymphoma.")
    EventFactory(firm=firm, title="Carteyva sold", summary="Anywhere.")

    assert len(shown(client, "fl").climb.events) == 2
    assert [event.title for event in shown(client, "mcl").climb.events] == ["Carteyva sold"]
    assertContains(client.get("/products/mcl/"), "Products of the firm share this name")


def test_a_product_that_no_event_names_says_so(client, firm):
    ProductFactory(key="bbm", firm=firm)

    assertContains(client.get("/products/bbm/"), "No event that is known names this product.")


# --- Products around it ---------------------------------------------------------------------


def test_other_products_of_the_firm_come_furthest_first(client, firm):
    ProductFactory(key="bbm", firm=firm)
    ProductFactory(key="late", firm=firm, stage=Stage.APPROVED)
    ProductFactory(key="early", firm=firm, stage=Stage.PRECLINICAL)
    ProductFactory(key="elsewhere", indication="Other")

    assert [row.product.key for row in shown(client).of_firm.rows] == ["late", "early"]


def test_products_for_the_same_or_at_the_same_say_what_is_in_common(client, firm):
    ProductFactory(
        key="bbm", firm=firm, indication="Solid tumours", modality_detail="CD19, non-viral"
    )
    ProductFactory(key="own", firm=firm, indication="Solid tumours")
    ProductFactory(key="both", indication="solid tumours", modality_detail="non-viral, cd19")
    ProductFactory(key="target", indication="Lymphoma", modality_detail="CD19")
    ProductFactory(key="for", indication="Solid tumours")
    ProductFactory(key="none", indication="Solid tumours of the lung", modality_detail="CD190")

    alike = {row.row.product.key: row for row in shown(client).alike}

    assert set(alike) == {"both", "target", "for"}
    assert alike["both"].same_indication
    assert list(alike["both"].targets) == ["non-viral", "cd19"]
    assert not alike["target"].same_indication
    assert list(alike["target"].targets) == ["CD19"]
    assert list(alike["for"].targets) == []


def test_no_target_is_in_common_where_nobody_names_one(client, firm):
    ProductFactory(key="bbm", firm=firm, indication="Lymphoma")
    ProductFactory(indication="Myeloma")

    assert shown(client).alike == []


def test_of_many_products_at_the_same_the_furthest_are_shown_and_the_rest_is_admitted(client):
    ProductFactory(key="bbm", indication="Lymphoma")
    ProductFactory.create_batch(20, indication="Lymphoma", stage=Stage.PHASE2)

    assert len(shown(client).alike) == 20
    assertNotContains(client.get("/products/bbm/"), "there are more")

    ProductFactory(key="late", indication="Lymphoma", stage=Stage.APPROVED)

    assert len(shown(client).alike) == 20
    assert shown(client).alike[0].row.product.key == "late"
    assertContains(client.get("/products/bbm/"), "The furthest 20; there are more.")


# --- What is not public ---------------------------------------------------------------------


@pytest.mark.parametrize("state", UNSEEN, ids=lambda state: state["state"])
def test_what_is_not_published_shows_on_no_page_of_products(client, state):
    ProductFactory(key="hidden", name_en="Hidden product", **state)
    ProductFactory(key="orphan", name_en="Hidden by its firm", firm=FirmFactory(**state))
    seen = ProductFactory(key="seen").firm
    EventFactory(firm=seen, title="Hidden event", **state)
    SiteFactory(firm=seen, address="Hidden street", **state)
    ProductFactory(firm=seen, name_en="Hidden brother", **state)

    assertNotContains(client.get("/products/"), "Hidden")
    assertNotContains(client.get("/products/seen/"), "Hidden")
    assert client.get("/products/hidden/").status_code == 404
    assert client.get("/products/orphan/").status_code == 404


def test_a_product_without_a_page_is_not_found(client):
    assert client.get("/products/nothing/").status_code == 404
