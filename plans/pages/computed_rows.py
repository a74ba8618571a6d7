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
    Given("series", _("key of the series"), Form.CODE, lambda it: it.reading.series.key),
    Given("year", _("the year"), Form.WHOLE, lambda it: it.row.point.year),
    Given(
        "is_part",
        _("yes where the year was still running on the day"),
        Form.CODE,
        lambda it: "yes" if it.row.point.is_part else "no",
    ),
    Given("qualifier", _("how firmly it is stated"), Form.CODE, lambda it: it.row.point.qualifier),
    Given("value", _("the number, in base units"), Form.DECIMAL, lambda it: it.row.point.value),
    Given("unit", _("unit"), Form.CODE, lambda it: it.reading.series.unit),
    Given("records", _("how many records make it"), Form.WHOLE, lambda it: it.row.point.records),
    Given("records_url", _("the list of the records"), Form.CODE, lambda it: it.row.url),
    Given("kind", _("what the number is"), Form.TEXT, lambda it: LABEL.en),
    Given("completeness", _("what it is of"), Form.TEXT, lambda it: COMPLETENESS.en),
]
