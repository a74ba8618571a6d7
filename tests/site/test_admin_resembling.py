"""While a record is typed, what is here already and resembles it stands below."""

from __future__ import annotations

import pytest
from django.urls import reverse

from parks.models import Event, Firm, Product
from plans.admin.resembling import KINDS
from plans.models import Source, Target
from tests.factories.parks import EventFactory, FirmFactory, ProductFactory
from tests.factories.plans import AreaFactory, SourceFactory, TargetFactory
from tests.site.editors import address

pytestmark = pytest.mark.django_db


def shown(client, model, **facts):
    meta = model._meta
    page = reverse(f"admin:{meta.app_label}_{meta.model_name}_resembling")
    answer = client.get(page, {name: str(value) for name, value in facts.items()})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    "typed",
    [
        "https://www.shine.cn/biz/1/",
        "http://www.shine.cn/biz/1",
        "shine.cn/biz/1#top",
    ],
)
def test_a_source_at_the_same_address_is_named_however_it_is_written(typed, admin_client):
    SourceFactory(title="A fund", publisher="SHINE", url="https://www.shine.cn/biz/1")
    SourceFactory(title="Another", url="https://www.shine.cn/biz/10")

    words = shown(admin_client, Source, url=typed)

    assert "A fund (SHINE)</a>" in words
    assert "Another" not in words
    assert "A fund" in shown(admin_client, Source, title="a fund")


def test_a_firm_is_named_by_a_name_that_is_merely_similar(admin_client):
    FirmFactory(name_en="Frontera Therapeutics", name_zh="方拓生物", state="draft")

    assert "Frontera Therapeutics" in shown(admin_client, Firm, name_en="Frontera Therapeutcs")
    assert "(draft)" in shown(admin_client, Firm, name_zh="方拓生物", name_en="")
    assert shown(admin_client, Firm, name_en="Xyz").strip() == ""


def test_a_product_an_event_and_a_promise_are_named(admin_client):
    product = ProductFactory(name_en="Relma-cel")
    event = EventFactory(title="A base opens", date="2023-04-21", area=AreaFactory())
    target = TargetFactory(statement="Ten platforms")

    assert "Relma-cel" in shown(admin_client, Product, name_en="relma cel")
    assert "A base opens" in shown(admin_client, Event, title="a base OPENS")
    assert "A base opens" in shown(admin_client, Event, date="2023-04-21", area=event.area_id)
    keys = {"plan": target.plan_id, "metric": target.metric_id, "area": target.area_id}
    assert "Ten platforms" in shown(admin_client, Target, **keys)
    assert shown(admin_client, Target, **keys | {"metric": ""}) == ""
    assert shown(admin_client, Product, name_en="Relma-cel", itself=product.pk) == ""


def test_half_typed_facts_are_no_mistake(admin_client):
    for model in KINDS:
        assert shown(admin_client, model, date="2023-", area="x", plan="?", url="h") == ""


@pytest.mark.parametrize("model", [Source, Target, Firm, Product, Event])
def test_the_form_says_where_to_ask_and_what_to_tell(model, admin_client):
    page = admin_client.get(address(model, "add")).content.decode()

    assert f'data-facts="{" ".join(KINDS[model].facts)}"' in page
    assert "js/admin/beside.js" in page


def test_it_is_for_editors_alone(client):
    assert client.get(reverse("admin:plans_source_resembling")).status_code == 302


def test_it_costs_no_more_queries_for_many(admin_client, django_assert_max_num_queries):
    for number in range(20):
        SourceFactory(title="A fund", key=f"fund-{number}")

    with django_assert_max_num_queries(5):
        words = shown(admin_client, Source, title="A fund")

    assert words.count("<li>") == 5
