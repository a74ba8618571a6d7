"""No area lies in itself, by however many steps: a walk to the country above it ends.

Checked when the transaction ends, so that a load may move areas in any order. The areas above
are locked: two transactions cannot close a circle together.
"""

from django.db import migrations

CIRCLES = migrations.RunSQL(
    """
    CREATE FUNCTION area_lies_in_no_circle() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        above bigint[];
    BEGIN
        WITH RECURSIVE up AS (
            SELECT parent_id FROM plans_area WHERE id = NEW.id
            UNION
            SELECT area.parent_id FROM up JOIN plans_area AS area ON area.id = up.parent_id
        )
        SELECT array_agg(parent_id) INTO above FROM up;
        PERFORM 1 FROM plans_area WHERE id = ANY (above) FOR SHARE;
        IF NEW.id = ANY (above) THEN
            PERFORM refuse_row(
                'area_lies_in_no_circle',
                format('area "%s" lies in itself', NEW.key)
            );
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER area_lies_in_no_circle
        AFTER INSERT OR UPDATE OF parent_id ON plans_area
        DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL)
        EXECUTE FUNCTION area_lies_in_no_circle();
    """,
    """
    DROP TRIGGER area_lies_in_no_circle ON plans_area;
    DROP FUNCTION area_lies_in_no_circle;
    """,
)


class Migration(migrations.Migration):
    dependencies = [("plans", "0009_publishing")]
    operations = [CIRCLES]
