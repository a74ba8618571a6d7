"""The directory with many firms: as many queries as with few, and none that reads a whole table."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cgt_site.sample import Size, fill

pytestmark = [pytest.mark.usefixtures("many_firms"), pytest.mark.django_db]

FIRMS = 12_000
"""So many that a plan which reads them all costs more than one that asks an index."""

BIG = {"parks_firm", "parks_site", "parks_product", "parks_firmfacet"}

QUERIES = ["FROM bits", "plans_area", "parks_firm", "parks_firm", "parks_site", "parks_district"]
"""Counts, places, the ids of the page, its firms, their sites, the districts of the map."""


AS_AFTER_A_VACUUM = """
    SET LOCAL allow_system_table_mods = on;
    UPDATE pg_class SET relallvisible = relpages WHERE relname ~ '^(parks|plans)_';
    SET LOCAL allow_system_table_mods = off;
"""
"""A server has its tables vacuumed by and by, and then reads an index without its table. In a
transaction that is to be undone there can be no VACUUM: the planner is told what it would find."""


@pytest.fixture(scope="module")
def many_firms(shipped, django_db_blocker) -> None:
    size = Size(FIRMS, observations=100, metrics=5, sources=500, plans=2, targets=4)
    with django_db_blocker.unblock():
        fill(size)
        with connection.cursor() as cursor:
            cursor.execute(AS_AFTER_A_VACUUM)


ADDRESSES = {
    "no filter": "",
    "one district": "district=pudong",
    "a district and an ownership": "district=pudong&ownership=foreign",
    "a small district": "district=chongming",
    "head offices": "district=minhang&site=head_office",
    "no known district": "district=unknown",
    "a park": "park=zhangjiang-science-city",
    "a role and a stage": "role=cdmo&stage=phase1",
    "an English fragment": "q=ruikang",
    "two Chinese characters": "q=康瑞",
    "pinyin": "q=kangrui",
    "by role": "sort=role",
    "by role, backwards": "sort=-role",
    "by ownership": "sort=ownership",
    "by founding": "sort=founded",
    "by founding, newest first": "sort=-founded",
    "by name, backwards": "sort=-name",
    "the second page": "page=2",
    "a late page": "page=230",
}
"""Not the sort by city, a column of another table, which no index of firms can hold; and not that
by what a firm works on, a list, for whose seldom use no index is kept. Nor two modalities, nor deep
in a big district: there it is nearly as cheap to read all firms, and ANALYZE, which looks at rows
drawn by lot, tips the balance now and then."""


def statements(client, address):
    with CaptureQueriesContext(connection) as made:
        assert client.get(f"/firms/?{address}").status_code == 200
    return [query["sql"] for query in made.captured_queries]


def tables_read_whole(statement):
    """The tables that Postgres would read from end to end for a statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}")
        plans = cursor.fetchone()[0]
    nodes = [plan["Plan"] for plan in (json.loads(plans) if isinstance(plans, str) else plans)]
    found = set()
    while nodes:
        node = nodes.pop()
        nodes += node.get("Plans", [])
        if node["Node Type"] == "Seq Scan":
            found.add(node["Relation Name"])
    return found


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_no_big_table_is_read_whole(client, address):
    for statement in statements(client, address):
        assert not tables_read_whole(statement) & BIG, statement


def about_firms(made):
    """The statements of the directory itself: not those that every page of the site makes."""
    return [sql for sql in made if "parks_" in sql or "plans_area" in sql]


@pytest.mark.parametrize("address", ["", "district=pudong&ownership=foreign", "page=230"])
def test_a_page_takes_six_statements(client, address):
    made = about_firms(statements(client, address))
    assert len(made) == len(QUERIES)
    for statement, table in zip(made, QUERIES, strict=True):
        assert table in statement


def test_few_rows_take_as_many_statements_as_many(client):
    few = statements(client, "district=chongming&role=incubator&ownership=foreign&origin=Japan")
    many = statements(client, "district=pudong&size=200")
    assert len(few) <= len(many) == len(statements(client, "size=25"))


def test_all_facets_are_counted_in_one_statement(client):
    for address in ADDRESSES.values():
        made = statements(client, address)
        assert sum("parks_firmbits" in statement for statement in made) == 1


@pytest.mark.parametrize("sort", ["name", "-name", "role", "-role", "-ownership", "founded"])
def test_the_pages_of_a_list_are_the_list(client, sort):
    """Whichever end a page is found from."""
    address = f"/firms/?district=chongming&district=huangpu&size=25&sort={sort}"
    first = client.get(address)
    pages = [client.get(f"{address}&page={n}") for n in first.context["paginator"].page_range]
    keys = [row.firm.key for page in pages for row in page.context["page"].rows]
    assert len(pages) > 4
    assert keys == list(first.context["filter"].qs.values_list("key", flat=True))
