"""The evidence guard of the industry's facts, as of all others (``plans`` 0014)."""

from django.db import migrations

from plans.migrations._evidence_guard import fields_and_rules, guarded

FACTS = ["district", "event", "firm", "park", "product", "site"]

TABLES = [
    guarded(
        "parks_district",
        "parks.district",
        ["population", "population_year"],
        pk="area_id",
        others=[{"figures": ["area_km2"], "citation": ["area_source_id"]}],
    ),
    guarded(
        "parks_event", "parks.event", ["amount", "amount_unit", "amount_qualifier", "date"]
    ),
    guarded("parks_firm", "parks.firm", ["founded_on"]),
    guarded("parks_park", "parks.park", ["area_m2", "opened_on"], pk="area_id"),
    guarded("parks_product", "parks.product", ["stage", "authority", "status_on"]),
    guarded("parks_site", "parks.site", ["since", "until"]),
]


class Migration(migrations.Migration):
    dependencies = [
        ("parks", "0011_waiting"),
        ("plans", "0014_evidence_guard"),
    ]

    operations = [*fields_and_rules(FACTS), *TABLES]
