"""The counts of the directory, against every firm looked at one by one."""

import datetime as dt

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parks.filters import FirmFilter
from parks.models import Firm
from plans.domain.asof import reading_as_of
from tests.parks.brute_facets import NAMES, count, look

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]

FACETS = [name for name in NAMES if name != "head_office"]
DAYS = [None, dt.date(2023, 3, 1), dt.date(2024, 12, 31)]

many = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def looked(shipped, django_db_blocker):
    """The firms of each day, looked at once."""
    with django_db_blocker.unblock():
        return {day: look(day) for day in DAYS}


@st.composite
def choices(draw, looked):
    """A day, where the district counts, and some values of some facets, as a reader picks them."""
    day = draw(st.sampled_from(DAYS))
    by_head_office = draw(st.booleans())
    chosen = {}
    for name in draw(st.lists(st.sampled_from(FACETS), unique=True, max_size=4)):
        facet = "head_office" if name == "district" and by_head_office else name
        values = sorted({value for firm in looked[day] for value in firm.values[facet]})
        chosen[facet] = draw(st.lists(st.sampled_from(values), unique=True, max_size=3))
    return day, by_head_office, chosen


def asked(chosen, by_head_office, **more):
    query = QueryDict(mutable=True)
    for facet, values in chosen.items():
        query.setlist("district" if facet == "head_office" else facet, values)
    if by_head_office:
        query["site"] = "head_office"
    for name, value in more.items():
        query[name] = value
    return FirmFilter(query, queryset=Firm.objects.published())


@many
@given(data=st.data())
def test_every_combination_lists_and_counts_what_a_look_at_every_firm_does(looked, data):
    day, by_head_office, chosen = data.draw(choices(looked))
    firms = looked[day]
    fitting = [firm for firm in firms if firm.fits(chosen)]
    expected = count(firms, chosen)

    with reading_as_of(day):
        found = asked(chosen, by_head_office)

        assert not found.problems
        assert {firm.key for firm in found.qs} == {firm.key for firm in fitting}
        assert found.total == len(fitting)
        for facet in found.facets:
            counted = expected[found.facet_of(facet.name)]
            assert {value.value: value.count for value in facet.values if value.count} == {
                value: n for value, n in counted.items() if n
            }


@many
@given(data=st.data(), text=st.sampled_from(["bio", "cell", "生物", "医院", "gene", "no such"]))
def test_a_search_narrows_the_counts_as_it_narrows_the_list(looked, data, text):
    day, by_head_office, chosen = data.draw(choices(looked))
    with reading_as_of(day):
        matching = {firm.key for firm in Firm.objects.published().named_like(text)}
        firms = [firm for firm in looked[day] if firm.key in matching]
        found = asked(chosen, by_head_office, q=text)

        assert found.total == sum(firm.fits(chosen) for firm in firms)
        expected = count(firms, chosen)
        for facet in found.facets:
            counted = expected[found.facet_of(facet.name)]
            assert {value.value: value.count for value in facet.values if value.count} == {
                value: n for value, n in counted.items() if n
            }


@many
@given(data=st.data())
def test_the_page_says_for_how_many_firms_a_district_is_known(looked, data):
    day, by_head_office, chosen = data.draw(choices(looked))
    facet = "head_office" if by_head_office else "district"
    fitting = [firm for firm in looked[day] if firm.fits(chosen, but=facet)]
    unknown = [firm for firm in fitting if "unknown" in firm.values[facet]]
    rest = [firm for firm in looked[day] if firm.fits(chosen, but="head_office")]
    offices = [firm for firm in rest if "unknown" not in firm.values["head_office"]]

    with reading_as_of(day):
        found = asked(chosen, by_head_office)

        assert found.without_district.firms == len(unknown)
        assert found.without_district.elsewhere == sum(
            "shanghai" not in firm.values["city"] for firm in unknown
        )
        assert (found.head_offices.known, found.head_offices.of) == (len(offices), len(rest))


def test_of_the_shipped_firms_none_vanishes_silently():
    found = asked({}, False)
    [district] = [facet for facet in found.facets if facet.name == "district"]
    places = {value.value: value.count for value in district.values}

    assert found.total == 110
    assert places["unknown"] == 41
    assert (found.without_district.firms, found.without_district.elsewhere) == (41, 7)
    assert (found.head_offices.known, found.head_offices.of) == (17, 110)


def test_a_facet_offers_every_district_with_firms_or_without():
    [district, *_others] = asked({}, False).facets

    assert len(district.values) == 17
    assert [value.label for value in district.values if not value.count] == ["Chongming", "Qingpu"]
    assert district.values[-1].is_unknown


def test_all_facets_are_counted_in_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        counts = asked({"district": ["pudong"], "role": ["developer"]}, False).counts

    assert counts.total
