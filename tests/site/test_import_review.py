"""What an import publishes: nothing that a second editor has to read first."""

from __future__ import annotations

import csv
import io

import pytest

from cgt_site.accounts.roles import ADMINISTRATOR, EDITOR, REVIEWER
from cgt_site.importing.jobs import ImportJob
from parks.models import Event
from plans.models import Observation, Revision, Waiting
from tests.factories.parks import EventFactory
from tests.factories.plans import ObservationFactory
from tests.site.accounts import client_of, person
from tests.site.test_imports import brought, confirm, page_of, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """By name: mei may write, ren and an may publish."""
    roles = {"mei": EDITOR, "ren": REVIEWER, "an": ADMINISTRATOR}
    return {name: client_of(person(name, role)) for name, role in roles.items()}


def file_of(client, table, change):
    """The export of a table with its rows changed; a row may be left out or added."""
    rows = change(list(csv.DictReader(io.StringIO(taken(client, table).decode()))))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def bring(client, table, change):
    return brought(client, file_of(client, table, change), table, f"{table}.csv")


SIX = {"value": "6", "locator": "para 2"}
"""Another figure, from another place in its source."""


def added(**says):
    """The first row once more under another key."""

    def change(rows):
        return [*rows, rows[0] | {"key": "brought-today"} | says]

    return change


def states():
    return dict(Event.objects.values_list("key", "state"))


@pytest.mark.parametrize("says", ["published", "", "in_review"])
@pytest.mark.parametrize("name", ["mei", "ren"])
def test_new_rows_go_to_review_whatever_the_file_says(name, says, people):
    EventFactory(key="there")

    job = bring(people[name], "events", added(state=says))

    assert job.counts == {"new": 1, "changed": 0, "same": 1, "refused": 0}
    assert "<ins>in_review</ins>" in page_of(people[name], job)
    assert confirm(people[name], job).state == "saved"
    assert states() == {"there": "published", "brought-today": "in_review"}
    waits = Waiting.objects.get()
    assert (waits.author.username, waits.sender.username) == (name, name)


def test_a_file_without_the_column_publishes_nothing_either(people):
    EventFactory(key="there")

    def change(rows):
        rows = added()(rows)
        return [{k: v for k, v in row.items() if not k.startswith("state")} for row in rows]

    job = bring(people["mei"], "events", change)

    assert "1 row goes to review; somebody else publishes it (an, ren)." in page_of(
        people["mei"], job
    )
    confirm(people["mei"], job)
    assert states() == {"there": "published", "brought-today": "in_review"}


def test_drafts_stay_drafts_and_what_is_in_review_is_not_published(people):
    EventFactory(key="there", state="in_review")

    job = bring(
        people["mei"],
        "events",
        lambda rows: [rows[0] | {"state": "published"}, rows[0] | {"key": "d", "state": "draft"}],
    )

    assert job.counts == {"new": 1, "changed": 0, "same": 1, "refused": 0}
    confirm(people["mei"], job)
    assert states() == {"there": "in_review", "d": "draft"}


@pytest.mark.parametrize(
    ("was", "says", "words"),
    [
        ("published", "draft", "the record is published, and would leave the site"),
        ("published", "withdrawn", "only who may publish a record withdraws it"),
        ("draft", "withdrawn", "only who may publish a record withdraws it"),
    ],
)
def test_an_editor_takes_nothing_off_the_site_by_a_file(was, says, words, people):
    EventFactory(key="there", state=was)

    job = bring(
        people["mei"], "events", lambda rows: [rows[0] | {"state": says, "state_reason": "Why."}]
    )

    assert job.counts["refused"] == 1
    assert words in page_of(people["mei"], job)
    assert confirm(people["mei"], job).state == "ready"
    assert states() == {"there": was}


@pytest.mark.parametrize("name", ["mei", "ren"])
def test_a_change_of_what_is_published_waits_and_is_let_through(name, people):
    row = ObservationFactory(key="scale", value=5)
    other = ObservationFactory(key="draft", value=5, state="draft", source=row.source)

    job = bring(people[name], "observations", lambda rows: [r | SIX for r in rows])

    assert job.counts["changed"] == 2
    assert "1 row changes a published record: the change waits for approval" in page_of(
        people[name], job
    )
    assert confirm(people[name], job).state == "saved"
    assert "the change waits for approval" in page_of(people[name], job)
    row.refresh_from_db(), other.refresh_from_db()
    assert (row.value, other.value) == (5, 6)
    waits = Waiting.objects.get(state="change")
    assert (waits.author.username, waits.after) == (name, SIX | {"value": "6.0000"})
    assert waits.reason == "A wrong name"

    people["an"].post("/admin/queue/", {"action": "approve", "entry": [f"{waits.pk}.1"]})

    row.refresh_from_db()
    assert row.value == 6
    kept = Revision.objects.of(row).newest_first().first()
    assert (kept.editor.username, kept.approver.username, kept.reason) == (
        name,
        "an",
        "A wrong name",
    )


def test_a_second_file_is_taken_into_ones_own_change_and_not_into_anothers(people):
    ObservationFactory(key="scale", value=5, note="")
    change = bring(people["mei"], "observations", lambda rows: [rows[0] | SIX])
    confirm(people["mei"], change)

    refused = bring(people["ren"], "observations", lambda rows: [rows[0] | {"value": "7"}])
    assert refused.counts["refused"] == 1
    assert "A change of this record by mei waits" in page_of(people["ren"], refused)

    again = bring(people["mei"], "observations", lambda rows: [rows[0] | {"note": "Read again."}])
    confirm(people["mei"], again)
    assert Waiting.objects.get().after == SIX | {"value": "6.0000", "note": "Read again."}


def test_published_facts_change_with_a_reason_alone(people):
    ObservationFactory(key="scale", value=5)
    job = bring(people["mei"], "observations", lambda rows: [rows[0] | SIX])

    answer = people["mei"].post(f"/admin/import/{job.pk}/confirm/", {"reason": " "}, follow=True)

    assert "Say why: published records change" in answer.content.decode()
    job.refresh_from_db()
    assert job.state == "ready"


def test_what_a_rule_forbids_is_refused_before_it_waits(people):
    row = ObservationFactory(
        key="scale", value=5, metric__measure_type="share", metric__unit="percent"
    )

    job = bring(people["mei"], "observations", lambda rows: [rows[0] | {"value": "300"}])

    assert job.counts["refused"] == 1
    assert not Waiting.objects.exists()
    row.refresh_from_db()
    assert row.value == 5


def test_the_only_one_who_may_publish_publishes_by_a_file(client):
    EventFactory(key="there")
    ren = client_of(person("ren", REVIEWER))

    job = bring(ren, "events", added(state="published"))

    assert confirm(ren, job).state == "saved"
    assert states() == {"there": "published", "brought-today": "published"}
    assert Revision.objects.of(Event.objects.get(key="brought-today")).get().alone


def test_an_export_brought_back_by_an_editor_changes_nothing(people):
    EventFactory(key="there"), EventFactory(key="draft", state="draft")
    EventFactory(key="gone", state="withdrawn", state_reason="A rumour.")

    job = bring(people["mei"], "events", lambda rows: rows)

    assert job.counts == {"new": 0, "changed": 0, "same": 3, "refused": 0}


def test_who_lost_the_right_to_publish_since_the_preview_publishes_nothing(people):
    ren = person("lone", REVIEWER)
    for name in ("ren", "an"):
        type(ren).objects.filter(username=name).update(is_active=False)
    EventFactory(key="there")
    client = client_of(ren)
    job = bring(client, "events", added(state="published"))
    type(ren).objects.filter(username="an").update(is_active=True)

    confirm(client, job)

    assert job.state == "ready"
    assert "The records have changed since the preview" in page_of(client, job)
    assert ImportJob.objects.get(pk=job.pk).counts["new"] == 1
    assert states() == {"there": "published"}
    assert Observation.objects.count() == 0
