"""A computed series as a file: a row a point, each with what it is and the way to its records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from plans.domain.computed_words import COMPLETENESS, LABEL
from plans.exports.columns import Form, Given
from plans.pages.computed import PointRow, Reading


@dataclass(frozen=True, slots=True)
class FileRow:
    """A point with its series."""

    reading: Reading
    row: PointRow


def file_rows(reading: Reading) -> Sequence[FileRow]:
    """The points, the newest first, as the table of the page has them."""
    return [FileRow(reading, row) for row in reading.rows()]


COLUMNS = [
    Given(
        "key",
        _("Stable name of the number: its series and its year"),
        Form.CODE,
        lambda it: f"{it.reading.series.key}-{it.row.point.year}",
    ),
    Given(
        "series",
        _("Key of the series; its address is made of it"),
        Form.CODE,
        lambda it: it.reading.series.key,
    ),
    Given("year", _("The year"), Form.WHOLE, lambda it: it.row.point.year),
    Given(
        "is_part",
        _("Yes where the year was still running on the day"),
        Form.CODE,
        lambda it: "yes" if it.row.point.is_part else "no",
    ),
    Given("qualifier", _("How firmly it is stated"), Form.CODE, lambda it: it.row.point.qualifier),
    Given("value", _("The number, in base units"), Form.DECIMAL, lambda it: it.row.point.value),
    Given("unit", _("Unit of the value"), Form.CODE, lambda it: it.reading.series.unit),
    Given("records", _("How many records make it"), Form.WHOLE, lambda it: it.row.point.records),
    Given("records_url", _("The list of the records"), Form.CODE, lambda it: it.row.url),
    Given("kind", _("What the number is"), Form.TEXT, lambda it: LABEL.en),
    Given("completeness", _("What it is of"), Form.TEXT, lambda it: COMPLETENESS.en),
]
