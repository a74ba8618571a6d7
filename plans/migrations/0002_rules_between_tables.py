"""Rules that look at more than one table, kept by triggers.

The rows that lean on others are checked as a set, once a statement, so that a COPY of millions
of rows stays fast; those they lean on are checked when the transaction ends, so that a load may
correct a source first and its figures after it. Both sides take a lock on the row leant on:
two transactions cannot break a rule together.

One rule of the data dictionary is not here: a flow spans more than a day, except projects
signed at one event. Which figures are of one event, only their sources tell.
"""

from django.db import migrations

REFUSE = migrations.RunSQL(
    """
    CREATE FUNCTION refuse_row(rule text, words text) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            CONSTRAINT = rule,
            MESSAGE = format('%s (rule "%s")', words, rule);
    END $$;
    """,
    "DROP FUNCTION refuse_row;",
)

SHARES = migrations.RunSQL(
    """
    CREATE FUNCTION written_observations_share_is_0_to_100() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        culprit record;
    BEGIN
        PERFORM 1 FROM plans_metric WHERE id IN (SELECT metric_id FROM written) FOR SHARE;
        SELECT written.key, written.value INTO culprit
        FROM written JOIN plans_metric AS metric ON metric.id = written.metric_id
        WHERE metric.measure_type = 'share' AND written.value NOT BETWEEN 0 AND 100
        LIMIT 1;
        IF FOUND THEN
            PERFORM refuse_row(
                'observation_share_is_0_to_100',
                format('observation "%s": a share lies in 0 to 100, not %s', culprit.key, culprit.value)
            );
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER observation_share_is_0_to_100_insert AFTER INSERT ON plans_observation
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION written_observations_share_is_0_to_100();
    CREATE TRIGGER observation_share_is_0_to_100_update AFTER UPDATE ON plans_observation
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION written_observations_share_is_0_to_100();

    CREATE FUNCTION metric_observations_share_is_0_to_100() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        culprit record;
    BEGIN
        SELECT observation.key, observation.value INTO culprit
        FROM plans_observation AS observation
        JOIN plans_metric AS metric ON metric.id = observation.metric_id
        WHERE metric.id = NEW.id
            AND metric.measure_type = 'share'
            AND observation.value NOT BETWEEN 0 AND 100
        LIMIT 1;
        IF FOUND THEN
            PERFORM refuse_row(
                'observation_share_is_0_to_100',
                format(
                    'metric "%s" cannot be a share: its observation "%s" is %s',
                    NEW.key, culprit.key, culprit.value
                )
            );
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER observation_share_is_0_to_100_metric
        AFTER UPDATE OF measure_type ON plans_metric
        DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.measure_type = 'share' AND OLD.measure_type <> 'share')
        EXECUTE FUNCTION metric_observations_share_is_0_to_100();
    """,
    """
    DROP TRIGGER observation_share_is_0_to_100_metric ON plans_metric;
    DROP TRIGGER observation_share_is_0_to_100_update ON plans_observation;
    DROP TRIGGER observation_share_is_0_to_100_insert ON plans_observation;
    DROP FUNCTION metric_observations_share_is_0_to_100;
    DROP FUNCTION written_observations_share_is_0_to_100;
    """,
)

PERIODS = migrations.RunSQL(
    """
    CREATE FUNCTION written_observations_ended_before_source() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        culprit record;
    BEGIN
        PERFORM 1 FROM plans_source WHERE id IN (SELECT source_id FROM written) FOR SHARE;
        SELECT written.key, written.period_end, source.key AS source_key, source.known_from
        INTO culprit
        FROM written JOIN plans_source AS source ON source.id = written.source_id
        WHERE written.kind <> 'forecast' AND written.period_end > source.known_from
        LIMIT 1;
        IF FOUND THEN
            PERFORM refuse_row(
                'observation_ended_before_its_source',
                format(
                    'observation "%s": its period ends on %s, after its source "%s" came out (%s)',
                    culprit.key, culprit.period_end, culprit.source_key, culprit.known_from
                )
            );
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER observation_ended_before_its_source_insert AFTER INSERT ON plans_observation
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION written_observations_ended_before_source();
    CREATE TRIGGER observation_ended_before_its_source_update AFTER UPDATE ON plans_observation
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION written_observations_ended_before_source();

    CREATE FUNCTION source_observations_ended_before_it() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        culprit record;
    BEGIN
        SELECT observation.key, observation.period_end, source.known_from INTO culprit
        FROM plans_observation AS observation
        JOIN plans_source AS source ON source.id = observation.source_id
        WHERE source.id = NEW.id
            AND observation.kind <> 'forecast'
            AND observation.period_end > source.known_from
        LIMIT 1;
        IF FOUND THEN
            PERFORM refuse_row(
                'observation_ended_before_its_source',
                format(
                    'source "%s" cannot be known from %s: its observation "%s" ends on %s',
                    NEW.key, culprit.known_from, culprit.key, culprit.period_end
                )
            );
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER observation_ended_before_its_source_source
        AFTER UPDATE ON plans_source
        DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.known_from < OLD.known_from)
        EXECUTE FUNCTION source_observations_ended_before_it();
    """,
    """
    DROP TRIGGER observation_ended_before_its_source_source ON plans_source;
    DROP TRIGGER observation_ended_before_its_source_update ON plans_observation;
    DROP TRIGGER observation_ended_before_its_source_insert ON plans_observation;
    DROP FUNCTION source_observations_ended_before_it;
    DROP FUNCTION written_observations_ended_before_source;
    """,
)

VARIANTS = migrations.RunSQL(
    """
    CREATE FUNCTION target_variants_are_of_main_rows() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        culprit record;
    BEGIN
        PERFORM 1 FROM plans_target
        WHERE id IN (NEW.id, NEW.variant_of_id)
        ORDER BY id
        FOR SHARE;
        SELECT variant.key, main.key AS main_key, plan.key AS plan_key INTO culprit
        FROM plans_target AS variant
        JOIN plans_target AS main ON main.id = variant.variant_of_id
        JOIN plans_plan AS plan ON plan.id = variant.plan_id
        WHERE (variant.id = NEW.id OR main.id = NEW.id)
            AND (main.plan_id <> variant.plan_id OR main.variant_of_id IS NOT NULL)
        LIMIT 1;
        IF FOUND THEN
            PERFORM refuse_row(
                'target_variant_is_of_a_main_row_of_its_plan',
                format(
                    'target "%s" of plan "%s" cannot be a variant of "%s", which is itself a'
                    ' variant or belongs to another plan',
                    culprit.key, culprit.plan_key, culprit.main_key
                )
            );
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER target_variant_is_of_a_main_row_insert
        AFTER INSERT ON plans_target
        DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.variant_of_id IS NOT NULL)
        EXECUTE FUNCTION target_variants_are_of_main_rows();
    CREATE CONSTRAINT TRIGGER target_variant_is_of_a_main_row_update
        AFTER UPDATE OF plan_id, variant_of_id ON plans_target
        DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (
            NEW.plan_id <> OLD.plan_id OR NEW.variant_of_id IS DISTINCT FROM OLD.variant_of_id
        )
        EXECUTE FUNCTION target_variants_are_of_main_rows();
    """,
    """
    DROP TRIGGER target_variant_is_of_a_main_row_update ON plans_target;
    DROP TRIGGER target_variant_is_of_a_main_row_insert ON plans_target;
    DROP FUNCTION target_variants_are_of_main_rows;
    """,
)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [REFUSE, SHARES, PERIODS, VARIANTS]
