"""The kept history of the industry's records, as of all others (``plans`` 0007)."""

from django.db import migrations

TABLES = migrations.RunSQL(
    """
    SELECT keep_history(
        'parks_district', 'parks.district', '{area_km2,population,population_year}', true, 'area_id'
    );
    SELECT keep_history('parks_park', 'parks.park', '{area_m2}', true, 'area_id');
    SELECT keep_history('parks_firm', 'parks.firm', '{}', true);
    SELECT keep_history('parks_site', 'parks.site', '{}', true);
    SELECT keep_history('parks_product', 'parks.product', '{}', true);
    SELECT keep_history(
        'parks_event', 'parks.event', '{amount,amount_unit,amount_qualifier,date}', true
    );
    """,
    """
    SELECT keep_history_no_more(kept::regclass) FROM unnest(ARRAY[
        'parks_district', 'parks_park', 'parks_firm', 'parks_site', 'parks_product', 'parks_event'
    ]) AS kept;
    """,
)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0007_kept_changes"),
        ("parks", "0006_firm_keys"),
    ]

    operations = [TABLES]
