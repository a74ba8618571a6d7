"""The map of the districts: what each shape says, links to and is shaded by.

The template draws it twice from the same outlines: the whole city, and the crowded
centre enlarged. Every district is a link once in the order of the keyboard: the small
ones where they are large enough to be hit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from parks.charts.ground import CENTRE, WHOLE, Box, Ground, land, position
from parks.charts.label_points import Place
from parks.charts.labels import Dot, Label, Wanted, placed
from parks.charts.scale_bar import ScaleBar, scale_bar
from parks.charts.shades import Shade, shades_for
from plans.choices import Unit
from plans.domain.quantities import plain_number
from plans.domain.texts import Twin, is_chinese

ATTRIBUTION = Twin(
    "District boundaries: Apache ECharts 4.9.0 (Apache-2.0), converted to WGS84.",
    "区界：Apache ECharts 4.9.0（Apache-2.0），已转换为WGS84坐标。",
)
NOT_KNOWN = Twin("not known", "未知")
NOT_KNOWN_SIGN = "?"
UNKNOWN, ZERO = "unknown", "0"
"""Shades beside the numbered ones."""
WHOLE_EM, CENTRE_EM = 76, 23
"""The greatest size of letters, on a phone, as in district-map.css; in steps of 50 m."""
COMPACT_WHOLE_EM, COMPACT_CENTRE_EM = 98, 28
"""The same in a column beside a list, of 15rem."""


@dataclass(frozen=True, slots=True)
class DistrictValue:
    """A district and its number.

    ``value`` None means "not known", which is not zero. ``words`` is the number as a
    sentence part ("33 firms"), ``short`` what is printed on the map where the plain number
    would be too long ("2.2 m").
    """

    key: str
    name: str
    value: Decimal | None
    words: str
    url: str
    short: str = ""
    chosen: bool = False
    """It is among those that a list beside the map is filtered by."""

    @property
    def figure(self) -> str:
        if self.value is None:
            return NOT_KNOWN_SIGN
        return self.short or plain_number(self.value)


@dataclass(frozen=True, slots=True)
class ParkDot:
    """A park and where it is, to within about 2 km (WGS84, degrees)."""

    key: str
    name: str
    url: str
    latitude: Decimal
    longitude: Decimal


@dataclass(frozen=True, slots=True)
class Shape:
    """A district as drawn. Without ``url`` (it has no page) it is no link.

    ``title`` is what the link is called and what a pointer shows: "Huangpu: 2 firms".
    """

    key: str
    path: str
    shade: str
    title: str
    url: str
    is_central: bool
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """One of the two drawings: what part of the ground, with which labels and dots."""

    box: Box
    labels: tuple[Label, ...]
    dots: tuple[Dot, ...]
    scale_bar: ScaleBar


@dataclass(frozen=True, slots=True)
class LegendEntry:
    shade: str
    words: str


@dataclass(frozen=True, slots=True)
class TableRow:
    name: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class MapChoice:
    """Something that the map can show, and the address that shows it."""

    words: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class DistrictMap:
    """All that ``components/district_map.html`` shows. ``key`` begins the ids on the page."""

    key: str
    title: str
    legend_title: str
    language: str
    shapes: tuple[Shape, ...]
    outline: str
    whole: Drawing
    centre: Drawing
    shades: tuple[Shade, ...]
    legend: tuple[LegendEntry, ...]
    parks: tuple[ParkDot, ...]
    rows: tuple[TableRow, ...]
    attribution: str
    choices: tuple[MapChoice, ...] = ()

    @property
    def hatching(self) -> str:
        """Id of the pattern for "not known" in the drawing of the whole city."""
        return f"{self.key}-unknown"

    @property
    def centre_hatching(self) -> str:
        return f"{self.key}-unknown-centre"

    @property
    def outer_shapes(self) -> tuple[Shape, ...]:
        return tuple(shape for shape in self.shapes if not shape.is_central)

    @property
    def central_shapes(self) -> tuple[Shape, ...]:
        return tuple(shape for shape in self.shapes if shape.is_central)

    @property
    def chosen_shapes(self) -> tuple[Shape, ...]:
        return tuple(shape for shape in self.shapes if shape.chosen)


def district_map(
    values: Iterable[DistrictValue],
    dots: Iterable[ParkDot] = (),
    *,
    title: str,
    legend_title: str,
    language: str,
    unit: str = Unit.COUNT,
    key: str = "district-map",
    compact: bool = False,
    choices: Iterable[MapChoice] = (),
) -> DistrictMap:
    """Build the map. ``unit`` is that of the values, for the words of the legend.

    ``compact``: its letters are large enough for a narrow column. A district of the file
    without a value is drawn as not known and is no link.
    """
    known = {value.key: value for value in values}
    parks = tuple(dots)
    pairs = [
        (ground, known.get(ground.key) or unlisted(ground, language)) for ground in land().districts
    ]
    shades = shades_for(value.value for _, value in pairs if value.value is not None)
    return DistrictMap(
        key=key,
        title=title,
        legend_title=legend_title,
        language=language,
        shapes=tuple(shape(ground, value, shades, language) for ground, value in pairs),
        outline=land().outline,
        whole=whole(pairs, parks, shades, language, COMPACT_WHOLE_EM if compact else WHOLE_EM),
        centre=centre(pairs, parks, shades, language, COMPACT_CENTRE_EM if compact else CENTRE_EM),
        shades=shades,
        legend=legend([value.value for _, value in pairs], shades, unit, language),
        parks=parks,
        rows=tuple(TableRow(value.name, value.words, value.url) for value in known.values()),
        attribution=ATTRIBUTION.pick(language)[0],
        choices=tuple(choices),
    )


def unlisted(ground: Ground, language: str) -> DistrictValue:
    name, _ = Twin(ground.name_en, ground.name_zh).pick(language)
    return DistrictValue(ground.key, name, None, NOT_KNOWN.pick(language)[0], "")


def shade_of(value: Decimal | None, shades: Sequence[Shade]) -> str:
    """Give the shade of a number: "1" to "5", "0" for zero, "unknown" for None."""
    if value is None:
        return UNKNOWN
    if value == 0:
        return ZERO
    return next(str(shade.number) for shade in shades if shade.holds(value))


def shape(ground: Ground, value: DistrictValue, shades: Sequence[Shade], language: str) -> Shape:
    colon = "：" if is_chinese(language) else ": "
    return Shape(
        key=ground.key,
        path=ground.path,
        shade=shade_of(value.value, shades),
        title=f"{value.name}{colon}{value.words}",
        url=value.url,
        is_central=ground.is_central,
        chosen=value.chosen,
    )


def whole(
    pairs: Sequence[tuple[Ground, DistrictValue]],
    parks: Iterable[ParkDot],
    shades: Sequence[Shade],
    language: str,
    em: int,
) -> Drawing:
    """Draw the city; the districts that the enlarged centre shows get their labels there."""
    dots = dots_in(WHOLE, parks)
    wanted = [
        label(value, ground.places, shades) for ground, value in pairs if not ground.is_central
    ]
    labels = placed(wanted, WHOLE, em=em, dots=dots, frame=CENTRE)
    return Drawing(WHOLE, labels, dots, scale_bar(WHOLE, 20, language))


def centre(
    pairs: Sequence[tuple[Ground, DistrictValue]],
    parks: Iterable[ParkDot],
    shades: Sequence[Shade],
    language: str,
    em: int,
) -> Drawing:
    """Draw the enlarged centre, with all the districts that it shows enough of."""
    dots = dots_in(CENTRE, parks)
    wanted = [
        label(value, ground.centre_places, shades)
        for ground, value in pairs
        if ground.centre_places
    ]
    labels = placed(wanted, CENTRE, em=em, dots=dots)
    return Drawing(CENTRE, labels, dots, scale_bar(CENTRE, 5, language))


def label(value: DistrictValue, places: Sequence[Place], shades: Sequence[Shade]) -> Wanted:
    return Wanted(value.name, value.figure, shade_of(value.value, shades), places)


def dots_in(box: Box, parks: Iterable[ParkDot]) -> tuple[Dot, ...]:
    at = [(park, position(float(park.latitude), float(park.longitude))) for park in parks]
    return tuple(
        Dot(round(x), round(y), park.name, park.url) for park, (x, y) in at if box.holds((x, y))
    )


def legend(
    values: Sequence[Decimal | None], shades: Iterable[Shade], unit: str, language: str
) -> tuple[LegendEntry, ...]:
    """Name the shades in use, palest first; "not known" last."""
    entries = [LegendEntry(str(shade.number), shade.words(unit, language)) for shade in shades]
    if any(value == 0 for value in values):
        entries.insert(0, LegendEntry(ZERO, "0"))
    if any(value is None for value in values):
        entries.append(LegendEntry(UNKNOWN, NOT_KNOWN.pick(language)[0]))
    return tuple(entries)
