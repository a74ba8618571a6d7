"""An editor brings a file, sees what it would change, and saves all of it or nothing."""

from __future__ import annotations

import csv
import html
import io
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from cgt_site.importing.jobs import ImportJob, ImportLine
from parks.models import FirmPair
from plans.models import Metric, Observation, Revision, VerdictRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

TABLES_OF_FIGURES = ("sources", "areas", "metrics", "observations", "plans", "targets", "measures")
TABLES_OF_INDUSTRY = ("districts", "parks", "firms", "sites", "products", "events")


def taken(client, table, form="csv", asked=""):
    answer = client.get(reverse(f"importing:take_{form}", args=[table]) + asked)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def brought(client, content, table="metrics", name="metrics.csv"):
    """Upload a file; the import that came of it."""
    page = reverse("importing:bring_table", args=[table])
    answer = client.post(page, {"brought": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.context["form"].errors
    return ImportJob.objects.latest("pk")


def confirm(client, job):
    client.post(reverse("importing:confirm", args=[job.pk]), {"reason": "A wrong name"})
    job.refresh_from_db()
    return job


def page_of(client, job, asked=""):
    return client.get(reverse("importing:job", args=[job.pk]) + asked).content.decode()


def renamed(client):
    """The metrics as exported, with one name changed."""
    content = taken(client, "metrics")
    metric = Metric.objects.order_by("key").first()
    return metric, content.replace(metric.name_en.encode(), f"{metric.name_en} anew".encode(), 1)


@pytest.mark.parametrize("table", [*TABLES_OF_FIGURES, *TABLES_OF_INDUSTRY])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_bringing_back_an_export_changes_nothing(admin_client, table, form):
    job = brought(admin_client, taken(admin_client, table, form), table, f"{table}.{form}")

    assert job.report["problems"] == []
    assert {status for status, n in job.counts.items() if n} == {"same"}
    assert "The file changes nothing." in page_of(admin_client, job)


def test_a_change_is_shown_before_it_is_saved_and_kept_with_its_editor(admin_client, admin_user):
    metric, content = renamed(admin_client)
    job = brought(admin_client, content)

    shown = page_of(admin_client, job)
    assert f"<del>{metric.name_en}</del> → <ins>{metric.name_en} anew</ins>" in shown
    assert job.counts == {"new": 0, "changed": 1, "same": 176, "refused": 0}
    assert Metric.objects.get(pk=metric.pk).name_en == metric.name_en

    assert confirm(admin_client, job).state == "saved"
    assert Metric.objects.get(pk=metric.pk).name_en == f"{metric.name_en} anew"
    kept = Revision.objects.of(metric).latest("pk")
    assert (kept.editor, kept.way, kept.detail) == (admin_user, "load", "metrics.csv")
    assert "Saved." in page_of(admin_client, job)
    assert not ImportLine.objects.filter(job=job).exists()


def test_a_new_figure_from_excel_in_china_is_understood_and_saved(admin_client):
    old = Observation.objects.latest("period_end")
    header = taken(admin_client, "observations").decode().splitlines()[0]
    cells = {
        "key": "an-import-of-today",
        "metric_key": old.metric.key,
        "area_key": old.area.key,
        "period_start": f"{old.period_start:%Y年%m月%d日}",
        "period_end": f"{old.period_end:%Y年%m月%d日}",
        "value": "１２３．５",
        "qualifier": "exact",
        "kind": old.kind,
        "source_key": old.source.key,
        "locator": "第1页",
    }
    line = ",".join(cells.get(name, "") for name in header.split(","))
    job = brought(admin_client, f"{header}\n{line}\n".encode("gbk"), "observations", "a.csv")

    shown = page_of(admin_client, job)
    assert "<ins>an-import-of-today</ins>" in shown
    assert "period_start: 1 cell" in shown
    assert "read as GB18030" in shown
    assert confirm(admin_client, job).state == "saved"
    figure = Observation.objects.get(key="an-import-of-today")
    assert (figure.value, figure.locator) == (Decimal("123.5"), "第1页")


def test_verdicts_are_recorded_anew_after_an_import(admin_client):
    record = VerdictRecord.objects.filter(verdict="met").exclude(observation_keys=[]).first()
    rows = list(csv.DictReader(io.StringIO(taken(admin_client, "observations").decode())))
    for row in rows:
        if row["key"] in record.observation_keys:
            row["value"], row["locator"] = "0", "table 9"
    file = io.StringIO()
    writer = csv.DictWriter(file, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    job = brought(admin_client, file.getvalue().encode(), "observations", "a.csv")

    assert confirm(admin_client, job).state == "saved"
    assert VerdictRecord.objects.filter(target=record.target).latest("pk").verdict != "met"


def test_new_firms_are_looked_at_for_likely_duplicates(admin_client):
    again = taken(admin_client, "firms").replace(b"\nabelzeta,", b"\nabelzeta-again,")

    confirm(admin_client, brought(admin_client, again, "firms", "firms.csv"))

    pairs = FirmPair.objects.undecided().filter(second__key="abelzeta-again")
    assert [pair.first.key for pair in pairs] == ["abelzeta"]


def test_one_refused_cell_keeps_the_whole_file_out_and_says_where(admin_client):
    book = load_workbook(io.BytesIO(taken(admin_client, "metrics", "xlsx")))
    sheet = book.active
    column = [cell.value for cell in sheet[1]].index("unit")
    sheet.cell(7, column + 1).value = "parsecs"
    sheet.cell(8, 2).value = "Another name"
    file = io.BytesIO()
    book.save(file)
    job = brought(admin_client, file.getvalue(), name="metrics.xlsx")

    shown = page_of(admin_client, job)
    assert (job.counts["refused"], job.counts["changed"]) == (1, 1)
    assert f"({'ABCDEFGH'[column]}7)" in shown
    assert "parsecs&quot; is not one of" in shown
    assert "Confirm and save all" not in shown
    assert confirm(admin_client, job).state == "ready"
    assert not Metric.objects.filter(name_en="Another name").exists()


def test_what_the_database_refuses_is_refused_in_the_preview(admin_client):
    content = b"key,name_en,name_zh,kind,parent_key\nshanghai,,,city,\n"
    job = brought(admin_client, content, "areas", "areas.csv")

    assert job.counts["refused"] == 1
    assert not job.can_be_confirmed


def test_refusals_are_said_in_the_language_of_the_editor(admin_client):
    content = (
        "key,name_en,name_zh,kind,parent_key\n"
        "Port,Port,港,other,shanghai\nport,Port,港,other,nowhere\nharbour,Port,港,other,\n"
    )
    with translation.override("zh-hans"):
        job = brought(admin_client, content.encode(), "areas", "areas.csv")
        shown = html.unescape(page_of(admin_client, job))

    assert '"Port" 不是有效的键' in shown
    assert 'areas.csv 和数据库中都没有 "nowhere"。' in shown
    assert "除国家外，每个地区都位于另一地区之内。" in shown


def test_a_table_that_changed_in_between_is_shown_anew(admin_client):
    metric, content = renamed(admin_client)
    job = brought(admin_client, content)
    other = Metric.objects.exclude(pk=metric.pk).first()
    other.name_en = "Meanwhile"
    other.save()

    confirm(admin_client, job)

    assert (job.state, job.counts["changed"]) == ("ready", 2)
    assert "The records have changed since the preview." in page_of(admin_client, job)
    assert Metric.objects.get(pk=metric.pk).name_en == metric.name_en
    assert confirm(admin_client, job).state == "saved"
    assert Metric.objects.get(pk=metric.pk).name_en == f"{metric.name_en} anew"


def test_two_previews_of_the_same_change_are_saved_once(admin_client):
    _metric, content = renamed(admin_client)
    first, second = brought(admin_client, content), brought(admin_client, content)

    assert confirm(admin_client, first).state == "saved"
    assert (confirm(admin_client, second).state, second.counts["changed"]) == ("ready", 0)


def test_several_files_may_lean_on_each_other(admin_client):
    areas = (
        b"key,name_en,name_zh,kind,parent_key\nchongming-port,Port,\xe6\xb8\xaf,other,shanghai\n"
    )
    areas += b"chongming-dock,Dock,\xe5\x9d\x9e,other,chongming-port\n"
    files = [
        SimpleUploadedFile("areas.csv", areas),
        SimpleUploadedFile("metrics.csv", taken(admin_client, "metrics")),
    ]

    admin_client.post(reverse("importing:bring"), {"brought": files})

    job = ImportJob.objects.latest("pk")
    assert (job.report["problems"], job.counts["new"], job.counts["same"]) == ([], 2, 177)


def test_a_list_is_taken_as_it_was_filtered(admin_client, settings):
    settings.DEBUG = True  # where Django's cursor is another one
    asked = "?q=car-t&kind__exact=actual"
    listed = admin_client.get(reverse("admin:plans_observation_changelist") + asked)
    rows = taken(admin_client, "observations", "csv", asked).decode().splitlines()

    count = listed.context["cl"].result_count
    assert 0 < count < Observation.objects.count()
    assert len(rows) == count + 1
    assert reverse("importing:take_csv", args=["observations"]) + "?" in listed.content.decode()
    assert f"Export these {count} rows: CSV" in listed.content.decode()


def test_only_who_may_add_and_change_brings_files_and_only_the_owner_sees_them(
    admin_client, client, django_user_model
):
    _metric, content = renamed(admin_client)
    job = brought(admin_client, content)
    editor = django_user_model.objects.create_user("editor", is_staff=True)
    client.force_login(editor)
    page = reverse("importing:bring_table", args=["metrics"])

    assert client.get(page).status_code == 403
    for action in ("view", "change"):
        allow(editor, action)
    assert client.get(page).status_code == 403
    assert "Import<" not in client.get(reverse("admin:plans_metric_changelist")).content.decode()
    allow(editor, "add")
    assert client.get(page).status_code == 200
    assert client.get(reverse("importing:bring_table", args=["areas"])).status_code == 403
    assert client.get(reverse("importing:take_csv", args=["areas"])).status_code == 403
    assert client.get(reverse("importing:job", args=[job.pk])).status_code == 404
    for action in ("confirm", "discard", "restart"):
        assert client.post(reverse(f"importing:{action}", args=[job.pk])).status_code == 404


def allow(editor, action, model="metric"):
    editor.user_permissions.add(Permission.objects.get(codename=f"{action}_{model}"))


def test_a_preview_shows_a_page_of_its_rows_in_as_many_queries_as_for_few(
    admin_client, django_assert_max_num_queries
):
    job = brought(admin_client, taken(admin_client, "metrics"))

    with django_assert_max_num_queries(12):
        shown = page_of(admin_client, job, "?show=same&page=2")

    assert shown.count('<th scope="row">') == 40
    assert "2 / 5" in shown


def test_a_wrong_file_is_refused_in_words(admin_client):
    page = reverse("importing:bring")
    said = {
        "poems.csv": "is named after none of the tables",
        "metrics.pdf": "bring CSV or XLSX",
    }
    for name, words in said.items():
        answer = admin_client.post(page, {"brought": SimpleUploadedFile(name, b"a")})
        assert words in answer.content.decode()
    assert "This field is required" in admin_client.post(page).content.decode()
    job = brought(admin_client, b"key;nonsense\n1;2\n")
    assert job.report["problems"] or job.counts["refused"]
    assert not job.can_be_confirmed


def test_what_is_thrown_away_is_gone(admin_client):
    _metric, content = renamed(admin_client)
    job = brought(admin_client, content)

    admin_client.post(reverse("importing:discard", args=[job.pk]))

    assert not ImportJob.objects.filter(pk=job.pk).exists()
    assert not ImportLine.objects.exists()
