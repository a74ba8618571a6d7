"""The editors' pages of imports: bring, look, confirm; and lists to take away."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cgt_site.datafiles import TABLES
from cgt_site.importing.access import importable, may_import
from cgt_site.importing.exporting import csv_file, workbook_file
from cgt_site.importing.forms import UploadForm
from cgt_site.importing.jobs import AT_WORK, ImportFile, ImportJob, JobState, LineStatus
from cgt_site.importing.running import start
from plans.loaders.exporting import UnwritableError
from plans.loaders.tables import Table

PER_PAGE = 40
WRITERS = {"csv": csv_file, "xlsx": workbook_file}
SIGNS = {
    LineStatus.REFUSED: "✕",
    LineStatus.NEW: "+",
    LineStatus.CHANGED: "~",
    LineStatus.SAME: "=",
}


def bring(request: HttpRequest, table: str = "") -> HttpResponse:
    """The page that takes a file of one table, or files of several."""
    tables = importable(request.user)
    fixed = _table(table) if table else None
    if not tables or (fixed and fixed not in tables):
        raise PermissionDenied
    ImportJob.objects.clean_up()
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*given, tables=tables, table=fixed)
    if form.is_bound and form.is_valid():
        job = _begin(request, form.cleaned_data["brought"])
        return redirect("importing:job", job.pk)
    title = _("Import: %(table)s") % {"table": fixed.name} if fixed else _("Import files")
    context: dict[str, Any] = {"form": form, "table": fixed, "tables": tables, "title": title}
    context["jobs"] = ImportJob.objects.of(request.user).exclude(state=JobState.SAVED)[:10]
    return _page(request, "importing/bring.html", context)


def _begin(request: HttpRequest, files: list[tuple[str, str, bytes]]) -> ImportJob:
    editor: Any = request.user
    with transaction.atomic():
        job = ImportJob(owner_id=editor.pk, language=get_language() or "en")
        job.save()
        for name, table, content in files:
            ImportFile.objects.create(job=job, name=name[-255:], table=table, content=content)
    start(job)
    return job


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """An import as it stands: at work, to be confirmed, saved, broken off."""
    job = _own(request, pk)
    context: dict[str, Any] = {"job": job, "title": _("Import %(n)d") % {"n": job.pk}}
    if job.state == JobState.READY:
        context |= _preview(request, job)
    return _page(request, "importing/job.html", context)


def _preview(request: HttpRequest, job: ImportJob) -> dict[str, Any]:
    counts = job.counts
    asked = request.GET.get("show", "")
    chosen = asked if asked in counts else next((s for s in SIGNS if counts[s]), LineStatus.SAME)
    kinds = [
        {"status": status, "label": status.label, "sign": SIGNS[status], "n": counts[status]}
        for status in SIGNS
    ]
    lines = job.lines.filter(status=chosen).order_by("place")
    pages = Paginator(lines, PER_PAGE)
    pages.count = counts[chosen]
    return {
        "kinds": kinds,
        "chosen": LineStatus(chosen),
        "sign": SIGNS[LineStatus(chosen)],
        "page_obj": pages.get_page(request.GET.get("page")),
        "tables": job.report["tables"],
    }


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what was shown. Of two clicks the first counts."""
    job = _own(request, pk)
    _may_still(request, job)
    if not job.can_be_confirmed:
        messages.error(request, _("This import cannot be saved as it stands."))
        return redirect("importing:job", pk)
    reason = request.POST.get("reason", "").strip()[:300]
    if job.needs_reason and not reason:
        messages.error(request, _("Say why: published records change, and readers see the reason."))
        return redirect("importing:job", pk)
    claimed = ImportJob.objects.filter(pk=pk, state=JobState.READY, digest=job.digest)
    if claimed.update(state=JobState.SAVING, started_at=timezone.now(), done=0, reason=reason):
        job.refresh_from_db()
        start(job)
    return redirect("importing:job", pk)


@require_POST
def restart(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin again what was interrupted: nothing of it was saved."""
    job = _own(request, pk)
    _may_still(request, job)
    claimed = ImportJob.objects.filter(pk=pk, state__in=AT_WORK, started_at=job.started_at)
    if job.is_interrupted and claimed.update(started_at=timezone.now(), done=0):
        job.refresh_from_db()
        start(job)
    return redirect("importing:job", pk)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    job = _own(request, pk)
    if not job.is_at_work:
        job.delete()
        messages.success(request, _("The import was thrown away. Nothing was changed."))
    return redirect("importing:bring")


@require_GET
def take(request: HttpRequest, table: str, form: str) -> HttpResponse | FileResponse:
    """The rows of a changelist, as searched and filtered there, in the shipped form."""
    model: Any = _table(table).model
    editing: Any = admin.site.get_model_admin(model)
    if not editing.has_view_permission(request):
        raise PermissionDenied
    listed = editing.get_changelist_instance(request)
    try:
        file = WRITERS[form](_table(table), listed.queryset)
    except UnwritableError as problem:
        messages.error(request, str(problem))
        return redirect(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return FileResponse(file, as_attachment=True, filename=f"{table}.{form}")


def _table(name: str) -> Table:
    if name not in TABLES.by_name:
        raise Http404
    return TABLES[name]


def _own(request: HttpRequest, pk: int) -> ImportJob:
    jobs: Any = ImportJob.objects.of(request.user)
    job: ImportJob = get_object_or_404(jobs, pk=pk)
    return job


def _may_still(request: HttpRequest, job: ImportJob) -> None:
    """The editor may have lost a permission since the upload."""
    for name in job.files.values_list("table", flat=True):
        if not may_import(request.user, TABLES[name]):
            raise PermissionDenied


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, admin.site.each_context(request) | context)
