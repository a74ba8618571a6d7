"""The description of the files, the models and the site agree about every column."""

from __future__ import annotations

import pytest

from cgt_site.datafiles import TABLES
from plans.loaders.tables import Table

EACH_TABLE = pytest.mark.parametrize("table", list(TABLES), ids=lambda table: table.name)

NEVER_WRITTEN = {"id", "known_from", "search_names", "search_texts", "search_sounds"}
"""What the database makes itself, or what follows from the names."""


@EACH_TABLE
def test_every_field_of_a_model_has_its_column(table: Table):
    fields = {field.name for field in table.model._meta.concrete_fields}

    assert fields - {column.field for column in table.columns} <= NEVER_WRITTEN


@EACH_TABLE
def test_a_reference_is_a_relation_to_that_table(table: Table):
    for column in table.columns:
        if column.refers_to:
            related = table.model._meta.get_field(column.field).related_model
            assert related is TABLES[column.refers_to].model, column.name


@EACH_TABLE
def test_what_a_table_refers_to_is_loaded_before_it(table: Table):
    order = [each.name for each in TABLES]

    for column in table.columns:
        if column.refers_to:
            assert order.index(column.refers_to) <= order.index(table.name), column.name


@EACH_TABLE
def test_the_key_of_a_table_is_never_empty(table: Table):
    assert all(table.is_required(table.by_name[name]) for name in table.key)


@EACH_TABLE
def test_facts_have_a_source_a_place_in_it_and_a_state(table: Table):
    if table.name in ("sources", "areas", "metrics"):
        return

    assert table.is_required(table.by_name["source_key"])
    assert table.is_required(table.by_name["locator"])
    assert table.by_name["state"].optional


def test_optional_columns_are_those_that_the_shipped_files_need_not_have():
    of_every_fact = {"reread_at", "state", "state_reason"}
    found = {
        table.name: [c.name for c in table.columns if c.optional and c.name not in of_every_fact]
        for table in TABLES
    }

    assert {name: columns for name, columns in found.items() if columns} == {
        "sources": ["retrieved_on", "checked_on"],
        "metrics": ["theme", "publication_lag_days", "headline", "part_of_key"],
        "observations": [
            "preferred",
            "preference_reason",
            "interval_percent",
            "series",
            "series_zh",
        ],
        "targets": ["position", "baseline_value", "baseline_on"],
    }
