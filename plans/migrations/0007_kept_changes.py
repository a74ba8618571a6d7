"""The kept history of records, written by the database itself.

Triggers look at each statement as a whole, so that a load stays fast: one INSERT keeps all rows
that it changed. Rows that are new have no history and cost nothing. Columns that the database or
the loaders derive from others (how names are searched, from when a source is known) make none.

What was ever public is never deleted: it is withdrawn.
"""

import django.db.models.deletion
import plans.models.revisions
from django.conf import settings
from django.db import migrations, models


KEEPING = migrations.RunSQL(
    """
    CREATE FUNCTION keep_changes() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        pk constant text := TG_ARGV[1];
        derived constant text[] := '{search_names,search_texts,search_sounds,known_from}';
        editor constant integer := nullif(current_setting('cgt.editor', true), '')::integer;
        reason constant text := coalesce(current_setting('cgt.reason', true), '');
        way constant text := coalesce(current_setting('cgt.way', true), '');
        detail constant text := coalesce(current_setting('cgt.detail', true), '');
    BEGIN
        IF TG_OP = 'DELETE' THEN
            INSERT INTO plans_revision
                (model, row_id, operation, at, before, shown, reason, way, detail, editor_id)
            SELECT TG_ARGV[0], (to_jsonb(gone) ->> pk)::bigint, 'delete', clock_timestamp(),
                to_jsonb(gone) - derived, '', reason, way, detail, editor
            FROM gone;
            RETURN NULL;
        END IF;
        EXECUTE format($insert$
            WITH pairs AS MATERIALIZED (
                SELECT gone.%1$I AS id, to_jsonb(gone) - $3 AS old, to_jsonb(come) AS new
                FROM gone LEFT JOIN come ON come.%1$I = gone.%1$I
                WHERE gone IS DISTINCT FROM come
            ), differing AS MATERIALIZED (
                SELECT id, old ->> 'state' AS state, new ->> 'state' AS state_now,
                    new ->> 'state_reason' AS state_reason, differs.before, differs.after
                FROM pairs CROSS JOIN LATERAL (
                    SELECT jsonb_object_agg(was.key, was.value) AS before,
                        jsonb_object_agg(was.key, new -> was.key) AS after
                    FROM jsonb_each(old) AS was
                    WHERE was.value IS DISTINCT FROM new -> was.key
                ) AS differs
                WHERE differs.before IS NOT NULL
            )
            INSERT INTO plans_revision
                (model, row_id, operation, at, before, after, shown, reason, way, detail, editor_id)
            SELECT $1, id, 'update', clock_timestamp(), before, after,
                CASE
                    WHEN state = 'published' AND state_now = 'published' AND before ?| $2
                        THEN 'corrected'
                    WHEN state = 'published' AND state_now <> 'published' THEN 'withdrawn'
                    WHEN state <> 'published' AND state_now = 'published' AND EXISTS (
                        SELECT FROM plans_revision AS earlier
                        WHERE earlier.model = $1 AND earlier.row_id = differing.id
                            AND earlier.shown = 'withdrawn'
                    ) THEN 'restored'
                    ELSE ''
                END,
                CASE
                    WHEN $4 = '' AND state_now = 'withdrawn' AND state <> 'withdrawn'
                        THEN coalesce(state_reason, '')
                    ELSE $4
                END,
                $5, $6, $7
            FROM differing ORDER BY id
        $insert$, pk) USING TG_ARGV[0], TG_ARGV[2]::text[], derived, reason, way, detail, editor;
        RETURN NULL;
    END $$;

    CREATE FUNCTION refuse_to_delete_what_was_public() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        culprit jsonb;
    BEGIN
        SELECT to_jsonb(gone) INTO culprit FROM gone
        WHERE gone.state IN ('published', 'withdrawn') OR EXISTS (
            SELECT FROM plans_revision AS earlier
            WHERE earlier.model = TG_ARGV[0] AND earlier.shown = 'withdrawn'
                AND earlier.row_id = (to_jsonb(gone) ->> TG_ARGV[1])::bigint
        )
        LIMIT 1;
        IF FOUND THEN
            PERFORM refuse_row(
                'what_was_public_is_withdrawn_not_deleted',
                format(
                    '"%s" was public: withdraw it with a reason, it is not deleted',
                    coalesce(culprit ->> 'key', culprit ->> TG_ARGV[1])
                )
            );
        END IF;
        RETURN NULL;
    END $$;

    CREATE FUNCTION keep_history(
        kept regclass, label text, figures text[], is_fact boolean, pk text DEFAULT 'id'
    )
    RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        EXECUTE format(
            'CREATE TRIGGER changes_are_kept_update AFTER UPDATE ON %s
            REFERENCING OLD TABLE AS gone NEW TABLE AS come
            FOR EACH STATEMENT EXECUTE FUNCTION keep_changes(%L, %L, %L)',
            kept, label, pk, figures
        );
        EXECUTE format(
            'CREATE TRIGGER changes_are_kept_delete AFTER DELETE ON %s
            REFERENCING OLD TABLE AS gone
            FOR EACH STATEMENT EXECUTE FUNCTION keep_changes(%L, %L, %L)',
            kept, label, pk, figures
        );
        IF is_fact THEN
            EXECUTE format(
                'CREATE TRIGGER what_was_public_is_withdrawn_not_deleted AFTER DELETE ON %s
                REFERENCING OLD TABLE AS gone
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_delete_what_was_public(%L, %L)',
                kept, label, pk
            );
        END IF;
    END $$;

    CREATE FUNCTION keep_history_no_more(kept regclass) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        EXECUTE format('DROP TRIGGER changes_are_kept_update ON %s', kept);
        EXECUTE format('DROP TRIGGER changes_are_kept_delete ON %s', kept);
        EXECUTE format(
            'DROP TRIGGER IF EXISTS what_was_public_is_withdrawn_not_deleted ON %s', kept
        );
    END $$;

    CREATE FUNCTION revisions_are_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM refuse_row(
            'revision_is_only_added',
            'a kept change is history: it is neither changed nor deleted'
        );
        RETURN NULL;
    END $$;
    CREATE TRIGGER revision_is_only_added
        BEFORE UPDATE OR DELETE ON plans_revision
        FOR EACH ROW EXECUTE FUNCTION revisions_are_only_added();
    """,
    """
    DROP TRIGGER revision_is_only_added ON plans_revision;
    DROP FUNCTION revisions_are_only_added();
    DROP FUNCTION keep_history_no_more(regclass);
    DROP FUNCTION keep_history;
    DROP FUNCTION refuse_to_delete_what_was_public();
    DROP FUNCTION keep_changes();
    """,
)

TABLES = migrations.RunSQL(
    """
    SELECT keep_history('plans_area', 'plans.area', '{}', false);
    SELECT keep_history('plans_source', 'plans.source', '{}', false);
    SELECT keep_history('plans_metric', 'plans.metric', '{}', false);
    SELECT keep_history('plans_plan', 'plans.plan', '{}', true);
    SELECT keep_history('plans_verdictoverride', 'plans.verdictoverride', '{}', true);
    SELECT keep_history(
        'plans_policymeasure', 'plans.policymeasure', '{amount,amount_unit,amount_qualifier}', true
    );
    SELECT keep_history(
        'plans_observation', 'plans.observation',
        '{metric_id,area_id,period_start,period_end,value,qualifier,kind,interval_percent}', true
    );
    SELECT keep_history(
        'plans_target', 'plans.target',
        '{metric_id,area_id,basis,comparator,value,value_upper,due_on,baseline_value,baseline_on}',
        true
    );
    """,
    """
    SELECT keep_history_no_more(kept::regclass) FROM unnest(ARRAY[
        'plans_area', 'plans_source', 'plans_metric', 'plans_plan', 'plans_verdictoverride',
        'plans_policymeasure', 'plans_observation', 'plans_target'
    ]) AS kept;
    """,
)


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0006_link_checks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=60, verbose_name='kind of record')),
                ('row_id', models.BigIntegerField(verbose_name='record')),
                ('operation', models.CharField(choices=[('update', 'changed'), ('delete', 'deleted')], max_length=6, verbose_name='what was done')),
                ('at', models.DateTimeField(db_index=True, verbose_name='when')),
                ('before', models.JSONField(decoder=plans.models.revisions.ExactJSON, verbose_name='before')),
                ('after', models.JSONField(decoder=plans.models.revisions.ExactJSON, null=True, verbose_name='after')),
                ('shown', models.CharField(blank=True, choices=[('corrected', 'corrected'), ('withdrawn', 'withdrawn'), ('restored', 'restored')], max_length=9, verbose_name='shown to readers as')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('way', models.CharField(blank=True, choices=[('desk', "editors' desk"), ('load', 'load of files')], max_length=4, verbose_name='way in')),
                ('detail', models.CharField(blank=True, max_length=100, verbose_name='by what')),
                ('editor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['model', 'row_id', '-id'], name='revision_of_record'), models.Index(condition=models.Q(('shown', ''), _negated=True), fields=['-id'], include=('model',), name='revision_shown')],
                'constraints': [models.CheckConstraint(condition=models.Q(('operation__in', ['update', 'delete'])), name='revision_operation_is_known', violation_error_message='There is no such value.'), models.CheckConstraint(condition=models.Q(('shown__in', ['', 'corrected', 'withdrawn', 'restored'])), name='revision_shown_is_known', violation_error_message='There is no such value.')],
            },
        ),
        KEEPING,
        TABLES,
    ]
