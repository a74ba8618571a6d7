"""While a figure is typed, its unit, its reading and what others say stand beside it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from plans.choices import Unit
from tests.factories.plans import AreaFactory, MetricFactory, ObservationFactory, SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed():
    """The key facts of a figure, as far as they are typed."""
    return {
        "metric": MetricFactory(unit=Unit.YUAN).pk,
        "area": AreaFactory(shanghai=True).pk,
        "period_start": "2023-01-01",
        "period_end": "2023-12-31",
    }


def shown(client, **facts):
    answer = client.get(reverse("admin:plans_observation_beside"), facts)
    return " ".join(answer.content.decode().split())


def existing(typed, **given):
    facts = {"metric_id": typed["metric"], "area_id": typed["area"]}
    days = {name: typed[name] for name in ("period_start", "period_end")}
    return ObservationFactory(**facts, **days, **given)


def test_unit_and_reading_stand_beside_the_value(admin_client, typed):
    words = shown(admin_client, **typed, value="100亿元")

    assert "Unit: yuan" in words
    assert "10 billion yuan, that is 10,000,000,000 yuan" in words
    assert "No other source here gives a figure for this period." in words


def test_a_period_is_read_as_it_is_typed(admin_client, typed):
    existing(typed, value=9_200_000_000)
    whole = {"period_start": "2023年", "period_end": ""}

    words = shown(admin_client, **typed | whole)

    assert "Period: 2023" in words
    assert "9.2 billion yuan</a>, actual" in words


def test_what_other_sources_say_of_the_same_is_named_whatever_its_state(admin_client, typed):
    existing(typed, value=9_200_000_000, source=SourceFactory(publisher="SHINE"))
    existing(typed, value=9_300_000_000, state="draft", source=SourceFactory(publisher="Xinhua"))

    words = shown(admin_client, **typed)

    assert "9.2 billion yuan</a>, actual, SHINE" in words
    assert "9.3 billion yuan</a>, actual, Xinhua" in words
    assert "(draft)" in words


def test_a_figure_that_is_here_already_is_pointed_out_and_none_is_its_own_rival(
    admin_client, typed
):
    one = existing(typed, value=1)

    assert "already has a figure" in shown(admin_client, **typed, source=one.source.pk)
    assert "already" not in shown(admin_client, **typed, source=one.source.pk, itself=one.pk)


def test_an_amount_that_cannot_be_read_is_said_at_once(admin_client, typed):
    assert "Nothing is converted" in shown(admin_client, **typed, value="US$5 m")


def test_half_typed_facts_are_no_mistake(admin_client):
    assert shown(admin_client) == ""
    assert shown(admin_client, metric="", period_start="20") == ""


def test_it_is_for_editors_alone(client):
    assert client.get(reverse("admin:plans_observation_beside")).status_code == 302


def test_it_costs_no_more_queries_for_many_figures(
    admin_client, typed, django_assert_max_num_queries
):
    for value in range(1, 14):
        existing(typed, value=value)

    with django_assert_max_num_queries(8):  # three for who asks
        assert "and 3 more" in shown(admin_client, **typed)
