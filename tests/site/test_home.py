"""The first page: are the targets met, what are the newest figures, where is it all."""

import datetime as dt

import pytest

from cgt_site.pages import headlines, home_page
from plans.choices import ObservationKind, PlanField, PublicationState, Verdict
from plans.pages.verdicts import plan_standings
from tests.factories.parks import EventFactory, FirmFactory
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    SourceFactory,
    TargetFactory,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def shanghai():
    return AreaFactory(key="shanghai", kind="city")


def test_a_headline_metric_shows_its_newest_reported_figure(shanghai):
    metric = MetricFactory(headline=1)
    of_2022 = {"period_start": dt.date(2022, 1, 1), "period_end": dt.date(2022, 12, 31)}
    of_2025 = {"period_start": dt.date(2025, 1, 1), "period_end": dt.date(2025, 12, 31)}
    newest = ObservationFactory(metric=metric, area=shanghai)
    ObservationFactory(metric=metric, area=shanghai, **of_2022)
    ObservationFactory(metric=metric, area=shanghai, kind=ObservationKind.FORECAST, **of_2025)

    assert headlines(TODAY) == [newest]


def test_headline_metrics_stand_in_the_order_that_an_editor_gave(shanghai):
    second = ObservationFactory(area=shanghai, metric=MetricFactory(headline=2))
    first = ObservationFactory(area=shanghai, metric=MetricFactory(headline=1))
    ObservationFactory(area=shanghai, metric=MetricFactory(headline=None))

    assert headlines(TODAY) == [first, second]


def test_cell_and_gene_therapy_comes_first_then_the_newest_due_day():
    later = TargetFactory(plan=PlanFactory(field=PlanField.BIOMEDICINE), due_on="2030")
    sooner = TargetFactory(plan=PlanFactory(field=PlanField.BIOMEDICINE), due_on="2025")
    own = TargetFactory(plan=PlanFactory(field=PlanField.GENE_THERAPY), due_on="2024")

    found = [standing.plan for standing in plan_standings(TODAY)]

    assert found == [own.plan, later.plan, sooner.plan]


def test_the_verdicts_of_a_plan_add_up_to_its_targets_and_no_variant_is_counted():
    plan = PlanFactory()
    main = TargetFactory(plan=plan)
    TargetFactory(plan=plan)
    TargetFactory(plan=plan, variant_of=main)

    (standing,) = plan_standings(TODAY)

    assert standing.total == 2
    assert sum(standing.counts.values()) == 2


def test_what_is_no_longer_or_not_yet_public_is_in_no_count():
    TargetFactory(state=PublicationState.DRAFT)
    TargetFactory(plan=PlanFactory(state=PublicationState.WITHDRAWN, state_reason="Replaced."))
    FirmFactory(state=PublicationState.DRAFT)

    page = home_page(TODAY, "en")

    assert page.plans == []
    assert page.target_total == 0
    assert page.holdings.firms == 0


def test_an_empty_site_says_what_is_missing(client):
    page = client.get("/").content.decode()

    assert "No plan with targets yet." in page
    assert "No figures yet." in page
    assert "No events yet." in page


def test_the_strip_links_to_the_targets_that_it_counts(client):
    target = TargetFactory(due_on="2024")

    page = client.get("/").content.decode()
    listed = client.get(f"/targets.json?plan={target.plan.key}&verdict=no_evidence").json()

    assert f"/targets/?plan={target.plan.key}&amp;verdict=no_evidence" in page
    assert [row["key"] for row in listed["results"]] == [target.key]
    assert listed["results"][0]["verdict"] == Verdict.NO_EVIDENCE


def test_more_of_everything_costs_no_more_queries(client, shanghai):
    def grow(n):
        for _ in range(n):
            plan = PlanFactory()
            TargetFactory(plan=plan)
            EventFactory()
            ObservationFactory(
                area=shanghai, metric=MetricFactory(headline=plan.pk), source=SourceFactory()
            )

    grow(2)
    few = count_queries(lambda: client.get("/"))
    grow(15)
    many = count_queries(lambda: client.get("/"))

    assert many <= few
    assert few <= 14
