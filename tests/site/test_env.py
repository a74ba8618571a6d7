"""What comes from the environment is right, or the site does not start."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from cgt_site import env

LOCAL = {"ENGINE": "cgt_site.localdb"}


@pytest.fixture
def given(monkeypatch):
    """Set the variable ``GIVEN``."""
    return lambda value: monkeypatch.setenv("GIVEN", value)


@pytest.mark.parametrize(
    ("value", "meaning"),
    [("true", True), ("True", True), ("1", True), (" false ", False), ("0", False)],
)
def test_a_flag_is(value, meaning, given):
    given(value)

    assert env.flag("GIVEN", default=not meaning) is meaning


@pytest.mark.parametrize("value", ["ture", "on", "no", ""])
def test_a_misspelt_flag_stops_the_start_with_its_name(value, given):
    given(value)

    with pytest.raises(ImproperlyConfigured, match="GIVEN must be true or false"):
        env.flag("GIVEN", default=False)


@pytest.mark.parametrize("default", [True, False])
def test_a_flag_that_is_not_set_is_its_default(default):
    assert env.flag("NOT_GIVEN", default=default) is default


def test_a_text_that_is_required_stops_the_start_with_its_name():
    with pytest.raises(ImproperlyConfigured, match=r"NOT_GIVEN is not set: run through \./dev"):
        env.required("NOT_GIVEN")


def test_an_empty_text_is_not_enough_where_one_is_required(given):
    given("")

    with pytest.raises(ImproperlyConfigured, match="GIVEN is not set"):
        env.required("GIVEN")


def test_words_are_split_at_commas(given):
    given(" a.example, b.example,")

    assert env.words("GIVEN", default=["c.example"]) == ["a.example", "b.example"]


def test_without_an_address_the_site_uses_the_embedded_server():
    assert env.database("NOT_GIVEN", default=LOCAL)["ENGINE"] == "cgt_site.localdb"


def test_an_empty_address_counts_as_none(given):
    given("")

    assert env.database("GIVEN", default=LOCAL)["ENGINE"] == "cgt_site.localdb"


def test_an_address_names_the_server(given):
    given("postgres://editor:p%40ss@db.example:5433/cgt?sslmode=require")

    found = env.database("GIVEN", default=LOCAL)

    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"]) == ("editor", "p@ss")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", 5433, "cgt")
    assert found["OPTIONS"]["sslmode"] == "require"


def test_a_server_that_does_not_answer_is_given_up_after_seconds(given):
    given("postgres://db.example/cgt")

    assert env.database("GIVEN", default=LOCAL)["OPTIONS"] == {"connect_timeout": 10}


@pytest.mark.parametrize("default", [LOCAL, None], ids=["embedded", "own server"])
def test_connections_are_kept_and_tried_before_use(default, given):
    given("" if default else "postgres://db.example/cgt")

    found = env.database("GIVEN", default=default or {})

    assert found["CONN_MAX_AGE"] == 600
    assert found["CONN_HEALTH_CHECKS"] is True


@pytest.mark.parametrize(
    "address",
    ["mysql://u:secret@db.example/cgt", "db.example:5432", "postgres://u:secret@db.example:54x/c"],
    ids=["another make", "no scheme", "port not a number"],
)
def test_a_wrong_address_stops_the_start_and_gives_no_password_away(address, given):
    given(address)

    with pytest.raises(ImproperlyConfigured, match="GIVEN must be the address") as stop:
        env.database("GIVEN", default=LOCAL)

    assert "secret" not in str(stop.value)
