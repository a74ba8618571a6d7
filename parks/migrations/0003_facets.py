"""What firms can be filtered by, kept as rows and as bitmaps, by triggers.

``firm_facets`` is the one definition of every facet of the directory. ``parks_firmfacet`` holds
what it says today, one row for each firm, facet and value; ``parks_firmbits`` holds the same as
bitmaps, a bit for each firm, from which any combination of filters is counted in one statement.
Both follow each change in its own transaction, whoever makes it, so that no count is ever stale.
"""

import django.db.models.deletion
from django.db import migrations, models

import parks.models.facets

CHUNK = 8192
"""Firms in one bitmap: ``parks.models.facets.CHUNK``."""

FACETS = """
CREATE FUNCTION firm_facets(firms bigint[], day date)
RETURNS TABLE (facet text, value text, firm_id bigint)
LANGUAGE sql STABLE AS $$
    -- The facets of the published firms among `firms` (NULL: of all), as they could be known on
    -- `day` (NULL: today). A firm without any value of a facet has the value 'unknown'.
    WITH firm AS (
        SELECT firm.*, area.key AS city
        FROM parks_firm AS firm
        JOIN plans_source AS source ON source.id = firm.source_id
        JOIN plans_area AS area ON area.id = firm.area_id
        WHERE (firms IS NULL OR firm.id = ANY (firms))
          AND firm.state = 'published' AND (day IS NULL OR source.known_from <= day)
    ),
    park AS (
        SELECT park.area_id AS id, park.district_id, area.key
        FROM parks_park AS park
        JOIN plans_source AS source ON source.id = park.source_id
        JOIN plans_area AS area ON area.id = park.area_id
        WHERE park.state = 'published' AND (day IS NULL OR source.known_from <= day)
    ),
    district AS (
        SELECT district.area_id AS id, area.key
        FROM parks_district AS district
        JOIN plans_area AS area ON area.id = district.area_id
        WHERE district.state = 'published'
    ),
    site AS (
        SELECT site.firm_id, site.kind, park.key AS park, coalesce(own.key, around.key) AS district
        FROM parks_site AS site
        JOIN firm ON firm.id = site.firm_id
        JOIN plans_source AS source ON source.id = site.source_id
        LEFT JOIN park ON park.id = site.park_id
        LEFT JOIN district AS own ON own.id = site.district_id
        LEFT JOIN district AS around ON around.id = park.district_id
        WHERE site.state = 'published' AND (day IS NULL OR source.known_from <= day)
    ),
    product AS (
        SELECT product.firm_id, product.stage
        FROM parks_product AS product
        JOIN firm ON firm.id = product.firm_id
        JOIN plans_source AS source ON source.id = product.source_id
        WHERE product.state = 'published' AND (day IS NULL OR source.known_from <= day)
    ),
    several (facet, value, firm_id) AS (
        SELECT DISTINCT 'district', district, firm_id FROM site WHERE district IS NOT NULL
        UNION ALL
        SELECT DISTINCT 'head_office', district, firm_id
        FROM site WHERE district IS NOT NULL AND kind = 'head_office'
        UNION ALL
        SELECT DISTINCT 'park', park, firm_id FROM site WHERE park IS NOT NULL
        UNION ALL
        SELECT DISTINCT 'stage', stage, firm_id FROM product
        UNION ALL
        SELECT DISTINCT 'modality', one, id FROM firm, unnest(modality) AS one
        UNION ALL
        SELECT DISTINCT 'listing', substring(one FROM '[^.]+$'), id
        FROM firm, unnest(listing) AS one WHERE one ~ '[^.]$'
    ),
    rows (facet, value, firm_id) AS (
        SELECT * FROM several
        UNION ALL
        SELECT needed.facet, 'unknown', firm.id
        FROM firm
        CROSS JOIN unnest(
            ARRAY['district', 'head_office', 'park', 'stage', 'modality', 'listing']
        ) AS needed (facet)
        LEFT JOIN (SELECT DISTINCT facet, firm_id FROM several) AS has
            ON has.facet = needed.facet AND has.firm_id = firm.id
        WHERE has.firm_id IS NULL
        UNION ALL
        SELECT 'all', '', id FROM firm
        UNION ALL
        SELECT 'city', city, id FROM firm
        UNION ALL
        SELECT 'role', role, id FROM firm
        UNION ALL
        SELECT 'ownership', ownership, id FROM firm
        UNION ALL
        SELECT 'origin', coalesce(nullif(origin_country, ''), 'unknown'), id FROM firm
        UNION ALL
        SELECT 'founded', coalesce(founding_band(founded_on), 'unknown'), id FROM firm
    )
    SELECT rows.facet, rows.value, rows.firm_id FROM rows
    UNION ALL
    -- Of those without a known district, the ones that are of another city.
    SELECT rows.facet, 'elsewhere', rows.firm_id
    FROM rows JOIN firm ON firm.id = rows.firm_id
    WHERE rows.facet IN ('district', 'head_office') AND rows.value = 'unknown'
      AND firm.city <> 'shanghai'
$$;
"""

# The labels of the bands are made in parks.filters.facets.
FOUNDING_BAND = """
CREATE FUNCTION founding_band(founded_on text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    -- Five years from 2000 on, one band for all before: '2015-2019', 'before-2000'.
    SELECT CASE
        WHEN year < 2000 THEN 'before-2000'
        ELSE (year - year % 5) || '-' || (year - year % 5 + 4)
    END
    FROM (SELECT left(founded_on, 4)::integer AS year) AS founded
$$;
"""

FIRM_BIT = f"""
CREATE FUNCTION firm_chunk(firm_id bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
    SELECT firm_id / {CHUNK}
$$;
CREATE FUNCTION firm_bit(firm_id bigint) RETURNS bit
LANGUAGE sql IMMUTABLE AS $$
    SELECT set_bit(0::bit({CHUNK}), (firm_id % {CHUNK})::integer, 1)
$$;
"""

REFRESH = f"""
CREATE FUNCTION refresh_firm_facets(firms bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    some_went boolean;
BEGIN
    IF coalesce(cardinality(firms), 0) = 0 THEN
        RETURN;
    END IF;
    -- One writer at a time: each must see what the other made of a firm that both change.
    PERFORM pg_advisory_xact_lock(hashtext('firm facets'));
    WITH fresh AS MATERIALIZED (
        SELECT * FROM firm_facets(firms, NULL)
    ),
    gone AS (
        DELETE FROM parks_firmfacet AS kept
        WHERE kept.firm_id = ANY (firms) AND NOT EXISTS (
            SELECT FROM fresh
            WHERE fresh.facet = kept.facet AND fresh.value = kept.value
              AND fresh.firm_id = kept.firm_id
        )
        RETURNING facet, value, firm_id
    ),
    come AS (
        INSERT INTO parks_firmfacet (facet, value, firm_id)
        SELECT facet, value, firm_id FROM fresh
        ON CONFLICT DO NOTHING
        RETURNING facet, value, firm_id
    ),
    flipped AS (
        -- The bit of a value that went was 1, that of one that came 0: XOR turns both.
        INSERT INTO parks_firmbits AS kept (facet, value, chunk, bits)
        SELECT facet, value, firm_chunk(firm_id), bit_or(firm_bit(firm_id))
        FROM (SELECT * FROM gone UNION ALL SELECT * FROM come) AS changed
        GROUP BY facet, value, firm_chunk(firm_id)
        ON CONFLICT (facet, value, chunk) DO UPDATE SET bits = kept.bits # excluded.bits
    )
    SELECT EXISTS (SELECT FROM gone) INTO some_went;
    IF some_went THEN
        DELETE FROM parks_firmbits WHERE bits = 0::bit({CHUNK});
    END IF;
END $$;
"""

FOLLOWED = {
    # table: the firms that its rows say something about; {rows} is `written` or `before`
    "parks_firm": "SELECT id FROM {rows}",
    "parks_site": "SELECT firm_id FROM {rows}",
    "parks_product": "SELECT firm_id FROM {rows}",
}
"""Tables of which every change may change facets."""

PLACES = {
    "parks_park": (
        "before.state <> written.state OR before.district_id IS DISTINCT FROM written.district_id",
        "area_id",
    ),
    "parks_district": ("before.state <> written.state", "area_id"),
    "plans_area": ("before.key <> written.key", "id"),
}
"""Places, of which a few changes do: they may concern many firms."""


def follow(table: str, firms: str) -> str:
    """The triggers that refresh the firms of the rows that a statement writes."""
    written, before = firms.format(rows="written"), firms.format(rows="before")
    function = f"facets_follow_{table}"
    events = {
        "insert": ("NEW TABLE AS written", written),
        "update": (
            "NEW TABLE AS written OLD TABLE AS before",
            f"{written} UNION {before}",
        ),
        "delete": ("OLD TABLE AS before", before),
    }
    return "".join(
        f"""
        CREATE FUNCTION {function}_{event}() RETURNS trigger
        LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM refresh_firm_facets(ARRAY({changed}));
            RETURN NULL;
        END $$;
        CREATE TRIGGER {function}_{event} AFTER {event} ON {table}
            REFERENCING {tables}
            FOR EACH STATEMENT EXECUTE FUNCTION {function}_{event}();
        """
        for event, (tables, changed) in events.items()
    )


def follow_place(table: str, changed: str, place: str) -> str:
    """The trigger that refreshes the firms that are in a place of which something changed."""
    function = f"facets_follow_{table}"
    return f"""
    CREATE FUNCTION {function}() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        places bigint[] := ARRAY(
            SELECT written.{place} FROM written JOIN before USING ({place}) WHERE {changed}
        );
    BEGIN
        IF cardinality(places) > 0 THEN
            PERFORM refresh_firm_facets(ARRAY(
                SELECT site.firm_id
                FROM parks_site AS site
                LEFT JOIN parks_park AS park ON park.area_id = site.park_id
                WHERE site.district_id = ANY (places) OR site.park_id = ANY (places)
                   OR park.district_id = ANY (places)
                UNION
                SELECT id FROM parks_firm WHERE area_id = ANY (places)
            ));
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER {function} AFTER UPDATE ON {table}
        REFERENCING NEW TABLE AS written OLD TABLE AS before
        FOR EACH STATEMENT EXECUTE FUNCTION {function}();
    """


FUNCTIONS = migrations.RunSQL(
    "".join(
        [
            FOUNDING_BAND,
            FIRM_BIT,
            FACETS,
            REFRESH,
            *(follow(table, firms) for table, firms in FOLLOWED.items()),
            *(follow_place(table, *how) for table, how in PLACES.items()),
            "SELECT refresh_firm_facets(ARRAY(SELECT id FROM parks_firm));",
        ]
    ),
    "".join(
        [
            *(
                f"DROP FUNCTION facets_follow_{table}_{event} CASCADE;"
                for table in FOLLOWED
                for event in ("insert", "update", "delete")
            ),
            *(f"DROP FUNCTION facets_follow_{table} CASCADE;" for table in PLACES),
            "DROP FUNCTION refresh_firm_facets;",
            "DROP FUNCTION firm_facets;",
            "DROP FUNCTION firm_bit;",
            "DROP FUNCTION firm_chunk;",
            "DROP FUNCTION founding_band;",
        ]
    ),
)


class Migration(migrations.Migration):
    dependencies = [
        ("parks", "0002_rules_between_tables"),
        ("plans", "0003_verdicts"),
    ]

    operations = [
        migrations.CreateModel(
            name="FirmBits",
            fields=[
                ("pk", models.CompositePrimaryKey("facet", "value", "chunk", blank=True, editable=False, primary_key=True, serialize=False)),
                ("facet", models.CharField(max_length=12)),
                ("value", models.CharField(max_length=60)),
                ("chunk", models.BigIntegerField()),
                ("bits", parks.models.facets.BitsField()),
            ],
        ),
        migrations.CreateModel(
            name="FirmFacet",
            fields=[
                ("pk", models.CompositePrimaryKey("facet", "value", "firm_id", blank=True, editable=False, primary_key=True, serialize=False)),
                ("facet", models.CharField(max_length=12)),
                ("value", models.CharField(max_length=60)),
                ("firm", models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="parks.firm")),
            ],
            options={"indexes": [models.Index(fields=["firm", "facet"], name="firmfacet_of_firm")]},
        ),
        FUNCTIONS,
    ]
