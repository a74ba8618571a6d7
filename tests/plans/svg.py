"""The picture of a chart as a reader of its code would see it."""

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree

from plans.charts.chart import Chart

NAMESPACE = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Mark:
    """A mark: where it stands (share of the width, pixels), what it says, what it is made of."""

    across: float
    y: float
    beside: float
    said: str
    shapes: list[ElementTree.Element] = field(repr=False)
    colour: str = ""
    stroke_width: str = ""

    @property
    def is_hollow(self) -> bool:
        return any(shape.get("class") == "chart__hollow" for shape in self.shapes)

    @property
    def outline(self) -> str:
        """``circle``, or the path of the first shape."""
        first = self.shapes[0]
        return "circle" if first.tag == "circle" else str(first.get("d"))


@dataclass(frozen=True)
class Line:
    colour: str
    dash: str | None
    path: str

    @property
    def pieces(self) -> list[list[tuple[float, float]]]:
        """The points of each unbroken piece: thousandths of the width, pixels."""
        return [
            [(float(x), float(y)) for x, y in re.findall(r"([\d.-]+) ([\d.-]+)", piece)]
            for piece in self.path.split("M")[1:]
        ]


class Picture:
    """The SVG of a page, taken apart."""

    def __init__(self, chart: Chart) -> None:
        assert chart.picture is not None
        self.text = str(chart.picture)
        self.root = ElementTree.fromstring(f"<div>{self.text}</div>")
        (self.drawn,) = self.root.findall("svg[@class='chart__drawing']")

    @property
    def words(self) -> list[str]:
        return [text.text or "" for text in self.drawn.iter("text")]

    @property
    def said(self) -> list[str]:
        """What each mark says first: its value."""
        return [(title.text or "").split("\n")[0] for title in self.drawn.iter("title")]

    @property
    def marks(self) -> list[Mark]:
        """Every mark, with the colour of its group."""
        return [
            _mark(group, one)
            for group in self.drawn.iter("g")
            for one in group.findall("svg")
            if one.get("class") is None
        ]

    def mark(self, said: str) -> Mark:
        """The one mark that says this first."""
        (found,) = [mark for mark in self.marks if mark.said.split("\n")[0] == said]
        return found

    @property
    def lines(self) -> list[Line]:
        """What joins or underlines marks: those of the axes left out."""
        return [
            Line(str(group.get("class")), path.get("stroke-dasharray"), str(path.get("d")))
            for svg in self.drawn.findall("svg[@class='chart__lines']")
            for group in svg.findall("g")
            for path in group.findall("path")
        ]


def _mark(group: ElementTree.Element, one: ElementTree.Element) -> Mark:
    moved = one.find("g")
    inside = one if moved is None else moved
    beside = 0.0 if moved is None else float(str(moved.get("transform"))[10:-1])
    title = inside.find("title")
    return Mark(
        across=float(str(one.get("x")).rstrip("%")) / 100,
        y=float(str(one.get("y"))),
        beside=beside,
        said="" if title is None else str(title.text),
        shapes=[part for part in inside if part.tag != "title"],
        colour=str(group.get("class")),
        stroke_width=str(group.get("stroke-width")),
    )
