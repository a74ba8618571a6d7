"""One chart, one set of numbers: in picture, data for Plotly, table, caption, CSV and JSON.

Every metric of the shipped data is walked with all its areas: whole, by years, as growth and as
share. So is every target that has a chart, and every metric beside others. What is expected is
worked out from the rows of the files (``tests.plans.told``).
"""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

import pytest
from django.utils import timezone

from plans.charts.chart import Chart
from plans.charts.svg import picture
from plans.choices import Arrangement, Show
from plans.filters.compare import MOST_AREAS, MOST_METRICS
from plans.models import Metric, Observation
from plans.pages import compare
from plans.pages.chart_rows import Joined, observation_rows, target_rows
from plans.pages.choice import Choice
from plans.pages.compare_files import file_rows
from plans.pages.derived import bases_of, computed
from plans.pages.derived_rows import derived_rows
from plans.pages.metrics import areas_of, figures_of, metric_chart, targets_of
from plans.pages.series import name_in
from plans.pages.target_chart import target_chart
from plans.pages.targets import public_targets
from tests.plans import told
from tests.plans.told import Row

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]

LANGUAGES = ("en", "zh-hans")


@pytest.fixture(scope="module")
def metrics(shipped, django_db_blocker) -> list[tuple[Metric, list]]:
    """Each metric with all the areas that it has figures or targets of."""
    with django_db_blocker.unblock():
        found = [(metric, list(areas_of(metric))) for metric in Metric.objects.order_by("key")]
    assert len(found) > 100
    return [(metric, areas) for metric, areas in found if areas]


@pytest.fixture(scope="module")
def charts(metrics, django_db_blocker) -> dict[str, list[tuple[Metric, list, Chart]]]:
    """The chart of each metric, by language."""
    with django_db_blocker.unblock():
        return {
            language: [
                (metric, areas, metric_chart(metric, areas, language)) for metric, areas in metrics
            ]
            for language in LANGUAGES
        }


@pytest.fixture
def every_mark_speaks(monkeypatch):
    """Also in pictures of so many marks that a page leaves their words to the table."""
    monkeypatch.setattr(picture, "MOST_SAID", 1_000_000)


def rows_to_take() -> Joined:
    """What the files of all metrics together hold, in one go: one at a time takes a minute."""
    figures = Observation.objects.published().with_evidence()
    return Joined(observation_rows(figures), target_rows(public_targets().exclude(metric=None)))


def by_metric(rows: Iterable[dict]) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = defaultdict(list)
    for row in rows:
        found[row["metric"]].append(row)
    return found


@pytest.fixture(scope="module")
def files(shipped, django_db_blocker) -> dict[str, list[dict]]:
    """The rows that the JSON of each metric has, by the metric's key."""
    with django_db_blocker.unblock():
        return by_metric(map(json.loads, rows_to_take().json_objects()))


def names(areas: Iterable[Any], language: str) -> dict[str, str]:
    return {area.key: name_in(language, area) for area in areas}


def is_the_same(chart: Chart, rows: Sequence[Row], areas: Iterable[Any], language: str) -> bool:
    """Hold all that a chart says against its file; tell whether there is a picture."""
    told.table_has(chart, rows, language)
    told.caption_says(chart, rows, names(areas, language), language)
    told.description_says(chart, rows, language)
    if chart.drawing is None:
        return False
    told.pictures_show(chart, rows, language)
    return True


@pytest.mark.parametrize("language", LANGUAGES)
def test_table_caption_description_and_pictures_say_what_the_files_say(
    charts, files, language, every_mark_speaks
):
    pictures = sum(
        is_the_same(chart, files[metric.key], areas, language)
        for metric, areas, chart in charts[language]
    )
    assert pictures > 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_caption_rests_on_sources_of_the_table(charts, language):
    for _metric, _areas, chart in charts[language]:
        assert bool(chart.cited) is bool(chart.rows)
        assert set(chart.cited) <= {row.citation for row in chart.rows}


def test_csv_and_json_are_the_same(files):
    rows = rows_to_take()
    lines = b"".join(rows.csv_lines()).decode()
    names = [column.name for column in rows.columns]

    assert by_metric(csv.DictReader(StringIO(lines), names)) == files


def test_page_and_files_have_the_same_rows(metrics, files, client):
    """Through their addresses, for a few: each costs a page."""
    for metric, areas in metrics[::16]:
        query = "&".join(f"area={area.key}" for area in areas)
        page = client.get(f"/metrics/{metric.key}/?{query}").content.decode()
        sent = client.get(f"/metrics/{metric.key}.json?{query}").json()["results"]
        keys = [row["key"] for row in sent if not row["comparator"]]

        assert sent == files[metric.key]
        assert re.findall(r'<tr id="([^"]+)"', page) == keys


def middle_of(rows: Sequence[Row]) -> int | None:
    """The year in which the middle one of some figures ends; None of too few to choose years."""
    years = sorted(int(row["period_end"][:4]) for row in rows if row["period_end"])
    return years[len(years) // 2] if len(years) > 2 else None


@pytest.mark.parametrize("since", [True, False], ids=["since", "until"])
def test_a_choice_of_years_is_the_same_in_chart_and_files(metrics, files, since, every_mark_speaks):
    chosen = 0
    for place, (metric, areas) in enumerate(metrics):
        year, language = middle_of(files[metric.key]), LANGUAGES[place % 2]
        if year is None:
            continue
        choice = Choice(since=year) if since else Choice(until=year)
        figures, targets = choice.figures(figures_of(metric, areas)), targets_of(metric)
        joined = Joined(observation_rows(figures), target_rows(choice.targets(targets)))
        rows = [json.loads(row) for row in joined.json_objects()]
        chart = metric_chart(metric, areas, language, choice)
        assert chart is not None
        is_the_same(chart, rows, areas, language)
        ends = [(int((row["period_end"] or row["due_on"])[:4]), row) for row in files[metric.key]]
        assert rows == [row for end, row in ends if (end >= year if since else end <= year)]
        chosen += len(rows) < len(files[metric.key])
    assert chosen > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_computed_is_the_same_in_chart_table_and_files(
    metrics, language, every_mark_speaks
):
    numbers = {Show.GROWTH: 0, Show.SHARE: 0}
    for metric, areas in metrics:
        keys = [area.key for area in areas]
        ways = [Choice(show=Show.GROWTH)]
        ways += [Choice(show=Show.SHARE, base=base) for base in bases_of(metric, keys)]
        for choice in ways:
            made = computed(metric, areas, figures_of(metric, areas), choice)
            chart = made.chart(language)
            sent = [json.loads(row) for row in derived_rows(made).json_objects()]
            said = sorted(row.quantity.words(language) for row in made.rows)

            assert said == sorted(told.value_of(chart, row) for row in chart.rows)
            assert said == sorted(told.words_of(row, language) for row in sent)
            if said:
                told.caption_says(chart, sent, names(areas, language), language)
                told.description_says(chart, sent, language)
            if chart.drawing:
                told.pictures_show(chart, sent, language)
            numbers[choice.show] += len(said)
    assert numbers[Show.GROWTH] > 20
    assert numbers[Show.SHARE] > 5


def test_the_chart_of_every_target_says_what_its_files_say(client, every_mark_speaks):
    today, drawn = timezone.localdate(), 0
    for place, target in enumerate(public_targets().exclude(metric=None)):
        language = LANGUAGES[place % 2]
        chart = target_chart(target, today, language)
        if chart is not None:
            address = f"{target.get_absolute_url().removesuffix('/')}.json"
            rows = client.get(address).json()["results"]
            drawn += is_the_same(chart, rows, [target.area], language)
    assert drawn > 20


@pytest.mark.parametrize("base", [None, 2021], ids=["figures", "indexes"])
def test_metrics_beside_each_other_say_what_their_file_says(metrics, base, every_mark_speaks):
    with_figures = {metric.key for metric in compare.offered_metrics()}
    known = [metric for metric, _ in metrics if metric.key in with_figures]
    areas, panels = compare.offered_areas()[:MOST_AREAS], 0
    for start in range(0, len(known), MOST_METRICS):
        language = LANGUAGES[start // MOST_METRICS % 2]
        some = known[start : start + MOST_METRICS]
        made = compare.comparison(
            compare.Choice(some, areas, Arrangement.MULTIPLES, base), language
        )
        rows = by_metric(map(json.loads, file_rows(made).json_objects()))
        for metric, panel in zip(some, made.panels, strict=True):
            of_panel = rows[metric.key] if base is None else as_indexes(rows[metric.key])
            if base is None:
                panels += is_the_same(panel.chart, of_panel, areas, language)
            elif panel.chart.drawing:
                told.pictures_show(panel.chart, of_panel, language)
                panels += 1
    assert panels > (20 if base is None else 5)


def as_indexes(rows: Iterable[Row]) -> list[Row]:
    """The rows that have an index, as if it were their figure."""
    return [
        row | {"value": row["index"], "unit": "count", "qualifier": qualifier}
        for row in rows
        if row["index"]
        for qualifier in ["exact" if row["index_low"] == row["index_high"] else "about"]
    ]
