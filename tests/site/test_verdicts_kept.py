"""Verdicts are kept as they change: by a load, by an edit, and never twice."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from plans.choices import Basis, Comparator, Verdict
from plans.models import ChangeEntry, VerdictRecord
from tests.factories.plans import ObservationFactory, TargetFactory

pytestmark = pytest.mark.django_db


def verdicts(target):
    """The kept verdicts of a target, first one first."""
    return [record.verdict for record in target.records.order_by("pk")]


@pytest.fixture
def target():
    """At least 100 by the end of 2023, of which nothing was published."""
    made = TargetFactory(
        basis=Basis.LEVEL,
        comparator=Comparator.AT_LEAST,
        value=100,
        due_on="2023",
        metric__measure_type="stock",
        metric__unit="count",
    )
    call_command("judge", stdout=StringIO())
    return made


def form_of(client, observation):
    """The admin's form of an observation, as a browser would send it back."""
    address = reverse("admin:plans_observation_change", args=[observation.pk])
    form = client.get(address).context["adminform"].form
    sent = {name: form[name].value() for name in form.fields}
    return address, {
        name: "" if value is None else value for name, value in sent.items() if value is not False
    }


def test_a_figure_changed_in_the_admin_leaves_its_verdict_in_the_history(admin_client, target):
    seen = ObservationFactory(metric=target.metric, area=target.area, value=92)
    call_command("judge", stdout=StringIO())
    address, form = form_of(admin_client, seen)

    changes = {"value": "120", "change_reason": "Misread before.", "reread": "on"}
    answer = admin_client.post(address, form | changes)

    assert answer.status_code == 302
    assert verdicts(target) == [Verdict.NO_EVIDENCE, Verdict.MISSED, Verdict.MET]
    newest = target.records.latest("pk")
    assert newest.observation_keys == [seen.key]
    assert newest.reason.startswith("120 (2023) meets")


def test_saving_without_a_change_of_verdict_records_nothing(admin_client, target):
    seen = ObservationFactory(metric=target.metric, area=target.area, value=92)
    call_command("judge", stdout=StringIO())
    address, form = form_of(admin_client, seen)

    admin_client.post(address, form | {"note": "Counted by hand."})

    assert verdicts(target) == [Verdict.NO_EVIDENCE, Verdict.MISSED]


def test_taking_a_figure_back_to_draft_takes_its_verdict_back(admin_client, target):
    seen = ObservationFactory(metric=target.metric, area=target.area, value=120)
    call_command("judge", stdout=StringIO())

    admin_client.post(
        reverse("admin:plans_observation_changelist"),
        {"action": "back_to_draft", "_selected_action": [seen.pk], "reason": "A rumour."},
    )

    assert verdicts(target) == [Verdict.NO_EVIDENCE, Verdict.MET, Verdict.NO_EVIDENCE]


def test_a_load_records_every_verdict_once():
    call_command("load_data", stdout=StringIO())
    once = VerdictRecord.objects.count()
    told = StringIO()
    call_command("load_data", stdout=told)

    assert once == 115
    assert VerdictRecord.objects.count() == once
    assert not ChangeEntry.objects.exists()  # a first verdict is no change
    assert "verdicts" not in told.getvalue()


def test_a_dry_run_keeps_no_verdict():
    call_command("load_data", dry_run=True, stdout=StringIO())

    assert not VerdictRecord.objects.exists()


def test_reading_a_page_keeps_no_verdict(client, target):
    before = VerdictRecord.objects.count()
    ObservationFactory(metric=target.metric, area=target.area, value=120)

    client.get(target.get_absolute_url())
    client.get("/targets/")
    client.get("/")

    assert VerdictRecord.objects.count() == before
