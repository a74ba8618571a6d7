"""A series that is tied to a target counts in the unit, the way and the area of the target.

What a series counts stands in the code, so a tie carries it. Ties of before carry nothing: they
are judged by the rule in Python alone, until somebody changes them. One that is withdrawn need
not suit any more.
"""

import django.db.models.deletion
from django.db import migrations, models

SUITING = migrations.RunSQL(
    """
    CREATE FUNCTION computed_ties_suit_their_targets() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        culprit record;
    BEGIN
        IF TG_TABLE_NAME = 'plans_computedtie' THEN
            PERFORM 1 FROM plans_target WHERE id = NEW.target_id FOR SHARE;
            PERFORM 1 FROM plans_metric
            WHERE id = (SELECT metric_id FROM plans_target WHERE id = NEW.target_id) FOR SHARE;
        END IF;
        SELECT tie.series, target.key INTO culprit
        FROM plans_computedtie AS tie
        JOIN plans_target AS target ON target.id = tie.target_id
        LEFT JOIN plans_metric AS metric ON metric.id = target.metric_id
        WHERE CASE TG_TABLE_NAME
                WHEN 'plans_computedtie' THEN tie.id = NEW.id
                WHEN 'plans_target' THEN target.id = NEW.id
                ELSE metric.id = NEW.id
            END
            AND tie.state <> 'withdrawn'
            AND (
                metric.id IS NULL
                OR tie.unit <> metric.unit
                OR tie.measure_type <> metric.measure_type
                OR tie.area_id IS DISTINCT FROM target.area_id
            )
        LIMIT 1;
        IF FOUND THEN
            PERFORM refuse_row(
                'computed_tie_suits_its_target',
                format(
                    'series "%s" does not count in the unit, the way or the area of the target "%s"'
                    ' that it is tied to',
                    culprit.series, culprit.key
                )
            );
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER computed_tie_suits_its_target
        AFTER INSERT OR UPDATE ON plans_computedtie
        DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.state <> 'withdrawn')
        EXECUTE FUNCTION computed_ties_suit_their_targets();
    CREATE CONSTRAINT TRIGGER computed_tie_suits_its_target_target
        AFTER UPDATE OF metric_id, area_id ON plans_target
        DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (
            NEW.metric_id IS DISTINCT FROM OLD.metric_id OR NEW.area_id <> OLD.area_id
        )
        EXECUTE FUNCTION computed_ties_suit_their_targets();
    CREATE CONSTRAINT TRIGGER computed_tie_suits_its_target_metric
        AFTER UPDATE OF unit, measure_type ON plans_metric
        DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.unit <> OLD.unit OR NEW.measure_type <> OLD.measure_type)
        EXECUTE FUNCTION computed_ties_suit_their_targets();
    """,
    """
    DROP TRIGGER computed_tie_suits_its_target_metric ON plans_metric;
    DROP TRIGGER computed_tie_suits_its_target_target ON plans_target;
    DROP TRIGGER computed_tie_suits_its_target ON plans_computedtie;
    DROP FUNCTION computed_ties_suit_their_targets;
    """,
)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0012_parts_of_metrics"),
    ]

    operations = [
        migrations.AddField(
            model_name="computedtie",
            name="area",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="plans.area",
                verbose_name="area",
            ),
        ),
        migrations.AddField(
            model_name="computedtie",
            name="measure_type",
            field=models.CharField(
                blank=True, editable=False, max_length=6, verbose_name="kind of number"
            ),
        ),
        migrations.AddField(
            model_name="computedtie",
            name="unit",
            field=models.CharField(blank=True, editable=False, max_length=12, verbose_name="unit"),
        ),
        migrations.AlterField(
            model_name="computedtie",
            name="made_on",
            field=models.DateField(
                help_text="From this day on it bears on the verdict.", verbose_name="tied on"
            ),
        ),
        migrations.AlterField(
            model_name="computedtie",
            name="reason",
            field=models.TextField(
                help_text="Why everything that it counts belongs to what the target counts, and is"
                " still there. Readers see it beside the verdict.",
                verbose_name="reason",
            ),
        ),
        SUITING,
    ]
