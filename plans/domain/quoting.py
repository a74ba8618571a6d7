"""A figure as people cite it: in a sentence, for BibTeX, and for reference managers (RIS)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from plans.domain.citations import Citation
from plans.domain.dates import PartialDate
from plans.domain.texts import is_chinese

SITE = "Shanghai Cell & Gene Therapy"
SITE_ZH = "上海细胞与基因治疗"
"""What the site calls itself in the masthead."""

_BIBTEX_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "%": r"\%",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A figure, its source and its address here.

    ``subject`` says what is counted and where, ``value`` and ``period`` are in words with the
    qualifier; ``kind`` says that it is an estimate or only expected, and nothing of what was
    reported as fact. ``address`` is absolute, ``read_on`` the day on which it was read here.
    """

    key: str
    subject: str
    period: str
    value: str
    kind: str
    citation: Citation
    address: str
    read_on: dt.date

    def figure(self, language: str) -> str:
        """What is counted, when and how much: a sentence without its end."""
        if is_chinese(language):
            kind = f"（{self.kind}）" if self.kind else ""
            return f"{self.subject}，{self.period}：{self.value}{kind}"
        kind = f" ({self.kind})" if self.kind else ""
        return f"{self.subject}, {self.period}: {self.value}{kind}"


def sentence(quote: Quote, language: str) -> str:
    """The figure, who says it where, and where it was read: one line for a footnote."""
    source, day = quote.citation, PartialDate.of(quote.read_on).words(language)
    if is_chinese(language):
        issued = f"，{source.published.words(language)}" if source.published else ""
        title = source.title_original or source.title
        return (
            f"{quote.figure(language)}。来源：{source.publisher}，《{title}》{issued}，{source.locator}，"
            f"{source.url}。见{SITE_ZH}，{quote.address}，{day}查阅。"
        )
    issued = f", {source.published.words(language)}" if source.published else ", undated"
    original = f" [{source.title_original}]" if source.title_original else ""
    return (
        f"{quote.figure(language)}. Source: {source.publisher}, “{source.title}”{original}"
        f"{issued}, {source.locator}, {source.url}. Via {SITE}, {quote.address}, read on {day}."
    )


def in_brief(quote: Quote, language: str) -> str:
    """The figure and who says it: what previews show."""
    stop = ("。", "。") if is_chinese(language) else (". ", ".")
    return f"{quote.figure(language)}{stop[0]}{quote.citation.publisher}{stop[1]}"


def bibtex(quote: Quote, language: str) -> str:
    """An entry of the type ``misc``: the source, with the figure and the place in the note.

    ``origtitle`` is biblatex's field for the title of what ``title`` translates.
    """
    source = quote.citation
    fields = {
        "author": f"{{{_escaped(source.publisher)}}}",
        "title": f"{{{_escaped(source.title)}}}",
        "origtitle": f"{{{_escaped(source.title_original)}}}" if source.title_original else "",
        "year": str(source.published.year) if source.published else "",
        "month": _bibtex_month(source.published),
        "url": source.url,
        "urldate": quote.read_on.isoformat(),
        "note": _bibtex_note(quote, language),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{quote.key},", *lines, "}", ""])


def _bibtex_note(quote: Quote, language: str) -> str:
    figure, locator = _escaped(quote.figure(language)), _escaped(quote.citation.locator)
    if is_chinese(language):
        return rf"{figure}（{locator}）。见{SITE_ZH}，\url{{{quote.address}}}"
    return rf"{figure} ({locator}). Via {_escaped(SITE)}, \url{{{quote.address}}}"


def ris(quote: Quote, language: str) -> str:
    """A record of the type ``ELEC``. Lines end as the format wants it: CR LF.

    ``TI`` is the title that the document bears, ``TT`` our English rendering of it.
    """
    source, published = quote.citation, quote.citation.published
    fields = [
        ("TY", "ELEC"),
        ("ID", quote.key),
        ("AU", source.publisher),
        ("TI", source.title_original or source.title),
        ("TT", source.title if source.title_original else ""),
        ("PB", source.publisher),
        ("PY", str(published.year) if published else ""),
        ("DA", _ris_day(published)),
        ("UR", source.url),
        ("Y2", f"{quote.read_on:%Y/%m/%d}"),
        ("SP", source.locator),
        ("N1", _ris_note(quote, language)),
    ]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _ris_note(quote: Quote, language: str) -> str:
    if is_chinese(language):
        return f"{quote.figure(language)}。见{SITE_ZH}，{quote.address}"
    return f"{quote.figure(language)}. Via {SITE}, {quote.address}"


def _escaped(text: str) -> str:
    return _one_line(text).translate(_BIBTEX_ESCAPES)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _bibtex_month(published: PartialDate | None) -> str:
    return str(published.month) if published and published.month else ""


def _ris_day(published: PartialDate | None) -> str:
    """YYYY/MM/DD; what the source does not say stays empty, the slashes stay.

    >>> _ris_day(PartialDate(2024, 7)), _ris_day(PartialDate(2024))
    ('2024/07/', '2024//')
    """
    if published is None:
        return ""
    month = f"{published.month:02}" if published.month else ""
    day = f"{published.day:02}" if published.day else ""
    return f"{published.year}/{month}/{day}"
