"""The counts of the timeline, against every shipped event looked at one by one."""

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parks.filters import EventFilter
from parks.models import Event
from plans.domain.dates import PartialDate
from tests.parks.shipped_rows import rows

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]

NAMES = ["kind", "year", "area", "plan", "firm"]
SPANS = ["2019", "2021-06", "2023", "2023-11-07", "2024", "2024-07"]
NUMBER = re.compile(r'<td class="years__[^>]*><a href="([^"]+)"[^>]*>(?:<svg.*?</svg>)?(\d+)</a>')
"""A number over the list, and where it leads."""

many = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@dataclass(frozen=True)
class Looked:
    """An event with the values that it has of each filter."""

    key: str
    date: PartialDate
    values: dict[str, set[str]]

    def fits(self, chosen, since, until):
        return (
            all(not wanted or self.values[name] & set(wanted) for name, wanted in chosen.items())
            and (not since or self.date.last_day >= PartialDate.parse(since).first_day)
            and (not until or self.date.first_day <= PartialDate.parse(until).last_day)
        )


def look():
    around = {park["key"]: park["district_key"] for park in rows("parks")}
    return [
        Looked(
            row["key"],
            PartialDate.parse(row["date"]),
            {
                "kind": {row["kind"]},
                "year": {row["date"][:4]},
                "area": {row["area_key"], around.get(row["area_key"], "")} - {""},
                "plan": {row["plan_key"]} - {""},
                "firm": {row["firm_key"]} - {""},
            },
        )
        for row in rows("events")
    ]


EVENTS = look()
VALUES = {name: sorted({v for event in EVENTS for v in event.values[name]}) for name in NAMES}


@st.composite
def choices(draw):
    """Some values of some filters, as a reader picks them; of firms one."""
    chosen = {}
    for name in draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3)):
        most = 1 if name == "firm" else 3
        values = st.lists(st.sampled_from(VALUES[name]), unique=True, max_size=most)
        chosen[name] = draw(values)
    span = st.sampled_from(["", *SPANS])
    return chosen, draw(span), draw(span)


def asked(chosen, since, until):
    query = QueryDict(mutable=True)
    for name, values in chosen.items():
        query.setlist(name, values)
    query["since"], query["until"] = since, until
    return EventFilter(query, queryset=Event.objects.published())


@many
@given(choices())
def test_every_combination_lists_and_counts_what_a_look_at_every_event_does(choice):
    chosen, since, until = choice
    found = asked(*choice)
    fitting = [event for event in EVENTS if event.fits(chosen, since, until)]

    assert not found.problems
    assert {event.key for event in found.qs} == {event.key for event in fitting}
    assert found.total == len(fitting)
    assert found.listed_by_year == Counter(str(event.date.year) for event in fitting)
    for facet in found.facets:
        others = {name: values for name, values in chosen.items() if name != facet.name}
        open_ = [event for event in EVENTS if event.fits(others, since, until)]
        expected = Counter(value for event in open_ for value in event.values[facet.name])
        assert {value.value: value.count for value in facet.values if value.count} == expected


def counts_of(page):
    """Every number over and beside the list: the address that it leads to, and the number."""
    strip = page.context["timeline"].strip
    for line in strip.lines:
        yield f"kind={line.kind}", line.total.count
        for cell in line.cells:
            yield f"kind={cell.kind}&year={cell.year}", cell.count
    for column in strip.columns:
        if not column.until:
            yield f"year={column.year}", column.count
    for facet in page.context["filter"].facets:
        for value in facet.values:
            yield f"{facet.name}={value.value}", value.count


def test_every_number_of_the_shipped_timeline_is_the_length_of_the_list_it_leads_to(client):
    for query, count in counts_of(client.get("/events/")):
        found = EventFilter(QueryDict(query), queryset=Event.objects.published())
        if count:
            assert (query, found.qs.count(), found.problems) == (query, count, [])


def test_the_links_over_a_narrowed_timeline_lead_to_as_many_events_as_they_say(client):
    page = client.get("/events/?area=pudong&kind=deal&since=2020").content.decode()
    numbers = NUMBER.findall(page)

    assert len(numbers) > 10
    for link, number in numbers:
        query = QueryDict(urlsplit(link.replace("&amp;", "&")).query)
        assert (query["area"], query["since"]) == ("pudong", "2020")
        found = EventFilter(query, queryset=Event.objects.published())
        assert (link, found.qs.count()) == (link, int(number))
