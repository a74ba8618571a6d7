"""Old addresses of merged firms: of withdrawn ones alone, and each in one step."""

import django.db.models.deletion
from django.db import migrations, models

WITHDRAWN = migrations.RunSQL(
    """
    CREATE FUNCTION written_redirects_are_sound() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        culprit record;
    BEGIN
        SELECT firm.key INTO culprit
        FROM written JOIN parks_firm AS firm ON firm.id = written.gone_id
        WHERE firm.state <> 'withdrawn'
        LIMIT 1;
        IF FOUND THEN
            PERFORM refuse_row(
                'firm_redirect_is_of_a_withdrawn_firm',
                format('firm "%s" is not withdrawn', culprit.key)
            );
        END IF;
        SELECT firm.key INTO culprit
        FROM written
        JOIN parks_firmredirect AS other
            ON other.gone_id = written.firm_id OR other.firm_id = written.gone_id
        JOIN parks_firm AS firm ON firm.id = written.gone_id
        LIMIT 1;
        IF FOUND THEN
            PERFORM refuse_row(
                'firm_redirect_leads_to_no_other',
                format('firm "%s" would lead to another redirect, or be led to', culprit.key)
            );
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER firm_redirect_is_sound_insert AFTER INSERT ON parks_firmredirect
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION written_redirects_are_sound();
    CREATE TRIGGER firm_redirect_is_sound_update AFTER UPDATE ON parks_firmredirect
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION written_redirects_are_sound();

    -- A merged firm that is published again, by a load or by hand, has its address again.
    CREATE FUNCTION written_firms_have_their_address() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        DELETE FROM parks_firmredirect USING written
        WHERE gone_id = written.id AND written.state <> 'withdrawn';
        RETURN NULL;
    END $$;
    CREATE TRIGGER firm_has_its_address_update AFTER UPDATE ON parks_firm
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION written_firms_have_their_address();
    """,
    """
    DROP TRIGGER firm_has_its_address_update ON parks_firm;
    DROP FUNCTION written_firms_have_their_address;
    DROP TRIGGER firm_redirect_is_sound_update ON parks_firmredirect;
    DROP TRIGGER firm_redirect_is_sound_insert ON parks_firmredirect;
    DROP FUNCTION written_redirects_are_sound;
    """,
)


class Migration(migrations.Migration):

    dependencies = [
        ('parks', '0007_kept_changes'),
    ]

    operations = [
        migrations.CreateModel(
            name='FirmRedirect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('merged_at', models.DateTimeField(auto_now_add=True, verbose_name='merged at')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('firm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='redirects', to='parks.firm', verbose_name='is now part of')),
                ('gone', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='merged_into', to='parks.firm', verbose_name='merged firm')),
            ],
            options={
                'verbose_name': 'merged firm',
                'verbose_name_plural': 'merged firms',
                'ordering': ['-merged_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='firm_redirect_has_a_reason', violation_error_message='Say why the two are one.'), models.CheckConstraint(condition=models.Q(('gone', models.F('firm')), _negated=True), name='firm_redirect_leads_elsewhere', violation_error_message='A firm is no part of itself.')],
            },
        ),
        WITHDRAWN,
    ]
