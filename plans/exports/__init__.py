"""Lists as files: CSV, Excel and JSON from one description of a row, streamed at any size."""

from plans.exports.columns import (
    Address,
    Column,
    Form,
    Gathered,
    Given,
    Stored,
    code,
    codes,
    day,
    decimal,
    text,
    texts,
    whole,
)
from plans.exports.database import DatabaseRows
from plans.exports.rows import GivenRows, Rows

__all__ = [
    "Address",
    "Column",
    "DatabaseRows",
    "Form",
    "Gathered",
    "Given",
    "GivenRows",
    "Rows",
    "Stored",
    "code",
    "codes",
    "day",
    "decimal",
    "text",
    "texts",
    "whole",
]
