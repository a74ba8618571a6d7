"""What a chart says in words: its finding, its description, its legend and its table."""

import pytest

from plans.charts.lines import values_over_time
from tests.plans.points import area, citation, point, subject, target

OFFICIAL = citation("sheitc", kind="official")
YI = "00000000"


def caption(*points, targets=(), **about):
    return values_over_time(subject(**about), [area(*points)], targets).caption


@pytest.mark.parametrize(
    ("points", "english", "chinese"),
    [
        pytest.param(
            [point("2022", "90" + YI), point("2023", "100" + YI)],
            "Shanghai: 10 billion yuan in 2023, up from 9 billion yuan in 2022.",
            "Shanghai：2023年为100亿元，2022年为90亿元。",
            id="a rise",
        ),
        pytest.param(
            [point("2022", 9), point("2023", 8)],
            "Shanghai: 8 yuan in 2023, down from 9 yuan in 2022.",
            "Shanghai：2023年为8元，2022年为9元。",
            id="a fall",
        ),
        pytest.param(
            [point("2022", 9), point("2023", 9)],
            "Shanghai: 9 yuan in 2023, the same as 9 yuan in 2022.",
            "Shanghai：2023年为9元，2022年为9元。",
            id="no change",
        ),
        pytest.param(
            [point("2021", 7), point("2023", 9)],
            "Shanghai: 9 yuan in 2023.",
            "Shanghai：2023年为9元。",
            id="a gap is not bridged",
        ),
        pytest.param(
            [point("2022", 9), point("2023", 10, "more_than")],
            "Shanghai: more than 10 yuan in 2023.",
            "Shanghai：2023年为超过10元。",
            id="a bound is no rise",
        ),
        pytest.param(
            [point("2023", 9), point("2024-01..2024-06", 5)],
            "Shanghai: 9 yuan in 2023.",
            "Shanghai：2023年为9元。",
            id="half a year is no level",
        ),
        pytest.param(
            [point("2024-01..2024-06", 5)],
            "Shanghai: 5 yuan in the first half of 2024.",
            "Shanghai：2024年上半年为5元。",
            id="unless there is nothing else",
        ),
        pytest.param(
            [point("2022", 7), point("2023", 9, kind="estimate")],
            "Shanghai: 9 yuan (estimate) in 2023.",
            "Shanghai：2023年为9元（估计值）。",
            id="an estimate is called one",
        ),
        pytest.param(
            [point("2030", 9, kind="forecast")],
            "Shanghai: no figure yet; 9 yuan expected in 2030.",
            "Shanghai：尚无实际数值，预计2030年为9元。",
            id="only a forecast",
        ),
        pytest.param([], "Shanghai: no figure.", "Shanghai：暂无数据。", id="nothing"),
    ],
)
def test_the_caption_states_the_newest_figure(points, english, chinese):
    assert caption(*points) == english
    assert caption(*points, language="zh-hans") == chinese


def test_the_caption_names_the_target_but_not_what_others_say_of_it():
    asked = [target("2025-12-31", 15), target("2025-12-31", 18, is_variant=True)]

    assert caption(point("2023", 9), targets=asked) == (
        "Shanghai: 9 yuan in 2023. Target: at least 15 yuan by the end of 2025."
    )


def test_the_caption_says_where_sources_contradict_each_other():
    told = [point("2024", 420, source=OFFICIAL), point("2024", 410)]

    assert caption(*told).endswith("Sources differ on 2024.")


def test_a_figure_that_is_only_less_precise_is_no_contradiction():
    told = [point("2024", 420, source=OFFICIAL), point("2024", 400, "more_than")]

    assert caption(*told) == "Shanghai: 420 yuan in 2024."


def test_the_caption_names_the_sources_of_what_it_says_and_no_others():
    early, late = citation("early"), citation("late")
    chart = values_over_time(
        subject(),
        [area(point("2021", 7), point("2022", 8, source=early), point("2023", 9, source=late))],
        [target("2025-12-31", 15)],
    )

    assert [one.source_key for one in chart.cited] == ["late", "early", "plan"]


def test_several_areas_have_a_sentence_each_and_their_own_targets():
    chart = values_over_time(
        subject("count", "stock"),
        [area(point("2024-12-31", 3), name="Pudong"), area(point("2025-03-31", 4), name="Minhang")],
        [target("2025-12-31", 5, "=", area="Pudong")],
    )

    assert chart.caption == (
        "Pudong: 3 on 31 December 2024. Minhang: 4 on 31 March 2025. "
        "Target for Pudong: 5 by the end of 2025."
    )


def test_the_description_says_all_that_the_picture_shows():
    chart = values_over_time(
        subject(),
        [
            area(
                point("2022", 9, source=OFFICIAL),
                point("2022", 8),
                point("2023", 10),
                point("2024-01..2024-08", 7),
                point("2025", 12, kind="forecast"),
            )
        ],
        [target("2025-12-31", 15)],
    )

    assert chart.description == (
        "Chart of Output. "
        "Shanghai, actual: 2022 9 yuan (another source: 8 yuan); 2023 10 yuan. "
        "Shanghai, actual, part of a year: January-August 2024 7 yuan. "
        "Shanghai, forecast: 2025 12 yuan. "
        "Target: at least 15 yuan by the end of 2025."
    )


def test_a_long_description_leaves_its_middle_to_the_table():
    chart = values_over_time(subject(), [area(*[point(str(y), y) for y in range(1950, 1990)])])

    assert "; 10 more values, all in the table; " in chart.description


def test_the_table_has_every_figure_the_newest_first_and_the_standing_one_first_of_its_year():
    chart = values_over_time(
        subject(),
        [area(point("2022", 9), point("2023", 8, key="other"), point("2023", 10, source=OFFICIAL))],
        [target("2025-12-31", 15, label="Plan")],
    )

    assert [column.label for column in chart.columns] == ["Period", "Value", "Kind"]
    assert [row.texts for row in chart.rows] == [
        ("2023", "10 yuan", "actual"),
        ("2023", "8 yuan", "actual, another source"),
        ("2022", "9 yuan", "actual"),
        ("by the end of 2025", "at least 15 yuan", "target: Plan"),
    ]
    assert [row.beside for row in chart.rows] == [False, True, False, False]
    assert chart.rows[1].key == "other"


def test_every_row_of_the_table_names_its_source():
    chart = values_over_time(
        subject(), [area(point("2022", 9, source=OFFICIAL))], [target("2025-12-31", 15)]
    )

    assert [row.citation.source_key for row in chart.rows if row.citation] == ["sheitc", "plan"]
    assert [one.source_key for one in chart.citations] == ["sheitc", "plan"]


def test_the_table_names_the_area_where_there_are_several():
    chart = values_over_time(
        subject(), [area(point("2022", 9), name="Pudong"), area(point("2022", 8), name="Minhang")]
    )

    assert [row.texts[:2] for row in chart.rows] == [("2022", "Pudong"), ("2022", "Minhang")]


def test_a_level_of_some_day_in_a_month_is_not_called_part_of_a_year():
    chart = values_over_time(
        subject("count", "stock"), [area(point("2024-11", 6), point("2024-01-01", 5))]
    )

    assert chart.rows[0].texts[-1] == "actual, some day within the bar"


@pytest.mark.parametrize(
    ("points", "targets", "labels"),
    [
        pytest.param([point("2022", 1), point("2023", 2)], [], ["actual"], id="one series"),
        pytest.param(
            [point("2022", 1, "about"), point("2023", 2, "more_than"), point("2024", 9, "at_most")],
            [],
            [
                "actual",
                'stated as "about", with its margin',
                "the true value is higher",
                "the true value is lower",
            ],
            id="intervals",
        ),
        pytest.param(
            [point("2022", 1), point("2022", 2), point("2030", 2, kind="forecast")],
            [target("2025-12-31", 5), target("2025-12-31", 6, is_variant=True)],
            ["actual", "forecast", "another source", "target", "target as another source gives it"],
            id="rivals and targets",
        ),
    ],
)
def test_the_legend_explains_what_is_drawn_and_nothing_else(points, targets, labels):
    chart = values_over_time(subject(), [area(*points)], targets)

    assert [entry.label for entry in chart.legend] == labels
