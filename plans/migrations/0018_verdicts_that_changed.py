"""The list of what changed tells of verdicts, too.

A recorded verdict knows the record that stood on its day until then, and whether it is another
verdict. A trigger sees to it, whoever adds the record, so that a target's page, the list and the
feed tell the same. ``plans_changeentry`` is both kept histories as one list; each half has an
index in the order of the list.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Now

PREVIOUS = migrations.RunSQL(
    """
    CREATE FUNCTION know_previous_verdict() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        stood record;
    BEGIN
        SELECT id, verdict INTO stood FROM plans_verdictrecord
        WHERE target_id = NEW.target_id AND as_of <= NEW.as_of
        ORDER BY as_of DESC, id DESC LIMIT 1;
        NEW.previous_id := stood.id;
        NEW.is_change := coalesce(stood.verdict <> NEW.verdict, false);
        RETURN NEW;
    END $$;
    CREATE TRIGGER verdict_record_knows_the_previous
        BEFORE INSERT ON plans_verdictrecord
        FOR EACH ROW EXECUTE FUNCTION know_previous_verdict();

    ALTER TABLE plans_verdictrecord DISABLE TRIGGER verdict_record_is_only_added;
    UPDATE plans_verdictrecord AS record
    SET previous_id = stood.id, is_change = stood.verdict <> record.verdict
    FROM plans_verdictrecord AS this CROSS JOIN LATERAL (
        SELECT id, verdict FROM plans_verdictrecord AS earlier
        WHERE earlier.target_id = this.target_id AND earlier.as_of <= this.as_of
            AND earlier.id < this.id
        ORDER BY as_of DESC, id DESC LIMIT 1
    ) AS stood
    WHERE record.id = this.id;
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    ALTER TABLE plans_verdictrecord ENABLE TRIGGER verdict_record_is_only_added;
    """,
    """
    DROP TRIGGER verdict_record_knows_the_previous ON plans_verdictrecord;
    DROP FUNCTION know_previous_verdict();
    """,
)

LIST = migrations.RunSQL(
    """
    -- Without conditions of its own, each half is planned as if it were asked alone.
    CREATE VIEW plans_changeentry AS
    SELECT id::text AS key, at, id AS number, NOT (shown = '') AS is_told,
        shown::text AS what, model::text AS model, row_id
    FROM plans_revision
    UNION ALL
    SELECT 'verdict-' || id, recorded_at, id, is_change,
        'verdict'::text, 'plans.target'::text, target_id
    FROM plans_verdictrecord;
    """,
    "DROP VIEW plans_changeentry;",
)


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0017_units_stay'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='revision',
            name='revision_shown',
        ),
        migrations.AddField(
            model_name='verdictrecord',
            name='is_change',
            field=models.BooleanField(db_default=False, editable=False, verbose_name='verdict changed'),
        ),
        migrations.AddField(
            model_name='verdictrecord',
            name='previous',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.verdictrecord', verbose_name='previous record'),
        ),
        migrations.AlterField(
            model_name='verdictrecord',
            name='recorded_at',
            field=models.DateTimeField(db_default=Now(), verbose_name='recorded at'),
        ),
        PREVIOUS,
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(condition=models.Q(('shown', ''), _negated=True), fields=['-at', '-id'], include=('model', 'row_id', 'shown'), name='revision_shown'),
        ),
        migrations.AddIndex(
            model_name='verdictrecord',
            index=models.Index(condition=models.Q(('is_change', True)), fields=['-recorded_at', '-id'], include=('target', 'is_change'), name='verdict_record_changes'),
        ),
        LIST,
        migrations.CreateModel(
            name='ChangeEntry',
            fields=[
                ('key', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(verbose_name='when')),
                ('number', models.BigIntegerField()),
                ('is_told', models.BooleanField()),
                ('what', models.CharField(choices=[('corrected', 'corrected'), ('withdrawn', 'withdrawn'), ('restored', 'restored'), ('verdict', 'verdict changed')], max_length=9)),
                ('model', models.CharField(max_length=60, verbose_name='kind of record')),
                ('row_id', models.BigIntegerField(verbose_name='record')),
            ],
            options={
                'db_table': 'plans_changeentry',
                'ordering': ['-at', '-number', '-key'],
                'managed': False,
                'default_permissions': (),
            },
        ),
    ]
