"""Two editors have one record open: nothing that the first saved is overwritten unseen."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from parks.models import Firm, Site
from plans.models import Source
from tests.factories.parks import FirmFactory, SiteFactory
from tests.factories.plans import SourceFactory
from tests.site.editors import address, filled_in, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def first_editor():
    """Another editor than the one of ``admin_client``, in another browser."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("lin"))
    return client


def errors_of(answer):
    return answer.context["adminform"].form.errors


def send(client, model, row, entries):
    return client.post(address(model, "change", row.pk), entries)


def test_what_only_the_first_touched_is_put_into_the_form_of_the_second(admin_client, first_editor):
    source = SourceFactory(title="A fund", publisher="SHINE")
    opened = filled_in(admin_client.get(address(Source, "change", source.pk)))
    save(first_editor, Source, {"title": "A new fund"}, source)

    told = send(admin_client, Source, source, opened | {"publisher": "Shanghai Daily"})

    assert "lin changed the record" in errors_of(told)["__all__"][0]
    assert "“A new fund”; it was “A fund”" in errors_of(told)["title"][0]
    source.refresh_from_db()
    assert (source.title, source.publisher) == ("A new fund", "SHINE")

    assert send(admin_client, Source, source, filled_in(told)).status_code == 302
    source.refresh_from_db()
    assert (source.title, source.publisher) == ("A new fund", "Shanghai Daily")


def test_what_both_touched_is_shown_in_all_versions_and_decided_by_saving_again(
    admin_client, first_editor
):
    source = SourceFactory(title="A fund")
    opened = filled_in(admin_client.get(address(Source, "change", source.pk)))
    save(first_editor, Source, {"title": "A new fund"}, source)

    told = send(admin_client, Source, source, opened | {"title": "The fund"})

    words = errors_of(told)["title"][0]
    assert "“A fund”" in words
    assert "“A new fund”" in words
    assert filled_in(told)["title"] == "The fund"
    source.refresh_from_db()
    assert source.title == "A new fund"

    assert send(admin_client, Source, source, filled_in(told)).status_code == 302
    source.refresh_from_db()
    assert source.title == "The fund"


def test_a_choice_a_reference_and_a_list_are_named_in_words(admin_client, first_editor):
    firm = FirmFactory(state="draft", role="developer", former_names=["Old"])
    opened = filled_in(admin_client.get(address(Firm, "change", firm.pk)))
    other = SourceFactory(title="A paper", publisher="Nature")
    entries = {"role": "cdmo", "former_names": "Old\nOlder", "source": other.pk}
    save(first_editor, Firm, entries, firm)

    told = errors_of(send(admin_client, Firm, firm, opened | {"name_en": "Another name"}))

    assert "“contract developer and manufacturer”; it was “developer”" in told["role"][0]
    assert "A paper (Nature)" in told["source"][0]
    assert "Older" in told["former_names"][0]


def test_a_change_that_came_by_another_way_is_told_without_a_name(admin_client):
    source = SourceFactory(title="A fund")
    opened = filled_in(admin_client.get(address(Source, "change", source.pk)))
    Source.objects.filter(pk=source.pk).update(title="A loaded title")

    told = send(admin_client, Source, source, opened | {"publisher": "Shanghai Daily"})

    assert "was changed while you had it open" in errors_of(told)["__all__"][0]


def test_a_row_inside_a_form_is_guarded_as_well(admin_client, first_editor):
    site = SiteFactory(state="draft", address="1 Old Road")
    opened = filled_in(admin_client.get(address(Firm, "change", site.firm.pk)))
    save(first_editor, Site, {"address": "2 New Road"}, site)

    told = send(admin_client, Firm, site.firm, opened | {"sites-0-locator": "para 9"})

    assert told.status_code == 200
    site.refresh_from_db()
    assert (site.address, site.locator == "para 9") == ("2 New Road", False)


def test_a_form_that_does_not_say_what_it_showed_is_not_taken_at_once(admin_client):
    source = SourceFactory(title="A fund")
    opened = filled_in(admin_client.get(address(Source, "change", source.pk)))

    told = send(admin_client, Source, source, opened | {"seen": "forged", "title": "X"})

    assert told.status_code == 200
    source.refresh_from_db()
    assert source.title == "A fund"
    assert send(admin_client, Source, source, filled_in(told)).status_code == 302


def test_who_was_alone_is_told_nothing(admin_client):
    source = SourceFactory(title="A fund")

    assert save(admin_client, Source, {"title": "A new fund"}, source).status_code == 302
