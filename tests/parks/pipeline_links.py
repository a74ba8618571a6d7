"""The numbers of the chart of the pipeline, read off the page: each with its address."""

import re
from html import unescape

CELL = re.compile(
    r'<td class="heat__cell[^"]*"><a href="(?P<address>[^"]*)"[^>]*>(?P<number>[\d,]+)</a>'
)


def links_of(html: str) -> list[tuple[int, str]]:
    return [
        (int(cell["number"].replace(",", "")), unescape(cell["address"]))
        for cell in CELL.finditer(html)
    ]
