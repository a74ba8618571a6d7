"""The desk loses nothing: who changed what and why, back again, and withdrawal for deletion."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission

from plans.models import Observation, Plan, Revision
from tests.factories.parks import EventFactory, SiteFactory
from tests.factories.plans import ObservationFactory, PlanFactory, SourceFactory, TargetFactory
from tests.site.editors import address, save

pytestmark = pytest.mark.django_db


def newest(row):
    return Revision.objects.of(row).newest_first().first()


def take_back(client, row, reason="It was right before."):
    page = address(type(row), "take_back", row.pk, newest(row).pk)
    client.get(page)
    return client.post(page, {"reason": reason, "newest": newest(row).pk}, follow=True)


def test_who_saved_what_and_why_is_kept_and_told(admin_client, admin_user):
    row = ObservationFactory(value=9_000_000_000)

    changes = {"value": "9200000000", "qualifier": "about", "locator": "para 2"}
    save(admin_client, Observation, changes, row)
    kept = newest(row)
    page = admin_client.get(address(Observation, "history", row.pk)).content.decode()

    assert (kept.editor, kept.way, kept.reason) == (
        admin_user,
        "desk",
        "The source corrected itself.",
    )
    assert kept.before == {"value": 9_000_000_000, "qualifier": "exact", "locator": "para 1"}
    for words in ("admin", "Qualifier: <del>exactly</del> → <ins>about</ins>", "9,200,000,000"):
        assert words in page


def test_the_next_request_is_not_taken_for_the_editors(admin_client):
    row = PlanFactory()
    save(admin_client, Plan, {"note": "One."}, row)
    Plan.objects.update(note="Two.")

    assert (newest(row).editor, newest(row).way, newest(row).reason) == (None, "", "")


@pytest.mark.parametrize(
    ("row", "changes"),
    [
        (lambda: ObservationFactory(value=1), {"value": "2"}),
        (ObservationFactory, {"qualifier": "about"}),
        (ObservationFactory, {"period_start": "2023-02-01"}),
        (ObservationFactory, {"state": "draft"}),
        (lambda: TargetFactory(value=Decimal(10)), {"value": "11"}),
        (
            lambda: EventFactory(amount=1, amount_unit="yuan", amount_qualifier="exact"),
            {"amount_unit": "usd"},
        ),
    ],
    ids=["value", "qualifier", "period", "taken off", "target", "amount"],
)
def test_a_published_figure_is_changed_with_a_reason_only(row, changes, admin_client):
    row = row()

    answer = save(admin_client, type(row), {**changes, "change_reason": ""}, row)

    assert "Say why: the figure is published." in answer.content.decode()
    assert not Revision.objects.exists()


def test_a_draft_and_a_note_need_no_reason(admin_client):
    draft, public = ObservationFactory(state="draft"), ObservationFactory()

    for row, changes in [
        (draft, {"value": "2", "reread": "on"}),
        (public, {"note": "Read again."}),
    ]:
        answer = save(admin_client, Observation, {**changes, "change_reason": ""}, row)
        assert answer.status_code == 302


def test_a_change_is_taken_back_as_a_new_change(admin_client, admin_user):
    row = ObservationFactory(value=5)
    save(admin_client, Observation, {"value": "6", "reread": "on"}, row)

    page = admin_client.get(address(Observation, "take_back", row.pk, newest(row).pk))
    assert "Value: <del>6</del> → <ins>5</ins>" in page.content.decode()
    assert "This field is required." in take_back(admin_client, row, "").content.decode()
    take_back(admin_client, row)

    row.refresh_from_db()
    assert row.value == 5
    assert (newest(row).editor, newest(row).reason) == (admin_user, "It was right before.")
    assert Revision.objects.of(row).count() == 2


def test_what_a_rule_forbids_is_not_taken_back_and_the_page_says_why(admin_client):
    row = SourceFactory(url="https://news.example/one")
    row.url = "https://news.example/two"
    row.save()
    SourceFactory(url="https://news.example/one")

    page = take_back(admin_client, row).content.decode()

    assert "There is a source with this address already." in page
    row.refresh_from_db()
    assert row.url == "https://news.example/two"


def test_what_happened_meanwhile_is_seen_before_it_is_overwritten(admin_client):
    row = PlanFactory(note="a")
    Plan.objects.update(note="b")
    page, seen = address(Plan, "take_back", row.pk, newest(row).pk), newest(row).pk
    Plan.objects.update(note="c")

    answer = admin_client.post(page, {"reason": "Why.", "newest": seen}).content.decode()

    assert "The record was changed meanwhile" in answer
    assert Plan.objects.get().note == "c"


def test_who_may_only_look_takes_nothing_back_and_withdraws_nothing(client, django_user_model):
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_plan"))
    client.force_login(reader)
    row = PlanFactory(note="a")
    Plan.objects.update(note="b")

    assert take_back(client, row).status_code == 403
    assert client.post(address(Plan, "withdraw", row.pk), {"reason": "Why."}).status_code == 403
    assert "Take this back" not in client.get(address(Plan, "history", row.pk)).content.decode()


def test_deletion_is_withdrawal_with_a_reason_and_comes_back_as_a_draft(admin_client, client):
    row = ObservationFactory(key="scale-2023")
    withdraw = address(Observation, "withdraw", row.pk)
    form = admin_client.get(address(Observation, "change", row.pk)).content.decode()

    assert f'href="{withdraw}"' in form
    assert address(Observation, "delete", row.pk) not in form
    deleted = admin_client.post(address(Observation, "delete", row.pk), {"post": "yes"})
    assert deleted.status_code == 403
    assert "This field is required." in admin_client.post(withdraw, {}).content.decode()
    admin_client.post(withdraw, {"reason": "The source took it back."})
    assert client.get("/figures/scale-2023/").status_code == 410
    assert "The source took it back." in client.get("/changes.atom").content.decode()

    take_back(admin_client, row)

    row.refresh_from_db()
    assert row.state == "draft"
    assert [change.shown for change in Revision.objects.of(row).newest_first()] == ["", "withdrawn"]


def test_a_draft_that_was_never_public_is_deleted_and_one_that_was_is_not(admin_client):
    draft, taken_off = PlanFactory(state="draft"), PlanFactory()
    Plan.objects.filter(pk=taken_off.pk).update(state="draft")

    for row, status in [(draft, 302), (taken_off, 403)]:
        answer = admin_client.post(address(Plan, "delete", row.pk), {"post": "yes"})
        assert answer.status_code == status

    assert Plan.objects.get() == taken_off
    assert "delete_selected" not in admin_client.get(address(Plan, "changelist")).content.decode()


def test_a_place_of_a_firm_is_not_deleted_on_the_firms_page(admin_client):
    site = SiteFactory()

    page = admin_client.get(address(type(site.firm), "change", site.firm.pk)).content.decode()

    assert "sites-0-id" in page
    assert "sites-0-DELETE" not in page
