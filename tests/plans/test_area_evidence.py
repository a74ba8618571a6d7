"""What is known of an area: the newest figure of each metric, and what plans want there."""

import datetime as dt

import pytest

from plans.choices import ObservationKind
from plans.pages.area import area_evidence, newest_figures
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    PolicyMeasureFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 25)
YEAR_2022 = {"period_start": dt.date(2022, 1, 1), "period_end": dt.date(2022, 12, 31)}
YEAR_2025 = {"period_start": dt.date(2025, 1, 1), "period_end": dt.date(2025, 12, 31)}
FORECAST = {"kind": ObservationKind.FORECAST}


@pytest.fixture
def area():
    return AreaFactory(key="pudong", district=True)


@pytest.fixture
def metric():
    return MetricFactory()


def values(area):
    return [int(row.observation.value) for row in newest_figures(area)]


def test_of_each_metric_the_newest_figure_is_kept(area, metric):
    ObservationFactory(metric=metric, area=area, value=22, **YEAR_2022)
    ObservationFactory(metric=metric, area=area, value=23)
    ObservationFactory(metric=metric, value=99)

    (row,) = newest_figures(area)

    assert (int(row.observation.value), row.total) == (23, 2)


def test_metrics_stand_by_name(area):
    ObservationFactory(metric=MetricFactory(name_en="Zebras"), area=area, value=2)
    ObservationFactory(metric=MetricFactory(name_en="Apples"), area=area, value=1)

    assert values(area) == [1, 2]


def test_a_forecast_does_not_stand_in_for_what_was_reported(area, metric):
    ObservationFactory(metric=metric, area=area, value=23)
    ObservationFactory(metric=metric, area=area, value=25, **YEAR_2025, **FORECAST)

    assert values(area) == [23, 25]


def test_a_forecast_for_no_later_than_what_was_reported_is_left_out(area, metric):
    ObservationFactory(metric=metric, area=area, value=23)
    ObservationFactory(metric=metric, area=area, value=24, **FORECAST)
    ObservationFactory(metric=metric, area=area, value=22, **YEAR_2022, **FORECAST)

    assert values(area) == [23]


def test_a_forecast_alone_is_shown(area, metric):
    ObservationFactory(metric=metric, area=area, value=25, **YEAR_2025, **FORECAST)

    assert values(area) == [25]


@pytest.mark.parametrize(
    ("rival", "disputed"),
    [
        pytest.param({"value": 2}, True, id="another number for the same period"),
        pytest.param({"value": 1}, False, id="the same number"),
        pytest.param({"value": 2, **YEAR_2022}, False, id="another period"),
        pytest.param({"value": 2, **FORECAST}, False, id="a forecast"),
        pytest.param({"value": 2, "state": "draft"}, False, id="a draft"),
    ],
)
def test_a_figure_is_disputed_by(area, metric, rival, disputed):
    ObservationFactory(metric=metric, area=area, value=1, source__kind="official")
    ObservationFactory(metric=metric, area=area, **rival)

    (row,) = newest_figures(area)

    assert row.disputed is disputed


def test_targets_stand_by_their_due_day_with_their_variants(area):
    late = TargetFactory(area=area, due_on="2025")
    early = TargetFactory(area=area, due_on="2024-06")
    rival = TargetFactory(area=area, plan=late.plan, variant_of=late, due_on="2023")
    TargetFactory(area=area, state="draft")
    TargetFactory()

    rows = area_evidence(area, TODAY, "en").targets

    assert [row.target for row in rows] == [early, late]
    assert [variant.target for variant in rows[1].variants] == [rival]


def test_measures_of_the_area_alone_are_kept(area):
    measure = PolicyMeasureFactory(area=area)
    PolicyMeasureFactory(area=area, state="draft")
    PolicyMeasureFactory()

    assert [row.measure for row in area_evidence(area, TODAY, "en").measures] == [measure]


def test_what_is_known_costs_eight_queries_however_much_it_is(area, django_assert_num_queries):
    for _ in range(5):
        ObservationFactory(area=area)
        TargetFactory(area=area)
        PolicyMeasureFactory(area=area)

    with django_assert_num_queries(8):
        found = area_evidence(area, TODAY, "en")

    assert (len(found.figures), len(found.targets), len(found.measures)) == (5, 5, 5)


def years(area, metric, **values):
    for year, value in values.items():
        start, end = dt.date(int(year[1:]), 1, 1), dt.date(int(year[1:]), 12, 31)
        ObservationFactory(
            metric=metric, area=area, value=value, period_start=start, period_end=end
        )


def past(area):
    (row,) = newest_figures(area)
    return row.past


def test_three_whole_years_make_a_line_with_its_gaps(area, metric):
    years(area, metric, y2019=1, y2020=2, y2022=4)

    assert [value and int(value) for value in past(area).values] == [1, 2, None, 4]
    assert (past(area).first, past(area).last, past(area).known) == (2019, 2022, 3)


def test_two_years_make_no_line(area, metric):
    years(area, metric, y2019=1, y2020=2)

    assert past(area) is None


def test_parts_of_years_and_bounds_are_in_no_line(area, metric):
    years(area, metric, y2019=1, y2020=2)
    ObservationFactory(metric=metric, area=area, qualifier="more_than", **YEAR_2022)
    ObservationFactory(
        metric=metric, area=area, period_start=dt.date(2021, 1, 1), period_end=dt.date(2021, 6, 30)
    )

    assert past(area) is None


def test_a_role_that_plans_give_is_no_support(area):
    role = PolicyMeasureFactory(area=area, theme="spatial-layout")
    support = PolicyMeasureFactory(area=area, theme="finance")

    found = area_evidence(area, TODAY, "en")

    assert found.roles == [role]
    assert [row.measure for row in found.measures] == [support]


def test_each_target_says_how_it_stands(area):
    TargetFactory(area=area)

    found = area_evidence(area, TODAY, "en")

    assert found.targets[0].standing is not None
    assert found.target_total == 1
