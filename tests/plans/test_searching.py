"""What a search takes for the same, which pieces it looks up, and what it marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.domain.searching import folded, grams, is_found_in, pieces, words

TEXTS = st.text(st.sampled_from("aAbZ é％Ⅱ 西比曼药生物-（）'\u3000\t"), max_size=12)


def marked(text, searched):
    return [piece.text for piece in pieces(text, searched) if piece.is_match]


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("AbelZeta", "ABELZETA"),
        ("Ａｂｅｌ", "abel"),
        ("Génomique", "genomique"),
        ("复星医药（集团）", "复星医药(集团)"),
        ("a  b\u3000c", "a b c"),
        ("Children’s – Hospital", "children's - hospital"),
        ("zero\u200bwidth", "zerowidth"),
        ("nul\0l", "null"),
    ],
)
def test_what_readers_take_for_the_same_is_the_same(written, searched):
    assert folded(written) == folded(searched)


@pytest.mark.parametrize("text", ["50%", "a_b", "car-t", "西，比"])
def test_signs_are_no_letters_and_stay(text):
    assert folded(text) == text.replace("，", ",")


@given(TEXTS)
def test_folding_twice_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


def test_words_are_what_stands_between_signs():
    assert words("abelzeta pharma, inc. 西比曼(集团)") == [
        "abelzeta", "pharma", "inc", "西比曼", "集团",
    ]  # fmt: skip


@given(TEXTS.map(folded), TEXTS.map(folded), TEXTS.map(folded))
def test_a_text_has_every_piece_of_what_is_in_it(before, text, after):
    """So the index never leaves out a row that LIKE would find."""
    whole = before + text + after

    assert set(grams(text)) <= all_pieces(whole)


def all_pieces(text):
    """What the SQL function ``search_grams`` makes of a text."""
    return {
        text[i : i + n]
        for i in range(len(text))
        for n in (1, 2, 3)
        if (n == 3) <= text[i : i + n].isascii() and (n > 1 or not text[i].isascii())
    }


@pytest.mark.parametrize(
    ("text", "searched", "marks"),
    [
        ("AbelZeta Pharma", "zeta", ["Zeta"]),
        ("西比曼生物科技", "比曼", ["比曼"]),
        ("gene to gene", "gene", ["gene", "gene"]),
        ("Ｇene", "gene", ["Ｇene"]),
        ("Pharma of AbelZeta", "abelzeta pharma", ["Pharma", "AbelZeta"]),
        ("西比曼生物科技", "xibiman", ["西比曼"]),
        ("西比曼生物科技", "xbm", ["西比曼"]),
        ("AbelZeta", "xibiman", []),
        ("AbelZeta", "", []),
        ("", "gene", []),
        ("<b>50%</b>", "%", ["%"]),
        ("a.b", ".", ["."]),
    ],
)
def test_what_was_searched_is_marked(text, searched, marks):
    assert marked(text, searched) == marks
    assert is_found_in(text, searched) is bool(marks)


@given(TEXTS, TEXTS)
def test_the_pieces_are_the_text(text, searched):
    assert "".join(piece.text for piece in pieces(text, searched)) == text


@given(TEXTS, TEXTS, TEXTS)
def test_what_contains_a_text_has_it_marked(before, text, after):
    if folded(text):
        assert marked(f"{before} {text} {after}", text)
