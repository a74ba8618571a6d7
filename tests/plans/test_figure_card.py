"""The picture of a figure: the same words, within its edges, and nothing that has to be fetched."""

import dataclasses
import re
from xml.etree import ElementTree

import pytest

from plans.charts.card import HEIGHT, MARGIN, WIDTH, Card, card_svg

CARD = Card(
    subject="Biomedical industry scale, Shanghai",
    period="2021, estimate",
    value="more than 700 billion yuan",
    source="ECNS, 11 February 2022, sentence on industry scale",
    address="site.example/figures/biomedicine-industry-scale-shanghai-2021/",
    language="en",
)
LONG = "Contract value of the projects signed at the biomedicine promotion of the city " * 4
CHINESE = "生物医药产业规模以上工业总产值同比增长率" * 6


def texts(svg):
    root = ElementTree.fromstring(svg)
    return root.findall("{http://www.w3.org/2000/svg}text")


def said(svg):
    return " ".join("".join(text.itertext()) for text in texts(svg))


def test_the_picture_says_what_the_page_says():
    svg = card_svg(CARD)

    for words in (CARD.subject, CARD.period, CARD.value, CARD.source):
        assert words in said(svg)
    assert said(svg).endswith(CARD.address)
    assert "<title" in svg


def test_its_title_is_punctuated_as_its_language_is():
    chinese = dataclasses.replace(CARD, subject="规模，上海", period="2021年", language="zh-hans")

    assert ">规模，上海，2021年：more than" in card_svg(chinese)
    assert ">Biomedical industry scale, Shanghai, 2021, estimate: more than" in card_svg(CARD)


@pytest.mark.parametrize("subject", [CARD.subject, LONG, CHINESE])
@pytest.mark.parametrize("value", [CARD.value, "超过7,617.14亿元", LONG])
@pytest.mark.parametrize("address", [CARD.address, "site.example/figures/" + "a-long-key-" * 14])
def test_nothing_runs_over_an_edge_or_over_something_else(subject, value, address):
    card = Card(subject, CARD.period, value, LONG, address, "zh-hans")
    bottom = 0
    for text in texts(card_svg(card)):
        size, y = int(text.get("font-size")), int(text.get("y"))
        wide = sum(1 if ord(letter) > 0x2E80 else 0.56 for letter in text.text)

        assert int(text.get("x")) + wide * size <= WIDTH - MARGIN + 1
        assert bottom <= y - size + 1
        assert y <= HEIGHT
        bottom = y


def test_it_holds_no_script_no_style_and_no_address_to_fetch():
    svg = card_svg(Card(**{**vars_of(CARD), "subject": '<script>&"'}))

    assert not re.search(r"<script|<style|style=|href|url\(", svg)


def vars_of(card):
    return {name: getattr(card, name) for name in card.__slots__}
