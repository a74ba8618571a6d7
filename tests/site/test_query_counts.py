"""The editors' pages cost as many queries for many rows as for a few."""

from __future__ import annotations

import pytest

from parks.models import Firm
from plans.models import Plan, Target
from tests.factories.parks import FirmFactory, ParkFactory, ProductFactory, SiteFactory
from tests.factories.plans import (
    PlanFactory,
    PolicyMeasureFactory,
    SearchNoteFactory,
    TargetFactory,
)
from tests.queries import count_queries
from tests.site.editors import EDITED, FACTORIES, OUR_MODELS, address, name_of

pytestmark = pytest.mark.django_db

MORE = 12
"""Enough: a query for each row is one too many for any number of them."""

LIST_BUDGET = {
    "session, editor, second factor": 3,
    "the rows": 1,
    "how many there are": 1,
    "choices of the filters": 2,
    "span of the dates": 1,
}
FORM_BUDGET = {
    "session, editor, second factor": 3,
    "the row": 1,
    "what leans on it": 3,
    "whether readers see it": 1,
    "savepoint": 2,
}


@pytest.mark.parametrize("model", OUR_MODELS, ids=name_of)
def test_a_longer_list_costs_no_more_queries(model, admin_client):
    FACTORIES[model].create_batch(3)
    admin_client.get(address(model, "changelist"))
    few = count_queries(lambda: admin_client.get(address(model, "changelist")))

    FACTORIES[model].create_batch(MORE)
    many = count_queries(lambda: admin_client.get(address(model, "changelist")))

    assert many == few
    assert many <= sum(LIST_BUDGET.values())


@pytest.mark.parametrize("model", EDITED, ids=name_of)
def test_a_form_costs_no_more_queries_among_many_rows(model, admin_client):
    row = FACTORIES[model]()
    page = address(model, "change", row.pk)
    admin_client.get(page)  # the kinds of rows are looked up once a process
    few = count_queries(lambda: admin_client.get(page))

    FACTORIES[model].create_batch(MORE)
    many = count_queries(lambda: admin_client.get(page))

    assert many == few
    assert many <= sum(FORM_BUDGET.values())


def more_of_a_firm(firm: Firm, number: int) -> None:
    for _ in range(number):
        SiteFactory(firm=firm, park=ParkFactory())
        ProductFactory(firm=firm)


def more_of_a_plan(plan: Plan, number: int) -> None:
    for _ in range(number):
        main = TargetFactory(plan=plan)
        TargetFactory(plan=plan, variant_of=main)
        PolicyMeasureFactory(plan=plan)


def more_of_a_target(target: Target, number: int) -> None:
    for _ in range(number):
        TargetFactory(plan=target.plan, variant_of=target)
        SearchNoteFactory(target=target)


@pytest.mark.parametrize(
    ("factory", "add"),
    [
        pytest.param(FirmFactory, more_of_a_firm, id="sites and products of a firm"),
        pytest.param(PlanFactory, more_of_a_plan, id="targets and measures of a plan"),
        pytest.param(TargetFactory, more_of_a_target, id="variants and searches of a target"),
    ],
)
def test_more_that_leans_on_a_row_costs_no_more_queries(factory, add, admin_client):
    row = factory()
    page = address(type(row), "change", row.pk)
    add(row, 3)
    admin_client.get(page)
    few = count_queries(lambda: admin_client.get(page))

    add(row, MORE)
    many = count_queries(lambda: admin_client.get(page))

    assert many == few
    assert many <= sum(FORM_BUDGET.values())
