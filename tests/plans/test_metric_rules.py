"""What the database refuses of a metric."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from plans.models import Metric
from tests.factories.plans import MetricFactory, ObservationFactory, TargetFactory
from tests.rules import refused_by

pytestmark = pytest.mark.django_db

BREACHES = [
    pytest.param({"unit": "litre"}, "metric_unit_is_known", id="an unknown unit"),
    pytest.param({"measure_type": "sum"}, "metric_measure_type_is_known", id="an unknown type"),
    pytest.param({"direction": "up"}, "metric_direction_is_known", id="an unknown direction"),
    pytest.param(
        {"measure_type": "share", "unit": "count"}, "metric_share_is_in_percent", id="a share of 3"
    ),
    pytest.param({"name_en": ""}, "metric_has_names", id="no English name"),
    pytest.param({"name_zh": ""}, "metric_has_names", id="no Chinese name"),
    pytest.param({"description": ""}, "metric_has_names", id="no description"),
    pytest.param(
        {"publication_lag_days": -1}, "plans_metric_publication_lag_days_check", id="a lag below 0"
    ),
]


@pytest.mark.parametrize(("broken", "rule"), BREACHES)
def test_the_database_refuses_a_metric_with(broken, rule):
    with refused_by(rule):
        MetricFactory(**broken)


def test_a_key_names_one_metric():
    MetricFactory(key="industry-scale")

    with refused_by("plans_metric_key_key"):
        MetricFactory(key="industry-scale")


def test_a_place_on_the_home_page_is_taken_once():
    MetricFactory(headline=1)

    with refused_by("plans_metric_headline_key"):
        MetricFactory(headline=1)


def test_percentages_are_no_part_of_anything():
    with refused_by("metric_part_is_an_amount"):
        MetricFactory(share=True, part_of=MetricFactory(share=True))


@pytest.mark.parametrize(
    "whole",
    [{"unit": "count"}, {"measure_type": "stock"}, {"unit": "USD", "measure_type": "stock"}],
)
def test_a_part_has_the_unit_and_kind_of_its_whole(whole):
    part, other = MetricFactory(key="part"), MetricFactory(**whole)

    with refused_by("metric_is_part_of_its_like", naming="part"):
        Metric.objects.filter(pk=part.pk).update(part_of=other)
    part.part_of = other
    with pytest.raises(ValidationError, match="the unit and kind of its whole"):
        part.full_clean()

    MetricFactory(key="small", part_of=part)
    with refused_by("metric_is_part_of_its_like", naming="small"):
        Metric.objects.filter(pk=part.pk).update(**whole)


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_no_metric_is_a_part_of_itself_by_any_number_of_steps(steps):
    first = metric = MetricFactory(key="first")
    for _step in range(steps - 1):
        metric = MetricFactory(part_of=metric)

    with refused_by("metric_is_no_part_of_itself", naming="first"):
        Metric.objects.filter(pk=first.pk).update(part_of=metric)
    first.part_of = metric
    with pytest.raises(ValidationError, match="cannot be a part of itself"):
        first.full_clean()


def test_a_part_of_a_part_is_a_part_of_the_whole():
    whole = MetricFactory(key="whole")
    middle = MetricFactory(key="middle", part_of=whole)
    part = MetricFactory(part_of=middle)

    assert part.wholes() == [middle, whole]
    assert whole.wholes() == []


@pytest.mark.parametrize("value", ["-0.0001", "100.0001"])
def test_a_metric_cannot_become_a_share_of_what_lies_outside_0_to_100(value):
    growth = MetricFactory(measure_type="index", unit="percent")
    ObservationFactory(key="growth-2023", metric=growth, value=Decimal(value))

    with refused_by("observation_share_is_0_to_100"):
        Metric.objects.filter(pk=growth.pk).update(measure_type="share")

    growth.measure_type = "share"
    with pytest.raises(ValidationError) as problem:
        growth.full_clean()
    assert "growth-2023" in problem.value.message_dict["measure_type"][0]


@pytest.mark.parametrize("value", ["0", "100"])
def test_a_metric_may_become_a_share_of_what_lies_within(value):
    growth = MetricFactory(measure_type="index", unit="percent")
    ObservationFactory(metric=growth, value=Decimal(value))
    growth.measure_type = "share"

    growth.full_clean()
    growth.save()
    connection.check_constraints()


def test_a_metric_and_its_figures_may_be_corrected_together():
    growth = MetricFactory(measure_type="index", unit="percent")
    seen = ObservationFactory(metric=growth, value=Decimal(120), state="draft")

    Metric.objects.filter(pk=growth.pk).update(measure_type="share")
    seen.delete()

    connection.check_constraints()


@pytest.mark.parametrize("factory", [ObservationFactory, TargetFactory])
def test_the_unit_stays_once_readers_know_a_number_of_it(factory):
    """Another unit would change every figure at once, and no citation with it."""
    metric = MetricFactory(key="output", unit="yuan")
    known = factory(metric=metric, state="draft")
    Metric.objects.filter(pk=metric.pk).update(unit="USD")
    type(known).objects.filter(pk=known.pk).update(state="published")

    with refused_by("metric_unit_stays_with_its_figures", naming="output"):
        Metric.objects.filter(pk=metric.pk).update(unit="yuan")

    metric.unit = "yuan"
    with pytest.raises(ValidationError) as problem:
        metric.full_clean()
    assert list(problem.value.message_dict) == ["unit"]
