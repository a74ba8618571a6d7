"""What a source states changes with its citation, or says when the place was read again.

For each kind of fact ``guard_figures`` makes a trigger, whose condition Postgres judges by itself:
rows that keep the rule cost no call. A change that is taken back (``cgt.restoring``) is compared
with the kept history, and passes where these figures stood under this very citation before.
The rule in Python is ``plans.domain.guarding``.
"""

from django.db import migrations

from plans.migrations._evidence_guard import fields_and_rules, guarded

FACTS = ["observation", "plan", "policymeasure", "target", "verdictoverride"]

GUARDING = migrations.RunSQL(
    """
    -- A moment is kept in one form, whatever the time zone of who changes the row.
    ALTER FUNCTION keep_changes() SET TimeZone = 'UTC';

    CREATE FUNCTION refuse_uncited_figures() RETURNS trigger LANGUAGE plpgsql
    SET TimeZone = 'UTC' AS $$
    DECLARE
        pk constant text := TG_ARGV[1];
        figures constant text[] := TG_ARGV[2];
        citation constant text[] := TG_ARGV[3];
        old_row constant jsonb := to_jsonb(OLD);
        new_row constant jsonb := to_jsonb(NEW);
        past jsonb := old_row;
        changed jsonb;
        stood boolean;
    BEGIN
        IF current_setting('cgt.restoring', true) = 'yes' THEN
            FOR changed IN
                SELECT before FROM plans_revision
                WHERE model = TG_ARGV[0] AND row_id = (old_row ->> pk)::bigint
                    AND operation = 'update'
                ORDER BY id DESC
            LOOP
                past := past || changed;
                SELECT bool_and(past -> name = new_row -> name) INTO stood
                FROM unnest(figures || citation || '{reread_at}') AS name;
                IF stood THEN
                    RETURN NULL;
                END IF;
            END LOOP;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            CONSTRAINT = 'figure_changes_with_its_citation',
            TABLE = TG_TABLE_NAME,
            MESSAGE = format(
                '"%s": %s changes without its citation, %s'
                ' (rule "figure_changes_with_its_citation")',
                coalesce(old_row ->> 'key', old_row ->> pk),
                (
                    SELECT string_agg(name, ', ') FROM unnest(figures) AS name
                    WHERE old_row -> name IS DISTINCT FROM new_row -> name
                ),
                array_to_string(citation, ', ')
            ),
            HINT = 'Change the citation, too; or read the place again and set reread_at to now().';
    END $$;

    CREATE FUNCTION guard_figures(
        kept regclass, label text, guards jsonb, pk text DEFAULT 'id'
    )
    RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
        n integer;
        figures text[];
        citation text[];
        figures_change text;
        citation_stays text;
    BEGIN
        FOR n, figures, citation IN
            SELECT place,
                ARRAY(SELECT jsonb_array_elements_text(guard -> 'figures')),
                ARRAY(SELECT jsonb_array_elements_text(guard -> 'citation'))
            FROM jsonb_array_elements(guards) WITH ORDINALITY AS each(guard, place)
        LOOP
            SELECT string_agg(format('OLD.%1$I IS DISTINCT FROM NEW.%1$I', name), ' OR ')
            INTO figures_change FROM unnest(figures) AS name;
            SELECT string_agg(format('OLD.%1$I IS NOT DISTINCT FROM NEW.%1$I', name), ' AND ')
            INTO citation_stays FROM unnest(citation) AS name;
            EXECUTE format(
                'CREATE TRIGGER figure_changes_with_its_citation_%s AFTER UPDATE ON %s
                FOR EACH ROW WHEN (
                    (%s) AND %s AND NOT coalesce(
                        NEW.reread_at > coalesce(OLD.reread_at, ''-infinity''), false
                    )
                ) EXECUTE FUNCTION refuse_uncited_figures(%L, %L, %L, %L)',
                n, kept, figures_change, citation_stays, label, pk, figures, citation
            );
        END LOOP;
    END $$;

    CREATE FUNCTION guard_figures_no_more(kept regclass) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
        guard name;
    BEGIN
        FOR guard IN
            SELECT tgname FROM pg_trigger
            WHERE tgrelid = kept AND tgname LIKE 'figure\\_changes\\_with\\_its\\_citation\\_%'
        LOOP
            EXECUTE format('DROP TRIGGER %I ON %s', guard, kept);
        END LOOP;
    END $$;
    """,
    """
    DROP FUNCTION guard_figures_no_more(regclass);
    DROP FUNCTION guard_figures(regclass, text, jsonb, text);
    DROP FUNCTION refuse_uncited_figures();
    ALTER FUNCTION keep_changes() RESET TimeZone;
    """,
)


TABLES = [
    guarded(
        "plans_observation",
        "plans.observation",
        [
            "metric_id",
            "area_id",
            "period_start",
            "period_end",
            "value",
            "qualifier",
            "kind",
            "interval_percent",
        ],
    ),
    guarded("plans_plan", "plans.plan", ["issued_on", "period_start", "period_end"]),
    guarded(
        "plans_policymeasure",
        "plans.policymeasure",
        ["amount", "amount_unit", "amount_qualifier"],
    ),
    guarded(
        "plans_target",
        "plans.target",
        [
            "metric_id",
            "area_id",
            "basis",
            "comparator",
            "value",
            "value_upper",
            "due_on",
            "baseline_value",
            "baseline_on",
        ],
    ),
    guarded("plans_verdictoverride", "plans.verdictoverride", ["verdict"]),
]


class Migration(migrations.Migration):
    dependencies = [("plans", "0013_ties_that_suit")]

    operations = [*fields_and_rules(FACTS), GUARDING, *TABLES]
