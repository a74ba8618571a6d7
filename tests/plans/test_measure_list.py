"""The finder of policy measures: what support there is, for whom, how much, and still valid?"""

from decimal import Decimal

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from plans.choices import MeasureTheme
from tests.factories.plans import AreaFactory, PlanFactory, PolicyMeasureFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

AS_OF = "as_of=2025-06-30"
MILLION = Decimal(1_000_000)


def amount(number, unit="yuan", qualifier="at_most"):
    return {"amount": Decimal(number), "amount_unit": unit, "amount_qualifier": qualifier}


@pytest.fixture
def measures():
    """Of an open plan, an expired one, one without an end and one to come; and a role."""
    known = {"source__published_on": "2022-12-01"}
    old = PlanFactory(key="old", name_en="Old plan", issued_on="2021", period_start="2021",
                      period_end="2023", **known)  # fmt: skip
    now = PlanFactory(key="now", name_en="Present plan", issued_on="2023-01-05",
                      period_start="2023", period_end="2025", **known)  # fmt: skip
    rules = PlanFactory(key="rules", name_en="The rules", issued_on="2022-01-01", **known)
    later = PlanFactory(key="later", name_en="Coming plan", issued_on="2022-11",
                        period_start="2026", period_end="2027", **known)  # fmt: skip
    pudong = AreaFactory(key="pudong", name_en="Pudong New Area", district=True)
    known["source"] = old.source
    del known["source__published_on"]
    PolicyMeasureFactory(
        plan=old, key="ended", beneficiary="firms", **amount(50 * MILLION), **known
    )
    PolicyMeasureFactory(plan=now, key="cap", summary="Grants for trials.",
                         beneficiary="firms in Pudong", area=pudong,
                         **amount(10 * MILLION, "yuan/year"), **known)  # fmt: skip
    PolicyMeasureFactory(plan=now, key="beds", theme=MeasureTheme.CLINICAL_RESEARCH,
                         beneficiary="hospitals and firms", beneficiary_zh="医院和企业",
                         **known)  # fmt: skip
    PolicyMeasureFactory(plan=now, key="role", theme=MeasureTheme.SPATIAL_LAYOUT, area=pudong,
                         summary="Core area.", **known)  # fmt: skip
    PolicyMeasureFactory(plan=rules, key="open-ended", beneficiary="patients", **known)
    PolicyMeasureFactory(plan=later, key="soon", **amount(400_000, "m2", "exact"), **known)


def listed(client, query=""):
    page = client.get(f"/measures/?{query}&{AS_OF}")
    keys = [row.measure.key for row in page.context["rows"]]
    assert page.context["filter"].problems == []
    assert page.context["filter"].total == len(keys) == page.context["page_obj"].paginator.count
    return keys


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        pytest.param("", "beds cap open-ended soon ended", id="open first, expired last"),
        pytest.param("validity=open", "beds cap", id="open: no expired one among them"),
        pytest.param("validity=expired", "ended", id="expired"),
        pytest.param("validity=end_not_stated", "open-ended", id="without an end"),
        pytest.param("validity=not_yet", "soon", id="not yet in force"),
        pytest.param("validity=open&validity=not_yet", "beds cap soon", id="open or to come"),
        pytest.param("theme=finance", "cap open-ended soon ended", id="a theme"),
        pytest.param("theme=spatial-layout", "role", id="roles are listed when asked for"),
        pytest.param("roles=shown", "beds cap role open-ended soon ended", id="roles among all"),
        pytest.param("roles=shown&theme=finance", "cap open-ended soon ended", id="both"),
        pytest.param("beneficiary=firms", "beds cap ended", id="for firms"),
        pytest.param("beneficiary=hospitals", "beds", id="for hospitals"),
        pytest.param("beneficiary=unknown", "soon", id="for nobody that is stated"),
        pytest.param("area=pudong", "cap", id="in a place"),
        pytest.param("area=pudong&roles=shown", "cap role", id="what a place is given, too"),
        pytest.param("plan=now", "beds cap", id="of a plan"),
        pytest.param("plan=now&plan=old", "beds cap ended", id="of either plan"),
        pytest.param("amount=stated", "cap soon ended", id="with an amount"),
        pytest.param("amount=from-10m", "cap", id="in a band, a year's yuan as stated"),
        pytest.param("amount=other-unit", "soon", id="in another unit"),
        pytest.param("amount=unknown", "beds open-ended", id="without an amount"),
        pytest.param("at_least=10000000", "cap ended", id="at least, in yuan alone"),
        pytest.param("at_least=10000001", "ended", id="at least a yuan more"),
        pytest.param("q=trials", "cap", id="in the summary"),
        pytest.param("q=医院", "beds", id="in the Chinese of the beneficiary"),
        pytest.param("validity=open&beneficiary=firms&amount=stated", "cap", id="all at once"),
        pytest.param("sort=-validity", "ended soon open-ended beds cap", id="expired first"),
        pytest.param("sort=-amount", "ended cap beds soon open-ended", id="the most money"),
        pytest.param("sort=amount", "cap ended beds soon open-ended", id="the least money"),
        pytest.param("sort=end", "ended beds cap soon open-ended", id="by end, none last"),
        pytest.param("sort=-end", "soon beds cap ended open-ended", id="latest end, none last"),
        pytest.param("sort=plan", "soon ended beds cap open-ended", id="by plan"),
        pytest.param("sort=theme", "beds cap soon open-ended ended", id="by theme, as declared"),
    ],
)
def test_the_list_holds(client, measures, query, keys):
    assert listed(client, query) == keys.split()


@pytest.mark.parametrize(
    "query",
    ["validity=maybe", "theme=fun", "beneficiary=cats", "amount=much", "area=atlantis",
     "plan=none", "roles=yes", "at_least=x", "at_least=-1", "sort=luck", "size=7", "colour=red",
     "area=%00", "plan=%00"],
)  # fmt: skip
def test_an_unknown_value_is_a_mistake_and_lists_nothing(client, measures, query):
    page = client.get(f"/measures/?{query}&{AS_OF}")
    found = page.context["filter"]

    assert found.mistakes
    assert found.problems
    if query != "colour=red":
        assert (list(page.context["rows"]), found.total) == ([], 0)


def test_the_same_measure_is_not_yet_in_force_open_and_expired_as_time_goes_by(client):
    plan = PlanFactory(period_start="2024-08-01", period_end="2025", issued_on="2024-01",
                       source__published_on="2024-01-01")  # fmt: skip
    PolicyMeasureFactory(plan=plan, source=plan.source)

    for day, words in [("2024-07-31", "not yet in force"), ("2025-12-31", "open"),
                       ("2026-01-01", "expired")]:  # fmt: skip
        (row,) = client.get(f"/measures/?as_of={day}").context["rows"]
        assert str(row.validity.label) == words


def test_a_row_says_what_for_whom_how_much_where_and_of_which_plan_with_its_period(
    client, measures
):
    page = client.get(f"/measures/?plan=now&{AS_OF}")

    for words in ("Grants for trials.", "firms in Pudong", "at most 10 million yuan a year",
                  "Pudong New Area", "2023 to 2025", "Present plan", "finance"):  # fmt: skip
        assertContains(page, words)
    assertContains(page, 'href="/plans/now/?as_of=2025-06-30#measure-cap"')
    assertContains(page, "on 30 June 2025 by the period of its plan")


def test_roles_of_places_are_left_out_said_to_be_and_never_money(client, measures):
    page = client.get(f"/measures/?{AS_OF}")
    with_roles = client.get(f"/measures/?theme=spatial-layout&{AS_OF}")

    assertContains(page, "1 role that a plan gives to a place is left out")
    assertNotContains(page, "Core area.")
    assertContains(with_roles, "a role, no money")
    assertNotContains(with_roles, "is left out")


def test_what_is_in_another_unit_is_said_not_to_be_compared(client, measures):
    page = client.get(f"/measures/?at_least=1&{AS_OF}")

    assertContains(page, "1 more measure states an amount in another unit.")
    assertNotContains(client.get(f"/measures/?{AS_OF}"), "in another unit. Nothing")


def test_the_chinese_page_shows_the_twins(client, measures):
    page = client.get(f"/zh-hans/measures/?{AS_OF}")

    assertContains(page, "医院和企业")
    assertContains(page, "每年不超过1,000万元")
    assertContains(page, '<span lang="en">Grants for trials.</span>', html=True)


def test_a_plan_leads_to_all_its_measures_in_the_finder(client, measures):
    page = client.get("/plans/now/")

    assertContains(page, 'href="/measures/?plan=now&amp;roles=shown"')
    assert page.context["page"].measure_count == len(listed(client, "plan=now&roles=shown"))


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
def test_what_is_not_published_is_neither_listed_nor_counted(client, state):
    PolicyMeasureFactory(state=state, state_reason="Because.")
    PolicyMeasureFactory(plan=PlanFactory(state=state, state_reason="Because."))

    page = client.get("/measures/")

    assertContains(page, "No policy measure is published yet.")
    assert all(not value.count for facet in page.context["filter"].facets for value in facet.values)


def test_nothing_found_says_so_and_shows_the_way_out(client, measures):
    page = client.get(f"/measures/?validity=open&beneficiary=patients&{AS_OF}")

    assertContains(page, "No policy measure matches these filters.")
    assertContains(page, "Show all policy measures")


def test_a_list_of_many_costs_as_many_queries_as_a_list_of_few(client):
    plan = PlanFactory()
    for _ in range(3):
        PolicyMeasureFactory(plan=plan, source=plan.source)
    client.get("/measures/")
    few = count_queries(lambda: client.get("/measures/?size=100"))
    for number in range(40):
        PolicyMeasureFactory(plan=PlanFactory(), area=AreaFactory(), beneficiary=f"group {number}")

    many = count_queries(lambda: client.get("/measures/?size=100"))
    assert many == few == 7  # one of them asks which places have a page
