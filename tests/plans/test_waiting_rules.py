"""What readers do not see is followed by the database, and nobody lets their own words through."""

from __future__ import annotations

from itertools import product

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection

from parks.models import Event, Park
from plans.domain.approving import Approval, approval
from plans.models import Observation, Plan, Revision, Waiting, telling
from plans.models.revisions import tell
from plans.models.waiting import kinds_of_facts, propose, publishers
from tests.factories.parks import EventFactory, ParkFactory
from tests.factories.plans import ObservationFactory, PlanFactory, SourceFactory
from tests.rules import refused_by
from tests.site.editors import FACTORIES, name_of

pytestmark = pytest.mark.django_db

OWN = "own_change_is_read_by_another"


@pytest.fixture
def people():
    """Two who may publish everything, and one who may only write."""
    ren, an = (User.objects.create(username=n, is_staff=True, is_superuser=True) for n in "ra")
    mei = User.objects.create(username="mei", is_staff=True)
    return ren, an, mei


def at_work(person):
    """From here on, it is this person who writes; None: a program."""
    tell({"editor": str(person.pk) if person else "", "way": "desk"}, local=True)


@pytest.mark.parametrize("model", kinds_of_facts().values(), ids=name_of)
def test_of_every_kind_what_is_not_published_waits_until_it_is(model, people):
    _ren, an, mei = people
    row = FACTORIES[model](state="draft")
    at_work(mei)
    model.objects.filter(pk=row.pk).update(locator="page 2")
    model.objects.filter(pk=row.pk).update(state="in_review")

    waits = Waiting.objects.of(row).get()
    assert (waits.state, waits.author, waits.sender) == ("in_review", mei, mei)

    at_work(an)
    model.objects.filter(pk=row.pk).update(state="published")
    assert not Waiting.objects.of(row).exists()


def test_who_wrote_last_and_who_sent_it_are_told_apart(people):
    ren, an, mei = people
    at_work(mei)
    row = PlanFactory(state="draft")
    at_work(an)
    Plan.objects.update(state="in_review")
    sent = Waiting.objects.get()
    at_work(ren)
    Plan.objects.update(note="A word more.")
    touched = Waiting.objects.get()

    assert (sent.author, sent.sender, sent.edits) == (mei, an, 0)
    assert (touched.author, touched.sender, touched.edits) == (ren, an, 1)
    assert touched.since == sent.since
    with telling(reason="Which page?"):
        Plan.objects.update(state="draft")
    assert Waiting.objects.of(row).get().returned_for == "Which page?"


def test_what_is_deleted_waits_no_more(people):
    row = PlanFactory(state="draft")
    row.delete()

    assert not Waiting.objects.exists()


@pytest.mark.parametrize("model", kinds_of_facts().values(), ids=name_of)
def test_of_every_kind_nobody_publishes_what_they_wrote_last(model, people):
    ren, an, _mei = people
    row = FACTORIES[model](state="in_review")
    rows = model.objects.filter(pk=row.pk)
    at_work(ren)
    rows.update(locator="page 2")
    with refused_by(OWN, naming=f"{model._meta.label_lower} {row.pk}"):
        rows.update(state="published")

    at_work(an)
    rows.update(state="published")
    assert Revision.objects.of(row).newest_first().first().alone is False
    with refused_by(OWN):
        rows.update(locator="page 99")


def test_nobody_enters_what_readers_see_at_once(people):
    source = SourceFactory()
    at_work(people[0])

    with refused_by(OWN):
        PlanFactory(source=source)


def test_a_word_changed_while_publishing_is_a_change_of_ones_own(people):
    _ren, an, mei = people
    at_work(mei)
    PlanFactory(state="in_review")
    at_work(an)

    with refused_by(OWN):
        Plan.objects.update(state="published", note="And by the way.")


def test_what_was_withdrawn_is_not_brought_back_with_ones_own_words(people):
    _ren, an, _mei = people
    PlanFactory(state="withdrawn", state_reason="Wrong.")
    at_work(an)
    Plan.objects.update(note="Right now.")

    with refused_by(OWN):
        Plan.objects.update(state="published")


def test_to_take_off_the_site_needs_nobody_else(people):
    at_work(people[0])
    row = PlanFactory(state="in_review")
    at_work(people[1])
    Plan.objects.update(state="published")
    Plan.objects.update(state="withdrawn", state_reason="A mistake.")

    assert Plan.objects.get(pk=row.pk).state == "withdrawn"


@pytest.mark.parametrize(
    "alone",
    [{}, {"is_active": False}, {"is_staff": False}, {"is_superuser": False}],
    ids=["nobody else", "inactive", "not of the desk", "who may only write"],
)
def test_where_nobody_else_may_publish_the_history_says_so(alone):
    ren = User.objects.create(username="ren", is_staff=True, is_superuser=True)
    if alone:
        User.objects.create(username="an", **{"is_staff": True, "is_superuser": True} | alone)
    at_work(ren)
    row, other = PlanFactory(), PlanFactory(state="draft")
    Plan.objects.filter(pk=other.pk).update(state="published")
    Plan.objects.filter(pk=row.pk).update(note="More.")

    assert [change.alone for change in Revision.objects.of(row).order_by("pk")] == [True, True]
    assert [change.alone for change in Revision.objects.of(other).order_by("pk")] == [False, True]


def test_a_program_goes_on_and_the_history_names_nobody(people):
    ren, *_ = people
    at_work(ren)
    row = PlanFactory(state="in_review")
    at_work(None)
    Plan.objects.update(state="published", note="By hand.")

    last = Revision.objects.of(row).newest_first().first()
    assert (last.editor, last.alone) == (None, False)


def test_who_entered_a_record_is_kept(people):
    at_work(people[2])
    row = PlanFactory(state="draft")

    kept = Revision.objects.of(row).get()
    assert (kept.operation, kept.editor, kept.before, kept.after) == ("add", people[2], {}, None)


def test_what_one_wrote_and_another_let_through_names_both(people):
    ren, an, _mei = people
    row = PlanFactory()
    at_work(an)
    with telling(author=str(ren.pk)):
        Plan.objects.update(note="As proposed.")

    kept = Revision.objects.of(row).newest_first().first()
    assert (kept.editor, kept.approver, kept.alone) == (ren, an, False)


def test_a_proposed_change_leaves_the_record_and_its_history_alone(people):
    ren, *_ = people
    at_work(ren)
    row = ObservationFactory(state="in_review", value=1)
    at_work(people[1])
    Observation.objects.update(state="published")
    at_work(ren)
    before = Revision.objects.count()
    row.refresh_from_db()
    row.value, row.locator = 2, "para 2"

    waits = propose(row, ren.pk, "A typing error.")

    assert Observation.objects.get().value == 1
    assert Revision.objects.count() == before
    assert (waits.before, waits.after, waits.reason) == (
        {"value": 1, "locator": "para 1"},
        {"value": 2, "locator": "para 2"},
        "A typing error.",
    )
    row.note = "And a note."
    again = propose(row, ren.pk, "")
    assert again.pk == waits.pk
    assert again.edits == 2
    assert set(again.after) == {"value", "locator", "note"}
    assert again.reason == "A typing error."


def test_a_second_person_does_not_write_over_a_change_that_waits(people):
    ren, an, _mei = people
    row = PlanFactory()
    row.note = "One."
    propose(row, ren.pk, "")
    row.note = "Two."

    with refused_by("waiting_change_waits_alone"):
        propose(row, an.pk, "")


def test_a_proposal_is_tried_against_the_rules_of_the_database(people):
    row = PlanFactory()
    row.locator = ""

    with refused_by("plan_says_where_in_the_source"):
        propose(row, people[0].pk, "")


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ({"state": "asleep"}, "waiting_state_is_known"),
        ({"state": "draft"}, "waiting_record_waits_once"),
        ({"state": "change", "row_id": 9}, "waiting_change_says_what_changes"),
    ],
)
def test_the_queue_is_refused_what_makes_no_sense(broken, rule):
    row = PlanFactory(state="in_review")
    sent = {"model": "plans.plan", "row_id": row.pk, "since": "2026-01-01T00:00Z"}

    with refused_by(rule):
        Waiting.objects.create(**sent | broken)


def test_the_database_knows_who_may_publish_as_the_desk_does(people):
    for n, (model, staff, active) in enumerate(
        product([Plan, Event], [True, False], [True, False])
    ):
        held = User.objects.create(username=f"p{n}", is_staff=staff, is_active=active)
        held.user_permissions.add(
            Permission.objects.get(codename=f"publish_{model._meta.model_name}")
        )

    found = publishers()

    assert set(found) == set(kinds_of_facts())
    for label, model in kinds_of_facts().items():
        asked = f"{model._meta.app_label}.publish_{model._meta.model_name}"
        may = {user.pk for user in User.objects.all() if user.is_staff and user.has_perm(asked)}
        assert {each.pk for each in found[label]} == may


def test_the_rule_of_the_database_is_that_of_the_domain():
    """Every author, person and set of publishers among three people."""
    three = [User.objects.create(username=n, is_staff=True) for n in "abc"]
    for author, person, *may in product([None, *three], three, *[[True, False]] * 3):
        User.objects.update(is_superuser=False)
        able = [user for user, one in zip(three, may, strict=True) if one]
        User.objects.filter(pk__in=[user.pk for user in able]).update(is_superuser=True)
        if person not in able:
            continue
        said = approval(person.pk, author and author.pk, [user.pk for user in able])
        at_work(author)
        row = PlanFactory(state="in_review")
        at_work(person)
        if said is Approval.REFUSED:
            with refused_by(OWN):
                Plan.objects.filter(pk=row.pk).update(state="published")
        else:
            Plan.objects.filter(pk=row.pk).update(state="published")
            newest = Revision.objects.of(row).newest_first().first()
            assert newest.alone is (said is Approval.ALONE)


def test_a_park_waits_under_its_area():
    row = ParkFactory(state="draft")

    assert Waiting.objects.of(row).get().row_id == row.area_id
    assert Park.objects.get(pk=Waiting.objects.get(model="parks.park").row_id) == row


def test_many_rows_of_one_statement_wait_each(people):
    at_work(people[2])
    rows = EventFactory.create_batch(3, state="draft")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE parks_event SET state = 'in_review'")

    assert set(Waiting.objects.values_list("row_id", "state")) == {
        (row.pk, "in_review") for row in rows
    }
