"""What waits for a second reader, who wrote it, and the rule that somebody else lets it through.

``keep_changes`` (0007) keeps now what a person entered, too, and who approved what; and it refuses
to let a person publish what they wrote last while somebody else may publish it. A program and a
superuser at the shell, who tell no editor, go on as before: the history names no person then.
``keep_waiting`` follows each record that is not published, so that the queue of all kinds is one
table with an index.
"""

import importlib

import django.core.serializers.json
import django.db.models.deletion
import plans.models.revisions
from django.conf import settings
from django.db import migrations, models

BEFORE = importlib.import_module("plans.migrations.0007_kept_changes").KEEPING.sql


def _as_before(first, after):
    """A function as 0007 made it: from its name to that of the next."""
    text = BEFORE[BEFORE.index(f"CREATE FUNCTION {first}") : BEFORE.index(f"CREATE FUNCTION {after}")]
    return text.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)


PUBLISHERS = migrations.RunSQL(
    """
    -- Who may publish records of a kind: the one place that says so. None where nobody has to.
    CREATE FUNCTION publishers(label text) RETURNS SETOF integer LANGUAGE sql STABLE AS $$
        SELECT account.id
        FROM auth_permission AS permission
        JOIN django_content_type AS kind ON kind.id = permission.content_type_id
        JOIN auth_user AS account ON account.is_active AND account.is_staff
        WHERE kind.app_label = split_part(label, '.', 1) AND kind.model = split_part(label, '.', 2)
            AND permission.codename = 'publish_' || kind.model
            AND (
                account.is_superuser
                OR EXISTS (
                    SELECT FROM auth_user_user_permissions AS own
                    WHERE own.user_id = account.id AND own.permission_id = permission.id
                )
                OR EXISTS (
                    SELECT FROM auth_user_groups AS member
                    JOIN auth_group_permissions AS held ON held.group_id = member.group_id
                    WHERE member.user_id = account.id AND held.permission_id = permission.id
                )
            )
    $$;
    """,
    "DROP FUNCTION publishers(text);",
)

KEEPING = migrations.RunSQL(
    """
    CREATE OR REPLACE FUNCTION keep_changes() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        pk constant text := TG_ARGV[1];
        derived constant text[] := '{search_names,search_texts,search_sounds,known_from}';
        editor constant integer := nullif(current_setting('cgt.editor', true), '')::integer;
        author constant integer :=
            coalesce(nullif(current_setting('cgt.author', true), '')::integer, editor);
        approver constant integer := CASE WHEN author <> editor THEN editor END;
        unread constant boolean := coalesce(current_setting('cgt.unread', true), '') <> '';
        reason constant text := coalesce(current_setting('cgt.reason', true), '');
        way constant text := coalesce(current_setting('cgt.way', true), '');
        detail constant text := coalesce(current_setting('cgt.detail', true), '');
        others constant boolean := editor IS NOT NULL AND EXISTS (
            SELECT FROM publishers(TG_ARGV[0]) AS publisher WHERE publisher <> editor
        );
        is_reviewed constant boolean := editor IS NOT NULL AND (
            others OR EXISTS (SELECT FROM publishers(TG_ARGV[0]))
        );
        own bigint;
    BEGIN
        IF TG_OP = 'DELETE' THEN
            INSERT INTO plans_revision
                (model, row_id, operation, at, before, shown, reason, way, detail, editor_id)
            SELECT TG_ARGV[0], (to_jsonb(gone) ->> pk)::bigint, 'delete', clock_timestamp(),
                to_jsonb(gone) - derived, '', reason, way, detail, editor
            FROM gone;
            RETURN NULL;
        END IF;
        IF TG_OP = 'INSERT' THEN
            IF editor IS NULL THEN
                RETURN NULL;  -- what programs enter has no history yet, and costs nothing
            END IF;
            EXECUTE format($insert$
                WITH kept AS (
                    INSERT INTO plans_revision (
                        model, row_id, operation, at, before, shown, reason, way, detail,
                        editor_id, approver_id, alone
                    )
                    SELECT $1, come.%1$I, 'add', clock_timestamp(), '{}', '', $2, $3, $4, $5, $6,
                        $7 AND to_jsonb(come) ->> 'state' = 'published'
                    FROM come ORDER BY come.%1$I
                    RETURNING row_id, alone
                )
                SELECT row_id FROM kept WHERE alone LIMIT 1
            $insert$, pk) INTO own
            USING TG_ARGV[0], reason, way, detail, author, approver,
                is_reviewed AND author = editor;
        ELSE
            EXECUTE format($insert$
                WITH pairs AS MATERIALIZED (
                    SELECT gone.%1$I AS id, to_jsonb(gone) - $3 AS old, to_jsonb(come) AS new
                    FROM gone LEFT JOIN come ON come.%1$I = gone.%1$I
                    WHERE gone IS DISTINCT FROM come
                ), differing AS MATERIALIZED (
                    SELECT id, old ->> 'state' AS state, new ->> 'state' AS state_now,
                        new ->> 'state_reason' AS state_reason, differs.before, differs.after,
                        differs.before - '{state,state_reason}'::text[] <> '{}' AS is_touched
                    FROM pairs CROSS JOIN LATERAL (
                        SELECT jsonb_object_agg(was.key, was.value) AS before,
                            jsonb_object_agg(was.key, new -> was.key) AS after
                        FROM jsonb_each(old) AS was
                        WHERE was.value IS DISTINCT FROM new -> was.key
                    ) AS differs
                    WHERE differs.before IS NOT NULL
                ), kept AS (
                    INSERT INTO plans_revision (
                        model, row_id, operation, at, before, after, shown, reason, way, detail,
                        editor_id, approver_id, alone
                    )
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
                        $5, $6, $7, $8,
                        $9 AND state_now = 'published' AND CASE
                            WHEN is_touched THEN $7 = $10 AND NOT ($11 AND state = 'published')
                            WHEN state = 'published' THEN false
                            ELSE EXISTS (
                                SELECT FROM plans_waiting AS waiting
                                WHERE waiting.model = $1 AND waiting.row_id = differing.id
                                    AND waiting.state NOT IN ('change', 'returned')
                                    AND waiting.author_id = $10
                            )
                        END
                    FROM differing ORDER BY id
                    RETURNING row_id, alone
                )
                SELECT row_id FROM kept WHERE alone LIMIT 1
            $insert$, pk) INTO own
            USING TG_ARGV[0], TG_ARGV[2]::text[], derived, reason, way, detail, author, approver,
                is_reviewed, editor, unread;
        END IF;
        IF own IS NOT NULL AND others THEN
            PERFORM refuse_row(
                'own_change_is_read_by_another',
                format(
                    '%s %s: whoever wrote it last does not publish it while somebody else may',
                    TG_ARGV[0], own
                )
            );
        END IF;
        RETURN NULL;
    END $$;

    -- Entries of people are kept as well. To be called again where they are.
    CREATE FUNCTION keep_entries(kept regclass, label text, pk text DEFAULT 'id')
    RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        EXECUTE format('DROP TRIGGER IF EXISTS changes_are_kept_insert ON %s', kept);
        EXECUTE format(
            'CREATE TRIGGER changes_are_kept_insert AFTER INSERT ON %s
            REFERENCING NEW TABLE AS come
            FOR EACH STATEMENT EXECUTE FUNCTION keep_changes(%L, %L)',
            kept, label, pk
        );
    END $$;

    CREATE OR REPLACE FUNCTION keep_history(
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
        PERFORM keep_entries(kept, label, pk);
        IF is_fact THEN
            EXECUTE format(
                'CREATE TRIGGER what_was_public_is_withdrawn_not_deleted AFTER DELETE ON %s
                REFERENCING OLD TABLE AS gone
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_delete_what_was_public(%L, %L)',
                kept, label, pk
            );
        END IF;
    END $$;

    CREATE OR REPLACE FUNCTION keep_history_no_more(kept regclass)
    RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        EXECUTE format('DROP TRIGGER changes_are_kept_update ON %s', kept);
        EXECUTE format('DROP TRIGGER changes_are_kept_delete ON %s', kept);
        EXECUTE format('DROP TRIGGER IF EXISTS changes_are_kept_insert ON %s', kept);
        EXECUTE format(
            'DROP TRIGGER IF EXISTS what_was_public_is_withdrawn_not_deleted ON %s', kept
        );
    END $$;
    """,
    _as_before("keep_changes", "refuse_to_delete_what_was_public")
    + _as_before("keep_history(", "keep_history_no_more")
    + _as_before("keep_history_no_more", "revisions_are_only_added")
    + "DROP FUNCTION keep_entries(regclass, text, text);",
)

WAITING = migrations.RunSQL(
    """
    -- After keep_changes, which asks for the author as it was: triggers fire in the order of names.
    CREATE FUNCTION keep_waiting() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        pk constant text := TG_ARGV[1];
        derived constant text[] :=
            '{search_names,search_texts,search_sounds,known_from,state,state_reason}';
        editor constant integer := nullif(current_setting('cgt.editor', true), '')::integer;
        author constant integer :=
            coalesce(nullif(current_setting('cgt.author', true), '')::integer, editor);
        reason constant text := coalesce(current_setting('cgt.reason', true), '');
    BEGIN
        IF TG_OP = 'INSERT' THEN
            EXECUTE format($insert$
                INSERT INTO plans_waiting
                    (model, row_id, state, author_id, sender_id, since, reason, returned_for)
                SELECT $1, come.%1$I, come.state, $2, $3, clock_timestamp(), '', ''
                FROM come WHERE come.state <> 'published' ORDER BY come.%1$I
            $insert$, pk) USING TG_ARGV[0], author, editor;
        ELSIF TG_OP = 'DELETE' THEN
            EXECUTE format($delete$
                DELETE FROM plans_waiting AS waiting USING gone
                WHERE waiting.model = $1 AND waiting.row_id = gone.%1$I
            $delete$, pk) USING TG_ARGV[0];
        ELSE
            EXECUTE format($update$
                WITH moved AS MATERIALIZED (
                    SELECT come.%1$I AS id, gone.state AS was, come.state,
                        to_jsonb(gone) - $4 IS DISTINCT FROM to_jsonb(come) - $4 AS is_touched
                    FROM gone JOIN come ON come.%1$I = gone.%1$I
                    WHERE (gone.state <> 'published' OR come.state <> 'published')
                        AND gone IS DISTINCT FROM come
                ), out AS (
                    DELETE FROM plans_waiting AS waiting USING moved
                    WHERE moved.state = 'published' AND waiting.model = $1
                        AND waiting.row_id = moved.id
                        AND waiting.state NOT IN ('change', 'returned')
                )
                INSERT INTO plans_waiting AS waiting
                    (model, row_id, state, author_id, sender_id, since, reason, returned_for)
                SELECT $1, id, state, CASE WHEN is_touched THEN $2 END, $3, clock_timestamp(), '', ''
                FROM moved WHERE state <> 'published' ORDER BY id
                ON CONFLICT (model, row_id) WHERE (NOT (state IN ('change', 'returned')))
                DO UPDATE SET
                    state = excluded.state,
                    author_id = CASE
                        WHEN (SELECT is_touched FROM moved WHERE moved.id = waiting.row_id)
                            THEN excluded.author_id
                        ELSE waiting.author_id
                    END,
                    sender_id = CASE
                        WHEN waiting.state = excluded.state THEN waiting.sender_id
                        ELSE excluded.sender_id
                    END,
                    since = CASE
                        WHEN waiting.state = excluded.state THEN waiting.since
                        ELSE excluded.since
                    END,
                    edits = waiting.edits
                        + (SELECT is_touched::int FROM moved WHERE moved.id = waiting.row_id),
                    returned_for = CASE
                        WHEN waiting.state = excluded.state THEN waiting.returned_for
                        WHEN waiting.state = 'in_review' AND excluded.state = 'draft' THEN $5
                        ELSE ''
                    END
            $update$, pk) USING TG_ARGV[0], author, editor, derived, reason;
        END IF;
        RETURN NULL;
    END $$;

    -- Follow what is not published of a table, those rows that are there already included.
    CREATE FUNCTION let_wait(kept regclass, label text, pk text DEFAULT 'id')
    RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        EXECUTE format(
            'CREATE TRIGGER waiting_is_kept_insert AFTER INSERT ON %s
            REFERENCING NEW TABLE AS come
            FOR EACH STATEMENT EXECUTE FUNCTION keep_waiting(%L, %L)',
            kept, label, pk
        );
        EXECUTE format(
            'CREATE TRIGGER waiting_is_kept_update AFTER UPDATE ON %s
            REFERENCING OLD TABLE AS gone NEW TABLE AS come
            FOR EACH STATEMENT EXECUTE FUNCTION keep_waiting(%L, %L)',
            kept, label, pk
        );
        EXECUTE format(
            'CREATE TRIGGER waiting_is_kept_delete AFTER DELETE ON %s
            REFERENCING OLD TABLE AS gone
            FOR EACH STATEMENT EXECUTE FUNCTION keep_waiting(%L, %L)',
            kept, label, pk
        );
        EXECUTE format($insert$
            INSERT INTO plans_waiting
                (model, row_id, state, author_id, sender_id, since, reason, returned_for)
            SELECT %2$L, fact.%3$I, fact.state, written.editor_id, moved.editor_id,
                coalesce(moved.at, now()), '', ''
            FROM %1$s AS fact
            LEFT JOIN LATERAL (
                SELECT editor_id FROM plans_revision
                WHERE model = %2$L AND row_id = fact.%3$I
                    AND before - '{state,state_reason}'::text[] <> '{}'
                ORDER BY id DESC LIMIT 1
            ) AS written ON true
            LEFT JOIN LATERAL (
                SELECT at, editor_id FROM plans_revision
                WHERE model = %2$L AND row_id = fact.%3$I AND before ? 'state'
                ORDER BY id DESC LIMIT 1
            ) AS moved ON true
            WHERE fact.state <> 'published' ORDER BY fact.%3$I
        $insert$, kept, label, pk);
    END $$;

    CREATE FUNCTION let_wait_no_more(kept regclass, label text)
    RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        EXECUTE format('DROP TRIGGER IF EXISTS waiting_is_kept_insert ON %s', kept);
        EXECUTE format('DROP TRIGGER IF EXISTS waiting_is_kept_update ON %s', kept);
        EXECUTE format('DROP TRIGGER IF EXISTS waiting_is_kept_delete ON %s', kept);
        DELETE FROM plans_waiting WHERE model = label;
    END $$;
    """,
    """
    DROP FUNCTION let_wait_no_more(regclass, text);
    DROP FUNCTION let_wait(regclass, text, text);
    DROP FUNCTION keep_waiting();
    """,
)

TABLES = migrations.RunSQL(
    """
    SELECT keep_entries(('plans_' || name)::regclass, 'plans.' || name) FROM unnest(ARRAY[
        'area', 'source', 'metric', 'plan', 'verdictoverride', 'policymeasure', 'observation',
        'target', 'computedtie'
    ]) AS name;
    SELECT let_wait(('plans_' || name)::regclass, 'plans.' || name) FROM unnest(ARRAY[
        'plan', 'verdictoverride', 'policymeasure', 'observation', 'target'
    ]) AS name;
    """,
    """
    SELECT let_wait_no_more(('plans_' || name)::regclass, 'plans.' || name) FROM unnest(ARRAY[
        'plan', 'verdictoverride', 'policymeasure', 'observation', 'target'
    ]) AS name;
    DROP TRIGGER changes_are_kept_insert ON plans_area;
    DROP TRIGGER changes_are_kept_insert ON plans_source;
    DROP TRIGGER changes_are_kept_insert ON plans_metric;
    DROP TRIGGER changes_are_kept_insert ON plans_plan;
    DROP TRIGGER changes_are_kept_insert ON plans_verdictoverride;
    DROP TRIGGER changes_are_kept_insert ON plans_policymeasure;
    DROP TRIGGER changes_are_kept_insert ON plans_observation;
    DROP TRIGGER changes_are_kept_insert ON plans_target;
    DROP TRIGGER changes_are_kept_insert ON plans_computedtie;
    """,
)


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0010_areas_in_no_circle'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Waiting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=60, verbose_name='kind of record')),
                ('row_id', models.BigIntegerField(verbose_name='record')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('withdrawn', 'withdrawn'), ('change', 'change in review'), ('returned', 'change returned')], max_length=9, verbose_name='state')),
                ('since', models.DateTimeField(verbose_name='waits since')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('before', models.JSONField(decoder=plans.models.revisions.ExactJSON, encoder=django.core.serializers.json.DjangoJSONEncoder, null=True)),
                ('after', models.JSONField(decoder=plans.models.revisions.ExactJSON, encoder=django.core.serializers.json.DjangoJSONEncoder, null=True)),
                ('returned_for', models.CharField(blank=True, max_length=300, verbose_name='why it was returned')),
                ('edits', models.PositiveIntegerField(db_default=0, default=0)),
            ],
            options={
                'verbose_name': 'what waits for review',
                'verbose_name_plural': 'what waits for review',
                'ordering': ['since', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.RemoveConstraint(
            model_name='revision',
            name='revision_operation_is_known',
        ),
        migrations.AddField(
            model_name='revision',
            name='alone',
            field=models.BooleanField(db_default=False, default=False, verbose_name='without a second reader'),
        ),
        migrations.AddField(
            model_name='revision',
            name='approver',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by'),
        ),
        migrations.AlterField(
            model_name='revision',
            name='operation',
            field=models.CharField(choices=[('add', 'entered'), ('update', 'changed'), ('delete', 'deleted')], max_length=6, verbose_name='what was done'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('operation__in', ['add', 'update', 'delete'])), name='revision_operation_is_known', violation_error_message='There is no such value.'),
        ),
        migrations.AddField(
            model_name='waiting',
            name='author',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='last changed by'),
        ),
        migrations.AddField(
            model_name='waiting',
            name='sender',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by'),
        ),
        migrations.AddIndex(
            model_name='waiting',
            index=models.Index(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=['since', 'id'], name='waiting_queue'),
        ),
        migrations.AddIndex(
            model_name='waiting',
            index=models.Index(fields=['model', 'since', 'id'], name='waiting_by_kind'),
        ),
        migrations.AddIndex(
            model_name='waiting',
            index=models.Index(fields=['author', 'since', 'id'], name='waiting_by_author'),
        ),
        migrations.AddConstraint(
            model_name='waiting',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'in_review', 'withdrawn', 'change', 'returned'])), name='waiting_state_is_known', violation_error_message='There is no such value.'),
        ),
        migrations.AddConstraint(
            model_name='waiting',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['change', 'returned']), _negated=True), fields=('model', 'row_id'), name='waiting_record_waits_once', violation_error_message='The record waits already.'),
        ),
        migrations.AddConstraint(
            model_name='waiting',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['change', 'returned'])), fields=('model', 'row_id'), name='waiting_change_waits_alone', violation_error_message='A change of the record waits already.'),
        ),
        migrations.AddConstraint(
            model_name='waiting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('after__isnull', False), ('before__isnull', False), ('state__in', ['change', 'returned'])), models.Q(models.Q(('state__in', ['change', 'returned']), _negated=True), ('after', None), ('before', None)), _connector='OR'), name='waiting_change_says_what_changes', violation_error_message='A change says what it changes.'),
        ),
        PUBLISHERS,
        KEEPING,
        WAITING,
        TABLES,
    ]
