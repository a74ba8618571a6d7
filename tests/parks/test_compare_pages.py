"""What readers see of firms side by side, and what a wrong choice is told."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from parks.choices import EventKind, Modality, Ownership, SiteKind, Stage
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


def compare(client, *keys, **more):
    return client.get(reverse("parks:firm_compare"), {"firm": keys} | more)


def keys_of(page):
    return [firm.key for firm in page.context["page"].firms]


@pytest.fixture
def two():
    FirmFactory(key="a", name_en="Alpha", modality=[Modality.AAV, Modality.CAR_T])
    FirmFactory(key="b", name_en="Beta", modality=[Modality.CAR_T], ownership=Ownership.FOREIGN)


# --- The columns ----------------------------------------------------------------------------


def test_firms_stand_in_the_order_in_which_they_were_chosen(client, two):
    assert keys_of(compare(client, "b", "a")) == ["b", "a"]


def test_a_fact_that_agrees_is_said_to_be_the_same_for_all(client, two):
    page = compare(client, "a", "b")

    assert page.context["page"].same == {"role", "city"}
    assertContains(page, "the same for all", count=2)


def test_what_is_not_known_is_said_and_is_no_agreement(client, two):
    page = compare(client, "a", "b")

    assertContains(page, '<td class="compare__unknown">not known</td>', html=True)
    for words in ("no product known", "no listing known", "no event known", "no deal known"):
        assertContains(page, words)
    assert "founded" not in page.context["page"].same


def test_one_firm_alone_agrees_with_nobody(client, two):
    page = compare(client, "a")

    assertNotContains(page, "the same for all")
    assertContains(page, "One firm alone has nothing to be compared with: add another.")


def test_shared_modalities_come_first_and_are_marked_in_words(client, two):
    FirmFactory(key="c", modality=[Modality.AAV])

    both = compare(client, "a", "b").context["page"].columns
    three = compare(client, "a", "b", "c").context["page"].columns

    assert [(m.label, m.words) for m in both[0].modalities] == [
        ("CAR-T cells", "both"),
        ("AAV gene therapy", ""),
    ]
    assert [m.words for m in three[0].modalities] == ["2 of 3", "2 of 3"]
    FirmFactory(key="d", modality=[Modality.AAV])
    all_three = compare(client, "a", "c", "d").context["page"].columns
    assert all_three[0].modalities[0].words == "all 3"


def test_a_modality_named_twice_is_shared_with_nobody_by_that(client, two):
    FirmFactory(key="c", modality=[Modality.NK, Modality.NK])

    page = compare(client, "a", "c").context["page"]

    assert {m.words for m in page.columns[1].modalities} == {""}


def test_sites_say_what_they_are_and_where(client, two):
    pudong = DistrictFactory(area__key="pudong", area__name_en="Pudong")
    valley = ParkFactory(area__key="valley", area__name_en="Pharma Valley", district=pudong)
    SiteFactory(firm__key="s", firm__name_en="Sigma", kind=SiteKind.PLANT, park=valley)
    SiteFactory(firm__key="t", district=None, address="1 Some Road")

    page = compare(client, "s", "t")

    assertContains(page, '<a href="/districts/pudong/">Pudong</a>', html=True)
    assertContains(page, '<a href="/parks/valley/">Pharma Valley</a>', html=True)
    assertContains(page, "Plant: ")
    assertContains(page, "district not known")


def test_a_firm_of_another_city_has_no_site_to_be_missed(client, two):
    FirmFactory(key="c", area=AreaFactory(key="suzhou", name_en="Suzhou"))

    assertContains(compare(client, "a", "c"), "of another city")


# --- Products, events, deals ----------------------------------------------------------------


def test_products_stand_under_their_stages_the_furthest_first(client, two):
    firm = FirmFactory(key="p")
    for name, stage in [("Early", Stage.PHASE1), ("Sold", Stage.APPROVED), ("Zed", Stage.PHASE1)]:
        ProductFactory(firm=firm, name_en=name, stage=stage)

    (column,) = compare(client, "p").context["page"].columns

    assert column.furthest == Stage.APPROVED
    assert [(g.stage, [p.name_en for p in g.products]) for g in column.stages] == [
        (Stage.APPROVED, ["Sold"]),
        (Stage.PHASE1, ["Early", "Zed"]),
    ]


def test_a_long_list_of_products_is_cut_and_leads_to_all(client):
    firm = FirmFactory(key="p")
    ProductFactory.create_batch(7, firm=firm, stage=Stage.PHASE2)

    page = compare(client, "p")

    assertContains(page, '<a href="/products/?firm=p&amp;stage=phase2">2 more</a>', html=True)


def test_the_newest_event_and_the_deals_as_stated(client, two):
    firm = FirmFactory(key="e")
    EventFactory(firm=firm, date="2024", title="Opened", kind=EventKind.OPENING)
    money = {"amount": 120_000_000, "amount_unit": "USD", "amount_qualifier": "at_most"}
    EventFactory(firm=firm, date="2021-05", title="Sold", kind=EventKind.DEAL, **money)
    EventFactory(firm=firm, date="2020", title="Signed", kind=EventKind.DEAL)

    page = compare(client, "e", "a")
    column = page.context["page"].columns[0]

    assert column.newest.title == "Opened"
    assert [deal.title for deal in column.deals.rows] == ["Sold", "Signed"]
    assertContains(page, "at most US$120 million")
    assertContains(page, "no amount stated")


def test_nothing_unpublished_is_compared(client, two):
    firm = FirmFactory(key="u")
    ProductFactory(firm=firm, state="draft", name_en="Secret product")
    EventFactory(firm=firm, state="draft", kind=EventKind.DEAL, title="Secret deal")
    SiteFactory(firm=firm, state="draft", address="Secret Road")
    FirmFactory(key="hidden", name_en="Hidden", state="draft")

    page = compare(client, "u", "hidden", q="Hidden")

    assertNotContains(page, "Secret")
    assertContains(page, "There is no firm “hidden”.")
    assert page.context["page"].matches.total == 0


def test_every_fact_has_its_source(client):
    FirmFactory(key="a", source=SourceFactory(publisher="Register"), locator="para 7")

    page = compare(client, "a")

    assertContains(page, 'aria-label="Source 1: Register, para 7"')
    assertContains(page, 'id="source-1"')


# --- Choosing -------------------------------------------------------------------------------


def test_a_firm_is_removed_by_a_link_that_keeps_the_others(client, two):
    page = compare(client, "a", "b")

    assertContains(page, 'href="/firms/compare/?firm=b" aria-label="Remove Alpha"')


def test_a_firm_is_found_by_a_part_of_its_name_and_added_by_a_link(client, two):
    page = compare(client, "a", q="bet")

    assertContains(page, 'href="?firm=a&amp;firm=b" aria-label="Put Beta beside the others"')


def test_who_stands_there_already_is_not_offered_again(client, two):
    page = compare(client, "a", q="alpha")

    assertContains(page, "No other firm matches “alpha”.")


def test_only_the_first_matches_are_offered_and_the_rest_counted(client):
    FirmFactory.create_batch(12)

    page = compare(client, q="firm")

    assert len(page.context["page"].matches.rows) == 10
    assertContains(page, "The first 10 of 12 that match.")


def test_nothing_chosen_says_how_to_choose(client):
    page = compare(client)

    assertContains(page, "No firm is chosen yet.")
    assertNotContains(page, "<table")


def test_a_fifth_firm_is_left_out_by_name(client):
    for number in range(5):
        FirmFactory(key=f"f{number}", name_en=f"Number {number}")

    page = compare(client, "f0", "f1", "f2", "f3", "f4")

    assert keys_of(page) == ["f0", "f1", "f2", "f3"]
    assertContains(page, "Four firms have room side by side. Left out: Number 4.")
    assertContains(page, "Remove one to add another.")
    assertNotContains(page, 'id="compare-q"')


def test_an_unknown_firm_is_named_and_the_others_stand(client, two):
    page = compare(client, "a", "nobody")

    assert keys_of(page) == ["a"]
    assertContains(page, "There is no firm “nobody”.")


def test_a_firm_asked_for_twice_stands_once_and_it_is_said(client, two):
    page = compare(client, "a", "b", "a")

    assert keys_of(page) == ["a", "b"]
    assertContains(page, "Alpha was asked for more than once. It stands here once.")


def test_a_key_that_no_database_can_hold_is_no_fault(client, two):
    assert compare(client, "a\0", q="\0").status_code == 200


def test_the_day_that_is_read_as_of_is_kept(client, two):
    page = compare(client, "a", "b", as_of="2024-06-30")

    assertContains(page, 'name="as_of" value="2024-06-30"')


def test_in_chinese(client, two):
    FirmFactory(key="c", name_en="Gamma", name_zh="伽马")

    page = client.get("/zh-hans/firms/compare/", {"firm": ["c", "c"]})

    assertContains(page, '<a href="/zh-hans/firms/c/">伽马</a>', html=True)


def test_more_of_everything_costs_no_more_queries(client, two):
    def one_more():
        for key in ("a", "b"):
            firm = FirmFactory._meta.model.objects.get(key=key)
            SiteFactory(firm=firm)
            ProductFactory.create_batch(8, firm=firm)
            EventFactory.create_batch(8, firm=firm, kind=EventKind.DEAL)

    one_more()
    compare(client, "a", "b", q="firm")
    few = count_queries(lambda: compare(client, "a", "b", q="firm"))
    one_more()
    FirmFactory.create_batch(4)

    assert count_queries(lambda: compare(client, "a", "b", q="firm")) == few
    assert few <= 8  # one of them asks how well a text can be found
