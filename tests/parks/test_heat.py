"""The chart of stages and modalities: every total is the sum of what it stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parks.charts.heat import SHADES, Chosen, heat, shade_of
from parks.charts.ladder import ladder
from parks.choices import Stage

ROWS = [("a", "Alpha"), ("b", "Beta"), ("c", "Gamma")]
COLUMNS = [("x", "First"), ("y", "Second")]
COUNTS = {("a", "x"): 5, ("a", "y"): 1, ("b", "y"): 2}
CELLS = st.tuples(st.sampled_from("abc"), st.sampled_from("xy"))


def drawn(counts=None, **chosen):
    return heat(COUNTS if counts is None else counts, ROWS, COLUMNS, Chosen(**chosen))


def test_rows_without_anything_are_left_out_and_columns_never():
    chart = drawn({("b", "y"): 2})

    assert [line.label for line in chart.lines] == ["Beta"]
    assert [cell.count for cell in chart.totals] == [0, 2]


@given(st.dictionaries(CELLS, st.integers(0, 1000)))
def test_the_totals_add_up(counts):
    chart = drawn(counts)

    assert chart.total.count == sum(counts.values())
    assert sum(cell.count for cell in chart.totals) == chart.total.count
    assert sum(line.total.count for line in chart.lines) == chart.total.count
    for line in chart.lines:
        assert sum(cell.count for cell in line.cells) == line.total.count


@given(st.lists(st.integers(1, 10_000), min_size=1))
def test_more_is_never_paler(counts):
    shades = [shade_of(count, max(counts)) for count in sorted(counts)]

    assert shades == sorted(shades)
    assert set(shades) <= set(range(1, SHADES + 1))
    assert shades[-1] == SHADES


def test_nothing_has_no_shade():
    assert shade_of(0, 9) == 0


@pytest.mark.parametrize(
    ("chosen", "marked"),
    [
        pytest.param({}, "", id="nothing is marked without a choice"),
        pytest.param({"rows": ["a"]}, "ax ay a", id="a row with its total"),
        pytest.param({"columns": ["y"]}, "ay by y", id="a column with its total"),
        pytest.param({"rows": ["a"], "columns": ["y"]}, "ay", id="a single cell"),
        pytest.param({"rows": ["a", "b"], "columns": ["y"]}, "ay by", id="two cells"),
    ],
)
def test_what_a_choice_lists_is_marked(chosen, marked):
    chart = drawn(**chosen)
    cells = [cell for line in chart.lines for cell in (*line.cells, line.total)]
    cells += [*chart.totals, chart.total]

    found = {cell.row + cell.column for cell in cells if cell.is_listed and cell.count}

    assert found == set(marked.split())


def test_the_commonest_is_named_only_where_it_is_clear():
    assert drawn().commonest_row == ("Alpha", 6)
    assert drawn().commonest_column == ("First", 5)
    assert drawn({("a", "x"): 1, ("b", "x"): 1}).commonest_row is None
    assert drawn({("a", "x"): 1}).commonest_row is None
    assert drawn({}).commonest_column is None


@pytest.mark.parametrize("stage", Stage.values)
def test_a_ladder_marks_one_rung_and_those_below_it(stage):
    drawn = ladder(stage)

    below = [rung for rung in drawn.rungs if rung.is_below]
    assert [rung.stage.value for rung in drawn.rungs] == Stage.values
    assert [rung.stage.value for rung in drawn.rungs if rung.is_reached] == [stage]
    assert drawn.rungs[: len(below)] == below
    assert drawn.place == len(below) + 1
