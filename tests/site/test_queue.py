"""The queue: what waits for a second reader, who may let it through, and what becomes of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from cgt_site.accounts.roles import ADMINISTRATOR, EDITOR, REVIEWER
from parks.models import Event
from plans.models import Fact, Plan, Revision, Waiting
from tests.factories.parks import EventFactory, FirmFactory
from tests.factories.plans import (
    ObservationFactory,
    PlanFactory,
    TargetFactory,
    VerdictOverrideFactory,
)
from tests.queries import count_queries
from tests.site.accounts import client_of, person
from tests.site.editors import FACTORIES, save

pytestmark = pytest.mark.django_db

QUEUE = "/admin/queue/"


@pytest.fixture
def people():
    """By name: mei may write, ren and an may publish."""
    roles = {"mei": EDITOR, "ren": REVIEWER, "an": ADMINISTRATOR}
    return {name: client_of(person(name, role)) for name, role in roles.items()}


def names(client, asked=""):
    return [entry.name for entry in client.get(QUEUE + asked).context["page"].entries]


def written(client, row, **changes):
    """The row, with a change by somebody."""
    save(client, type(row), changes, row)
    return row


def entry_of(row):
    waits = Waiting.objects.of(row).get()
    return f"{waits.pk}.{waits.edits}"


def decide(client, action, *rows, reason="", page=QUEUE):
    sent = {"action": action, "reason": reason, "entry": [entry_of(row) for row in rows]}
    return client.post(page, sent, follow=True).content.decode()


def state_of(row):
    return type(row).objects.values_list("state", flat=True).get(pk=row.pk)


def test_it_lists_what_waits_of_every_kind_oldest_first_and_nothing_else(people):
    PlanFactory(name_en="Public"), PlanFactory(state="withdrawn", state_reason="Wrong.")
    rows = [
        EventFactory(state="in_review", title="First"),
        PlanFactory(state="draft", name_en="Second"),
        FirmFactory(state="in_review", name_en="Third"),
    ]
    for days, row in enumerate(rows):
        since = timezone.now() - dt.timedelta(days=9 - days)
        Waiting.objects.of(row).update(since=since)

    assert names(people["mei"]) == ["First", "Second", "Third"]
    assert names(people["mei"], "?state=drafts") == ["Second"]
    assert names(people["mei"], "?kind=parks.firm") == ["Third"]
    assert names(people["ren"], "?whose=approvable") == ["First", "Third"]
    assert names(people["mei"], "?whose=approvable") == []
    assert names(people["mei"], "?state=nonsense&whose=x&kind=y") == ["First", "Second", "Third"]


def test_mine_and_others_and_who_sent_it(people):
    written(people["mei"], EventFactory(state="draft"), title="Mei's", state="in_review")
    written(people["ren"], EventFactory(state="draft"), title="Ren's", state="in_review")

    assert names(people["mei"], "?whose=mine") == ["Mei's"]
    assert names(people["mei"], "?whose=others") == ["Ren's"]
    assert names(people["ren"], "?whose=approvable") == ["Mei's"]
    assert names(people["an"], "?whose=approvable") == ["Mei's", "Ren's"]
    page = people["ren"].get(QUEUE).content.decode()
    assert "sent by mei" in page
    assert "You wrote it: an may approve it." in page


def test_several_are_approved_at_once_and_ones_own_are_not(people):
    mine = written(people["ren"], EventFactory(state="in_review"), title="Ren's")
    others = [EventFactory(state="in_review"), PlanFactory(state="in_review")]

    told = decide(people["ren"], "approve", mine, *others, reason="Read.")

    assert [state_of(row) for row in (mine, *others)] == ["in_review", "published", "published"]
    assert "2 approved" in told
    assert "You wrote it last, so that somebody else approves it: an." in told
    kept = Revision.objects.of(others[0]).newest_first().first()
    assert (kept.editor.username, kept.reason) == ("ren", "Read.")


def test_what_is_returned_goes_to_its_author_with_the_reason(people):
    row = written(people["mei"], EventFactory(state="draft"), title="Mei's", state="in_review")

    assert "Say why it is returned" in decide(people["ren"], "return", row)
    assert state_of(row) == "in_review"
    assert "1 returned" in decide(people["ren"], "return", row, reason="Which page?")
    assert state_of(row) == "draft"
    page = people["mei"].get(f"{QUEUE}?state=drafts&whose=mine").content.decode()
    assert "Which page?" in page

    assert "1 handed to review" in decide(people["mei"], "send", row)
    assert state_of(row) == "in_review"


def test_an_editor_approves_and_returns_nothing_of_others(people):
    row = EventFactory(state="in_review")

    assert "You may not publish" in decide(people["mei"], "approve", row)
    assert "You may not return" in decide(people["mei"], "return", row, reason="No.")
    assert state_of(row) == "in_review"


def test_an_author_takes_back_what_they_sent(people):
    row = written(people["mei"], EventFactory(state="draft"), title="Mei's", state="in_review")

    decide(people["mei"], "return", row, reason="Too early.")

    assert state_of(row) == "draft"


def test_what_was_changed_after_it_was_shown_is_looked_at_again(people):
    row = EventFactory(state="in_review")
    shown = entry_of(row)
    written(people["mei"], row, title="Meanwhile")

    sent = {"action": "approve", "entry": [shown]}
    told = people["ren"].post(QUEUE, sent, follow=True).content.decode()

    assert "It was changed after it was shown to you" in told
    assert state_of(row) == "in_review"


@pytest.mark.parametrize("entry", ["", "x.1", "1", "999999.0", "²³.1"])
def test_what_does_not_wait_is_not_decided(entry, people):
    answer = people["ren"].post(QUEUE, {"action": "approve", "entry": [entry]}, follow=True)

    assert answer.status_code == 200
    assert [str(m) for m in answer.context["messages"]]
    assert "?" not in "".join(str(m) for m in answer.context["messages"])


def test_what_another_decided_meanwhile_is_told_without_a_name(people):
    row = EventFactory(state="in_review")
    sent = {"action": "approve", "entry": [entry_of(row)]}
    people["an"].post(QUEUE, sent)

    answer = people["ren"].post(QUEUE, sent, follow=True)

    assert [str(m) for m in answer.context["messages"]] == ["It does not wait any more."]


def test_a_key_in_a_refusal_keeps_its_letters(people):
    row = ObservationFactory(key="scale-2023", state="in_review")

    assert "“scale-2023”: You may not publish" in decide(people["mei"], "approve", row)


def test_a_rule_that_forbids_it_is_told(people):
    target = TargetFactory()
    VerdictOverrideFactory(target=target)
    second = VerdictOverrideFactory(target=target, state="in_review")

    told = decide(people["ren"], "approve", second)

    assert "Another verdict is set already: withdraw it first." in told
    assert state_of(second) == "in_review"


def test_a_change_is_shown_beside_what_readers_see_and_let_through(people):
    row = written(
        people["mei"], ObservationFactory(value=5), value="6", locator="para 2", note="Read again."
    )
    page = f"{QUEUE}{Waiting.objects.get().pk}/"

    shown = people["ren"].get(page).content.decode()
    assert "What readers would see change" in shown
    assert "Value: <del>5</del> → <ins>6</ins>" in shown
    assert "Why: The source corrected itself." in " ".join(shown.split()).replace(
        "Why:</span>", "Why:"
    )
    assert f'<a href="{row.source.url}">{row.source.title}</a>' in shown
    assert f"({row.source.publisher}), para 2" in shown  # the place as it is proposed
    decide(people["ren"], "approve", row, page=page)

    row.refresh_from_db()
    assert (row.value, row.note) == (6, "Read again.")
    assert not Waiting.objects.exists()
    assert people["ren"].get(page).status_code == 302


def test_a_change_is_returned_sent_again_and_thrown_away(people):
    row = written(people["mei"], PlanFactory(note=""), note="Mei's.")
    page = f"{QUEUE}{Waiting.objects.get().pk}/"

    decide(people["ren"], "return", row, reason="Which page?", page=page)
    assert Waiting.objects.get().state == "returned"
    assert (
        "was returned: Which page?"
        in people["mei"].get(f"/admin/plans/plan/{row.pk}/change/").content.decode()
    )
    assert "It is not in review." in decide(people["ren"], "approve", row, page=page)
    assert "Only who proposed" in decide(people["ren"], "discard", row, page=page)
    decide(people["mei"], "send", row, page=page)
    assert Waiting.objects.get().state == "change"
    decide(people["mei"], "discard", row, page=page)
    assert not Waiting.objects.exists()
    assert Plan.objects.get().note == ""


def test_a_change_of_what_became_something_else_is_not_let_through(people):
    row = written(people["mei"], PlanFactory(note="a"), note="b")
    Plan.objects.update(note="c")

    told = decide(people["ren"], "approve", row)

    assert "The record was changed after the change was proposed." in told
    assert Plan.objects.get().note == "c"


def test_a_change_of_what_left_the_site_is_not_let_through(people):
    row = written(people["mei"], PlanFactory(note="a"), note="b")
    Plan.objects.update(state="withdrawn", state_reason="Wrong.")
    waits = Waiting.objects.get(state="change")

    sent = {"action": "approve", "entry": [f"{waits.pk}.{waits.edits}"]}
    told = people["ren"].post(QUEUE, sent, follow=True).content.decode()

    assert "The record is not published any more." in told
    row.refresh_from_db()
    assert (row.state, row.note) == ("withdrawn", "a")
    form = people["ren"].get(f"/admin/plans/plan/{row.pk}/change/").content.decode()
    assert "the record left the site" in form
    assert "Below stands what readers see" not in form


def test_what_was_published_once_is_compared_with_what_readers_saw_last(people):
    row = EventFactory(title="As published")
    Event.objects.update(title="As loaded")
    Event.objects.update(state="draft")
    Event.objects.update(title="As it stands")
    Event.objects.update(state="in_review")

    page = people["ren"].get(f"{QUEUE}{Waiting.objects.of(row).get().pk}/").content.decode()

    assert "<del>As loaded</del> → <ins>As it stands</ins>" in page
    assert "As published" not in page


def test_a_figure_is_told_by_what_it_says_and_not_by_its_key(people):
    ObservationFactory(
        state="in_review",
        key="scale-2023",
        value=5,
        metric__name_en="Scale",
        metric__name_zh="规模",
        area__name_en="Shanghai",
    )

    page = people["ren"].get(QUEUE).content.decode()
    assert ">Scale</a>" in page
    assert "Shanghai, 2023: 5" in page
    assert ">规模</a>" in people["ren"].get(f"/zh-hans{QUEUE}").content.decode()


def test_a_change_names_its_fields_and_the_marks_say_who_may_approve(people):
    written(people["mei"], ObservationFactory(value=5), value="6", locator="para 2", note="")

    page = people["ren"].get(QUEUE).content.decode()

    assert "value" in page.split("Changes:")[1].split("</span>")[0]
    assert "for you to approve" in page
    assert "for you to approve" not in people["mei"].get(QUEUE).content.decode()


def test_what_was_never_published_is_shown_whole(people):
    row = PlanFactory(state="in_review", name_en="A plan nobody saw")

    page = people["ren"].get(f"{QUEUE}{Waiting.objects.of(row).get().pk}/").content.decode()

    assert "It was never published" in page
    assert "A plan nobody saw" in page


def test_the_first_page_counts_and_leads_there_in_both_languages(people):
    written(people["ren"], EventFactory(state="in_review"), title="Ren's")
    EventFactory(state="in_review")
    PlanFactory(state="draft")

    page = people["ren"].get("/admin/")
    assert page.context["counts"] == {"review": 2, "drafts": 1, "approvable": 1, "mine": 1}
    assert 'href="/admin/queue/?whose=approvable"' in page.content.decode()
    chinese = people["ren"].get("/zh-hans/admin/").content.decode()
    assert 'href="/zh-hans/admin/queue/"' in chinese
    assert people["ren"].get("/zh-hans/admin/queue/").status_code == 200


def test_where_nothing_waits_it_says_so(people):
    assert "Nothing waits: readers see all" in people["ren"].get(QUEUE).content.decode()
    PlanFactory(state="draft")
    narrowed = people["ren"].get(f"{QUEUE}?kind=parks.firm").content.decode()
    assert "Nothing of this waits." in narrowed


def test_strangers_and_who_may_see_no_fact_see_no_queue(client):
    assert Client().get(QUEUE).status_code == 302
    client.force_login(person("guest"))
    assert client.get(QUEUE).status_code == 404
    assert "What waits for review" not in client.get("/admin/").content.decode()


def test_pages_go_on_where_the_last_one_ended(people):
    EventFactory.create_batch(53, state="in_review")

    first, second = (people["ren"].get(f"{QUEUE}?page={n}") for n in (1, 2))

    assert [len(page.context["page"].entries) for page in (first, second)] == [50, 3]
    assert '<ol class="quality__rows queue__rows" start="51">' in second.content.decode()


def test_it_costs_no_more_queries_with_many_rows_than_with_few(people):
    def one_of_each():
        for model, factory in FACTORIES.items():
            if issubclass(model, Fact):
                factory(state="in_review")
        written(people["mei"], ObservationFactory(), note="More.")

    def pages():
        people["ren"].get(QUEUE)
        people["ren"].get("/admin/")

    one_of_each()
    pages()
    few = count_queries(pages)
    for _ in range(3):
        one_of_each()

    assert count_queries(pages) <= few
