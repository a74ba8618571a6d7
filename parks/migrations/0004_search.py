"""Firms, products and events found by fragments, pinyin and likeness: `plans.models.searching`."""

import django.contrib.postgres.indexes
import plans.models.search_sql
import plans.models.searching
from django.db import migrations, models


def write_sounds(apps, schema_editor):
    for model in ("Event", "Firm", "Product"):
        plans.models.searching.sound_again(apps.get_model("parks", model))


class Migration(migrations.Migration):

    dependencies = [
        ('parks', '0003_facets'),
        ('plans', '0004_search'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='firm',
            name='firm_name_en_trgm',
        ),
        migrations.RemoveIndex(
            model_name='firm',
            name='firm_name_zh_trgm',
        ),
        migrations.AddField(
            model_name='event',
            name='search_names',
            field=models.GeneratedField(db_persist=True, expression=plans.models.search_sql.Folded('title', 'title_zh'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='event',
            name='search_sounds',
            field=plans.models.searching.SoundsField(of=['title_zh']),
        ),
        migrations.AddField(
            model_name='event',
            name='search_texts',
            field=models.GeneratedField(db_persist=True, expression=plans.models.search_sql.Folded('summary', 'summary_zh'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='firm',
            name='search_names',
            field=models.GeneratedField(db_persist=True, expression=plans.models.search_sql.Folded('name_en', 'name_zh'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='firm',
            name='search_sounds',
            field=plans.models.searching.SoundsField(of=['name_zh', 'former_names']),
        ),
        migrations.AddField(
            model_name='firm',
            name='search_texts',
            field=models.GeneratedField(db_persist=True, expression=plans.models.search_sql.FoldedList('former_names'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='product',
            name='search_names',
            field=models.GeneratedField(db_persist=True, expression=plans.models.search_sql.Folded('name_en', 'name_zh', 'generic_name'), output_field=models.TextField()),
        ),
        migrations.AddField(
            model_name='product',
            name='search_sounds',
            field=plans.models.searching.SoundsField(of=['name_zh']),
        ),
        migrations.AddField(
            model_name='product',
            name='search_texts',
            field=models.GeneratedField(db_persist=True, expression=plans.models.search_sql.Folded('indication', 'indication_zh', 'modality_detail'), output_field=models.TextField()),
        ),
        migrations.AddIndex(
            model_name='event',
            index=django.contrib.postgres.indexes.GinIndex(plans.models.search_sql.Grams(models.F('search_names'), models.F('search_texts'), plans.models.search_sql.Together('search_sounds')), name='event_search'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(plans.models.search_sql.Joined('search_names'), name='gin_trgm_ops'), name='event_similar'),
        ),
        migrations.AddIndex(
            model_name='firm',
            index=django.contrib.postgres.indexes.GinIndex(plans.models.search_sql.Grams(models.F('search_names'), models.F('search_texts'), plans.models.search_sql.Together('search_sounds')), name='firm_search'),
        ),
        migrations.AddIndex(
            model_name='firm',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(plans.models.search_sql.Joined('search_names', 'search_texts'), name='gin_trgm_ops'), name='firm_similar'),
        ),
        migrations.AddIndex(
            model_name='product',
            index=django.contrib.postgres.indexes.GinIndex(plans.models.search_sql.Grams(models.F('search_names'), models.F('search_texts'), plans.models.search_sql.Together('search_sounds')), name='product_search'),
        ),
        migrations.AddIndex(
            model_name='product',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(plans.models.search_sql.Joined('search_names'), name='gin_trgm_ops'), name='product_similar'),
        ),
        migrations.RunPython(write_sounds, migrations.RunPython.noop),
    ]
