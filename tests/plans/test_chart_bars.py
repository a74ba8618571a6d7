"""Bars by category."""

from decimal import Decimal

from plans.charts.bars import Bar, BarSubject, amounts_by_category
from tests.plans.points import citation

FIRMS = BarSubject("firms", "Firms by district", "count", "en", "District")
IN_CHINESE = BarSubject("firms", "各区企业", "count", "zh-hans")


def bars(**values: int | None) -> list[Bar]:
    return [Bar(name, None if value is None else Decimal(value)) for name, value in values.items()]


def test_bars_stand_in_the_order_given_from_zero():
    chart = amounts_by_category(FIRMS, bars(Pudong=45, Minhang=12))
    assert chart.drawing is not None
    (trace,) = chart.drawing.figure.data

    assert (list(trace.x), list(trace.y), trace.orientation) == ([45, 12], [0, 1], "h")
    assert list(chart.drawing.figure.layout.yaxis.ticktext) == ["Pudong", "Minhang"]
    assert chart.drawing.figure.layout.yaxis.range[0] > chart.drawing.figure.layout.yaxis.range[1]
    assert chart.drawing.figure.layout.xaxis.range[0] == 0


def test_upright_bars_rise_from_zero():
    chart = amounts_by_category(FIRMS, bars(Pudong=45, Minhang=12), is_upright=True)
    assert chart.drawing is not None
    (trace,) = chart.drawing.figure.data

    assert (list(trace.x), list(trace.y)) == ([0, 1], [45, 12])
    assert chart.drawing.figure.layout.yaxis.range[0] == 0


def test_each_bar_carries_its_number():
    chart = amounts_by_category(FIRMS, bars(Pudong=1245, Minhang=0))
    assert chart.drawing is not None

    assert list(chart.drawing.figure.data[0].text) == ["1,245", "0"]


def test_an_unknown_number_is_said_to_be_unknown_and_is_not_zero():
    chart = amounts_by_category(FIRMS, bars(Pudong=45, Minhang=12, Jinshan=None))
    assert chart.drawing is not None

    assert list(chart.drawing.figure.data[0].text) == ["45", "12", "not known"]
    assert list(chart.drawing.figure.data[0].x) == [45, 12, 0]
    assert chart.rows[-1].texts == ("Jinshan", "not known")
    assert chart.caption == "Most: Pudong, 45. Not known: Jinshan."


def test_the_caption_counts_out_of_the_total_that_the_caller_knows():
    counted = bars(Pudong=45, Minhang=12)

    assert amounts_by_category(FIRMS, counted, total=Decimal(50)).caption == (
        "Most: Pudong, 45 of 50."
    )
    assert amounts_by_category(IN_CHINESE, counted, total=Decimal(50)).caption == (
        "最多：Pudong，45（共50）。"
    )


def test_leaders_that_are_level_are_all_named():
    assert amounts_by_category(FIRMS, bars(Pudong=4, Minhang=4, Jinshan=1)).caption == (
        "Pudong and Minhang have the most: 4 each."
    )


def test_one_bar_is_no_picture_and_none_is_no_finding():
    assert amounts_by_category(FIRMS, bars(Pudong=4)).drawing is None
    assert amounts_by_category(FIRMS, bars(Pudong=None)).caption == "No figure is known."
    assert amounts_by_category(FIRMS, []).drawing is None


def test_the_description_reads_out_every_bar():
    assert amounts_by_category(FIRMS, bars(Pudong=45, Minhang=12)).description == (
        "Bar chart of Firms by district: Pudong 45; Minhang 12."
    )


def test_the_table_heads_its_categories_and_keeps_their_sources():
    cited = Bar("Pudong", Decimal(45), citation())

    chart = amounts_by_category(FIRMS, [cited])

    assert [column.label for column in chart.columns] == ["District", "Value"]
    assert chart.rows[0].citation == citation()
