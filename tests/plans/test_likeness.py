"""Metrics of the same subject are found by the words of their names."""

import pytest

from plans.domain.likeness import most_alike, words_of

NAMES = {
    1: "Cell therapy products approved, cumulative",
    2: "Floor space for cell therapy firms",
    3: "Integrated circuit industry scale",
    4: "Resident population",
    5: "Cell therapy clusters of the city",
}


def test_names_with_two_words_in_common_are_alike_the_shorter_first():
    assert most_alike("Cell therapy industry scale", NAMES, most=9) == [5, 1, 2]


def test_the_likest_comes_first():
    assert most_alike("Cell therapy firms and floor space", NAMES, most=9)[0] == 2


def test_words_that_every_name_may_have_join_nothing():
    """ "Industry scale" alone says nothing of the subject."""
    assert 3 not in most_alike("Biomedical industry scale", NAMES, most=9)


def test_one_word_in_common_is_chance():
    assert most_alike("Firms of the city", NAMES, most=9) == []


def test_no_more_than_wanted():
    assert len(most_alike("Cell therapy", NAMES, most=2)) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Therapies and firms", {"therapy", "firm"}),
        ("Analysis of a class", {"analysis", "class"}),
        ("R&D; CAR-T, BT+IT!", {"car-t", "bt+it"}),
        ("细胞治疗", set()),
    ],
)
def test_words_are_compared_in_the_singular(text, words):
    assert words_of(text) == words
