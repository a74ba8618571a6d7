"""The first rows of a long list, and how many there are in all."""

import pytest
from django.db.models import F

from plans.models import Observation
from plans.pages.capped import capped
from tests.factories.plans import MetricFactory, ObservationFactory, SourceFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures():
    metric, source = MetricFactory(), SourceFactory()
    for value in (5, 1, 4, 2, 3, 3):
        ObservationFactory(metric=metric, source=source, value=value)
    return Observation.objects.filter(metric=metric).with_evidence()


@pytest.mark.parametrize("order", [("value", "key"), ("-value", "-key"), ("source__title", "pk")])
@pytest.mark.parametrize("cap", [1, 4, 6, 100])
def test_the_first_are_those_of_the_whole_list_in_its_order(figures, order, cap):
    rows = figures.annotate(twice=F("value") * 2).order_by(*order)

    found = capped(rows, cap)

    assert [row.key for row in found.rows] == [row.key for row in rows][:cap]
    assert [row.twice for row in found.rows] == [row.twice for row in rows][:cap]
    assert (found.total, found.left_out) == (6, max(0, 6 - cap))


def test_an_empty_list_has_none(figures):
    assert capped(figures.filter(value=99)).total == 0


def test_all_is_found_in_one_query_with_what_is_shown_beside_it(figures):
    assert count_queries(lambda: [row.source.title for row in capped(figures, 3).rows]) == 1
