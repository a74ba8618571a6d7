"""One chart, one set of numbers: in picture, data for Plotly, table, caption, CSV and JSON.

Every metric of the shipped data is walked, with all its areas.
"""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO

import pytest

from plans.charts import wording
from plans.charts.chart import Chart
from plans.charts.marks import placed
from plans.charts.svg import picture
from plans.charts.svg.scales import Frame
from plans.choices import Comparator, Qualifier, Show
from plans.domain.quantities import Quantity, comparator_words
from plans.domain.series import stands
from plans.models import Metric, Observation
from plans.pages.chart_rows import Joined, observation_rows, target_rows
from plans.pages.choice import Choice
from plans.pages.derived import bases_of, computed
from plans.pages.derived_rows import derived_rows
from plans.pages.metrics import areas_of, figures_of, metric_chart
from plans.pages.series import values_of
from plans.pages.targets import public_targets
from tests.plans.svg import Picture

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


def words_of(row: dict, language: str) -> str:
    """What a row of a file says, as readers of the page see it."""
    value, upper = Decimal(row["value"]), Decimal(row["value_upper"] or 0)
    if row["comparator"]:
        asked = Quantity(value, row["unit"], upper=upper or None)
        return comparator_words(Comparator(row["comparator"]), asked, language)
    return Quantity(value, row["unit"], Qualifier(row["qualifier"])).words(language)


def value_of(chart: Chart, row) -> str:
    place = next(n for n, column in enumerate(chart.columns) if column.is_figure)
    return row.texts[place]


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_hold_the_rows_of_the_table(charts, files, language):
    for metric, _areas, chart in charts[language]:
        rows = files[metric.key]
        figures = {row["key"]: words_of(row, language) for row in rows if not row["comparator"]}
        asked = sorted(words_of(row, language) for row in rows if row["comparator"])

        assert figures == {row.key: value_of(chart, row) for row in chart.rows if row.key}
        assert asked == sorted(value_of(chart, row) for row in chart.rows if not row.key)
        assert {row["key"] for row in rows if row["role"] in ("agrees", "rival")} == {
            row.key for row in chart.rows if row.key and row.beside
        }


def test_csv_and_json_are_the_same(files):
    rows = rows_to_take()
    lines = b"".join(rows.csv_lines()).decode()
    names = [column.name for column in rows.columns]

    assert by_metric(csv.DictReader(StringIO(lines), names)) == files


def drawn(metric, areas, language):
    """What is to be drawn: the figures that stand, and each different thing a rival says."""
    for area in values_of(areas, figures_of(metric, areas), language):
        yield from (place.point for place in placed(stands(area.points)))


def sent_to_plotly(chart: Chart) -> list[float]:
    """The values of the traces whose marks are figures; those of targets have two symbols."""
    return [
        value
        for trace in chart.drawing.traces
        if "hovertext" in trace and isinstance(trace["marker"]["symbol"], str)
        for value in trace["y"]
        if value is not None
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pictures_show_the_figures_of_the_files(charts, files, language, monkeypatch):
    monkeypatch.setattr(picture, "MOST_SAID", 1_000_000)
    pictures = 0
    for metric, areas, chart in charts[language]:
        if chart.drawing is None:
            continue
        pictures += 1
        rows = {row["key"]: row for row in files[metric.key]}
        wanted = [rows[point.key] for point in drawn(metric, areas, language)]
        frame = Frame.of(chart.drawing.layout)
        expected = [(words_of(row, language), frame.y(float(row["value"]))) for row in wanted]
        marks = [mark for mark in Picture(chart).marks if mark.said]
        shown = [(mark.said.split("\n")[0], mark.y) for mark in marks if not is_target(mark)]

        assert sorted(sent_to_plotly(chart)) == sorted(float(row["value"]) for row in wanted)
        assert sorted(words for words, _ in shown) == sorted(words for words, _ in expected)
        for (_, at), (_, should) in zip(sorted(shown), sorted(expected), strict=True):
            assert at == pytest.approx(should, abs=0.02)
    assert pictures > 40


def is_target(mark) -> bool:
    labels = (wording.TARGET, wording.TARGET_OTHER_SOURCE)
    return mark.said.startswith(tuple(f"{twin.en}: " for twin in labels)) or mark.said.startswith(
        tuple(f"{twin.zh}：" for twin in labels)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_caption_says_what_the_table_says(charts, language):
    for _metric, _areas, chart in charts[language]:
        values = {value_of(chart, row): row.citation for row in chart.rows}
        named = [citation for value, citation in values.items() if value in chart.caption]

        assert named or not values
        assert set(chart.cited) <= {row.citation for row in chart.rows}


def test_page_and_files_have_the_same_rows(metrics, files, client):
    """Through their addresses, for a few: each costs a page."""
    for metric, areas in metrics[::16]:
        query = "&".join(f"area={area.key}" for area in areas)
        page = client.get(f"/metrics/{metric.key}/?{query}").content.decode()
        sent = client.get(f"/metrics/{metric.key}.json?{query}").json()["results"]
        keys = [row["key"] for row in sent if not row["comparator"]]

        assert sent == files[metric.key]
        assert re.findall(r'<tr id="([^"]+)"', page) == keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_computed_is_the_same_in_chart_table_and_files(metrics, language):
    numbers = 0
    for metric, areas in metrics:
        ways = [Choice(show=Show.GROWTH)]
        ways += [Choice(show=Show.SHARE, base=base) for base in bases_of(metric, keys(areas))]
        for choice in ways:
            made = computed(metric, areas, figures_of(metric, areas), choice)
            chart = made.chart(language)
            sent = [json.loads(row) for row in derived_rows(made).json_objects()]
            said = sorted(row.quantity.words(language) for row in made.rows)

            assert said == sorted(value_of(chart, row) for row in chart.rows)
            assert said == sorted(words_of(row | NO_TARGET, language) for row in sent)
            if chart.drawing:
                assert sorted(sent_to_plotly(chart)) == sorted(float(row["value"]) for row in sent)
            numbers += len(said)
    assert numbers > 60


NO_TARGET = {"comparator": "", "value_upper": ""}


def keys(areas) -> list[str]:
    return [area.key for area in areas]
