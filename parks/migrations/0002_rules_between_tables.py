"""Rules between places, sites and areas, kept by triggers as in ``plans`` 0002.

That a park's area lies in its district's area is no rule here: the two are edited on two pages,
and neither could be changed first.
"""

from django.db import migrations, models
from django.db.models import Q

SITES = migrations.RunSQL(
    """
    CREATE FUNCTION written_sites_lie_in_district_of_park() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        culprit record;
    BEGIN
        PERFORM 1 FROM parks_park WHERE area_id IN (SELECT park_id FROM written) FOR SHARE;
        SELECT written.key, area.key AS park_key INTO culprit
        FROM written
        JOIN parks_park AS park ON park.area_id = written.park_id
        JOIN plans_area AS area ON area.id = park.area_id
        WHERE park.district_id <> written.district_id
        LIMIT 1;
        IF FOUND THEN
            PERFORM refuse_row(
                'site_lies_in_the_district_of_its_park',
                format(
                    'site "%s": its district is not that of its park "%s"',
                    culprit.key, culprit.park_key
                )
            );
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER site_lies_in_the_district_of_its_park_insert AFTER INSERT ON parks_site
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION written_sites_lie_in_district_of_park();
    CREATE TRIGGER site_lies_in_the_district_of_its_park_update AFTER UPDATE ON parks_site
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION written_sites_lie_in_district_of_park();

    CREATE FUNCTION park_sites_lie_in_its_district() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        culprit record;
    BEGIN
        SELECT site.key, area.key AS park_key INTO culprit
        FROM parks_site AS site
        JOIN parks_park AS park ON park.area_id = site.park_id
        JOIN plans_area AS area ON area.id = park.area_id
        WHERE park.area_id = NEW.area_id AND park.district_id <> site.district_id
        LIMIT 1;
        IF FOUND THEN
            PERFORM refuse_row(
                'site_lies_in_the_district_of_its_park',
                format(
                    'park "%s" cannot move: its site "%s" lies in another district',
                    culprit.park_key, culprit.key
                )
            );
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER site_lies_in_the_district_of_its_park_park
        AFTER UPDATE OF district_id ON parks_park
        DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.district_id IS DISTINCT FROM OLD.district_id)
        EXECUTE FUNCTION park_sites_lie_in_its_district();
    """,
    """
    DROP TRIGGER site_lies_in_the_district_of_its_park_park ON parks_park;
    DROP TRIGGER site_lies_in_the_district_of_its_park_update ON parks_site;
    DROP TRIGGER site_lies_in_the_district_of_its_park_insert ON parks_site;
    DROP FUNCTION park_sites_lie_in_its_district;
    DROP FUNCTION written_sites_lie_in_district_of_park;
    """,
)

# The word that a trigger passes is the kind of area that its table asks for.
AREAS = migrations.RunSQL(
    """
    CREATE FUNCTION place_area_has_its_kind() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        wanted text := TG_ARGV[0];
        culprit record;
    BEGIN
        SELECT key, kind INTO culprit FROM plans_area WHERE id = NEW.area_id FOR SHARE;
        IF culprit.kind <> wanted THEN
            PERFORM refuse_row(
                format('%s_area_is_a_%s', wanted, wanted),
                format('%s "%s": its area is of the kind "%s"', wanted, culprit.key, culprit.kind)
            );
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER district_area_is_a_district
        AFTER INSERT OR UPDATE OF area_id ON parks_district
        DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION place_area_has_its_kind('district');
    CREATE CONSTRAINT TRIGGER park_area_is_a_park
        AFTER INSERT OR UPDATE OF area_id ON parks_park
        DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION place_area_has_its_kind('park');

    CREATE FUNCTION area_has_the_kind_of_its_place() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        wanted text;
    BEGIN
        SELECT place.kind INTO wanted
        FROM plans_area AS area
        JOIN (
            SELECT area_id, 'district' AS kind FROM parks_district
            UNION ALL
            SELECT area_id, 'park' FROM parks_park
        ) AS place ON place.area_id = area.id
        WHERE area.id = NEW.id AND area.kind <> place.kind
        LIMIT 1;
        IF FOUND THEN
            PERFORM refuse_row(
                format('%s_area_is_a_%s', wanted, wanted),
                format('area "%s" has the profile of a %s: it keeps that kind', NEW.key, wanted)
            );
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER area_has_the_kind_of_its_place
        AFTER UPDATE OF kind ON plans_area
        DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.kind <> OLD.kind)
        EXECUTE FUNCTION area_has_the_kind_of_its_place();
    """,
    """
    DROP TRIGGER area_has_the_kind_of_its_place ON plans_area;
    DROP TRIGGER park_area_is_a_park ON parks_park;
    DROP TRIGGER district_area_is_a_district ON parks_district;
    DROP FUNCTION area_has_the_kind_of_its_place;
    DROP FUNCTION place_area_has_its_kind;
    """,
)


# Half a position made the earlier rule NULL, and a check refuses only what is false.
POSITIONS = [
    migrations.RemoveConstraint(model_name="park", name="park_position_is_whole_or_absent"),
    migrations.AddConstraint(
        model_name="park",
        constraint=models.CheckConstraint(
            name="park_position_is_whole_or_absent",
            condition=Q(latitude=None, longitude=None)
            | Q(
                latitude__isnull=False,
                longitude__isnull=False,
                latitude__range=(-90, 90),
                longitude__range=(-180, 180),
            ),
            violation_error_message="Give latitude and longitude together, in degrees.",
        ),
    ),
]


class Migration(migrations.Migration):
    dependencies = [("parks", "0001_initial"), ("plans", "0002_rules_between_tables")]

    operations = [SITES, AREAS, *POSITIONS]
