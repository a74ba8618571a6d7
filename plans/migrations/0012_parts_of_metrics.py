"""Of which other metric a metric is a part: the base that a share may be told of.

Both are amounts of one unit and kind, and no metric is a part of itself by any number of steps.
Checked when the transaction ends, so that a load may come in any order; the metrics above are
locked: two transactions cannot close a circle together.
"""

import django.db.models.deletion
from django.db import migrations, models

RULES = migrations.RunSQL(
    """
    CREATE FUNCTION metric_is_part_of_its_like() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        above bigint[];
        this plans_metric;
        other plans_metric;
    BEGIN
        WITH RECURSIVE up AS (
            SELECT part_of_id FROM plans_metric WHERE id = NEW.id
            UNION
            SELECT metric.part_of_id FROM up JOIN plans_metric AS metric ON metric.id = up.part_of_id
        )
        SELECT array_agg(part_of_id) INTO above FROM up;
        PERFORM 1 FROM plans_metric WHERE id = ANY (above) FOR SHARE;
        IF NEW.id = ANY (above) THEN
            PERFORM refuse_row(
                'metric_is_no_part_of_itself',
                format('metric "%s" is a part of itself', NEW.key)
            );
        END IF;
        SELECT * INTO this FROM plans_metric WHERE id = NEW.id;
        SELECT * INTO other FROM plans_metric
            WHERE (id = this.part_of_id OR part_of_id = this.id)
                AND (unit <> this.unit OR measure_type <> this.measure_type)
            LIMIT 1;
        IF FOUND THEN
            PERFORM refuse_row(
                'metric_is_part_of_its_like',
                format(
                    'metrics "%s" and "%s" are of two units or kinds: neither is a part of the other',
                    this.key, other.key
                )
            );
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER metric_is_part_of_its_like
        AFTER INSERT OR UPDATE OF part_of_id, unit, measure_type ON plans_metric
        DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION metric_is_part_of_its_like();
    """,
    """
    DROP TRIGGER metric_is_part_of_its_like ON plans_metric;
    DROP FUNCTION metric_is_part_of_its_like;
    """,
)


class Migration(migrations.Migration):
    dependencies = [("plans", "0011_waiting")]
    operations = [
        migrations.AddField(
            model_name="metric",
            name="part_of",
            field=models.ForeignKey(
                blank=True,
                help_text="The metric whose definition takes in all that this one counts. Shares are told of it, and of what it is a part of.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="plans.metric",
                verbose_name="part of",
            ),
        ),
        migrations.AddConstraint(
            model_name="metric",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("part_of", None),
                    models.Q(
                        ("measure_type__in", ("flow", "stock")),
                        models.Q(("unit", "percent"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="metric_part_is_an_amount",
                violation_error_message="Only amounts and levels are parts, percentages are not.",
            ),
        ),
        RULES,
    ]
