"""The counts of the finder, against every shipped measure looked at one by one."""

import csv
import datetime as dt
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.domain.amounts import amount_bands
from plans.domain.beneficiaries import beneficiaries
from plans.domain.dates import PartialDate
from plans.domain.validity import validity
from plans.filters import MeasureFilter
from plans.models import Plan, PolicyMeasure

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]

DATA = Path(__file__).resolve().parents[2] / "plans" / "data"
DAYS = [dt.date(2023, 3, 1), dt.date(2025, 12, 31), dt.date(2026, 11, 25)]
LEAST = ["", "10000000", "30000000"]
LAYOUT = "spatial-layout"

many = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def read(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PLANS = {row["key"]: row for row in read("plans")}


def date(text):
    return PartialDate.parse(text) if text else None


def look(day):
    """The measures with the values that they have in each facet."""
    for row in read("measures"):
        plan = PLANS[row["plan_key"]]
        start, end = date(plan["period_start"]), date(plan["period_end"])
        amount = Decimal(row["amount"]) if row["amount"] else None
        yield (
            (row["plan_key"], row["key"]),
            amount if row["amount_unit"].startswith("yuan") else None,
            {
                "validity": {validity(start, end, day).value},
                "beneficiary": set(beneficiaries(row["beneficiary"], row["beneficiary_zh"])),
                "theme": {row["theme"]},
                "amount": set(amount_bands(amount, row["amount_unit"])),
                "area": {row["area_key"]},
                "plan": {row["plan_key"]},
            },
        )


LOOKED = {day: list(look(day)) for day in DAYS}
NAMES = list(LOOKED[DAYS[0]][0][2])


def fitting(day, chosen, roles, least):
    """The measures that a query asks for, one by one."""
    roles_too = roles or LAYOUT in chosen.get("theme", [])
    return [
        (key, values)
        for key, yuan, values in LOOKED[day]
        if all(not wanted or values[name] & set(wanted) for name, wanted in chosen.items())
        and (roles_too or LAYOUT not in values["theme"])
        and (not least or (yuan is not None and yuan >= Decimal(least)))
    ]


def asked(day, chosen, roles, least):
    query = QueryDict(mutable=True)
    for name, values in chosen.items():
        query.setlist(name, values)
    query["roles"], query["at_least"] = roles, least
    return MeasureFilter(query, queryset=PolicyMeasure.objects.published(), as_of=day)


@st.composite
def choices(draw):
    day = draw(st.sampled_from(DAYS))
    chosen = {}
    for name in draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3)):
        values = sorted({value for _, _, row in LOOKED[day] for value in row[name]})
        chosen[name] = draw(st.lists(st.sampled_from(values), unique=True, max_size=3))
    return day, chosen, draw(st.sampled_from(["", "shown"])), draw(st.sampled_from(LEAST))


@many
@given(choices())
def test_every_combination_lists_and_counts_what_a_look_at_every_measure_does(choice):
    day, chosen, roles, least = choice
    found, expected = asked(*choice), fitting(*choice)

    assert not found.problems
    assert {(row.plan.key, row.key) for row in found.qs} == {key for key, _ in expected}
    assert found.total == len(expected)
    for facet in found.facets:
        for value in facet.values:
            alone = chosen | {facet.name: [value.value]}
            assert value.count == len(fitting(day, alone, roles, least)), (facet.name, value.value)


def test_expired_measures_are_never_listed_as_open():
    for day in DAYS:
        for measure in asked(day, {"validity": ["open"]}, "shown", "").qs:
            assert measure.plan.period_end.last_day >= day
            assert measure.plan.period_start.first_day <= day


def test_every_count_of_the_shipped_finder_is_the_length_of_the_list_it_leads_to(client):
    page = client.get("/measures/")
    for facet in page.context["filter"].facets:
        for value in facet.values:
            there = client.get(f"/measures/?{facet.name}={value.value}&size=200")
            assert len(there.context["rows"]) == value.count, (facet.name, value.value)


def test_all_support_and_all_roles_are_all_measures(client):
    support = client.get("/measures/").context["page_obj"].paginator.count
    found = client.get("/measures/").context["filter"]
    everything = client.get("/measures/?roles=shown").context["page_obj"].paginator.count

    assert support + found.roles_left_out == everything == len(read("measures"))


def test_every_plan_with_measures_leads_to_as_many_in_the_finder_as_its_page_says(client):
    counted = Counter(row["plan_key"] for row in read("measures"))

    for plan in Plan.objects.published():
        page = client.get(f"/measures/?plan={plan.key}&roles=shown")
        assert page.context["page_obj"].paginator.count == counted[plan.key]
