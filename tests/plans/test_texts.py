"""Texts in two languages, and what stands in where one is missing."""

import pytest

from plans.domain.texts import Twin, is_chinese


@pytest.mark.parametrize(
    ("twin", "language", "picked"),
    [
        pytest.param(Twin("plan", "规划"), "en", ("plan", "en"), id="English"),
        pytest.param(Twin("plan", "规划"), "zh-hans", ("规划", "zh-Hans"), id="Chinese"),
        pytest.param(Twin("plan", ""), "zh-hans", ("plan", "en"), id="English stands in"),
        pytest.param(Twin("", "规划"), "en", ("规划", "zh-Hans"), id="Chinese stands in"),
        pytest.param(Twin("", ""), "zh-hans", ("", "zh-Hans"), id="nothing to say"),
        pytest.param(Twin("", ""), "en", ("", "en"), id="nothing to say in English"),
    ],
)
def test_a_reader_gets_a_text_and_the_language_it_is_in(twin, language, picked):
    assert twin.pick(language) == picked


@pytest.mark.parametrize("language", ["zh", "zh-hans", "zh-Hans", "zh-CN", "ZH"])
def test_every_code_of_chinese_counts(language):
    assert is_chinese(language)


@pytest.mark.parametrize("language", ["en", "en-gb", "ja", ""])
def test_other_languages_read_english(language):
    assert not is_chinese(language)
