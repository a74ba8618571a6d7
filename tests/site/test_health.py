"""What a monitor asks."""

import pytest
from django.db.migrations.recorder import MigrationRecorder


def test_the_process_answers_without_a_database(client):
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_the_site_is_ready_with_its_database_and_every_migration(client):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "ready"}


@pytest.mark.django_db
def test_a_missing_migration_is_named(client):
    last = MigrationRecorder.Migration.objects.filter(app="parks").order_by("-name")[0]
    last.delete()

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["migrations"] == [f"parks.{last.name}"]


def test_health_is_never_kept_in_a_cache(client):
    assert "no-store" in client.get("/healthz").headers["Cache-Control"]


@pytest.mark.django_db
def test_every_page_forbids_scripts_and_styles_that_are_not_the_sites_own(client):
    policy = client.get("/").headers["Content-Security-Policy"]

    rules = {rule.strip() for rule in policy.split(";")}
    assert "script-src 'self'" in rules
    assert "default-src 'none'" in rules
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so_in_the_sites_look(client):
    page = client.get("/firms/nobody/")

    assert page.status_code == 404
    assert b"Page not found" in page.content
    assert b'class="masthead' in page.content


@pytest.mark.django_db
def test_a_fault_is_shown_without_asking_the_database(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("cgt_site.views.home_page", lambda *args: 1 / 0)

    page = client.get("/")

    assert page.status_code == 500
    assert b"Something went wrong" in page.content
