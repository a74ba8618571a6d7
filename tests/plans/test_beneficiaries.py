"""For whom a measure is: free phrases in two languages, put into groups by their words."""

import csv
from pathlib import Path

import pytest

from plans.choices import Beneficiary
from plans.domain.beneficiaries import WORDS, beneficiaries

SHIPPED = Path(__file__).resolve().parents[2] / "plans" / "data" / "measures.csv"

PHRASES = {
    "applicants registered in Shanghai": "firms",
    "biopharmaceutical firms": "firms",
    "cell and gene therapy applicants registered in Shanghai": "firms",
    "cell and gene therapy firms": "firms",
    "cell therapy firms": "firms",
    "contract research firms": "firms",
    "device firms": "firms",
    "firms": "firms",
    "firms and research institutions": "firms research",
    "firms in Lin-gang": "firms",
    "firms in Minhang": "firms",
    "firms in Pudong": "firms",
    "firms registered in Shanghai": "firms",
    "foreign investors": "foreign investors",
    "foreign-invested firms": "firms foreign",
    "foreign-invested firms in Pudong": "firms foreign",
    "hospitals and firms": "firms hospitals",
    "hospitals and researchers": "hospitals research",
    "investors and firms in Pudong": "firms investors",
    "patients": "patients",
    "research institutions": "research",
    "research institutions and firms": "firms research",
    "research institutions and hospitals": "hospitals research",
    "start-ups": "firms startups",
    "synthetic biology firms": "firms",
    "": "unknown",
}
"""Every phrase that ships, with its groups as a reader would sort it."""


def shipped():
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return {(row["beneficiary"], row["beneficiary_zh"]) for row in csv.DictReader(file)}


def test_every_phrase_that_ships_is_sorted_here():
    assert {english for english, _ in shipped()} == set(PHRASES)


@pytest.mark.parametrize(("phrase", "groups"), PHRASES.items())
def test_a_phrase_is_in_the_groups_whose_words_it_has(phrase, groups):
    assert beneficiaries(phrase) == set(groups.split())


@pytest.mark.parametrize(("english", "chinese"), sorted(shipped()))
def test_the_chinese_phrase_alone_says_the_same_as_the_english_one(english, chinese):
    assert beneficiaries("", chinese) == beneficiaries(english) == beneficiaries(english, chinese)


@pytest.mark.parametrize(
    ("english", "chinese", "groups"),
    [
        pytest.param("", "", {Beneficiary.UNKNOWN}, id="nobody is named"),
        pytest.param("  ", "\n", {Beneficiary.UNKNOWN}, id="blanks name nobody"),
        pytest.param("museums", "博物馆", {Beneficiary.OTHER}, id="a word of no group"),
        pytest.param("Hospitals", "", {Beneficiary.HOSPITALS}, id="capitals"),
        pytest.param("impatient infirm", "", {Beneficiary.OTHER}, id="whole words alone count"),
        pytest.param("museums", "医院", {Beneficiary.HOSPITALS}, id="either language will do"),
        pytest.param("a company", "", {Beneficiary.FIRMS}, id="one company"),
        pytest.param("universities", "", {Beneficiary.RESEARCH}, id="several universities"),
    ],
)
def test_the_rule_holds_at_its_edges(english, chinese, groups):
    assert beneficiaries(english, chinese) == groups


def test_every_group_of_words_is_one_that_can_be_chosen():
    assert set(WORDS) == set(Beneficiary) - {Beneficiary.OTHER, Beneficiary.UNKNOWN}
