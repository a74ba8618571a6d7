"""The kept facets follow every change, whoever makes it, before anybody can look."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parks.models import District, Firm, FirmFacet, Park, Product, Site
from parks.models.facets import facet_counts
from plans.models import Area
from tests.factories.parks import (
    DistrictFactory,
    FirmFactory,
    ParkFactory,
    ProductFactory,
    SiteFactory,
)
from tests.parks.brute_facets import count, look
from tests.rereading import reread

pytestmark = pytest.mark.django_db


def said(facet, key):
    """What the kept rows say of one firm."""
    found = FirmFacet.objects.filter(facet=facet, firm__key=key)
    return sorted(found.values_list("value", flat=True))


def rows(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def assert_kept():
    """The kept rows are what the definition gives now, and the bitmaps count what they hold."""
    defined = rows("SELECT facet, value, firm_id FROM firm_facets(NULL, NULL)")
    kept = rows("SELECT facet, value, firm_id FROM parks_firmfacet")
    assert sorted(defined) == sorted(kept)
    ones = rows("SELECT facet, value, sum(bit_count(bits)) FROM parks_firmbits GROUP BY 1, 2")
    counted = rows("SELECT facet, value, count(*) FROM parks_firmfacet GROUP BY 1, 2")
    assert sorted(ones) == sorted(counted)
    looked = look()
    counts = facet_counts({})
    for facet, values in count(looked, {}).items():
        offered = {v: n for v, n in counts.values(facet).items() if v != "elsewhere"}
        assert offered == values


@pytest.fixture
def site():
    """A plant of ``alpha`` in ``valley``, a park of Pudong."""
    pudong = DistrictFactory(area__key="pudong")
    valley = ParkFactory(area__key="valley", district=pudong)
    return SiteFactory(firm=FirmFactory(key="alpha"), district=None, park=valley)


def test_a_new_firm_has_a_value_of_every_facet():
    FirmFactory(key="alpha", founded_on="2016-03", listing=["2171.HK"], modality=["aav", "nk"])

    assert said("all", "alpha") == [""]
    assert said("district", "alpha") == ["unknown"]
    assert said("founded", "alpha") == ["2015-2019"]
    assert said("listing", "alpha") == ["HK"]
    assert said("modality", "alpha") == ["aav", "nk"]
    assert said("stage", "alpha") == ["unknown"]
    assert_kept()


def withdraw(row):
    type(row).objects.filter(pk=row.pk).update(state="withdrawn", state_reason="It closed.")


def test_a_site_places_its_firm_and_takes_it_along(site):
    assert said("district", "alpha") == ["pudong"]
    site.firm = FirmFactory(key="beta")
    site.save()

    assert (said("district", "alpha"), said("district", "beta")) == (["unknown"], ["pudong"])
    withdraw(site)
    assert said("district", "beta") == ["unknown"]
    assert_kept()


def test_a_head_office_is_told_from_a_site(site):
    assert said("head_office", "alpha") == ["unknown"]
    Site.objects.update(kind="head_office")

    assert said("head_office", "alpha") == ["pudong"]


@pytest.mark.parametrize("model", [Firm, Site, Park, District])
def test_what_is_withdrawn_leaves_the_facets_with_one_statement(site, model):
    """An update of a whole table is followed as a save of one row is."""
    model.objects.update(state="withdrawn", state_reason="x")

    assert said("district", "alpha") == ([] if model is Firm else ["unknown"])
    assert said("park", "alpha") == ([] if model is Firm else
                                     ["valley"] if model is District else ["unknown"])  # fmt: skip
    assert_kept()
    model.objects.update(state="published")
    assert said("district", "alpha") == ["pudong"]
    assert_kept()


def test_a_park_that_moves_takes_its_firms_along(site):
    Park.objects.update(district=DistrictFactory(area__key="minhang"))

    assert said("district", "alpha") == ["minhang"]
    assert_kept()


def test_a_place_that_gets_another_key_is_found_by_it(site):
    Area.objects.filter(key="valley").update(key="pharma-valley")
    Area.objects.filter(key="shanghai").update(key="city")

    assert said("park", "alpha") == ["pharma-valley"]
    assert said("city", "alpha") == ["city"]


def test_a_product_gives_its_firm_a_stage(site):
    product = ProductFactory(firm=site.firm, stage="phase2")
    assert said("stage", "alpha") == ["phase2"]

    Product.objects.update(**reread(stage="approved"))
    assert said("stage", "alpha") == ["approved"]
    withdraw(product)
    assert said("stage", "alpha") == ["unknown"]


def test_a_firm_that_is_withdrawn_leaves_nothing_behind(site):
    withdraw(site)
    withdraw(site.firm)

    assert not FirmFacet.objects.exists()
    assert not rows("SELECT 1 FROM parks_firmbits")


def test_firms_far_apart_are_counted_together():
    """Bitmaps hold 8,192 firms each: the first, the last of one, and one much later."""
    for number in (1, 8191, 8192, 10_000_000):
        FirmFactory(pk=number, role="cdmo")

    assert facet_counts({"role": ["cdmo"]}).total == 4
    assert_kept()


def any_of(draw, model, *others):
    return draw(st.sampled_from([*others, *model.objects.order_by("pk")]))


def a_new_firm(draw):
    FirmFactory(
        modality=draw(st.lists(st.sampled_from(["aav", "nk"]), max_size=3)),
        founded_on=draw(st.sampled_from([None, "1999", "2000-01", "2021-05-06"])),
        state=draw(st.sampled_from(["published", "draft"])),
    )


def a_new_site(draw):
    park = any_of(draw, Park, None)
    where = any_of(draw, District) if park is None else None
    SiteFactory(
        firm=any_of(draw, Firm),
        park=park,
        district=where,
        kind=draw(st.sampled_from(["head_office", "plant"])),
        state=draw(st.sampled_from(["published", "in_review"])),
    )


def a_new_product(draw):
    ProductFactory(firm=any_of(draw, Firm), stage=draw(st.sampled_from(["iit", "nda"])))


def a_site_gone(draw):
    if site := any_of(draw, Site, None):
        withdraw(site)


def a_table_in_another_state(draw):
    model = draw(st.sampled_from([Firm, Site, Product, Park, District]))
    model.objects.update(state=draw(st.sampled_from(["published", "draft"])))


def parks_moved(draw):
    Park.objects.update(district=any_of(draw, District, None))


CHANGES = [
    a_new_firm, a_new_site, a_new_product, a_site_gone, a_table_in_another_state, parks_moved
]  # fmt: skip


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_after_any_changes_the_kept_facets_are_those_of_a_fresh_look(db, data):
    with transaction.atomic():
        for key in ("pudong", "minhang"):
            ParkFactory(district=DistrictFactory(area__key=key))
        FirmFactory()
        for change in data.draw(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=8)):
            change(data.draw)
        assert_kept()
        transaction.set_rollback(True)
