"""A browser lets go of its copy of a form only when the server says that the record is saved."""

from __future__ import annotations

import pytest

from plans.models import Observation, Source
from tests.factories.plans import ObservationFactory, SourceFactory
from tests.site.editors import address, filled_in, save

pytestmark = pytest.mark.django_db

NAME = "3f0c-a1"


def cookie(answer):
    return answer.cookies["kept_saved"].value if "kept_saved" in answer.cookies else None


def test_what_is_saved_is_told_by_the_name_it_was_sent_with(admin_client):
    row = SourceFactory()

    answer = save(admin_client, Source, {"_kept": NAME, "note": "Read again."}, row)

    assert answer.status_code == 302
    assert cookie(answer) == NAME
    assert answer.cookies["kept_saved"]["samesite"] == "Strict"


def test_so_is_what_leads_on_to_the_next_of_the_same_source(admin_client):
    row = ObservationFactory(state="draft")

    opened = filled_in(admin_client.get(address(Observation, "change", row.pk)))
    again = opened | {"key": "", "value": "7", "_saveasnew": "1", "_kept": NAME}
    copied = admin_client.post(address(Observation, "change", row.pk), again)
    more = opened | {"key": "", "value": "8", "_addanother": "1", "_kept": NAME}
    added = admin_client.post(address(Observation, "add"), more)

    assert cookie(copied) == NAME
    assert cookie(added) == NAME
    assert added.headers["Location"].endswith(f"?source={row.source_id}")


def test_what_comes_back_unsaved_keeps_its_name_and_is_not_told_saved(admin_client):
    row = SourceFactory()

    answer = save(admin_client, Source, {"_kept": NAME, "title": ""}, row)

    assert answer.status_code == 200
    assert cookie(answer) is None
    assert f'data-name="{NAME}"' in answer.content.decode()


@pytest.mark.parametrize("name", ["", "a; path=/", "x" * 41, "Ü"])
def test_a_name_that_no_browser_of_ours_makes_is_passed_over(name, admin_client):
    assert cookie(save(admin_client, Source, {"_kept": name}, SourceFactory())) is None


def test_readers_load_none_of_it(client):
    assert "kept-form" not in client.get("/").content.decode()
