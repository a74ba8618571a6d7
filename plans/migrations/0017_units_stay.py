"""The unit of a metric stays once readers know a number of it.

Figures and promises have the unit of their metric. Another unit would change every one of them at
once, with no citation touched and no correction told (the evidence guard, 0014).
"""

from django.db import migrations

UNITS = migrations.RunSQL(
    """
    CREATE FUNCTION metric_unit_stays_with_its_figures() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT FROM plans_observation WHERE metric_id = NEW.id AND state = 'published'
        ) OR EXISTS (
            SELECT FROM plans_target WHERE metric_id = NEW.id AND state = 'published'
        ) THEN
            PERFORM refuse_row(
                'metric_unit_stays_with_its_figures',
                format(
                    'metric "%s" stays in %s: published numbers are in it; use another metric',
                    NEW.key, OLD.unit
                )
            );
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER metric_unit_stays_with_its_figures
        AFTER UPDATE OF unit ON plans_metric
        FOR EACH ROW WHEN (NEW.unit <> OLD.unit)
        EXECUTE FUNCTION metric_unit_stays_with_its_figures();
    """,
    """
    DROP TRIGGER metric_unit_stays_with_its_figures ON plans_metric;
    DROP FUNCTION metric_unit_stays_with_its_figures;
    """,
)


class Migration(migrations.Migration):
    dependencies = [("plans", "0016_observations_by_period")]
    operations = [UNITS]
