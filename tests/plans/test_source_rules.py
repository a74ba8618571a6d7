"""What the database refuses of a source."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from plans.models import Source
from tests.factories.plans import ObservationFactory, SourceFactory
from tests.rules import refused_by

pytestmark = pytest.mark.django_db

BREACHES = [
    pytest.param({"kind": "blog"}, "source_kind_is_known", id="an unknown kind"),
    pytest.param({"language": "fr"}, "source_language_is_known", id="an unknown language"),
    pytest.param({"title": ""}, "source_has_title_and_publisher", id="no title"),
    pytest.param({"publisher": ""}, "source_has_title_and_publisher", id="no publisher"),
    pytest.param({"url": ""}, "source_address_is_a_web_address", id="no address"),
    pytest.param({"url": "ftp://a.example/b"}, "source_address_is_a_web_address", id="no web page"),
    pytest.param({"url": "https:///b"}, "source_address_is_a_web_address", id="no host"),
    pytest.param({"id": 77, "origin_id": 77}, "source_is_no_copy_of_itself", id="itself as origin"),
    pytest.param({"retrieved_on": None}, "retrieved_on", id="no day of retrieval"),
]


@pytest.mark.parametrize(("broken", "rule"), BREACHES)
def test_the_database_refuses_a_source_with(broken, rule):
    with refused_by(rule):
        SourceFactory(**broken)


def test_a_key_names_one_source():
    SourceFactory(key="shine")

    with refused_by("plans_source_key_key"):
        SourceFactory(key="shine")


@pytest.mark.parametrize(
    ("published_on", "known_from"),
    [
        ("2024", dt.date(2024, 12, 31)),
        ("2024-02", dt.date(2024, 2, 29)),
        ("2024-02-03", dt.date(2024, 2, 3)),
        (None, dt.date(2025, 5, 5)),
    ],
    ids=["a year: its last day", "a month: its last day", "a day", "not known: when it was read"],
)
def test_a_source_is_known_from(published_on, known_from):
    source = SourceFactory(published_on=published_on, retrieved_on=dt.date(2025, 5, 5))

    assert Source.objects.get(pk=source.pk).known_from == known_from


@pytest.mark.parametrize(
    "other",
    [
        "https://shine.example/news/1",
        "http://shine.example/news/1",
        "https://www.shine.example/news/1",
        "https://shine.example/news/1/",
        "https://shine.example/news/1#top",
        "https://shine.example/news/1/#top",
    ],
)
def test_two_addresses_of_one_document_are_one_source(other):
    SourceFactory(url="https://shine.example/news/1")

    with refused_by("source_address_only_once"):
        SourceFactory(url=other)


@pytest.mark.parametrize(
    "other",
    ["https://shine.example/news/12", "https://shine.example/news?id=1", "https://s.example/"],
)
def test_other_documents_have_other_addresses(other):
    SourceFactory(url="https://shine.example/news/1")

    assert SourceFactory(url=other).pk


def test_a_source_cannot_move_before_the_periods_it_reports():
    source = SourceFactory(key="shine", published_on="2024-01-31")
    ObservationFactory(key="output-2023", source=source, period_end=dt.date(2023, 12, 31))
    source.published_on = "2023-12-30"

    with refused_by("observation_ended_before_its_source"):
        source.save()


def test_the_editor_is_told_which_figure_holds_a_source_back():
    source = SourceFactory(published_on="2024-01-31")
    ObservationFactory(key="output-2023", source=source, period_end=dt.date(2023, 12, 31))
    source.published_on = "2023-12-30"

    with pytest.raises(ValidationError) as problem:
        source.full_clean()

    assert "output-2023" in problem.value.message_dict["published_on"][0]


def test_a_source_may_move_to_the_last_day_of_a_period_it_reports():
    source = SourceFactory(published_on="2024-01-31")
    ObservationFactory(source=source, period_end=dt.date(2023, 12, 31))
    source.published_on = "2023-12"

    source.full_clean()
    source.save()
    connection.check_constraints()


def test_a_source_and_its_figures_may_be_corrected_together():
    source = SourceFactory(published_on="2024-01-31")
    seen = ObservationFactory(source=source, period_end=dt.date(2023, 12, 31))

    Source.objects.filter(pk=source.pk).update(published_on="2023-12-30")
    seen.period_end, seen.locator = dt.date(2023, 12, 30), "para 2"
    seen.save()

    connection.check_constraints()


def test_a_forecast_does_not_hold_its_source_back():
    source = SourceFactory(published_on="2024-01-31")
    ObservationFactory(source=source, kind="forecast", period_end=dt.date(2030, 12, 31))
    source.published_on = "2023"

    source.full_clean()
    source.save()
    connection.check_constraints()
