"""Values as cells: what a spreadsheet would run is made harmless, in Python and in SQL alike."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from psycopg import sql

from plans.exports.columns import Form

LIST_JOINER = ";"
"""Between the items of a list in a cell, as in the data files."""

STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""A spreadsheet runs a text that starts so; in East Asia the full-width signs do it, too."""

BREAKS = ("\t", "\r", "\n")
"""At the start of a text they can move what follows into a cell of its own."""

SKIPPED = " \t\r\n\v\f\"'\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u2060" + "".join(
    chr(code) for code in range(0x2000, 0x2010)
)
"""Blanks, quotes and what is not seen: some programs drop them from the start of a cell."""


def harmless(text: str) -> str:
    """A text that a spreadsheet shows and never runs.

    An apostrophe in front makes it a text; to read the value back, take that away again.

    >>> harmless("=1+1"), harmless('  "@SUM(A1)'), harmless("1-2")
    ("'=1+1", '\\'  "@SUM(A1)', '1-2')
    """
    if text[:1] in (*BREAKS, *STARTS) or text.lstrip(SKIPPED)[:1] in STARTS:
        return f"'{text}"
    return text


def plain(value: Any) -> str:
    """A number with all its digits and no more; nothing for what is not known.

    >>> plain(Decimal("10000000000.0000")), plain(None)
    ('10000000000', '')
    """
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return "" if value is None else str(value)


def cell(value: Any, form: Form) -> str:
    """A value as a cell of CSV and Excel.

    >>> cell("-2", Form.TEXT), cell(Decimal("-2"), Form.DECIMAL), cell(["a", "=b"], Form.TEXTS)
    ("'-2", '-2', "a;'=b")
    """
    match form:
        case Form.TEXT:
            return harmless(value)
        case Form.TEXTS:
            return LIST_JOINER.join(harmless(item) for item in value)
        case Form.CODES:
            return LIST_JOINER.join(value)
        case _:
            return plain(value)


def json_value(value: Any, form: Form) -> Any:
    """A value as JSON has it: decimals are texts, so that no digit is lost."""
    return value if form in (Form.CODES, Form.TEXTS, Form.WHOLE) else plain(value)


# --- The same in SQL -------------------------------------------------------------------------


def literal(text: str) -> str:
    return sql.Literal(text).as_string()


def _any_of(texts: tuple[str, ...]) -> str:
    return f"= ANY (ARRAY[{', '.join(literal(text) for text in texts)}])"


_SIGNS = sorted({ord(sign) for sign in (*BREAKS, *STARTS, *SKIPPED)})
_LOOKED_AT = f"{{{', '.join(map(str, _SIGNS))}}}"
"""The first signs of a text that needs a second look: to ask for the first alone is cheap."""


def harmless_sql(text: str) -> str:
    """An expression that makes the text in the SQL name ``text`` harmless."""
    return (
        f"CASE WHEN ascii({text}) = ANY ({literal(_LOOKED_AT)}::int[])"
        f" AND (left({text}, 1) {_any_of((*BREAKS, *STARTS))}"
        f" OR left(ltrim({text}, {literal(SKIPPED)}), 1) {_any_of(STARTS)})"
        f" THEN chr(39) || {text} ELSE NULLIF({text}, '') END"
    )


_EACH = """CASE WHEN cardinality({items}) > 0 THEN (
    SELECT string_agg({item}, {joiner} ORDER BY place)
    FROM unnest({items}) WITH ORDINALITY AS one (item, place)
) END"""


def _texts_sql(items: str) -> str:
    return _EACH.format(items=items, item=harmless_sql("item"), joiner=literal(LIST_JOINER))


CELLS: dict[Form, Callable[[str], str]] = {
    Form.CODE: lambda name: f"NULLIF({name}, '')",
    Form.TEXT: harmless_sql,
    Form.CODES: lambda name: f"NULLIF(array_to_string({name}, {literal(LIST_JOINER)}), '')",
    Form.TEXTS: _texts_sql,
    Form.DECIMAL: lambda name: f"trim_scale({name})",
    Form.WHOLE: lambda name: name,
    Form.DAY: lambda name: f"to_char({name}, 'YYYY-MM-DD')",
}
"""How the database writes a cell of CSV and Excel."""

JSON_VALUES: dict[Form, Callable[[str], str]] = {
    Form.CODE: lambda name: f"COALESCE({name}, '')",
    Form.TEXT: lambda name: f"COALESCE({name}, '')",
    Form.CODES: lambda name: f"COALESCE({name}, '{{}}')",
    Form.TEXTS: lambda name: f"COALESCE({name}, '{{}}')",
    Form.DECIMAL: lambda name: f"COALESCE(trim_scale({name})::text, '')",
    Form.WHOLE: lambda name: name,
    Form.DAY: lambda name: f"COALESCE(to_char({name}, 'YYYY-MM-DD'), '')",
}
"""How the database writes a value of JSON."""
