"""How a figure is quoted: in a sentence, for BibTeX, for reference managers."""

import dataclasses
import datetime as dt

import pytest

from plans.domain.citations import Citation
from plans.domain.dates import PartialDate
from plans.domain.quoting import Quote, bibtex, in_brief, ris, sentence

SOURCE = Citation(
    source_key="shine-2024",
    title="Sales rise 5% & more",
    publisher="SHINE (Shanghai Daily)",
    published=PartialDate(2024, 7),
    locator="para 3",
    url="https://example.org/a_b",
    language="en",
    kind="news",
)
QUOTE = Quote(
    key="scale-2023",
    subject="Scale of the industry, Shanghai",
    period="2023",
    value="about 930 billion yuan",
    kind="",
    citation=SOURCE,
    address="https://site.example/figures/scale-2023/",
    read_on=dt.date(2026, 11, 25),
)


def test_a_sentence_says_what_who_where_and_when_it_was_read():
    assert sentence(QUOTE, "en") == (
        "Scale of the industry, Shanghai, 2023: about 930 billion yuan. Source: SHINE (Shanghai "
        "Daily), “Sales rise 5% & more”, July 2024, para 3, https://example.org/a_b. Via Shanghai "
        "Cell & Gene Therapy, https://site.example/figures/scale-2023/, read on 25 November 2026."
    )


def test_the_chinese_sentence_says_the_same():
    said = sentence(QUOTE, "zh-hans")

    parts = ["2023：about 930 billion yuan。", "《Sales rise 5% & more》", "2024年7月", "para 3"]
    for part in [*parts, SOURCE.url, QUOTE.address, "2026年11月25日查阅"]:
        assert part in said


def test_records_in_chinese_are_punctuated_as_chinese_is():
    chinese = dataclasses.replace(
        QUOTE, subject="产业规模，上海", period="2023年", value="约9300亿元"
    )
    said = "产业规模，上海，2023年：约9300亿元"

    note = rf"  note = {{{said}（para 3）。见上海细胞与基因治疗，\url{{{QUOTE.address}}}}},"
    assert note in bibtex(chinese, "zh-hans").splitlines()
    assert f"N1  - {said}。见上海细胞与基因治疗，{QUOTE.address}" in ris(chinese, "zh-hans")
    assert in_brief(chinese, "zh-hans") == f"{said}。SHINE (Shanghai Daily)。"
    assert in_brief(QUOTE, "en").endswith("about 930 billion yuan. SHINE (Shanghai Daily).")


@pytest.mark.parametrize("quoted", [sentence, bibtex, ris])
def test_a_forecast_is_never_quoted_as_a_result(quoted):
    expected = dataclasses.replace(QUOTE, kind="expected, not reported")

    assert "930 billion yuan (expected, not reported)" in quoted(expected, "en")


def test_a_source_without_a_day_is_said_to_be_undated():
    undated = dataclasses.replace(QUOTE, citation=dataclasses.replace(SOURCE, published=None))

    assert "undated" in sentence(undated, "en")
    assert "year" not in bibtex(undated, "en")
    assert "PY  - " not in ris(undated, "en")


def test_bibtex_keeps_what_tex_would_take_for_a_command():
    assert bibtex(QUOTE, "en").splitlines() == [
        "@misc{scale-2023,",
        "  author = {{SHINE (Shanghai Daily)}},",
        r"  title = {{Sales rise 5\% \& more}},",
        "  year = {2024},",
        "  month = {7},",
        "  url = {https://example.org/a_b},",
        "  urldate = {2026-11-25},",
        "  note = {Scale of the industry, Shanghai, 2023: about 930 billion yuan (para 3). Via "
        r"Shanghai Cell \& Gene Therapy, \url{https://site.example/figures/scale-2023/}},",
        "}",
    ]


def test_ris_has_one_field_a_line_and_ends():
    lines = ris(QUOTE, "en").split("\r\n")

    assert lines[0] == "TY  - ELEC"
    assert "DA  - 2024/07/" in lines
    assert "SP  - para 3" in lines
    assert lines[-2:] == ["ER  - ", ""]
    assert all(line[2:6] == "  - " for line in lines[:-1])


def test_a_line_break_in_a_title_breaks_no_record():
    broken = dataclasses.replace(
        QUOTE, citation=dataclasses.replace(SOURCE, title="One\r\nER  - two")
    )

    assert "TI  - One ER - two" in ris(broken, "en")


def test_the_title_that_a_document_bears_is_quoted_beside_our_rendering():
    cited = dataclasses.replace(SOURCE, title_original="销售增长5%", language="zh")
    rendered = dataclasses.replace(QUOTE, citation=cited)

    assert "“Sales rise 5% & more” [销售增长5%], July 2024" in sentence(rendered, "en")
    assert "《销售增长5%》" in sentence(rendered, "zh-hans")
    assert r"  origtitle = {{销售增长5\%}}," in bibtex(rendered, "en").splitlines()
    lines = ris(rendered, "en").split("\r\n")
    assert lines[lines.index("TI  - 销售增长5%") + 1] == "TT  - Sales rise 5% & more"
    assert "origtitle" not in bibtex(QUOTE, "en")
    assert "TT  - " not in ris(QUOTE, "en")
