"""Nobody publishes what they wrote while somebody else may read it: every way in of the desk."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from cgt_site.accounts.roles import ADMINISTRATOR, EDITOR, REVIEWER
from parks.models import Event, Firm, Site
from plans.models import Observation, Plan, Revision, Source, Waiting
from tests.factories.parks import EventFactory, FirmFactory, SiteFactory
from tests.factories.plans import AreaFactory, ObservationFactory, PlanFactory, SourceFactory
from tests.site.accounts import client_of, person
from tests.site.editors import address, save
from tests.site.test_merging import merged

pytestmark = pytest.mark.django_db


@pytest.fixture
def ren():
    """A reviewer; ``an`` is the second one who may publish, ``mei`` may only write."""
    return client_of(person("ren", REVIEWER))


@pytest.fixture
def an():
    return client_of(person("an", ADMINISTRATOR))


@pytest.fixture
def mei():
    return client_of(person("mei", EDITOR))


def state_of(row):
    return type(row).objects.values_list("state", flat=True).get(pk=row.pk)


def act(client, model, action, rows, **more):
    sent = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(address(model, "changelist"), sent | more, follow=True)


def offered(client, row):
    page = client.get(address(type(row), "change", row.pk))
    field = page.context["adminform"].form.fields["state"]
    return [key for key, _label in field.choices], str(field.help_text)


def new_event(client, **changes):
    source = SourceFactory()
    entries = {
        "title": "A deal",
        "title_zh": "一笔交易",
        "date": "2024-05-06",
        "kind": "deal",
        "summary": "One buys from another.",
        "key": "a-deal",
        "area": AreaFactory().pk,
        "source": source.pk,
        "locator": "para 1",
    }
    return save(client, Event, entries | changes)


def test_a_form_offers_no_publication_of_ones_own_words_and_names_who_may(ren, an):
    row = EventFactory(state="draft")
    save(ren, Event, {"title": "As ren writes it"}, row)

    states, words = offered(ren, row)
    assert states == ["draft", "in_review", "withdrawn"]
    assert "somebody else approves it: an" in words
    refused = save(ren, Event, {"state": "published"}, row)
    assert "state" in refused.context["adminform"].form.errors
    assert state_of(row) == "draft"

    assert "published" in offered(an, row)[0]
    save(an, Event, {"state": "published"}, row)
    assert state_of(row) == "published"


def test_a_change_made_while_approving_is_ones_own(ren, an):
    row = EventFactory(state="draft")
    save(ren, Event, {"title": "As ren writes it", "state": "in_review"}, row)

    told = save(an, Event, {"state": "published", "title": "Better"}, row)

    assert "You wrote this last" in str(told.context["adminform"].form.errors["state"])
    assert "ren" in str(told.context["adminform"].form.errors["state"])
    assert state_of(row) == "in_review"


def test_a_new_record_of_a_reviewer_goes_to_review(ren, an):
    page = ren.get(address(Event, "add"))
    assert page.context["adminform"].form.initial["state"] == "in_review"
    assert "published" not in dict(page.context["adminform"].form.fields["state"].choices)

    answer = new_event(ren)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert Event.objects.get().state == "in_review"
    refused = new_event(an, key="another", state="published")
    assert "state" in refused.context["adminform"].form.errors


def test_the_rows_of_an_article_go_to_review_as_well(ren, an):
    source = SourceFactory()
    rows = ren.get(address(Source, "change", source.pk)).context["inline_admin_formsets"]

    for row in rows:
        field = row.formset.empty_form.fields["state"]
        assert [key for key, _label in field.choices] == ["draft", "in_review"]


def test_the_bulk_action_leaves_ones_own_alone_and_says_whose_it_is(ren, an):
    mine, other = EventFactory(state="draft"), EventFactory(state="in_review")
    save(ren, Event, {"title": "As ren writes it"}, mine)

    page = act(ren, Event, "publish", [mine, other]).content.decode()

    assert (state_of(mine), state_of(other)) == ("draft", "published")
    assert "1 record was left alone: you wrote it last" in page
    assert "somebody else approves it: an" in page
    act(an, Event, "publish", [mine])
    assert state_of(mine) == "published"


def test_a_place_is_not_published_on_its_firms_form_by_who_wrote_it(ren, an):
    site = SiteFactory(state="draft")
    firm = Firm.objects.get(pk=site.firm.pk)
    save(ren, Firm, {"sites-0-address": "1 Road"}, firm)

    refused = save(ren, Firm, {"sites-0-state": "published"}, firm)
    assert "You wrote this last" in refused.content.decode()
    assert state_of(site) == "draft"
    save(an, Firm, {"sites-0-state": "published"}, firm)
    assert state_of(site) == "published"


def test_a_reviewers_change_of_a_published_figure_waits_and_readers_see_the_old(ren, an, client):
    row = ObservationFactory(key="scale-2023", value=5)

    answer = save(
        ren, Observation, {"value": "6", "reread": "on", "change_reason": "A typing error."}, row
    )

    assert answer.status_code == 302
    assert Observation.objects.get().value == 5
    told = ren.get(answer.headers["Location"]).content.decode()
    assert "Your change waits for approval by somebody else: an." in told
    assert "changed successfully" not in told
    form = an.get(address(Observation, "change", row.pk)).content.decode()
    assert "A change by ren (sent on" in form
    assert "<del>5</del> → <ins>6</ins>" in form
    assert "A typing error." not in client.get("/changes/").content.decode()

    [waits] = Waiting.objects.all()
    an.post(f"/admin/queue/{waits.pk}/", {"action": "approve", "entry": f"{waits.pk}.1"})

    assert Observation.objects.get().value == 6
    kept = Revision.objects.of(row).newest_first().first()
    assert (kept.editor.username, kept.approver.username, kept.reason, kept.shown) == (
        "ren",
        "an",
        "A typing error.",
        "corrected",
    )
    history = an.get(address(Observation, "history", row.pk)).content.decode()
    assert "approved by an" in history
    assert "A typing error." in client.get("/changes/").content.decode()


def test_a_published_figure_saved_as_new_goes_to_review(mei):
    row = ObservationFactory(key="scale-2023")

    answer = save(
        mei,
        Observation,
        {"_saveasnew": "1", "key": "scale-2023-again", "source": SourceFactory().pk},
        row,
    )

    assert answer.status_code == 302, answer.context["errors"]
    assert dict(Observation.objects.values_list("key", "state")) == {
        "scale-2023": "published",
        "scale-2023-again": "in_review",
    }


def test_a_change_of_a_place_on_its_firms_form_waits_too(mei, an):
    site = SiteFactory(address="1 Road")

    answer = save(mei, Firm, {"sites-0-address": "2 Road"}, site.firm)

    assert answer.status_code == 302, answer.context["errors"]
    assert Site.objects.get().address == "1 Road"
    assert Waiting.objects.get().after == {"address": "2 Road"}
    assert "waits for approval" in mei.get(answer.headers["Location"]).content.decode()


def test_a_change_that_waits_is_not_written_over(ren, an, mei):
    row = PlanFactory(note="")
    save(mei, Plan, {"note": "Mei's."}, row)

    told = save(ren, Plan, {"note": "Ren's."}, row)
    assert "A change of this record by mei waits" in str(told.context["errors"])
    save(mei, Plan, {"name_zh": "新名"}, row)

    assert Waiting.objects.get().after == {"note": "Mei's.", "name_zh": "新名"}


def test_to_take_a_change_back_is_a_change_and_waits(ren, an):
    row = PlanFactory(note="a")
    Plan.objects.update(note="b")
    newest = Revision.objects.of(row).newest_first().first().pk

    page = ren.post(
        address(Plan, "take_back", row.pk, newest),
        {"reason": "Why.", "newest": newest},
        follow=True,
    ).content.decode()

    assert Plan.objects.get().note == "b"
    assert Waiting.objects.get().after == {"note": "a"}
    assert "Your change waits for approval" in page
    assert "The change was taken back." not in page


def test_to_withdraw_waits_for_nobody_and_to_bring_back_does(ren, an):
    row = EventFactory()
    ren.post(address(Event, "withdraw", row.pk), {"reason": "A rumour."})
    assert state_of(row) == "withdrawn"

    save(ren, Event, {"title": "Not a rumour", "state": "in_review", "state_reason": ""}, row)
    act(ren, Event, "publish", [row])
    assert state_of(row) == "in_review"
    act(an, Event, "publish", [row])
    assert state_of(row) == "published"


def test_the_only_one_who_may_publish_does_and_the_history_says_so(ren, mei, client):
    row = ObservationFactory(state="draft", value=1)
    save(ren, Observation, {"value": "2", "reread": "on"}, row)
    save(ren, Observation, {"state": "published"}, row)
    save(ren, Observation, {"value": "3", "reread": "on"}, row)

    row.refresh_from_db()
    assert (row.state, row.value) == ("published", 3)
    assert not Waiting.objects.exists()
    history = ren.get(address(Observation, "history", row.pk)).content.decode()
    assert history.count("published by its own author, without a second reader") == 2


def test_a_second_editor_who_is_switched_off_is_none(ren, an):
    row = EventFactory(state="draft")
    save(ren, Event, {"title": "As ren writes it"}, row)
    User.objects.filter(username="an").update(is_active=False)

    save(ren, Event, {"state": "published"}, row)

    assert state_of(row) == "published"


def test_two_firms_are_merged_by_one_administrator_and_no_draft_gets_out(an, ren):
    stays, goes = FirmFactory(name_en="One"), FirmFactory(name_en="Two")
    assert merged(an, stays, goes).status_code == 302

    draft, public = FirmFactory(state="draft"), FirmFactory()
    save(an, Firm, {"name_en": "An's own draft"}, draft)
    refused = merged(an, draft, public, state="goes")
    assert "own_change_is_read_by_another" in str(refused.context["form"].errors)
