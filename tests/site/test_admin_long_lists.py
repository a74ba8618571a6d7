"""Lists of several pages: every page shows what the order of the whole list puts there."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parks.models import Event, Firm, Product, Site
from plans.admin.base import RowAdmin
from plans.models import Observation, Source
from tests.factories.parks import EventFactory, FirmFactory, ProductFactory, SiteFactory
from tests.factories.plans import ObservationFactory
from tests.queries import count_queries
from tests.site.editors import FACTORIES, address, name_of

pytestmark = pytest.mark.django_db

ROWS, ON_A_PAGE = 13, 5
LONG = [Source, Observation, Firm, Site, Product, Event]
ALL_LONG = pytest.mark.parametrize("model", LONG, ids=name_of)

LIST_BUDGET = {
    "session, editor, second factor": 3,
    "ids of the page": 1,
    "its rows": 1,
    "how many there are": 1,
    "choices of the filters": 2,
    "span of the dates": 1,
}


@pytest.fixture(autouse=True)
def short_pages(monkeypatch) -> None:
    monkeypatch.setattr(RowAdmin, "list_per_page", ON_A_PAGE)


def rows_of(model: type[Model]) -> None:
    """Half of them lead to the same rows as another one: columns have equals."""
    relations = [field.name for field in model._meta.fields if field.is_relation]
    for row in FACTORIES[model].create_batch(ROWS // 2):
        FACTORIES[model](**{name: getattr(row, name) for name in relations if name != "source"})
    FACTORIES[model]()


def shown(client: Client, model: type[Model], **asked: str) -> list[list[int]]:
    """The ids that each page of a list shows."""
    pages, number = [], 1
    while True:
        answer = client.get(address(model, "changelist"), asked | {"p": str(number)})
        changelist = answer.context["cl"]
        pages.append([row.pk for row in changelist.result_list])
        if number == changelist.paginator.num_pages:
            return pages
        number += 1


@ALL_LONG
@pytest.mark.parametrize("sign", ["", "-"])
def test_the_pages_are_the_whole_list_in_the_order_of_each_column(model, sign, admin_client):
    rows_of(model)
    columns = len(admin.site.get_model_admin(model).list_display)

    for column in range(1, columns + 1):
        order = f"{sign}{column}"
        answer = admin_client.get(address(model, "changelist"), {"o": order})
        whole = [row.pk for row in answer.context["cl"].queryset]
        pages = shown(admin_client, model, o=order)

        assert len(whole) >= ROWS
        assert [pk for page in pages for pk in page] == whole, order
        assert {len(page) for page in pages[:-1]} == {ON_A_PAGE}


@ALL_LONG
def test_a_later_page_costs_the_same_few_queries(model, admin_client):
    FACTORIES[model].create_batch(ROWS)
    page = address(model, "changelist") + "?p=2"
    admin_client.get(page)
    few = count_queries(lambda: admin_client.get(page))

    FACTORIES[model].create_batch(ROWS)

    assert count_queries(lambda: admin_client.get(page)) == few
    assert few <= sum(LIST_BUDGET.values())


@ALL_LONG
def test_what_is_sorted_for_a_page_are_ids_alone(model, admin_client):
    FACTORIES[model].create_batch(ROWS)

    with CaptureQueriesContext(connection) as made:
        admin_client.get(address(model, "changelist") + "?p=2&o=2")

    sorting = [query["sql"] for query in made.captured_queries if " OFFSET " in query["sql"]]
    table = model._meta.db_table
    assert len(sorting) == 1
    assert sorting[0].partition(" FROM ")[0] == f'SELECT "{table}"."id" AS "pk"'


def test_a_filter_a_search_and_a_day_narrow_every_page(admin_client):
    ObservationFactory.create_batch(4, state="draft", area__name_en="Elsewhere")
    day = {"period_start": dt.date(2019, 1, 1), "period_end": dt.date(2019, 12, 31)}
    wanted = ObservationFactory.create_batch(7, state="draft", area__name_en="Zhangjiang", **day)
    ObservationFactory.create_batch(4, area__name_en="Zhangjiang", **day)

    pages = shown(
        admin_client,
        Observation,
        state__exact="draft",
        q="Zhangjiang",
        period_end__year="2019",
    )

    assert sorted(pk for page in pages for pk in page) == sorted(row.pk for row in wanted)
    assert [len(page) for page in pages] == [5, 2]


def test_an_action_reaches_the_chosen_of_a_later_page_and_all_of_the_list(admin_client):
    firms = FirmFactory.create_batch(7, state="draft")
    kept = FirmFactory()
    page = address(Firm, "changelist")
    second = shown(admin_client, Firm, state__exact="draft")[1]
    sent = {"action": "to_review", "_selected_action": second}
    admin_client.post(f"{page}?state__exact=draft&p=2", sent)

    assert set(Firm.objects.filter(state="in_review").values_list("pk", flat=True)) == set(second)

    left = [firm.pk for firm in firms if firm.pk not in second]
    sent = {"action": "to_review", "_selected_action": left[:1], "select_across": "1"}
    admin_client.post(f"{page}?state__exact=draft", sent)

    assert Firm.objects.filter(state="in_review").count() == len(firms)
    kept.refresh_from_db()
    assert kept.state == "published"


def test_what_rows_lead_to_is_fetched_with_them(admin_client):
    """A page whose rows all lead elsewhere costs no more than one whose rows lead to the same."""
    for factory, model in ((SiteFactory, Site), (ProductFactory, Product), (EventFactory, Event)):
        firm = FirmFactory()
        factory.create_batch(ROWS, firm=firm)
        page = address(model, "changelist") + "?p=2"
        admin_client.get(page)
        same = count_queries(lambda page=page: admin_client.get(page))
        for row in model.objects.all():
            row.firm = FirmFactory()
            row.save()

        assert count_queries(lambda page=page: admin_client.get(page)) == same
