"""What of the industry's records waits for review, as of all others (``plans`` 0011)."""

from django.db import migrations

TABLES = migrations.RunSQL(
    """
    SELECT
        keep_entries(('parks_' || name)::regclass, 'parks.' || name, pk),
        let_wait(('parks_' || name)::regclass, 'parks.' || name, pk)
    FROM (VALUES
        ('district', 'area_id'), ('park', 'area_id'),
        ('firm', 'id'), ('site', 'id'), ('product', 'id'), ('event', 'id')
    ) AS kept (name, pk);
    """,
    """
    SELECT let_wait_no_more(('parks_' || name)::regclass, 'parks.' || name)
    FROM unnest('{district,park,firm,site,product,event}'::text[]) AS name;
    DROP TRIGGER IF EXISTS changes_are_kept_insert ON parks_district;
    DROP TRIGGER IF EXISTS changes_are_kept_insert ON parks_park;
    DROP TRIGGER IF EXISTS changes_are_kept_insert ON parks_firm;
    DROP TRIGGER IF EXISTS changes_are_kept_insert ON parks_site;
    DROP TRIGGER IF EXISTS changes_are_kept_insert ON parks_product;
    DROP TRIGGER IF EXISTS changes_are_kept_insert ON parks_event;
    """,
)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0011_waiting"),
        ("parks", "0010_similar_firms"),
    ]

    operations = [TABLES]
