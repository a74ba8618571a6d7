"""The promises of the pages, kept for every row of the shipped data."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import F
from django.utils import translation

from plans.models import Metric, Plan, PolicyMeasure, Source, Target
from plans.pages.metrics import areas_of, metric_page
from plans.pages.plans import plan_page
from plans.pages.sources import source_page, source_rows, sources_to_list

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]

DATA = Path(settings.BASE_DIR) / "plans" / "data"


def column(file, name):
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return [row[name] for row in csv.DictReader(lines)]


PLANS = column("plans.csv", "key")

LATER = dt.date(2026, 11, 22)
"""The day up to which the facts were collected."""


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture(scope="module", params=["en", "zh-hans"])
def pages(request, shipped, django_db_blocker):
    """The page of every metric: of all its areas together, and in English of each alone.

    In Chinese the words are others, not the figures: each is on the page of all areas.
    """
    language = request.param
    with django_db_blocker.unblock():
        return [
            metric_page(metric, chosen, "1", LATER, language)
            for metric in Metric.objects.all()
            for areas in [list(areas_of(metric))]
            for chosen in [areas, *(alone(areas) if language == "en" else [])]
        ]


def alone(areas):
    return [[area] for area in areas if len(areas) > 1]


def figures(page):
    return [row.observation for group in page.groups for row in group.rows]


def asked(page):
    return [row.target for main in page.targets for row in (main, *main.variants)]


def wrong(pages, is_right):
    """The pages that do not keep a promise, by metric and areas."""
    return [
        (page.metric.key, [area.key for area in page.areas]) for page in pages if not is_right(page)
    ]


def test_every_metric_has_its_page(pages):
    assert {page.metric.key for page in pages} == set(column("metrics.csv", "key"))


def test_every_observation_is_in_a_table(pages):
    shown = {figure.key for page in pages for figure in figures(page)}

    assert shown == set(column("observations.csv", "key"))


def test_chart_and_table_say_the_same_of_every_figure(pages):
    def in_words(page):
        language = page.chart.language
        table = {figure.key: figure.quantity.words(language) for figure in figures(page)}
        chart = {row.key: row.texts for row in page.chart.rows if row.key}
        return chart.keys() == table.keys() and all(
            words in chart[key] for key, words in table.items()
        )

    assert wrong(pages, in_words) == []


def test_every_value_of_a_picture_is_in_the_table_or_a_target(pages):
    def drawn(page):
        spec = page.chart.spec or {"data": []}
        picture = {y for trace in spec["data"] for y in trace["y"] if y is not None}
        known = [figure.value for figure in figures(page)]
        known += [target.value for target in asked(page) if target.value is not None]
        return picture <= {float(value) for value in known}

    assert wrong(pages, drawn) == []


def test_chart_and_table_agree_which_figure_stands_for_a_period(pages):
    """The table settles rivals in SQL, the chart in the domain."""

    def agree(page):
        table = {row.observation.key for group in page.groups for row in group.rows if row.stands}
        return table == {row.key for row in page.chart.rows if row.key and not row.beside}

    assert wrong(pages, agree) == []


def test_every_finding_states_a_figure_of_its_table_with_its_source(pages):
    def found(page):
        caption, language = page.chart.caption, page.chart.language
        cited = [figure for figure in figures(page) if figure.citation in page.chart.cited]
        sources = {fact.citation for fact in [*figures(page), *asked(page)]}
        is_stated = any(figure.quantity.words(language) in caption for figure in cited)
        return set(page.chart.cited) <= sources and (is_stated or not figures(page))

    assert wrong(pages, found) == []


@pytest.mark.parametrize("key", PLANS)
def test_every_target_and_measure_is_on_its_plans_page(key):
    page = plan_page(Plan.objects.get(key=key), LATER, "en")

    shown = {row.target.pk for main in page.targets for row in (main, *main.variants)}
    measures = {measure.pk for group in page.themes for measure in group.measures}

    assert shown == set(Target.objects.filter(plan__key=key).values_list("pk", flat=True))
    assert measures == set(PolicyMeasure.objects.filter(plan__key=key).values_list("pk", flat=True))
    assert not any(main.is_variant for main in page.targets)


def test_every_source_leads_to_something():
    """To a fact that rests on it, or to a note that names it."""
    bare = sources_to_list().filter(fact_count=0)

    silent = [source.key for source in bare if not source_page(source, "en").mentions.total]

    assert silent == []
    assert bare.count() < Source.objects.count() / 2


def test_the_facts_that_sources_are_sorted_by_are_those_of_their_rows():
    listed = list(sources_to_list().annotate(n=F("fact_count")).order_by("-n", "key"))

    rows = source_rows(listed)

    assert [row.fact_count for row in rows] == [source.n for source in listed]
    assert rows[0].fact_count > rows[-1].fact_count == 0


@pytest.mark.parametrize("language", ["", "/zh-hans"])
@pytest.mark.parametrize(
    "path",
    [
        "/plans/",
        "/plans/biomedicine-14fyp/",
        "/metrics/",
        "/metrics/biomedicine-industry-scale/",
        "/metrics/biomedicine-industry-scale/?area=shanghai&area=pudong&area=beijing",
        "/sources/",
        "/sources/sheitc-14fyp-2021-12-31/",
    ],
)
def test_every_mark_of_a_page_leads_to_a_source_in_its_list(client, path, language):
    html = client.get(f"{language}{path}").content.decode()

    marks = {part.split('"')[0] for part in html.split('popovertarget="')[1:]}
    notes = {part.split('"')[0] for part in html.split('<div class="source-note" id="')[1:]}

    assert marks == notes
