"""What the site asks of observations."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from plans.models import Observation
from tests.factories.plans import AreaFactory, MetricFactory, ObservationFactory, SourceFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2024, 3, 15)
YEAR_2022 = {"period_start": dt.date(2022, 1, 1), "period_end": dt.date(2022, 12, 31)}
BUREAU = {"source__kind": "official_statistics"}
CHOSEN = {"preferred": True, "preference_reason": "Corrected."}


def rivals(*given: dict[str, object]) -> list[Observation]:
    """Observations of one metric and area for the year 2023, each with what is given."""
    metric, area = MetricFactory(), AreaFactory()
    return [ObservationFactory(metric=metric, area=area, **figure) for figure in given]


@pytest.mark.parametrize(
    ("published_on", "known"),
    [
        pytest.param("2024-03-14", True, id="out the day before"),
        pytest.param("2024-03-15", True, id="out that day"),
        pytest.param("2024-03-16", False, id="out the day after"),
        pytest.param("2024-02", True, id="out some day of the month before"),
        pytest.param("2024-03", False, id="out some day of that month"),
        pytest.param("2024", False, id="out some day of that year"),
        pytest.param(None, True, id="out on an unknown day, read that day"),
    ],
)
def test_what_a_reader_could_know(published_on, known):
    source = SourceFactory(published_on=published_on, retrieved_on=DAY)
    ObservationFactory(source=source)

    assert Observation.objects.known_on(DAY).exists() is known


@pytest.mark.parametrize(
    ("kind", "is_actual", "is_reported"),
    [("actual", True, True), ("estimate", False, True), ("forecast", False, False)],
)
def test_an_estimate_is_reported_and_only_actual_figures_are_actual(kind, is_actual, is_reported):
    ObservationFactory(kind=kind)

    assert Observation.objects.actuals().exists() is is_actual
    assert Observation.objects.reported().exists() is is_reported


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        pytest.param(BUREAU | YEAR_2022, {}, id="the newer period, before the better source"),
        pytest.param(CHOSEN | YEAR_2022, {}, id="the newer period, before an editor's choice"),
        pytest.param(BUREAU, CHOSEN, id="an editor's choice, before the better source"),
        pytest.param(
            {}, CHOSEN | {"kind": "estimate"}, id="an editor's choice, before an actual figure"
        ),
        pytest.param(
            BUREAU | {"kind": "estimate"}, {}, id="an actual figure, before the better source"
        ),
        pytest.param(
            {"source__kind": "news"}, {"source__kind": "company"}, id="a firm before news"
        ),
        pytest.param(
            {"source__kind": "official"}, BUREAU, id="the statistics bureau before the government"
        ),
        pytest.param(
            {"qualifier": "about"}, {"qualifier": "exact"}, id="the exact before the rounded"
        ),
        pytest.param(
            {"qualifier": "more_than"}, {"qualifier": "about"}, id="the rounded before a bound"
        ),
        pytest.param(
            {"qualifier": "exact", "key": "b"},
            {"qualifier": "exact", "key": "a"},
            id="else the key",
        ),
    ],
)
@pytest.mark.parametrize("turned", [False, True], ids=["entered first", "entered last"])
def test_the_newest_figure_of_an_area_is(worse, better, turned):
    given = [better, worse] if turned else [worse, better]
    found = rivals(*given)
    expected = found[0] if turned else found[1]

    assert list(Observation.objects.newest_per_area()) == [expected]


def test_each_metric_and_each_area_has_its_newest_figure():
    here, there = AreaFactory(), AreaFactory()
    output, firms = MetricFactory(), MetricFactory()
    for area in (here, there):
        for metric in (output, firms):
            ObservationFactory(metric=metric, area=area, **YEAR_2022)
            ObservationFactory(metric=metric, area=area)

    newest = Observation.objects.newest_per_area()

    assert len(newest) == 4
    assert {figure.period_end.year for figure in newest} == {2023}


def test_tables_begin_with_the_newest_period_and_its_best_source():
    old, news, bureau = rivals(YEAR_2022, {"value": Decimal(2)}, BUREAU)

    assert list(Observation.objects.newest_first()) == [bureau, news, old]


def test_a_figure_is_shown_without_a_further_query(django_assert_num_queries):
    ObservationFactory()

    with django_assert_num_queries(1):
        (figure,) = Observation.objects.with_evidence()
        assert figure.quantity.words("en")
        assert figure.citation.publisher
        assert figure.area.name_en
