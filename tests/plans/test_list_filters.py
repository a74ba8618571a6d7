"""The query string of a register decides, and alone decides, which rows it shows."""

import pytest
from django.http import QueryDict

from plans.choices import MeasureType, PlanField, SourceKind, SourceLanguage, Unit
from plans.filters import MetricFilter, PlanFilter, SourceFilter
from plans.models import Plan
from plans.pages.metric_list import metrics_to_list
from plans.pages.sources import sources_to_list
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    PolicyMeasureFactory,
    SourceFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db


def keys(filterset_class, query, rows):
    filterset = filterset_class(QueryDict(query), queryset=rows)
    assert filterset.is_valid(), filterset.errors
    return [row.key for row in filterset.qs]


def problems(filterset_class, query, rows):
    return filterset_class(QueryDict(query), queryset=rows).problems


# --- Plans ----------------------------------------------------------------------------------


@pytest.fixture
def plans():
    pudong = AreaFactory(district=True, key="pudong", name_en="Pudong")
    cell = PlanFactory(
        key="cell",
        name_en="Cell plan",
        name_zh="细胞方案",
        issued_on="2022-11",
        issuers="Science Commission",
        issuers_zh="市科委",
    )
    PlanFactory(
        key="gene", name_en="Gene plan", issued_on="2023-08-31", field=PlanField.GENE_THERAPY
    )
    PlanFactory(
        key="parks",
        name_en="Parks of Pudong",
        issued_on="2022",
        field=PlanField.BIOMEDICINE,
        area=pudong,
    )
    PlanFactory(key="draft", name_en="Gene draft", state="draft")
    TargetFactory.create_batch(2, plan=cell)
    PolicyMeasureFactory(plan=Plan.objects.get(key="parks"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("", ["gene", "cell", "parks"], id="all, newest first"),
        pytest.param("q=gene", ["gene"], id="text in the name, not the draft's"),
        pytest.param("q=细胞", ["cell"], id="text in the Chinese name"),
        pytest.param("q=commission", ["cell"], id="text in the issuer"),
        pytest.param("q=科委", ["cell"], id="text in the issuer's Chinese name"),
        pytest.param("field=gene-therapy&field=biomedicine", ["gene", "parks"], id="two fields"),
        pytest.param("area=pudong", ["parks"], id="area"),
        pytest.param("area=pudong&area=shanghai", ["gene", "cell", "parks"], id="two areas"),
        pytest.param("year=2022", ["cell", "parks"], id="year, however precise the date"),
        pytest.param("area=shanghai&year=2022", ["cell"], id="both at once"),
        pytest.param("sort=name", ["cell", "gene", "parks"], id="by name"),
        pytest.param("sort=issued", ["parks", "cell", "gene"], id="oldest first"),
        pytest.param("sort=-targets", ["cell", "gene", "parks"], id="most targets"),
        pytest.param("sort=-measures", ["parks", "cell", "gene"], id="most measures"),
    ],
)
def test_plans_are_narrowed_and_ordered_by(plans, query, expected):
    assert keys(PlanFilter, query, Plan.objects.published().counted()) == expected


@pytest.mark.parametrize(
    "query", ["field=cooking", "area=nowhere", "year=1999", "sort=colour", "area=%00", "q=%00"]
)
def test_a_list_says_when_it_does_not_know_a_value(plans, query):
    assert problems(PlanFilter, query, Plan.objects.published().counted())


def test_a_list_says_when_it_does_not_know_a_filter(plans):
    (problem,) = problems(PlanFilter, "colour=red&page=1", Plan.objects.published().counted())

    assert "colour" in problem


def test_a_plan_list_offers_only_areas_and_years_that_plans_have(plans):
    AreaFactory(key="beijing")
    filterset = PlanFilter(QueryDict(), queryset=Plan.objects.published().counted())

    assert [key for key, _ in filterset.form.fields["area"].choices] == ["shanghai", "pudong"]
    years = [key for key, _ in filterset.form.fields["year"].choices if key]
    assert years == ["2023", "2022"]


# --- Metrics --------------------------------------------------------------------------------


@pytest.fixture
def metrics():
    shanghai = AreaFactory(shanghai=True)
    pudong = AreaFactory(district=True, key="pudong", name_en="Pudong")
    output = MetricFactory(key="output", name_en="Output", name_zh="产值")
    firms = MetricFactory(key="firms", name_en="Firms", stock=True)
    share = MetricFactory(key="share", name_en="Share", share=True, description="Part of output")
    ObservationFactory(metric=output, area=shanghai)
    ObservationFactory(metric=output, area=pudong)
    ObservationFactory(metric=firms, area=shanghai)
    ObservationFactory(metric=share, area=pudong, state="draft")
    target = TargetFactory(metric=firms)
    TargetFactory(metric=output, plan=target.plan, variant_of=target)
    TargetFactory(metric=share, state="withdrawn", state_reason="Wrong")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("", ["firms", "output", "share"], id="all, by name"),
        pytest.param("q=output", ["output", "share"], id="text in name or definition"),
        pytest.param("q=产值", ["output"], id="text in the Chinese name"),
        pytest.param("area=pudong", ["output"], id="published figures of an area"),
        pytest.param("area=pudong&area=shanghai", ["firms", "output"], id="of either area"),
        pytest.param(f"unit={Unit.PERCENT}", ["share"], id="unit"),
        pytest.param(f"measure_type={MeasureType.STOCK}", ["firms"], id="kind of number"),
        pytest.param("targets=yes", ["firms"], id="with a published target, variants aside"),
        pytest.param("targets=no", ["output", "share"], id="without one"),
        pytest.param("sort=-observations", ["output", "firms", "share"], id="most figures"),
        pytest.param("sort=-areas", ["output", "firms", "share"], id="most areas"),
        pytest.param("sort=-targets", ["firms", "output", "share"], id="most targets"),
    ],
)
def test_metrics_are_narrowed_and_ordered_by(metrics, query, expected):
    assert keys(MetricFilter, query, metrics_to_list()) == expected


@pytest.mark.parametrize("query", ["targets=maybe", "unit=furlong", "area=nowhere"])
def test_the_catalogue_says_when_it_does_not_know_a_value(metrics, query):
    assert problems(MetricFilter, query, metrics_to_list())


# --- Sources --------------------------------------------------------------------------------


@pytest.fixture
def sources():
    city = SourceFactory(
        key="city-2023",
        title="Figures of the year",
        title_original="年度数据",
        publisher="Statistics Bureau",
        published_on="2023-02",
        kind=SourceKind.OFFICIAL_STATISTICS,
        language=SourceLanguage.CHINESE,
    )
    SourceFactory(key="shine-2023", title="A park opens", published_on="2023-04-18")
    SourceFactory(key="shine-undated", title="Zones", published_on=None)
    SourceFactory(key="paper-2021", title="Cells", publisher="Cell Reports", published_on="2021")
    PlanFactory(source=city)
    PlanFactory(source=city, state="draft")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(
            "",
            ["shine-2023", "city-2023", "paper-2021", "shine-undated"],
            id="all, newest first, the undated last",
        ),
        pytest.param("q=shine", ["shine-2023", "shine-undated"], id="text in publisher or key"),
        pytest.param("q=年度", ["city-2023"], id="text in the original title"),
        pytest.param("kind=official_statistics", ["city-2023"], id="kind"),
        pytest.param("language=zh", ["city-2023"], id="language"),
        pytest.param("year=2023", ["shine-2023", "city-2023"], id="year"),
        pytest.param("year=unknown", ["shine-undated"], id="day not known"),
        pytest.param("publisher=cell", ["paper-2021"], id="publisher alone"),
        pytest.param("year=2023&kind=news", ["shine-2023"], id="both at once"),
        pytest.param(
            "sort=published",
            ["paper-2021", "city-2023", "shine-2023", "shine-undated"],
            id="oldest first, the undated last again",
        ),
        pytest.param(
            "sort=publisher&q=-20", ["paper-2021", "shine-2023", "city-2023"], id="by publisher"
        ),
        pytest.param("sort=-facts&year=2023", ["city-2023", "shine-2023"], id="most facts"),
    ],
)
def test_sources_are_narrowed_and_ordered_by(sources, query, expected):
    assert keys(SourceFilter, query, sources_to_list()) == expected


@pytest.mark.parametrize("query", ["kind=rumour", "language=fr", "year=1066"])
def test_the_register_says_when_it_does_not_know_a_value(sources, query):
    assert problems(SourceFilter, query, sources_to_list())


def test_a_sorting_that_is_not_there_is_a_mistake_and_no_empty_register(client):
    PlanFactory()

    page = client.get("/plans/?sort=foo")

    assert page.context["filter"].is_active
    assert page.context["filter"].problems
    assert not page.context["object_list"]
