"""The years over the timeline, the way to each of them, and months that go on over the page."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from parks.charts.year_strip import spans, year_strip
from parks.pages.events import jumps
from tests.factories.parks import EventFactory

KINDS = [("deal", "deal"), ("opening", "opening"), ("pilot", "pilot")]
COUNTS = {("deal", "2021"): 3, ("deal", "2024"): 1, ("opening", "2024"): 1, ("pilot", "2022"): 0}


# --- The years over the list ----------------------------------------------------------------


def test_each_year_has_a_bar_and_each_kind_a_line_of_its_numbers():
    strip = year_strip(COUNTS, KINDS, [], [])

    assert [(column.year, column.count) for column in strip.columns] == [
        ("2021", 3), ("2022", 0), ("2023", 0), ("2024", 2),
    ]  # fmt: skip
    lines = [(line.kind, [cell.count for cell in line.cells]) for line in strip.lines]
    assert lines == [("deal", [3, 0, 0, 1]), ("opening", [0, 0, 0, 1])]
    assert [line.total.count for line in strip.lines] == [4, 1]
    assert strip.total == 5


def test_the_tallest_bar_is_as_tall_as_the_drawing_and_none_that_counts_is_invisible():
    strip = year_strip({("deal", "2021"): 1000, ("deal", "2022"): 1}, KINDS, [], [])

    tall, small = strip.columns
    assert (tall.bar, tall.top) == (strip.height, 0)
    assert small.bar == 1


def test_bars_count_the_chosen_kinds_and_totals_the_chosen_years():
    strip = year_strip(COUNTS, KINDS, ["deal"], ["2024"])

    assert [column.count for column in strip.columns] == [3, 0, 0, 1]
    assert [(line.kind, line.total.count) for line in strip.lines] == [("deal", 1), ("opening", 1)]
    assert strip.total == 1


def test_what_the_list_holds_because_of_a_choice_is_marked():
    def listed(kinds, years):
        strip = year_strip(COUNTS, KINDS, kinds, years)
        return [(c.kind, c.year) for line in strip.lines for c in line.cells if c.is_listed]

    assert listed([], []) == []
    assert listed(["deal"], []) == [("deal", "2021"), ("deal", "2024")]
    assert listed([], ["2024"]) == [("deal", "2024"), ("opening", "2024")]
    assert listed(["opening"], ["2024"]) == [("opening", "2024")]


def test_long_gaps_between_years_are_one_column_and_short_ones_are_years_without_events():
    assert spans(["2003", "1992", "2004"]) == [
        ("1992", ""),
        ("1993", "2002"),
        ("2003", ""),
        ("2004", ""),
    ]
    assert spans(["2015", "2018"]) == [("2015", ""), ("2016", ""), ("2017", ""), ("2018", "")]
    assert spans(["2015", "2019"]) == [("2015", ""), ("2016", "2018"), ("2019", "")]
    assert spans([]) == []


def test_the_busiest_year_is_named_where_there_is_one():
    assert year_strip(COUNTS, KINDS, [], []).busiest.year == "2021"
    assert year_strip({("deal", "2021"): 1, ("deal", "2022"): 1}, KINDS, [], []).busiest is None
    assert year_strip({("deal", "2021"): 1}, KINDS, [], []).busiest is None
    assert year_strip({}, KINDS, [], []).busiest is None


@pytest.mark.django_db
def test_every_number_over_the_list_leads_to_its_events_and_can_be_read_alone(client):
    EventFactory(date="2024", kind="deal")
    EventFactory(date="2023-05", kind="deal", firm=None)

    page = client.get("/events/?q=happened&sort=date")

    assertContains(page, 'aria-label="1 event: deal, 2024"')
    assertContains(page, 'aria-label="2 events: deal"')


@pytest.mark.django_db
def test_an_event_known_by_its_year_alone_counts_in_that_year(client):
    EventFactory(date="2024", kind="deal")
    EventFactory(date="2024-12-31", kind="deal")

    (column,) = client.get("/events/").context["timeline"].strip.columns

    assert (column.year, column.count) == ("2024", 2)


# --- The way to a year ----------------------------------------------------------------------


def test_a_year_begins_on_the_page_after_as_many_events_as_come_before_it():
    totals = {"2022": 30, "2023": 25, "2024": 20}

    assert [(jump.year, jump.page) for jump in jumps(totals, 25, oldest_first=False)] == [
        ("2024", 1), ("2023", 1), ("2022", 2),
    ]  # fmt: skip
    assert [(jump.year, jump.page) for jump in jumps(totals, 25, oldest_first=True)] == [
        ("2022", 1), ("2023", 2), ("2024", 3),
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("sort", ["date", "-date"])
def test_every_jump_leads_to_a_page_that_has_the_beginning_of_its_year(client, sort):
    for year, many in (("2022", 30), ("2023", 21), ("2024", 4), ("2025", 1)):
        for month in range(many):
            EventFactory(date=f"{year}-{month % 12 + 1:02}" if month else year)

    first = client.get(f"/events/?size=25&sort={sort}").context["timeline"].jumps

    assert len(first) == 4
    for jump in first:
        page = client.get(f"/events/?size=25&sort={sort}&page={jump.page}")
        (year,) = [y for y in page.context["timeline"].years if y.year.text == jump.year]
        assertContains(page, f'id="y{jump.year}"')
        assert year.total == jump.count


# --- Over the page --------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_month_that_goes_on_over_the_page_says_so_on_both(client):
    for number in range(30):
        EventFactory(key=f"july-{number:02}", date="2024-07-15")

    first, second = client.get("/events/?size=25"), client.get("/events/?size=25&page=2")

    assertContains(first, "July 2024 continues on the next page")
    assertContains(first, "25 of 30 events on this page")
    assertNotContains(first, "continued from the page before")
    assertContains(second, "continued from the page before")
    assertNotContains(second, "continues on the next page")


@pytest.mark.django_db
def test_events_of_a_year_without_a_month_go_on_over_the_page_too(client):
    for number in range(26):
        EventFactory(key=f"of-2024-{number:02}", date="2024")

    assertContains(
        client.get("/events/?size=25"), "2024, month not stated, continues on the next page"
    )


@pytest.mark.django_db
def test_a_page_that_ends_with_its_month_says_nothing_of_going_on(client):
    for number in range(25):
        EventFactory(key=f"july-{number:02}", date="2024-07-15")
    EventFactory(date="2024-06")
    EventFactory(date="2023")

    first, second = client.get("/events/?size=25"), client.get("/events/?size=25&page=2")

    assertNotContains(first, "continues on the next page")
    assertNotContains(second, "continued from the page before")
    assertContains(second, "1 of 26 events on this page")
    assert [event.date.text for event in second.context["object_list"]] == ["2024-06", "2023"]
