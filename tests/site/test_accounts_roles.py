"""Role x model x action: what the three groups may do, and nothing besides."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User

from cgt_site.accounts import roles
from parks.models import Firm
from plans.models import Fact, Plan, Waiting
from tests.factories.parks import FirmFactory
from tests.factories.plans import PlanFactory
from tests.site.accounts import client_of, person
from tests.site.editors import FACTORIES, address, name_of, save

pytestmark = pytest.mark.django_db

MODELS = {
    model._meta.label_lower: model
    for app in ("plans", "parks", "cgt_site")
    for model in apps.get_app_config(app).get_models()
} | {"auth.user": User, "auth.group": Group}
FACTS = [model for model in MODELS.values() if issubclass(model, Fact)]


@pytest.mark.parametrize("role", roles.ROLES)
def test_a_role_holds_what_the_table_says_of_every_model(role):
    user = person("mei", role)

    held = {
        (label, permission.codename.removesuffix(f"_{model._meta.model_name}"))
        for label, model in MODELS.items()
        for permission in Permission.objects.filter(
            content_type__app_label=model._meta.app_label,
            content_type__model=model._meta.model_name,
        )
        if user.has_perm(f"{model._meta.app_label}.{permission.codename}")
    }

    assert held == {
        (label, action) for label, actions in roles.MAY[role].items() for action in actions
    }
    assert len(held) == user.get_group_permissions().__len__()


def test_the_table_knows_every_model_and_what_is_a_fact():
    known = {*roles.ADMINISTRATOR_MAY, *roles.UNTOUCHED}

    assert known == set(MODELS), "say in cgt_site/accounts/roles.py who may do what with it"
    assert set(roles.FACTS) == {model._meta.label_lower for model in FACTS}


@pytest.mark.parametrize("model", FACTS, ids=name_of)
def test_an_editor_hands_a_fact_to_review_and_cannot_publish_it(model):
    row = FACTORIES[model](state="draft")
    client = client_of(person("mei", roles.EDITOR))
    listed = client.get(address(model, "changelist")).content.decode()

    refused = save(client, model, {"state": "published"}, row)
    client.post(address(model, "changelist"), {"action": "publish", "_selected_action": [row.pk]})
    row.refresh_from_db()
    assert "state" in refused.context["adminform"].form.errors
    assert row.state == "draft"
    assert "Hand drafts to review" in listed
    assert 'value="publish"' not in listed

    client.post(address(model, "changelist"), {"action": "to_review", "_selected_action": [row.pk]})
    row.refresh_from_db()
    assert row.state == "in_review"


def test_what_an_editor_changes_of_a_published_record_waits_and_the_record_stays():
    row = PlanFactory(name_en="Cell therapy")
    mei = person("mei", roles.EDITOR)
    client = client_of(mei)

    page = client.get(address(Plan, "change", row.pk))
    offered = [key for key, _label in page.context["adminform"].form.fields["state"].choices]
    answer = save(client, Plan, {"name_en": "Cell and gene therapy"}, row)

    row.refresh_from_db()
    assert offered == ["published"]
    assert (answer.status_code, row.state, row.name_en) == (302, "published", "Cell therapy")
    waits = Waiting.objects.get()
    assert (waits.author, waits.after) == (mei, {"name_en": "Cell and gene therapy"})
    assert client.post(address(Plan, "delete", row.pk), {"post": "yes"}).status_code == 403


PAGES = {
    "/admin/queue/": {roles.EDITOR, roles.REVIEWER, roles.ADMINISTRATOR},
    "/admin/import/observations/": {roles.EDITOR, roles.REVIEWER, roles.ADMINISTRATOR},
    "/admin/import/sources/": {roles.EDITOR, roles.REVIEWER, roles.ADMINISTRATOR},
    "/admin/export/observations.csv": {roles.EDITOR, roles.REVIEWER, roles.ADMINISTRATOR},
    "/admin/export/sources.xlsx": {roles.EDITOR, roles.REVIEWER, roles.ADMINISTRATOR},
    "/admin/parks/firm/merge/?stays={0}&goes={1}": {roles.ADMINISTRATOR},
    "/admin/auth/user/": {roles.ADMINISTRATOR},
}
"""Which role reaches what: pages that are no record's own."""


@pytest.mark.parametrize("place", PAGES)
@pytest.mark.parametrize("role", [*roles.ROLES, None], ids=str)
def test_a_page_is_for_the_roles_that_the_table_says(role, place):
    firms = FirmFactory.create_batch(2)
    client = client_of(person("mei", role))

    answer = client.get(place.format(*(firm.pk for firm in firms)))

    assert answer.status_code in ([200] if role in PAGES[place] else [403, 404])


MAY_IN_QUEUE = {
    roles.EDITOR: {"send", "return own", "discard own"},
    roles.REVIEWER: {"send", "return own", "discard own", "approve", "return"},
    roles.ADMINISTRATOR: {"send", "return own", "discard own", "approve", "return"},
}
"""What each role may do with entries of the queue; ``approve`` means those of others."""

IN_QUEUE = ("send", "return own", "discard own", "approve", "return", "approve own", "discard")


@pytest.mark.parametrize("deed", IN_QUEUE)
@pytest.mark.parametrize("role", roles.ROLES)
def test_a_role_does_in_the_queue_what_the_table_says(role, deed):
    person("second", roles.ADMINISTRATOR)
    doer, other = person("mei", role), person("other", roles.EDITOR)
    action, _space, whose = deed.partition(" ")
    author = doer if whose else other
    if action == "discard":
        row = PlanFactory(note="")
        save(client_of(author), Plan, {"note": "A change."}, row)
    else:
        row = PlanFactory(state="draft", note="")
        state = "draft" if action == "send" else "in_review"
        save(client_of(author), Plan, {"note": "A change.", "state": state}, row)
    waits = Waiting.objects.get()

    client_of(doer).post(
        "/admin/queue/",
        {"action": action, "reason": "Why.", "entry": [f"{waits.pk}.{waits.edits}"]},
    )

    left = Waiting.objects.filter(pk=waits.pk, state=waits.state).exists()
    assert left is not (deed in MAY_IN_QUEUE[role])


def test_a_reviewer_publishes():
    row = PlanFactory(state="in_review")
    client = client_of(person("ren", roles.REVIEWER))

    answer = save(client, Plan, {"state": "published"}, row)

    row.refresh_from_db()
    assert (answer.status_code, row.state) == (302, "published")


def test_an_administrator_makes_nobody_more_than_an_administrator():
    chief = User.objects.create(username="chief", is_staff=True, is_superuser=True)
    mei = person("mei", roles.EDITOR)
    client = client_of(person("an", roles.ADMINISTRATOR))
    form = client.get(f"/admin/auth/user/{mei.pk}/change/")
    offered = client.get("/admin/auth/group/add/").context["adminform"].form

    fields = set(form.context["adminform"].form.fields)
    client.post(
        f"/admin/auth/user/{mei.pk}/change/",
        {"username": "mei", "is_active": "on", "is_staff": "on", "is_superuser": "on"},
    )
    mei.refresh_from_db()

    assert {"groups", "is_staff"} <= fields
    assert not fields & {"is_superuser", "user_permissions"}
    assert not mei.is_superuser
    assert client.post(f"/admin/auth/user/{chief.pk}/change/", {}).status_code == 403
    assert client.post(f"/admin/auth/user/{chief.pk}/password/", {}).status_code == 403
    codenames = set(offered.fields["permissions"].queryset.values_list("codename", flat=True))
    assert "publish_firm" in codenames
    assert not codenames & {"delete_user", "add_session", "change_permission"}


def test_groups_are_as_the_table_says_after_every_migration():
    from django.core.management import call_command

    group = Group.objects.get(name=roles.EDITOR)
    group.permissions.add(Permission.objects.get(codename="delete_firm"))
    group.permissions.remove(Permission.objects.get(codename="change_firm"))

    call_command("migrate", verbosity=0)

    held = set(
        group.permissions.filter(content_type__model=name_of(Firm)).values_list(
            "codename", flat=True
        )
    )
    assert held == {"add_firm", "change_firm", "view_firm"}
