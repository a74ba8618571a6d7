"""Every way in: no fact without its evidence, and no figure that changes and leaves it behind."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from cgt_site.accounts.roles import ADMINISTRATOR, REVIEWER
from cgt_site.importing.jobs import ImportJob
from parks.admin.merging import merge_address
from parks.models import Firm
from plans.domain.dates import PartialDate
from plans.models import Fact, Observation, Revision, Source, Waiting
from tests.data.folder import DataFolder, load, refusal
from tests.factories.parks import FirmFactory, ProductFactory, SiteFactory
from tests.factories.plans import ObservationFactory, SourceFactory, TargetFactory
from tests.rereading import read_again, reread
from tests.rules import refused_by
from tests.site.accounts import client_of, person
from tests.site.editors import FACTORIES, address, filled_in, save

pytestmark = pytest.mark.django_db

STATED = "value changes without its citation"
FACTS = [model for model in FACTORIES if issubclass(model, Fact)]
IN_FILES = "“1” becomes “2”, still cited from"
IN_FORMS = "This changes, but not where it is cited from"
SAVED = ""


@dataclass
class Desk:
    """What a way in needs: somebody at work, and a folder for files."""

    client: Any
    folder: Any

    def exported(self, table: str, row: Any, **cells: str) -> DataFolder:
        """The file of one table as it is exported, with cells of a row changed."""
        call_command("export_data", self.folder, stdout=io.StringIO())
        return DataFolder(self.folder).only(table).edit(table, row.key, **cells)


@pytest.fixture
def desk(admin_client, tmp_path):
    return Desk(admin_client, tmp_path / "data")


def in_the_shell(act: Callable[..., Any]) -> Callable[..., str]:
    """A change by a program; it gives what the database said, if it refused."""

    def way(desk: Desk, row: Any, place: str = "", read: str = "", **values: Any) -> str:
        values |= {"locator": place} if place else {}
        values |= {"reread_at": timezone.now()} if read else {}
        try:
            with transaction.atomic():
                act(row, values)
        except IntegrityError as problem:
            return str(problem)
        return SAVED

    return way


@in_the_shell
def save_it(row, values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


@in_the_shell
def update_it(row, values):
    type(row).objects.filter(pk=row.pk).update(**values)


@in_the_shell
def update_many(row, values):
    for name, value in values.items():
        setattr(row, name, value)
    type(row).objects.bulk_update([row, ObservationFactory()], list(values))


@in_the_shell
def update_or_create(row, values):
    type(row).objects.update_or_create(values, key=row.key)


@in_the_shell
def upsert(row, values):
    made = type(row)(
        pk=row.pk,
        **{
            f.attname: getattr(row, f.attname)
            for f in Observation._meta.fields
            if not f.primary_key
        }
        | values,
    )
    names = list(values)
    Observation.objects.bulk_create(
        [made], update_conflicts=True, unique_fields=["key"], update_fields=names
    )


@in_the_shell
def by_hand(row, values):
    columns = ", ".join(f"{name} = %s" for name in values)
    with connection.cursor() as cursor:
        statement = f"UPDATE {row._meta.db_table} SET {columns}"  # noqa: S608 - our own names
        cursor.execute(statement, list(values.values()))


def cells_of(place: str, read: str, values: dict[str, str]) -> dict[str, str]:
    values = {name: str(value) for name, value in values.items()}
    values |= {"locator": place} if place else {}
    return read_again(**values) if read else values


def load_files(desk, row, place="", read="", **values):
    folder = desk.exported("observations", row, **cells_of(place, read, values))
    try:
        load(folder.path)
    except CommandError as problem:
        return str(problem)
    return SAVED


def import_file(desk, row, place="", read="", **values):
    folder = desk.exported("observations", row, **cells_of(place, read, values))
    content = (folder.path / "observations.csv").read_bytes()
    page = reverse("importing:bring_table", args=["observations"])
    desk.client.post(page, {"brought": SimpleUploadedFile("observations.csv", content)})
    job = ImportJob.objects.latest("pk")
    if not job.can_be_confirmed:
        shown = desk.client.get(reverse("importing:job", args=[job.pk]))
        confirmed = desk.client.post(reverse("importing:confirm", args=[job.pk]), follow=True)
        assert "cannot be saved as it stands" in confirmed.content.decode()
        return shown.content.decode()
    desk.client.post(reverse("importing:confirm", args=[job.pk]), {"reason": "Misread."})
    job.refresh_from_db()
    assert job.state == "saved"
    return SAVED


def entries_of(place, read, values, prefix=""):
    entries = dict(values)
    entries |= {"locator": place} if place else {}
    entries |= {"reread": "on"} if read else {}
    return {f"{prefix}{name}": value for name, value in entries.items()}


def fill_the_form(desk, row, place="", read="", **values):
    answer = save(desk.client, type(row), entries_of(place, read, values), row)
    if answer.status_code == 302:
        return SAVED
    return said(answer.context["adminform"].form, values)


def forge_a_post(desk, row, place="", read="", **values):
    """Only what a form must have, and not what the page would send."""
    page = address(type(row), "change", row.pk)
    sent = filled_in(desk.client.get(page)) | {"change_reason": "Why."}
    sent |= entries_of(place, read, values)
    sent |= {
        "reread_at": timezone.now().isoformat(),
        "reread_at_0": "2026-11-29",
        "initial-value": "2",
    }
    answer = desk.client.post(page, sent)
    if answer.status_code == 302:
        return SAVED
    return said(answer.context["adminform"].form, values)


def fill_the_form_of_its_firm(desk, row, place="", read="", **values):
    """A place of a firm, inside the form of the firm."""
    entries = entries_of(place, read, values, "sites-0-")
    answer = save(desk.client, Firm, entries, row.firm)
    if answer.status_code == 302:
        return SAVED
    (sites, _products) = answer.context["inline_admin_formsets"]
    return said(sites.formset.forms[0], values)


def said(form: Any, values: dict[str, Any]) -> str:
    """What a form says on the fields that change; nothing else is amiss."""
    assert set(form.errors) == set(values), form.errors
    return " ".join(words for name in values for words in form.errors[name])


@dataclass(frozen=True)
class Way:
    """How something comes in: a figure of 1 that becomes 2, unless something else is said."""

    act: Callable[..., str]
    refusal: str
    make: Callable[[], Any] = lambda: ObservationFactory(value=1, locator="para 1")
    column: str = "value"
    new: Any = "2"

    def changes(self, desk: Desk, row: Any, **vouching: str) -> str:
        return self.act(desk, row, **{self.column: self.new}, **vouching)


WAYS = {
    "form": Way(fill_the_form, IN_FORMS),
    "forged form": Way(forge_a_post, IN_FORMS),
    "form of a product": Way(
        fill_the_form, IN_FORMS, lambda: ProductFactory(stage="phase1"), "stage", "phase2"
    ),
    "form of a firm": Way(
        fill_the_form, IN_FORMS, lambda: FirmFactory(founded_on="2014"), "founded_on", "2015"
    ),
    "row inside a form": Way(
        fill_the_form_of_its_firm, IN_FORMS, lambda: SiteFactory(since="2014"), "since", "2015"
    ),
    "import": Way(import_file, IN_FILES),
    "load_data": Way(load_files, IN_FILES),
    "save()": Way(save_it, STATED),
    "update()": Way(update_it, STATED),
    "bulk_update()": Way(update_many, STATED),
    "update_or_create()": Way(update_or_create, STATED),
    "bulk_create() over it": Way(upsert, STATED),
    "SQL": Way(by_hand, STATED),
}
every_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)


@every_way
def test_a_figure_that_changes_alone_is_refused(way, desk):
    row = way.make()
    before = getattr(row, way.column)

    assert way.refusal in way.changes(desk, row)

    row.refresh_from_db()
    assert getattr(row, way.column) == before
    assert not Revision.objects.exists()


@every_way
def test_it_changes_with_another_place_in_the_source(way, desk):
    row = way.make()

    assert way.changes(desk, row, place="para 2") == SAVED

    row.refresh_from_db()
    assert (str(getattr(row, way.column)).removesuffix(".0000"), row.locator) == (way.new, "para 2")
    assert row.reread_at is None


@every_way
def test_it_changes_when_its_place_was_read_again_and_the_history_says_so(way, desk):
    row = way.make()
    begin = timezone.now()

    assert way.changes(desk, row, read="yes") == SAVED

    row.refresh_from_db()
    assert str(getattr(row, way.column)).removesuffix(".0000") == way.new
    assert begin <= row.reread_at <= timezone.now()
    kept = Revision.objects.of(row).get()
    assert (kept.before["reread_at"], kept.after["reread_at"][:10]) == (
        None,
        row.reread_at.date().isoformat(),
    )


def new_figure(**given: Any) -> dict[str, Any]:
    """The columns of a new figure, and what is left out of them."""
    like = ObservationFactory()
    columns = {
        field.attname: getattr(like, field.attname)
        for field in Observation._meta.concrete_fields
        if not field.primary_key
    }
    return columns | {"key": "new", "value": 5} | given


def inserted(columns):
    names, signs = ", ".join(columns), ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO plans_observation ({names}) VALUES ({signs})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, list(columns.values()))


SHELL = {
    "create()": lambda columns: Observation.objects.create(**columns),
    "bulk_create()": lambda columns: Observation.objects.bulk_create([Observation(**columns)]),
    "SQL": inserted,
}
LACKING = [
    ({"source_id": None}, "source_id"),
    ({"locator": ""}, "observation_says_where_in_the_source"),
    ({"locator": " \u3000"}, "observation_says_where_in_the_source"),
]


@pytest.mark.parametrize("act", SHELL.values(), ids=SHELL)
@pytest.mark.parametrize(("lacking", "rule"), LACKING, ids=["source", "place", "blank place"])
def test_no_program_adds_a_figure_without(lacking, rule, act):
    columns = new_figure(**lacking)

    with refused_by(rule):
        act(columns)


@pytest.mark.parametrize(
    ("lacking", "field"),
    [({"source": ""}, "source"), ({"locator": ""}, "locator"), ({"locator": " "}, "locator")],
    ids=["source", "place", "blank place"],
)
@pytest.mark.parametrize("model", FACTS, ids=lambda model: model.__name__)
def test_no_form_takes_a_fact_without(lacking, field, model, admin_client):
    row = FACTORIES[model]()

    answer = save(admin_client, model, lacking, row)

    assert field in answer.context["adminform"].form.errors
    row.refresh_from_db()
    assert (row.locator, row.source is None) == ("para 1", False)


@pytest.mark.parametrize("cells", [{"source_key": ""}, {"locator": ""}, {"locator": " "}], ids=str)
@pytest.mark.parametrize("way", [load_files, import_file])
def test_no_file_brings_a_figure_without(cells, way, desk):
    row = ObservationFactory()

    refused = way(desk, row, **cells)

    assert "is empty" in refused or "Say where in the source it stands." in refused
    row.refresh_from_db()
    assert row.locator == "para 1"


def test_the_form_names_the_place_and_offers_the_tick_below_it(admin_client):
    row = ObservationFactory(
        locator="table 3", source=SourceFactory(title="A yearbook", publisher="The bureau")
    )
    Observation.objects.update(reread_at="2026-11-20T12:00+08:00")

    page = admin_client.get(address(Observation, "change", row.pk)).content.decode()
    new = admin_client.get(address(Observation, "add")).content.decode()

    place, tick = page.index('name="locator"'), page.index('type="checkbox" name="reread"')
    assert place < tick < page.index('name="preferred"')
    assert "A yearbook (The bureau), table 3. Last read again on Nov. 20, 2026" in page
    assert 'type="checkbox" name="reread"' not in new


def test_a_place_that_was_read_again_and_says_the_same_is_kept_as_well(admin_client):
    row = ObservationFactory()

    assert save(admin_client, Observation, {"reread": "on"}, row).status_code == 302

    row.refresh_from_db()
    assert timezone.now() - row.reread_at < dt.timedelta(minutes=1)


def test_what_the_other_editor_changed_is_read_again_by_this_one(admin_client):
    row = ObservationFactory(value=1)
    opened = filled_in(admin_client.get(address(Observation, "change", row.pk)))
    Observation.objects.update(**reread(value=3))

    sent = opened | {"value": "2", "reread": "on", "change_reason": "Misread."}
    told = admin_client.post(address(Observation, "change", row.pk), sent)
    again = admin_client.post(address(Observation, "change", row.pk), filled_in(told))

    assert "reread" not in filled_in(told)
    assert IN_FORMS in again.context["adminform"].form.errors["value"][0]
    row.refresh_from_db()
    assert row.value == 3


def test_figures_of_an_article_are_not_changed_on_its_screen(admin_client):
    row = ObservationFactory(value=1)
    page = address(Source, "change", row.source.pk)
    forged = {
        "observations-TOTAL_FORMS": "1",
        "observations-INITIAL_FORMS": "1",
        "observations-0-id": str(row.pk),
        "observations-0-source": str(row.source.pk),
        "observations-0-value": "2",
        "observations-0-reread": "on",
    }

    admin_client.post(page, filled_in(admin_client.get(page)) | forged)

    row.refresh_from_db()
    assert row.value == 1


@pytest.mark.parametrize("action", ["publish", "to_review", "back_to_draft"])
def test_an_action_on_many_changes_their_state_alone(action, admin_client):
    row = ObservationFactory(value=1, state="draft")
    sent = {"action": action, "_selected_action": [row.pk], "value": "2", "form-0-value": "2"}

    admin_client.post(address(Observation, "changelist"), sent | {"_save": "Save"})

    row.refresh_from_db()
    assert row.value == 1


def newest(row):
    return Revision.objects.of(row).newest_first().first()


def take_back(client, row, kept, **sent):
    page = address(type(row), "take_back", row.pk, kept.pk)
    asked = client.get(page).content.decode()
    sent |= {"reason": "It was right before.", "newest": newest(row).pk}
    return asked, client.post(page, sent)


def test_a_change_is_taken_back_to_the_citation_under_which_it_stood(admin_client):
    row = ObservationFactory(value=1)
    Observation.objects.update(**reread(value=2))

    asked, answer = take_back(admin_client, row, newest(row))

    assert 'name="reread"' not in asked
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.value, row.reread_at) == (1, None)


def test_a_figure_that_would_come_back_to_another_source_is_read_there_first(admin_client):
    row = ObservationFactory(value=1)
    Observation.objects.update(**reread(value=2))
    misread = newest(row)
    Observation.objects.update(source=SourceFactory(title="Another report"))

    asked, refused = take_back(admin_client, row, misread)
    assert "Another report (SHINE), para 1" in asked
    assert refused.status_code == 200
    assert 'name="reread"' in refused.content.decode()
    row.refresh_from_db()
    assert row.value == 2

    _asked, answer = take_back(admin_client, row, misread, reread="on")
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.value == 1
    assert row.reread_at > misread.at


@pytest.fixture
def people():
    """By name: ren and an may publish, so that neither changes what is published alone."""
    roles = {"ren": REVIEWER, "an": ADMINISTRATOR}
    return {name: client_of(person(name, role)) for name, role in roles.items()}


def approve(client):
    waits = Waiting.objects.get()
    shown = client.get(f"/admin/queue/{waits.pk}/").content.decode()
    client.post("/admin/queue/", {"action": "approve", "entry": f"{waits.pk}.{waits.edits}"})
    assert not Waiting.objects.exists()
    return shown


def test_a_proposed_change_alone_is_refused_and_one_that_was_read_again_shown_as_such(people):
    row = ObservationFactory(value=1)

    refused = save(people["ren"], Observation, {"value": "2"}, row)
    assert IN_FORMS in refused.context["adminform"].form.errors["value"][0]
    assert not Waiting.objects.exists()
    save(people["ren"], Observation, {"value": "2", "reread": "on"}, row)
    shown = approve(people["an"])

    assert "Read again: <del>–</del>" in shown
    row.refresh_from_db()
    assert (row.value, row.reread_at is None) == (2, False)


def test_a_change_that_is_taken_back_waits_and_comes_back_as_it_stood(people):
    row = ObservationFactory(value=1)
    Observation.objects.update(**reread(value=2))

    _asked, answer = take_back(people["ren"], row, newest(row))
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.value == 2
    approve(people["an"])

    row.refresh_from_db()
    assert (row.value, row.reread_at) == (1, None)


def test_what_was_proposed_before_its_citation_moved_is_not_let_through(people):
    row = ObservationFactory(value=1)
    Observation.objects.update(**reread(value=2))
    take_back(people["ren"], row, newest(row))
    Observation.objects.update(source=SourceFactory())
    waits = Waiting.objects.get()

    sent = {"action": "approve", "entry": f"{waits.pk}.{waits.edits}"}
    told = people["an"].post("/admin/queue/", sent, follow=True).content.decode()

    assert "A figure would change while its citation stays." in told
    row.refresh_from_db()
    assert row.value == 2


def test_readers_are_told_that_the_place_was_read_again(admin_client, client):
    row = ObservationFactory(key="scale", value=1)
    told = "The place in the source was read again."

    save(admin_client, Observation, {"value": "2", "locator": "para 2"}, row)
    assert told not in client.get("/changes/").content.decode()
    save(admin_client, Observation, {"value": "3", "reread": "on"}, row)

    assert told in client.get("/changes/").content.decode()
    assert told in client.get("/figures/scale/").content.decode()
    corrections = client.get("/figures/scale.json").json()["corrections"]
    assert [each["read_again"] for each in corrections] == [True, False]
    history = admin_client.get(address(Observation, "history", row.pk)).content.decode()
    assert "Read again: <del>–</del>" in history


@pytest.mark.parametrize("before", [None, "2026-11-01T12:00Z"], ids=["never read", "read before"])
def test_a_file_from_before_a_correction_does_not_undo_it(before, desk):
    row = ObservationFactory(value=1, reread_at=before)
    folder = desk.exported("observations", row)
    Observation.objects.update(**reread(value=2))

    [problem] = refusal(folder.path)

    assert problem.startswith("observations.csv, line 2, column value: “2” becomes “1”")
    row.refresh_from_db()
    assert row.value == 2


def test_all_rows_of_all_files_are_told_at_once_with_line_and_column(desk):
    figures = [ObservationFactory(key=f"figure-{n}", value=1) for n in range(4)]
    target = TargetFactory(key="promise", value=10)
    call_command("export_data", desk.folder, stdout=io.StringIO())
    folder = DataFolder(desk.folder).only("observations", "targets")
    folder.edit("observations", "figure-0", value="2", qualifier="about")
    folder.edit("observations", "figure-1", value="2", locator="para 2")
    folder.edit("observations", "figure-2", metric_key=figures[0].metric.key)
    folder.edit("observations", "figure-3", **read_again(value="2"))
    folder.edit("targets", "promise", due_on="2025")

    problems = refusal(folder.path)

    places = [problem.partition(": ")[0] for problem in problems]
    assert places == [
        "observations.csv, line 2, column value",
        "observations.csv, line 2, column qualifier",
        "observations.csv, line 4, column metric_key",
        "targets.csv, line 2, column due_on",
    ]
    assert f"cited from {target.source.key}, para 1. Change the citation, too" in problems[3]
    assert f"“{figures[2].metric.key}” becomes “{figures[0].metric.key}”" in problems[2]


@pytest.mark.parametrize("text", ["2200-01-01", "2099-11-29T12:00"], ids=["no year", "tomorrow"])
def test_nobody_has_read_a_place_in_the_future(text, desk):
    row = ObservationFactory(value=1)
    folder = desk.exported("observations", row, value="2", reread_at=text)

    [problem] = refusal(folder.path)

    assert problem.startswith("observations.csv, line 2, column reread_at: ")


def test_a_day_in_chinese_says_when_it_was_read(desk):
    row = ObservationFactory(value=1)

    with_day = import_file(desk, row, value="2", reread_at="２０２６年１１月２８日")

    assert with_day == SAVED
    row.refresh_from_db()
    assert row.reread_at.isoformat() == "2026-11-27T16:00:00+00:00"


def merged(client, stays, goes, **changes):
    page = merge_address(stays.pk, goes.pk)
    form = client.get(page).context["form"]
    sent = {name: form[name].initial for name in form.fields if name != "reread"}
    return client.post(page, sent | {"reason": "One firm under two names."} | changes)


def test_of_two_firms_cited_from_one_place_the_place_decides(admin_client):
    source = SourceFactory()
    stays, goes = (FirmFactory(source=source, founded_on=year) for year in ("2014", "2015"))

    refused = merged(admin_client, stays, goes, source="goes")
    assert "Both are cited from the same place" in refused.content.decode()
    assert merged(admin_client, stays, goes, source="goes", reread="on").status_code == 302

    stays.refresh_from_db()
    assert stays.founded_on == PartialDate(2015)
    assert stays.reread_at is not None


def test_a_founding_day_comes_with_its_source(admin_client):
    stays, goes = FirmFactory(founded_on="2014"), FirmFactory(founded_on="2015")

    assert merged(admin_client, stays, goes, source="goes").status_code == 302

    stays.refresh_from_db()
    assert (stays.founded_on, stays.source) == (PartialDate(2015), goes.source)


def test_a_load_says_in_files_what_it_takes_and_an_export_gives_it_back(desk):
    row = ObservationFactory(value=1, reread_at="2026-11-28T16:00:00.000001Z")
    folder = desk.exported("observations", row)

    with (folder.path / "observations.csv").open(encoding="utf-8", newline="") as file:
        [cells] = csv.DictReader(file)

    assert cells["reread_at"] == "2026-11-28T16:00:00.000001Z"
    assert load(folder.path).endswith("Nothing changed.\n")
