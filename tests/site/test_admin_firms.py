"""An editor enters a firm with its sites, and finds it again."""

from __future__ import annotations

import pytest

from parks.models import Firm, Product, Site
from plans.models import Plan
from tests.factories.parks import (
    DistrictFactory,
    FirmFactory,
    ParkFactory,
    ProductFactory,
    SiteFactory,
)
from tests.factories.plans import (
    AreaFactory,
    PlanFactory,
    SourceFactory,
)
from tests.site.editors import address, save

pytestmark = pytest.mark.django_db


def new_site(place, **given):
    source = SourceFactory()
    fields = {"kind": "plant", "source": source.pk, "locator": "para 1", "state": "published"}
    return {f"sites-{place}-{name}": value for name, value in (fields | given).items()}


def test_a_firm_is_entered_with_two_sites(admin_client):
    park = ParkFactory()
    answer = save(
        admin_client,
        Firm,
        {
            "key": "jw-therapeutics",
            "name_en": "JW Therapeutics",
            "former_names": "Juno WuXi Co., Ltd.\n\n  巨诺  \n",
            "role": "developer",
            "modality": ["car_t", "nk"],
            "area": AreaFactory(shanghai=True).pk,
            "source": SourceFactory().pk,
            "locator": "profile",
            "sites-TOTAL_FORMS": "2",
        }
        | new_site(0, key="jw-park", park=park.pk, district=park.district.pk)
        | new_site(1, key="jw-office", district=DistrictFactory().pk, kind="head_office"),
    )

    assert answer.status_code == 302, answer.context["errors"]
    firm = Firm.objects.get()
    assert firm.former_names == ["Juno WuXi Co., Ltd.", "巨诺"]
    assert firm.modality == ["car_t", "nk"]
    assert [site.key for site in firm.sites.order_by("key")] == ["jw-office", "jw-park"]


def test_a_site_out_of_place_is_sent_back_with_the_mistake_at_its_district(admin_client):
    site = SiteFactory(park=ParkFactory())

    answer = save(admin_client, Firm, {"sites-0-district": DistrictFactory().pk}, site.firm)

    (inline, _products) = answer.context["inline_admin_formsets"]
    assert list(inline.formset.errors[0]) == ["district"]


def test_the_key_of_a_public_site_stays(admin_client):
    site = SiteFactory(key="jw-park")

    save(admin_client, Firm, {"sites-0-key": "jw-elsewhere"}, site.firm)

    assert Site.objects.get().key == "jw-park"


def test_the_city_is_found_before_the_parks_that_are_named_so(admin_client):
    city = AreaFactory(shanghai=True)
    AreaFactory(park=True, name_en="Shanghai Medical Zone")
    AreaFactory(park=True, name_en="A park of Shanghai")

    asked = {"app_label": "parks", "model_name": "firm", "field_name": "area", "term": "Shanghai"}
    found = admin_client.get("/admin/autocomplete/", asked).json()["results"]

    assert found[0]["id"] == str(city.pk)
    assert len(found) == 3


def test_the_words_of_a_vocabulary_keep_their_order(admin_client):
    firm = FirmFactory(modality=["til", "car_t", "nk"])

    save(admin_client, Firm, {"modality": ["aav", "car_t", "nk"]}, firm)

    firm.refresh_from_db()
    assert firm.modality == ["car_t", "nk", "aav"]


def test_a_vocabulary_is_offered_as_checkboxes(admin_client):
    product = ProductFactory(authority=["FDA"])

    page = admin_client.get(address(Product, "change", product.pk)).content.decode()

    assert page.count('type="checkbox" name="authority"') == 3
    answer = save(admin_client, Product, {"authority": ["NMPA", "FDA"], "reread": "on"}, product)
    product.refresh_from_db()
    assert answer.status_code == 302
    assert product.authority == ["FDA", "NMPA"]


def test_firms_are_found_by_the_district_of_a_site_or_of_its_park(admin_client):
    park = ParkFactory(district__area__key="pudong")
    inside = [SiteFactory(park=park, district=None).firm, SiteFactory(district=park.district).firm]
    SiteFactory()

    page = admin_client.get(address(Firm, "changelist"), {"district": "pudong"})

    assert set(page.context["cl"].result_list) == set(inside)


def test_firms_are_found_by_a_modality_beside_others(admin_client):
    firm = FirmFactory(modality=["car_t", "nk"])
    FirmFactory(modality=["aav"])

    page = admin_client.get(address(Firm, "changelist"), {"modality": "nk"})

    assert list(page.context["cl"].result_list) == [firm]


def test_the_years_of_a_list_are_those_of_its_dates(admin_client):
    for date in ["2022", "2023-05", "2023-05-30"]:
        PlanFactory(issued_on=date)

    page = admin_client.get(address(Plan, "changelist"), {"issued_on__startswith": "2023"})

    assert page.context["cl"].result_count == 2
    years = page.context["cl"].filter_specs[-1]
    choices = [choice["display"] for choice in years.choices(page.context["cl"])]
    assert choices == ["All", "2023", "2022"]
