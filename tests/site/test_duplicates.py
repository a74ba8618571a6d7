"""Firms that are likely one are found, and what an editor says of them is remembered."""

from io import StringIO

import pytest
from django.core.management import call_command

from cgt_site.accounts.roles import ADMINISTRATOR, EDITOR, REVIEWER
from parks.models import FirmPair
from tests.factories.parks import FirmFactory
from tests.site.accounts import client_of, person

pytestmark = pytest.mark.django_db

DESK = "/admin/quality/duplicate-firms/"


def find() -> set[frozenset[str]]:
    call_command("find_duplicates", stdout=StringIO())
    pairs = FirmPair.objects.undecided()
    return {frozenset([pair.first.key, pair.second.key]) for pair in pairs}


def test_similar_names_in_either_language_and_former_ones_are_found():
    FirmFactory(key="kite", name_en="Fosun Kite Biotechnology", name_zh="复星凯特生物科技有限公司")
    FirmFactory(key="kite-2", name_en="Shanghai Fosun Kyte Biotechnology Co., Ltd.")
    FirmFactory(key="kite-3", name_en="FKB", name_zh="上海复星凯特生物科技股份有限公司")
    FirmFactory(key="kairos", name_en="Kairos", former_names=["FKB Ltd"])
    FirmFactory(key="withdrawn", name_en="Kairos", state="withdrawn", state_reason="Twice.")
    FirmFactory(key="ward-2", name_en="Cell Hospital 2")
    FirmFactory(key="ward-3", name_en="Cell Hospital 3")

    assert find() == {
        frozenset(["kite", "kite-2"]),
        frozenset(["kite", "kite-3"]),
        frozenset(["kite-3", "kairos"]),
    }


def test_not_one_firm_is_remembered_and_may_be_asked_again(admin_client):
    for _ in range(2):
        FirmFactory(name_en="Fosun Kite")
    find()
    row = admin_client.get(DESK).context["page"].rows[0]

    admin_client.post(DESK, {"row": row.value})

    assert not find()
    assert not admin_client.get(DESK).context["page"].rows
    gone = admin_client.post(DESK, {"row": row.value}, follow=True)
    assert "not on the list any more" in gone.content.decode()

    again = {"action": "ask_again", "_selected_action": [row.value]}
    admin_client.post("/admin/parks/firmpair/", again)

    assert admin_client.get(DESK).context["page"].rows


@pytest.mark.parametrize(
    ("role", "may_merge"), [(EDITOR, False), (REVIEWER, False), (ADMINISTRATOR, True)]
)
def test_the_way_to_merge_is_shown_to_who_may(role, may_merge):
    for _ in range(2):
        FirmFactory(name_en="Fosun Kite")
    find()
    client = client_of(person("mei", role))

    [row] = client.get(DESK).context["page"].rows

    addresses = [link.url for link in row.links if "/merge/" in link.url]
    assert bool(addresses) is may_merge
    page = addresses[0] if may_merge else "/admin/parks/firm/merge/"
    assert client.get(page).status_code == (200 if may_merge else 403)
