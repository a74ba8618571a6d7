"""What the database refuses of an observation."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from plans.models import Observation
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    SourceFactory,
)
from tests.rereading import reread
from tests.rules import refused_by

pytestmark = pytest.mark.django_db

NEW_YEAR, NEW_YEARS_EVE = dt.date(2023, 1, 1), dt.date(2023, 12, 31)

BREACHES = [
    pytest.param({"source": None}, "source_id", id="no source"),
    pytest.param({"metric": None}, "metric_id", id="no metric"),
    pytest.param({"area": None}, "area_id", id="no area"),
    pytest.param({"value": None}, "value", id="no value"),
    pytest.param(
        {"period_end": dt.date(2022, 12, 31)},
        "observation_period_runs_forward",
        id="a period that ends before it starts",
    ),
    pytest.param(
        {"qualifier": "roughly"}, "observation_qualifier_is_known", id="an unknown qualifier"
    ),
    pytest.param({"kind": "guess"}, "observation_kind_is_known", id="an unknown kind"),
    pytest.param(
        {"preferred": True}, "observation_preferred_with_a_reason", id="a choice without a reason"
    ),
    pytest.param(
        {"interval_percent": 0}, "observation_interval_is_a_percentage", id="a width of nothing"
    ),
    pytest.param(
        {"interval_percent": Decimal("100.01")},
        "observation_interval_is_a_percentage",
        id="a width above 100 per cent",
    ),
    pytest.param(
        {"series_zh": "口径较窄"},
        "observation_series_is_named_in_english_too",
        id="a definition in Chinese alone",
    ),
]


@pytest.mark.parametrize(("broken", "rule"), BREACHES)
def test_the_database_refuses_an_observation_with(broken, rule):
    with refused_by(rule):
        ObservationFactory(**broken)


def test_a_level_is_of_one_day():
    assert ObservationFactory(period_start=NEW_YEARS_EVE, period_end=NEW_YEARS_EVE).pk


def test_a_key_names_one_observation():
    ObservationFactory(key="output-2023")

    with refused_by("plans_observation_key_key"):
        ObservationFactory(key="output-2023")


def same_figure() -> dict[str, object]:
    return {
        "metric": MetricFactory(),
        "area": AreaFactory(),
        "source": SourceFactory(),
        "value": Decimal(760),
    }


def test_a_source_gives_a_figure_once():
    figure = same_figure()
    ObservationFactory(**figure)

    with refused_by("observation_only_once"):
        ObservationFactory(**figure)


@pytest.mark.parametrize(
    "other",
    [{"value": Decimal("761.7")}, {"period_start": dt.date(2023, 7, 1)}],
    ids=["another value", "another period"],
)
def test_a_source_may_give_two_figures(other):
    figure = same_figure()
    ObservationFactory(**figure)

    assert ObservationFactory(**figure | other).pk


def test_two_sources_may_give_one_figure():
    figure = same_figure()
    ObservationFactory(**figure)

    assert ObservationFactory(**figure | {"source": SourceFactory()}).pk


def test_one_of_the_rivals_is_preferred():
    chosen = {"preferred": True, "preference_reason": "The statistics bureau corrected it."}
    figure = same_figure()
    ObservationFactory(**figure | chosen)

    with refused_by("observation_one_preferred_of_its_rivals"):
        ObservationFactory(**figure | chosen | {"source": SourceFactory()})


def test_a_forecast_is_no_rival_of_what_came_true():
    chosen = {"preferred": True, "preference_reason": "The statistics bureau corrected it."}
    figure = same_figure()
    ObservationFactory(**figure | chosen)

    assert ObservationFactory(
        **figure | chosen | {"source": SourceFactory(), "kind": "forecast"}
    ).pk


# --- A share lies in 0 to 100 ---------------------------------------------------------------


@pytest.mark.parametrize("value", ["-0.0001", "100.0001"])
def test_the_database_refuses_a_share_of(value):
    metric = MetricFactory(share=True)

    with refused_by("observation_share_is_0_to_100"):
        ObservationFactory(metric=metric, value=Decimal(value))


@pytest.mark.parametrize("value", ["0", "100"])
def test_a_share_may_be(value):
    assert ObservationFactory(metric=MetricFactory(share=True), value=Decimal(value)).pk


def test_growth_may_be_below_nothing_or_above_100_per_cent():
    growth = MetricFactory(measure_type="index", unit="percent")

    assert ObservationFactory(metric=growth, value=Decimal(-3)).pk
    assert ObservationFactory(metric=growth, value=Decimal(120)).pk


def test_one_wrong_share_among_many_is_found_and_named():
    metric, area, source = MetricFactory(share=True), AreaFactory(), SourceFactory()
    rows = [
        ObservationFactory.build(metric=metric, area=area, source=source, value=Decimal(value))
        for value in range(102)
    ]

    with refused_by("observation_share_is_0_to_100", naming=rows[-1].key):
        Observation.objects.bulk_create(rows)


def test_a_figure_cannot_become_a_wrong_share():
    observation = ObservationFactory(metric=MetricFactory(share=True), value=Decimal(50))

    with refused_by("observation_share_is_0_to_100"):
        Observation.objects.filter(pk=observation.pk).update(**reread(value=Decimal(101)))


def test_a_figure_above_100_cannot_move_to_a_share():
    observation = ObservationFactory(value=Decimal(500))

    with refused_by("observation_share_is_0_to_100"):
        moved = reread(metric=MetricFactory(share=True))
        Observation.objects.filter(pk=observation.pk).update(**moved)


def test_the_editor_is_told_at_the_value_that_a_share_is_wrong():
    observation = ObservationFactory.build(
        metric=MetricFactory(share=True),
        area=AreaFactory(),
        source=SourceFactory(),
        value=Decimal(101),
    )

    with pytest.raises(ValidationError) as problem:
        observation.full_clean()

    assert list(problem.value.message_dict) == ["value"]


# --- What has happened was reported after it happened ---------------------------------------


@pytest.mark.parametrize(
    "published_on", ["2023-12-30", "2023-11", "2022"], ids=["a day early", "a month", "a year"]
)
@pytest.mark.parametrize("kind", ["actual", "estimate"])
def test_no_source_reports_a_period_that_still_runs(published_on, kind):
    source = SourceFactory(published_on=published_on)

    with refused_by("observation_ended_before_its_source"):
        ObservationFactory(source=source, kind=kind, period_end=NEW_YEARS_EVE)


@pytest.mark.parametrize(
    "published_on", ["2023-12-31", "2023-12", "2023"], ids=["that day", "that month", "that year"]
)
def test_a_source_may_report_a_period_on_its_last_day(published_on):
    source = SourceFactory(published_on=published_on)

    assert ObservationFactory(source=source, period_end=NEW_YEARS_EVE).pk


def test_a_source_without_a_day_is_known_from_when_it_was_read():
    source = SourceFactory(published_on=None, retrieved_on=dt.date(2023, 12, 30))

    with refused_by("observation_ended_before_its_source"):
        ObservationFactory(source=source, period_end=NEW_YEARS_EVE)


def test_a_forecast_speaks_of_what_is_to_come():
    source = SourceFactory(published_on="2022")

    assert ObservationFactory(source=source, kind="forecast", period_end=NEW_YEARS_EVE).pk


@pytest.mark.parametrize("change", ["source", "period_end", "kind"])
def test_a_figure_cannot_come_to_lie_after_its_source(change):
    early = SourceFactory(published_on="2023-06-30")
    observation = ObservationFactory(
        source=early,
        period_start=NEW_YEAR,
        period_end=NEW_YEARS_EVE if change == "kind" else NEW_YEAR,
        kind="forecast" if change == "kind" else "actual",
    )
    to = {
        "source": SourceFactory(published_on="2022-12-31"),
        "period_end": NEW_YEARS_EVE,
        "kind": "actual",
    }

    with refused_by("observation_ended_before_its_source"):
        Observation.objects.filter(pk=observation.pk).update(**reread(**{change: to[change]}))


def test_the_editor_is_told_at_the_period_that_the_source_is_older():
    observation = ObservationFactory.build(
        metric=MetricFactory(),
        area=AreaFactory(),
        source=SourceFactory(published_on="2023-06-30"),
        period_end=NEW_YEARS_EVE,
    )

    with pytest.raises(ValidationError) as problem:
        observation.full_clean()

    assert list(problem.value.message_dict) == ["period_end"]


def test_a_correct_figure_passes_every_check():
    observation = ObservationFactory(metric=MetricFactory(share=True), value=Decimal(25))

    observation.full_clean()
    connection.check_constraints()
