"""Two firms that are one are merged: every fact stays, and the old address leads on."""

from __future__ import annotations

from collections import Counter

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.models import ForeignKey

from parks.admin.merging import merge_address
from parks.models import Event, Firm, FirmPair, FirmRedirect, Product, Site
from parks.models.facets import DERIVED
from parks.models.merging import BY_ITSELF, CHOICES, pointing_fields
from plans.models import ChangeEntry, Revision, Waiting
from tests.factories.parks import (
    EventFactory,
    FirmFactory,
    FirmRedirectFactory,
    ProductFactory,
    SiteFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def stays():
    return FirmFactory(
        key="fosun-kite", name_en="Fosun Kite", role="developer", modality=["car_t"], note="A note."
    )


@pytest.fixture
def goes():
    firm = FirmFactory(
        key="fosun-kairos",
        name_en="Fosun Kairos",
        name_zh="复星凯瑞",
        former_names=["FosunKite"],
        role="cdmo",
        modality=["til"],
        founded_on="2017",
    )
    site = SiteFactory(firm=firm, district__area__key="pudong")
    ProductFactory(firm=firm)
    EventFactory(firm=firm, area=site.district.area)
    FirmRedirectFactory(gone__key="kairos", firm=firm)
    return firm


def merged(client, stays, goes, **changes):
    """Open the page of the two, choose, and send it."""
    address = merge_address(stays.pk, goes.pk)
    form = client.get(address).context["form"]
    sent = {name: form[name].initial for name in form.fields}
    return client.post(address, sent | {"reason": "One firm under two names."} | changes)


def facts() -> Counter:
    models = [
        model
        for app in ("plans", "parks")
        for model in apps.get_app_config(app).get_models()
        if model not in (*DERIVED, ChangeEntry, Firm, FirmRedirect, Revision, Waiting)
    ]
    return Counter({model.__name__: model.objects.count() for model in models})


def test_every_fact_is_kept_and_belongs_to_the_firm_that_stays(admin_client, stays, goes):
    before = facts()

    answer = merged(admin_client, stays, goes)

    assert answer.status_code == 302, answer.context["form"].errors
    assert facts() == before
    for model in (Site, Product, Event):
        assert set(model.objects.values_list("firm__key", flat=True)) == {"fosun-kite"}
    firm = Firm.objects.published().get()
    assert firm.former_names == ["Fosun Kairos", "FosunKite"]
    assert (firm.name_zh, firm.role, firm.modality) == ("复星凯瑞", "developer", ["car_t", "til"])
    assert str(firm.founded_on) == "2017"
    assert firm.source == goes.source  # which gives the founding day
    assert stays.source.key in firm.note
    assert firm.note.startswith("A note.")
    gone = Firm.objects.get(key="fosun-kairos")
    assert (gone.state, gone.state_reason) == ("withdrawn", "One firm under two names.")
    assert (gone.role, gone.source) == ("cdmo", goes.source)
    assert set(FirmRedirect.objects.values_list("gone__key", "firm__key")) == {
        ("fosun-kairos", "fosun-kite"),
        ("kairos", "fosun-kite"),
    }


def test_the_editor_chooses_value_by_value(admin_client, stays, goes):
    merged(admin_client, stays, goes, name_en="goes", role="goes", modality="stays", source="goes")

    firm = Firm.objects.published().get()
    assert (firm.name_en, firm.role, firm.modality) == ("Fosun Kairos", "cdmo", ["car_t"])
    assert firm.former_names == ["Fosun Kite", "FosunKite"]
    assert firm.source == goes.source
    assert stays.source.key in firm.note


def test_the_old_addresses_lead_to_the_firm_and_lists_and_search_follow(
    admin_client, client, stays, goes
):
    merged(admin_client, stays, goes)

    for old in ("fosun-kairos", "kairos"):
        answer = client.get(f"/zh-hans/firms/{old}/?as_of=2024-06-30&x=1")
        assert answer.status_code == 301
        assert answer.headers["Location"] == "/zh-hans/firms/fosun-kite/?as_of=2024-06-30&x=1"
    assert client.get("/firms/nobody/").status_code == 404
    for query in ("district=pudong", "modality=til", "q=Kairos", "q=fuxing"):
        listed = client.get(f"/firms/?{query}").context["page"]
        assert [row.firm.key for row in listed.rows] == ["fosun-kite"], query


def test_a_merged_firm_that_readers_may_not_see_stays_hidden(admin_client, client, stays, goes):
    merged(admin_client, stays, goes)
    Firm.objects.filter(pk=stays.pk).update(state="draft")

    assert client.get("/firms/fosun-kairos/").status_code == 404


def test_a_reason_is_needed_and_kept(admin_client, stays, goes):
    refused = merged(admin_client, stays, goes, reason=" ")

    assert refused.status_code == 200
    assert "reason" in refused.context["form"].errors
    assert not FirmRedirect.objects.filter(gone=goes).exists()
    merged(admin_client, stays, goes)
    assert Revision.objects.filter(reason="One firm under two names.", model="parks.site").exists()


def test_what_was_changed_meanwhile_is_looked_at_again(admin_client, stays, goes):
    address = merge_address(stays.pk, goes.pk)
    form = admin_client.get(address).context["form"]
    sent = {name: form[name].initial for name in form.fields} | {"reason": "One firm."}
    Firm.objects.filter(pk=goes.pk).update(role="hospital")

    answer = admin_client.post(address, sent)

    assert "has been changed" in answer.content.decode()
    assert not FirmRedirect.objects.filter(gone=goes).exists()


def test_a_rule_of_the_database_that_would_break_is_named_and_nothing_is_merged(
    admin_client, stays, goes
):
    SiteFactory(firm=stays)
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX one_laboratory ON parks_site (firm_id, kind)")

    answer = merged(admin_client, stays, goes)

    assert "one_laboratory" in answer.content.decode()
    assert not FirmRedirect.objects.filter(gone=goes).exists()
    assert Product.objects.get().firm == goes


def test_a_firm_that_was_merged_already_is_not_merged_again(admin_client, stays, goes):
    merged(admin_client, stays, goes)

    answer = merged(admin_client, FirmFactory(), goes, state="stays")

    assert "merged with a firm already" in answer.content.decode()


def test_the_action_takes_exactly_two(admin_client, stays, goes):
    def choose(*firms: Firm):
        chosen = {"action": "merge_two", "_selected_action": [firm.pk for firm in firms]}
        return admin_client.post("/admin/parks/firm/", chosen, follow=True)

    assert "Choose exactly two firms." in choose(stays).content.decode()
    page = choose(stays, goes)
    assert "Merge two firms" in page.content.decode()
    assert [each.count for each in page.context["moving"]] == [1, 1, 1, 1]
    assert admin_client.get("/admin/parks/firm/merge/?stays=1&goes=x").status_code == 404
    assert admin_client.get(merge_address(stays.pk, stays.pk)).status_code == 404


def test_who_may_not_change_and_delete_firms_may_not_merge_them(
    client, django_user_model, stays, goes
):
    editor = django_user_model.objects.create(username="editor", is_staff=True)
    for codes, status in (([], 403), (["change_firm"], 403), (["change_firm", "delete_firm"], 200)):
        editor.user_permissions.set(Permission.objects.filter(codename__in=codes))
        client.force_login(editor)
        assert client.get(merge_address(stays.pk, goes.pk)).status_code == status


def test_no_column_and_no_reference_is_forgotten():
    columns = {
        field.name
        for field in Firm._meta.concrete_fields
        if field.editable and not field.primary_key and not field.generated
    }
    references = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, ForeignKey)
        and field.related_model is Firm
        and model not in (*DERIVED, FirmPair)
    }

    assert columns == {name for names in CHOICES for name in names} | BY_ITSELF
    assert references == {f"{f.model.__name__}.{f.name}" for f in pointing_fields()}
