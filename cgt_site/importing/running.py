"""The work on an import: its preview, its saving. In the request if short, else in a process."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cgt_site.datafiles import TABLES
from cgt_site.importing.jobs import (
    AT_WORK,
    LOCK_SPACE,
    ImportFile,
    ImportJob,
    ImportLine,
    JobState,
    Step,
)
from cgt_site.importing.preview import Import, Preview, Tell
from cgt_site.importing.reviewing import Reviewing
from cgt_site.importing.storing import keep_lines
from cgt_site.settling import settle
from plans.choices import Way
from plans.loaders.problems import DataProblemsError
from plans.models import telling
from plans.models.revisions import tell as tell_database

SHORT = 128 * 1024
"""Bytes that are worked on within the request: a thousand rows, a second."""


def start(job: ImportJob) -> None:
    """Work on a job that is to be prepared or saved."""
    size = sum(len(content) for content in job.files.values_list("content", flat=True))
    if size <= SHORT:
        run(job, _silent)
        return
    process = subprocess.Popen(  # noqa: S603 - our own program, and a number
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "run_import", str(job.pk)],
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # a restart of the server does not end it
    )
    threading.Thread(target=process.wait, daemon=True).start()  # and it leaves no zombie


def run_apart(job: ImportJob) -> None:
    """The same in a process of its own: its progress is seen while its transaction is open."""
    gc.disable()  # a million small objects that stay: looking through them takes half of the time
    try:
        with _aside(job) as tell:
            job.refresh_from_db()
            if job.state in AT_WORK:  # and no other process has done it meanwhile
                run(job, tell)
    finally:
        gc.enable()


def run(job: ImportJob, tell: Tell) -> None:
    """Prepare or save a job, and write down how it ended."""
    try:
        with translation.override(job.language):
            (_save if job.state == JobState.SAVING else _prepare)(job, tell)
    except DatabaseError as problem:
        _end(job, JobState.FAILED, {**job.report, "failure": str(problem)})


def _silent(step: Step, done: int) -> None:
    """Nobody waits for the progress of what is done at once."""


def _of(job: ImportJob, tell: Tell) -> Import:
    files = {each.table: (each.name, bytes(each.content)) for each in job.files.all()}
    return Import(files, tell, Reviewing(job.owner))


def _prepare(job: ImportJob, tell: Tell) -> None:
    with transaction.atomic():
        work = _of(job, tell)
        preview = work.preview()
        if preview.is_clean:
            work.try_out(preview)
        _show(job, preview, tell, {})


def _show(job: ImportJob, preview: Preview, tell: Tell, said: dict[str, str]) -> None:
    tell(Step.KEEPING, 90)
    keep_lines(job, preview.lines)
    job.digest = preview.digest
    _end(job, JobState.READY, preview.report() | said)


def _save(job: ImportJob, tell: Tell) -> None:
    """All or nothing, and only what was shown: else there is a new preview."""
    with transaction.atomic():
        work = _of(job, tell)
        work.loader.keep_writers_out()
        preview = work.preview()
        if not preview.is_clean or preview.digest != job.digest:
            said = _("The records have changed since the preview. Here it is anew.")
            _show(job, preview, tell, {"changed": said})
            return
        try:
            with telling(reason=job.reason, way=Way.LOAD, detail=_names(job)):
                tell_database({"editor": str(job.owner_id)}, local=True)
                work.write(preview, job.reason)
        except DataProblemsError as refused:
            work.describe(preview, refused.problems)
            _show(job, preview, tell, {})
            return
        tell(Step.JUDGING, 95)
        names = job.files.values_list("table", flat=True)
        changes = settle({TABLES[name].model for name in names})
        ImportFile.objects.filter(job=job).delete()
        ImportLine.objects.filter(job=job).delete()
        _end(job, JobState.SAVED, preview.report() | {"verdicts": changes})


def _names(job: ImportJob) -> str:
    return ", ".join(job.files.values_list("name", flat=True))


def _end(job: ImportJob, state: JobState, report: dict[str, object]) -> None:
    job.state, job.step, job.done, job.report = state, "", 100, report
    job.save(update_fields=["state", "step", "done", "report", "digest"])


@contextmanager
def _aside(job: ImportJob) -> Iterator[Tell]:
    """A second connection: it holds the job's lock and says how far the work has come."""
    aside = connection.copy()
    try:
        with aside.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_SPACE, job.pk])

            def tell(step: Step, done: int) -> None:
                cursor.execute(
                    "UPDATE cgt_site_importjob SET step = %s, done = %s WHERE id = %s",
                    [step, done, job.pk],
                )

            yield tell
    finally:
        aside.close()
