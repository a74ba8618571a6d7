"""What an editor publishes, withdraws, deletes, and what the desk does not let happen."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from parks.models import Event, Firm, Site
from plans.models import Plan, Revision, Source, VerdictOverride
from tests.factories.parks import DistrictFactory, EventFactory, SiteFactory
from tests.factories.plans import (
    AreaFactory,
    ObservationFactory,
    PlanFactory,
    SourceFactory,
    TargetFactory,
    VerdictOverrideFactory,
)
from tests.site.editors import address, save

pytestmark = pytest.mark.django_db

WITHDRAWN = {"state": "withdrawn", "state_reason": "The source took it back."}


def act(client, model, action, rows):
    return client.post(
        address(model, "changelist"),
        {"action": action, "_selected_action": [row.pk for row in rows]},
        follow=True,
    )


def test_drafts_are_published_together_and_what_was_withdrawn_stays(admin_client):
    rows = [PlanFactory(state="draft"), PlanFactory(state="in_review"), PlanFactory(**WITHDRAWN)]

    page = act(admin_client, Plan, "publish", rows).content.decode()

    states = [Plan.objects.get(pk=row.pk).state for row in rows]
    assert states == ["published", "published", "withdrawn"]
    assert "2 records changed." in page
    assert "1 withdrawn record was left alone" in page


def test_what_is_public_goes_back_to_draft_with_a_reason_that_readers_see(admin_client):
    rows = [EventFactory(title="A deal"), EventFactory(state="in_review")]

    asked = act(admin_client, Event, "back_to_draft", rows).content.decode()
    assert "1 of the chosen records is published" in asked
    assert "A deal" in asked
    assert set(Event.objects.values_list("state", flat=True)) == {"published", "in_review"}

    chosen = [row.pk for row in rows]
    sent = {"action": "back_to_draft", "_selected_action": chosen, "reason": "It was a rumour."}
    admin_client.post(address(Event, "changelist"), sent)
    assert set(Event.objects.values_list("state", flat=True)) == {"draft"}
    assert Revision.objects.of(rows[0]).get().reason == "It was a rumour."
    assert "It was a rumour." in admin_client.get("/changes.atom").content.decode()


def test_what_is_not_public_goes_back_to_draft_without_one(admin_client):
    row = EventFactory(state="in_review")

    act(admin_client, Event, "back_to_draft", [row])

    row.refresh_from_db()
    assert row.state == "draft"


def test_a_place_leaves_the_site_on_its_firms_form_with_a_reason_alone(admin_client):
    site = SiteFactory()
    firm = site.firm

    refused = save(admin_client, Firm, {"sites-0-state": "draft"}, firm)
    assert "Say why: it leaves the site" in refused.content.decode()
    why = {"sites-0-state": "draft", "sites-0-state_reason": "It never opened."}
    assert save(admin_client, Firm, why, firm).status_code == 302
    assert Revision.objects.of(site).get().reason == "It never opened."


def test_who_published_what_is_in_its_history(admin_client, admin_user):
    row = PlanFactory(state="draft")

    act(admin_client, Plan, "publish", [row])

    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (admin_user, str(row.pk))
    assert entry.get_change_message() == "Changed state."


def test_a_rule_that_forbids_it_is_told_and_nothing_changes(admin_client):
    target = TargetFactory()
    VerdictOverrideFactory(target=target)
    second = VerdictOverrideFactory(target=target, state="draft")

    page = act(admin_client, VerdictOverride, "publish", [second]).content.decode()

    second.refresh_from_db()
    assert second.state == "draft"
    assert "Another verdict is set already: withdraw it first." in page
    assert not LogEntry.objects.exists()


def test_who_may_only_look_cannot_publish(client, django_user_model):
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_plan"))
    client.force_login(reader)
    row = PlanFactory(state="draft")

    act(client, Plan, "publish", [row])

    row.refresh_from_db()
    assert row.state == "draft"


def test_to_withdraw_takes_a_reason(admin_client):
    row = PlanFactory()

    answer = save(admin_client, Plan, {"state": "withdrawn"}, row)

    assert "Say why it is withdrawn." in answer.content.decode()
    assert answer.context["adminform"].form.errors.as_data().keys() == {"state_reason"}


@pytest.mark.parametrize(
    ("row", "is_locked"),
    [({"state": "published"}, True), ({"state": "draft"}, False)],
    ids=["public", "draft"],
)
def test_the_key_stays_once_it_is_public(row, is_locked, admin_client):
    plan = PlanFactory(key="cell-therapy", **row)

    save(admin_client, Plan, {"key": "cell-therapy-2022-2024"}, plan)

    plan.refresh_from_db()
    assert (plan.key == "cell-therapy") is is_locked


@pytest.mark.parametrize(
    "row",
    [{"state": "draft"}, WITHDRAWN, {"firm__state": "draft"}],
    ids=["draft", "withdrawn", "of a draft"],
)
def test_what_readers_cannot_see_has_no_way_to_the_site(row, admin_client):
    site = SiteFactory(**row)

    page = admin_client.get(address(Site, "change", site.pk))

    assert page.context["absolute_url"] is None


def test_what_others_lean_on_is_not_deleted_and_the_page_says_why(admin_client):
    observation = ObservationFactory()
    source = observation.source

    page = admin_client.get(address(Source, "delete", source.pk)).content.decode()
    answer = admin_client.post(address(Source, "delete", source.pk), {"post": "yes"})

    assert "would require deleting the following protected related objects" in page
    assert observation.key in page
    assert answer.status_code == 200
    assert Source.objects.filter(pk=source.pk).exists()


def test_a_plan_shows_its_targets_and_leads_to_a_new_one(admin_client):
    target = TargetFactory(statement="Ten platforms", value=Decimal(10))

    page = admin_client.get(address(Plan, "change", target.plan.pk)).content.decode()

    assert "Ten platforms" in page
    assert "at least" in page
    assert f'href="{address(type(target), "add")}?plan={target.plan.pk}"' in page


def test_a_new_target_of_a_plan_starts_with_the_plan(admin_client):
    plan = PlanFactory(name_en="Cell therapy 2022-2024")

    page = admin_client.get(
        f"{address(type(TargetFactory.build(plan=plan)), 'add')}?plan={plan.pk}"
    )

    assert "Cell therapy 2022-2024" in str(page.context["adminform"].form["plan"])


def test_a_district_cannot_be_given_the_area_of_a_city(admin_client):
    district = DistrictFactory.build(area=AreaFactory(), source=SourceFactory())

    answer = save(
        admin_client,
        type(district),
        {
            "area": district.area.pk,
            "division_code": "310115",
            "area_km2": "100",
            "area_source": district.source.pk,
            "population": "1",
            "population_year": "2020",
            "source": district.source.pk,
            "locator": "table 1",
        },
    )

    assert list(answer.context["adminform"].form.errors) == ["area"]


def test_the_day_of_a_search_is_a_day(admin_client):
    target = TargetFactory()
    note = {"searched_on": "2024-01-31", "languages": "English", "places": "A", "found": "Nothing."}

    answer = save(
        admin_client,
        type(target),
        {"search_notes-TOTAL_FORMS": "1"}
        | {f"search_notes-0-{name}": value for name, value in note.items()},
        target,
    )

    assert answer.status_code == 302, answer.context["errors"]
    assert target.search_notes.get().searched_on == dt.date(2024, 1, 31)
