"""Names that are found by fragments, pinyin and likeness: `plans.models.searching`."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import TrigramExtension
import plans.models.search_sql
import plans.models.searching
from django.db import migrations, models


FUNCTIONS = migrations.RunSQL(
    r"""
    -- Texts as they are compared, each on a line of its own: small letters, no accents, no wide
    -- forms, single blanks. It does what `plans.domain.searching.folded` does to a search.
    CREATE FUNCTION search_folded(VARIADIC texts text[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(
        regexp_replace(
            lower(translate(
                normalize(
                    regexp_replace(
                        normalize(
                            E'\001' || array_to_string(texts, E'\001') || E'\001', NFKD
                        ),
                        '[\u0300-\u036f]+', '', 'g'
                    ),
                    NFKC
                ),
                '‘’“”‐–—', '''''""---'
            )),
            '[[:space:]]+', ' ', 'g'
        ),
        E' ?\001 ?', E'\n', 'g'
    );

    -- The pieces of some texts, for an index: two and three characters of ASCII; of other
    -- scripts one and two, since one Chinese character is a word.
    CREATE FUNCTION search_grams(VARIADIC texts text[]) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
    DECLARE
        whole text := array_to_string(texts, E'\n');
        grams text[] := '{}';
        gram text;
    BEGIN
        FOR place IN 1 .. length(whole) LOOP
            gram := substr(whole, place, 3);
            IF octet_length(gram) = 3 AND length(gram) = 3 THEN
                grams := grams || gram || left(gram, 2);
            ELSIF ascii(gram) > 127 THEN
                grams := grams || left(gram, 2) || left(gram, 1);
            ELSE
                grams := grams || left(gram, 2);
            END IF;
        END LOOP;
        RETURN grams;
    END $$;
    """,
    "DROP FUNCTION search_grams; DROP FUNCTION search_folded;",
)


def write_sounds(apps, schema_editor):
    for model in ("Area", "Metric", "Plan"):
        plans.models.searching.sound_again(apps.get_model("plans", model))


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0003_verdicts'),
    ]

    operations = [
        TrigramExtension(),
        FUNCTIONS,
        migrations.AddField(
            model_name='area',
            name='search_names',
            field=models.GeneratedField(db_persist=True, expression=plans.models.search_sql.Folded('name_en', 'name_zh'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='area',
            name='search_sounds',
            field=plans.models.searching.SoundsField(of=['name_zh']),
        ),
        migrations.AddField(
            model_name='area',
            name='search_texts',
            field=models.GeneratedField(db_persist=True, expression=plans.models.search_sql.Folded('key'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='metric',
            name='search_names',
            field=models.GeneratedField(db_persist=True, expression=plans.models.search_sql.Folded('name_en', 'name_zh'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='metric',
            name='search_sounds',
            field=plans.models.searching.SoundsField(of=['name_zh']),
        ),
        migrations.AddField(
            model_name='metric',
            name='search_texts',
            field=models.GeneratedField(db_persist=True, expression=plans.models.search_sql.Folded('description', 'description_zh', 'key'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='plan',
            name='search_names',
            field=models.GeneratedField(db_persist=True, expression=plans.models.search_sql.Folded('name_en', 'name_zh'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='plan',
            name='search_sounds',
            field=plans.models.searching.SoundsField(of=['name_zh']),
        ),
        migrations.AddField(
            model_name='plan',
            name='search_texts',
            field=models.GeneratedField(db_persist=True, expression=plans.models.search_sql.Folded('issuers', 'issuers_zh', 'key'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='policymeasure',
            name='search_names',
            field=models.GeneratedField(db_persist=True, expression=plans.models.search_sql.Folded('summary', 'summary_zh'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='policymeasure',
            name='search_texts',
            field=models.GeneratedField(db_persist=True, expression=plans.models.search_sql.Folded('beneficiary', 'beneficiary_zh', 'key'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='source',
            name='search_names',
            field=models.GeneratedField(db_persist=True, expression=plans.models.search_sql.Folded('title', 'title_original'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='source',
            name='search_texts',
            field=models.GeneratedField(db_persist=True, expression=plans.models.search_sql.Folded('publisher', 'key'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='target',
            name='search_names',
            field=models.GeneratedField(db_persist=True, expression=plans.models.search_sql.Folded('statement', 'statement_zh'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='target',
            name='search_texts',
            field=models.GeneratedField(db_persist=True, expression=plans.models.search_sql.Folded('key'), output_field=models.TextField()),
        ),
        migrations.AddIndex(
            model_name='area',
            index=django.contrib.postgres.indexes.GinIndex(plans.models.search_sql.Grams(models.F('search_names'), models.F('search_texts'), plans.models.search_sql.Together('search_sounds')), name='area_search'),
        ),
        migrations.AddIndex(
            model_name='area',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(plans.models.search_sql.Joined('search_names'), name='gin_trgm_ops'), name='area_similar'),
        ),
        migrations.AddIndex(
            model_name='metric',
            index=django.contrib.postgres.indexes.GinIndex(plans.models.search_sql.Grams(models.F('search_names'), models.F('search_texts'), plans.models.search_sql.Together('search_sounds')), name='metric_search'),
        ),
        migrations.AddIndex(
            model_name='metric',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(plans.models.search_sql.Joined('search_names'), name='gin_trgm_ops'), name='metric_similar'),
        ),
        migrations.AddIndex(
            model_name='plan',
            index=django.contrib.postgres.indexes.GinIndex(plans.models.search_sql.Grams(models.F('search_names'), models.F('search_texts'), plans.models.search_sql.Together('search_sounds')), name='plan_search'),
        ),
        migrations.AddIndex(
            model_name='plan',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(plans.models.search_sql.Joined('search_names'), name='gin_trgm_ops'), name='plan_similar'),
        ),
        migrations.AddIndex(
            model_name='policymeasure',
            index=django.contrib.postgres.indexes.GinIndex(plans.models.search_sql.Grams(models.F('search_names'), models.F('search_texts')), name='measure_search'),
        ),
        migrations.AddIndex(
            model_name='policymeasure',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(plans.models.search_sql.Joined('search_names'), name='gin_trgm_ops'), name='measure_similar'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=django.contrib.postgres.indexes.GinIndex(plans.models.search_sql.Grams(models.F('search_names'), models.F('search_texts')), name='source_search'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(plans.models.search_sql.Joined('search_names'), name='gin_trgm_ops'), name='source_similar'),
        ),
        migrations.AddIndex(
            model_name='target',
            index=django.contrib.postgres.indexes.GinIndex(plans.models.search_sql.Grams(models.F('search_names'), models.F('search_texts')), name='target_search'),
        ),
        migrations.AddIndex(
            model_name='target',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(plans.models.search_sql.Joined('search_names'), name='gin_trgm_ops'), name='target_similar'),
        ),
        migrations.RunPython(write_sounds, migrations.RunPython.noop),
    ]
