"""How Chinese names sound, and what readers type for it."""

import re

import pytest

from plans.domain.pinyin import (
    as_typed,
    homophones,
    initials_pattern,
    readings,
    sound_pattern,
    sounding_part,
    sounds,
    stored_sounds,
)


def spelt(text):
    return " ".join(sound.letters for sound in sounds(text))


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("西比曼生物", "xi bi man sheng wu"),
        ("重庆", "chong qing"),
        ("重要", "zhong yao"),
        ("长征", "chang zheng"),
        ("银行", "yin hang"),
        ("绿叶", "lv ye"),
        ("集團", "ji tuan"),
        ("CAR-T产品3号", "car t chan pin 3 hao"),
        ("（上海）", "shang hai"),
        ("", ""),
    ],
)
def test_a_name_is_read_word_by_word(name, pinyin):
    assert spelt(name) == pinyin


def test_a_character_without_a_sound_is_passed_over():
    assert spelt("西\U000322ff曼") == "xi man"


@pytest.mark.parametrize(
    ("name", "pinyin"), [("重组", "zhong zu"), ("长生", "zhang sheng"), ("绿谷", "lu gu")]
)
def test_a_character_with_two_readings_is_found_by_either(name, pinyin):
    ways = [" ".join(sound.letters for sound in way) for way in readings(name)]

    assert spelt(name) in ways
    assert pinyin in ways


def test_there_are_never_many_readings():
    assert len(readings("重长行乐朝曾盛血")) == 5


def test_a_name_without_chinese_has_no_sounds():
    assert stored_sounds(["AbelZeta", ""]) == ""


@pytest.mark.parametrize(
    "typed", ["xibiman", "xi bi man", "xibi", "biman", "xi'bi", "shengwu", "man sheng", "xib"]
)
def test_pinyin_is_found_from_any_syllable_on(typed):
    assert re.search(sound_pattern(as_typed(typed)), stored_sounds(["西比曼生物"]))


@pytest.mark.parametrize("typed", ["ibiman", "x i", "imans", "bi xi", "xibimen"])
def test_pinyin_is_not_found_within_a_syllable(typed):
    assert not re.search(sound_pattern(as_typed(typed)), stored_sounds(["西比曼生物"]))


@pytest.mark.parametrize(
    ("typed", "found"),
    [("xb", True), ("xbm", True), ("bms", True), ("sw", False), ("xbms", True), ("xm", False)],
)
def test_two_initials_begin_a_name_and_three_may_stand_anywhere(typed, found):
    pattern = initials_pattern(as_typed(typed))

    assert bool(re.search(pattern, stored_sounds(["西比曼生物"]))) is found


@pytest.mark.parametrize("text", ["x", "car-t", "西比", "50%", "xi.bi", " xi", "_"])
def test_what_is_no_pinyin_is_not_taken_for_it(text):
    assert as_typed(text) == []


@pytest.mark.parametrize("typed", ["2126", "xi bi"])
def test_digits_and_several_words_are_no_initials(typed):
    assert initials_pattern(as_typed(typed)) == ""


def test_characters_that_sound_the_same_are_written_the_same():
    assert homophones("西比漫") == homophones("西比曼") == " xi bi man"


@pytest.mark.parametrize("text", ["西", "abel", "car t"])
def test_one_character_alone_has_no_homophones(text):
    assert homophones(text) == ""


@pytest.mark.parametrize(
    ("text", "typed", "part"),
    [
        ("上海西比曼生物", "xibiman", "西比曼"),
        ("上海西比曼生物", "xbm", "西比曼"),
        ("上海西比曼生物", "shx", "上海西"),
        ("上海西比曼生物", "xib", "西比"),
        ("重组蛋白", "chongzu", "重组"),
        ("上海西比曼生物", "xb", None),
        ("上海西比曼生物", "abc", None),
    ],
)
def test_the_characters_that_sound_like_it_are_known(text, typed, part):
    found = sounding_part(text, as_typed(typed))

    assert (found and text[slice(*found)]) == part
