"""What the database refuses of an import, and what becomes of one whose process is gone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from cgt_site.importing.jobs import ImportFile, ImportJob, ImportLine
from plans.models import Area
from tests.rules import refused_by

AREAS = b"key,name_en,name_zh,kind,parent_key\nchina,China,\xe4\xb8\xad\xe5\x9b\xbd,country,\n"


@pytest.fixture
def job(admin_user):
    made = ImportJob.objects.create(owner=admin_user)
    ImportFile.objects.create(job=made, name="areas.csv", table="areas", content=AREAS)
    return made


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ({"state": "asleep"}, "import_state_is_known"),
        ({"step": "dancing"}, "import_step_is_known"),
        ({"done": 101}, "import_done_is_a_percentage"),
        ({"expires_at": timezone.now() - dt.timedelta(days=9)}, "import_expires_after_it_began"),
        ({"state": "ready"}, "import_waits_with_a_preview"),
    ],
)
def test_the_database_refuses_an_import_with(admin_user, broken, rule):
    with refused_by(rule):
        ImportJob.objects.create(owner=admin_user, **broken)


@pytest.mark.django_db
def test_the_database_refuses_a_table_twice_and_lines_without_place_or_status(job):
    line = {"job": job, "file": "areas.csv", "line": 2, "key": "a", "cells": []}
    ImportLine.objects.create(**line, place=0, status="new")

    with refused_by("import_has_a_table_once"):
        ImportFile.objects.create(job=job, name="again.csv", table="areas", content=b"")
    with refused_by("import_line_has_its_place"):
        ImportLine.objects.create(**line, place=0, status="new")
    with refused_by("import_line_status_is_known"):
        ImportLine.objects.create(**line, place=1, status="odd")


def test_every_rule_is_broken_here():
    here = open(__file__, encoding="utf-8").read()  # noqa: SIM115, PTH123
    rules = [r.name for m in (ImportJob, ImportFile, ImportLine) for r in m._meta.constraints]

    assert [rule for rule in rules if f'"{rule}"' not in here] == []


@pytest.mark.django_db(transaction=True)
def test_a_long_import_runs_in_a_process_of_its_own(admin_client, job):
    page = reverse("importing:job", args=[job.pk])
    at_work = admin_client.get(page).content.decode()
    assert "<progress" in at_work
    assert 'http-equiv="refresh"' in at_work

    call_command("run_import", str(job.pk))

    job.refresh_from_db()
    assert (job.state, job.done, job.counts["new"]) == ("ready", 100, 1)
    admin_client.post(reverse("importing:confirm", args=[job.pk]))
    assert Area.objects.filter(key="china").exists()


@pytest.mark.django_db
def test_an_import_whose_process_is_gone_says_so_and_starts_again(admin_client, job):
    ImportJob.objects.update(started_at=timezone.now() - dt.timedelta(minutes=1))
    page = reverse("importing:job", args=[job.pk])

    assert (
        "The work was interrupted, and nothing was saved."
        in admin_client.get(page).content.decode()
    )
    admin_client.post(reverse("importing:restart", args=[job.pk]))

    job.refresh_from_db()
    assert (job.state, job.counts["new"]) == ("ready", 1)


@pytest.mark.django_db
def test_a_file_that_nobody_confirms_is_thrown_away_in_time(admin_client, job):
    now = timezone.now()
    ImportJob.objects.update(created_at=now - dt.timedelta(days=3), expires_at=now)

    assert admin_client.get(reverse("importing:job", args=[job.pk])).status_code == 404
    admin_client.get(reverse("importing:bring"))

    assert not ImportFile.objects.exists()
