"""Which figures of a long series the chart shows, and what it costs to find them."""

import datetime as dt
import random
from collections import defaultdict
from decimal import Decimal

import pytest
from django.core.paginator import Paginator

from plans.choices import ObservationKind, SourceKind
from plans.domain.series import precedence, stands
from plans.domain.thinning import MOST_DRAWN, stretches
from plans.models import Observation
from plans.pages.metrics import figures_of, metric_page
from plans.pages.ordering import PagedRows, by_period
from plans.pages.series import point_of
from plans.pages.thinned import drawn
from tests.factories.plans import AreaFactory, MetricFactory, ObservationFactory, SourceFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

START = dt.date(2015, 1, 1)
TODAY = dt.date(2026, 1, 1)


def make(metric, area, sources, days, seed=5):
    """A level of each day, and now and then what another source says of the same day."""
    chance = random.Random(seed)  # noqa: S311  # repeatable, for a test
    kinds = (ObservationKind.ESTIMATE, *[ObservationKind.ACTUAL] * 4)
    Observation.objects.bulk_create(
        Observation(
            key=f"{source.key}-{day}-{seed}",
            metric=metric,
            area=area,
            source=source,
            locator="table 1",
            period_start=day,
            period_end=day,
            value=Decimal(chance.randrange(1000)),
            kind=kinds[n % 5],
        )
        for n in range(days)
        for day in [START + dt.timedelta(days=n)]
        for source in (sources if n % 3 == 0 else sources[:1])
    )


@pytest.fixture
def places():
    metric = MetricFactory(key="level", measure_type="stock")
    sources = [
        SourceFactory(key=kind, kind=kind, published_on="2025-12-31")
        for kind in (SourceKind.NEWS, SourceKind.OFFICIAL)
    ]
    return metric, AreaFactory(shanghai=True), sources


def ends_of_stretches(figures):
    """The same by looking at every figure: each series of each stretch, cut by the rule."""
    groups = defaultdict(list)
    for figure in figures:
        groups[figure.kind].append(figure)
    cut = stretches(figures[0].period_end, figures[-1].period_end, len(groups))
    wanted = set()
    for members in groups.values():
        in_stretch = defaultdict(list)
        for figure in members:
            in_stretch[cut.place(figure.period_end)].append(figure)
        for some in in_stretch.values():
            for order in (lambda f: (f.value, f.pk), lambda f: (f.period_end, f.pk)):
                wanted |= {min(some, key=order).key, max(some, key=order).key}
    return wanted


def test_each_stretch_shows_its_first_last_lowest_and_highest_and_what_stands(places):
    metric, area, sources = places
    make(metric, area, sources, 2400)
    figures = figures_of(metric, [area])
    every = list(figures.order_by("period_end", "pk"))

    shown = drawn(figures, len(every))
    keys = {figure.key for figure in shown.figures}

    assert len(every) == 3200
    assert ends_of_stretches(every) <= keys
    assert len(keys) == len(shown.figures) <= MOST_DRAWN
    standing = {settled.point.key for settled in stands(map(point_of, every))}
    drawn_standing = {settled.point.key for settled in stands(map(point_of, shown.figures))}
    assert drawn_standing <= standing


def test_picking_costs_the_same_queries_for_any_number(places):
    metric, area, sources = places
    make(metric, area, sources, 800)
    some = count_queries(lambda: metric_page(metric, [area], "1", TODAY, "en"))
    make(metric, area, sources, 1600, seed=6)

    assert count_queries(lambda: metric_page(metric, [area], "1", TODAY, "en")) == some


def test_every_page_of_a_long_table_has_its_rows_in_one_order(places):
    metric, area, sources = places
    make(metric, area, sources, 800)
    figures = figures_of(metric, [area])
    pages = Paginator(PagedRows(figures, figures.count()), 201)

    shown = [figure.key for number in pages.page_range for figure in pages.page(number)]

    assert shown == [figure.key for figure in by_period(figures)]


def test_the_database_settles_rivals_in_the_order_of_the_method(places):
    """One period, every kind of rival at once: both orders are the same to the last place."""
    metric, area, _ = places
    origin = SourceFactory(key="origin")
    for n in range(60):
        chance = random.Random(n)  # noqa: S311  # repeatable, for a test
        source = SourceFactory(
            kind=chance.choice([SourceKind.OFFICIAL, SourceKind.NEWS]),
            origin=chance.choice([None, origin]),
            published_on=chance.choice([None, "2023", "2023-06", "2024-01-05"]),
        )
        ObservationFactory(
            metric=metric,
            area=area,
            key=f"rival-{chance.randrange(10**6)}-{n}",
            source=source,
            value=n,
            period_start=dt.date(2022, 12, 31),
            period_end=dt.date(2022, 12, 31),
            kind=chance.choice(["actual", "estimate"]),
            qualifier=chance.choice(["exact", "about", "more_than"]),
        )
    figures = list(by_period(figures_of(metric, [area])))

    settled = sorted(map(point_of, figures), key=precedence)

    assert [figure.key for figure in figures] == [point.key for point in settled]
    assert any(point.is_copy for point in settled)
