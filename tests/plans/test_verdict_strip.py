"""How verdicts look: a sign and a word, never colour alone; and the strip of a plan."""

from __future__ import annotations

import itertools
import re

import pytest
from django.template import Context, Template

from cgt_site.templatetags.verdicts import segments
from plans.choices import Verdict, VerdictGroup

URL = "/targets/?plan=cell"
COUNTS = {
    Verdict.NO_EVIDENCE: 7,
    Verdict.MET: 3,
    Verdict.MISSED: 1,
    Verdict.UNDETERMINED: 0,
    Verdict.NOT_MEASURABLE: 1,
}


def strip(counts: dict[Verdict, int], url: str = URL) -> str:
    template = Template("{% load verdicts %}{% verdict_strip counts url %}")
    return template.render(Context({"counts": counts, "url": url}))


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_is_a_sign_a_word_and_the_colour_of_its_group(verdict):
    html = Template("{% load verdicts %}{% verdict v %}").render(Context({"v": verdict.value}))

    assert html == (
        f'<span class="verdict verdict--{verdict.group.value}">'
        f'<span class="verdict__sign" aria-hidden="true">{verdict.sign}</span>'
        f"{verdict.label}</span>"
    )


def test_what_is_no_verdict_is_not_shown_as_one():
    with pytest.raises(ValueError, match="is not a valid Verdict"):
        Template("{% load verdicts %}{% verdict 'fine' %}").render(Context())


@pytest.mark.parametrize(
    ("group", "sign", "verdicts"),
    [
        (
            VerdictGroup.ACHIEVED,
            "✓",
            {"met", "met_late", "met_date_unknown", "reached_early", "holding"},
        ),
        (
            VerdictGroup.ON_THE_WAY,
            "→",
            {"on_track", "behind", "off_track", "moving_away", "slipping", "level_only"},
        ),
        (VerdictGroup.MISSED, "✕", {"missed"}),
        (
            VerdictGroup.NO_RESULT,
            "?",
            {"awaiting_data", "undetermined", "no_evidence", "not_yet_measured"},
        ),
        (VerdictGroup.CANNOT_BE_JUDGED, "≠", {"not_measurable", "sources_disagree"}),
    ],
)
def test_a_group_has_one_sign_and_its_verdicts(group, sign, verdicts):
    found = {verdict for verdict in Verdict if verdict.group is group}

    assert {verdict.value for verdict in found} == verdicts
    assert {verdict.sign for verdict in found} == {sign}


def test_the_segments_lie_side_by_side_and_fill_the_strip():
    parts = segments(COUNTS, URL)

    assert [part.verdict for part in parts] == [
        Verdict.MET,
        Verdict.MISSED,
        Verdict.NO_EVIDENCE,
        Verdict.NOT_MEASURABLE,
    ]
    assert sum(part.width for part in parts) == pytest.approx(100)
    for before, after in itertools.pairwise(parts):
        assert after.start == pytest.approx(before.start + before.width)
    assert parts[0].start == 0


def test_zero_has_no_segment():
    assert "undetermined" not in strip(COUNTS)
    assert str(Verdict.UNDETERMINED.label) not in strip(COUNTS)


def test_each_verdict_is_a_link_to_its_targets_with_its_count_in_words():
    links = re.findall(r'<a class="verdict verdict--(\w+)" href="([^"]+)">', strip(COUNTS))

    assert links == [
        ("achieved", "/targets/?plan=cell&amp;verdict=met"),
        ("missed", "/targets/?plan=cell&amp;verdict=missed"),
        ("no_result", "/targets/?plan=cell&amp;verdict=no_evidence"),
        ("cannot_be_judged", "/targets/?plan=cell&amp;verdict=not_measurable"),
    ]
    assert '<span class="verdict__sign" aria-hidden="true">?</span>7 no evidence found' in strip(
        COUNTS
    )


@pytest.mark.parametrize("url", ["/targets/", "/targets/?"])
def test_a_list_without_a_query_gets_one(url):
    (part,) = segments({Verdict.MET: 2}, url)

    assert part.url == "/targets/?verdict=met"


def test_the_strip_says_how_many_targets_it_is_made_of():
    assert 'aria-label="12 targets"' in strip(COUNTS)
    assert 'aria-label="1 target"' in strip({Verdict.MET: 1})


def test_a_segment_too_narrow_for_its_number_has_none():
    html = strip({Verdict.MET: 94, Verdict.MISSED: 6, Verdict.NO_EVIDENCE: 0})
    narrower = strip({Verdict.MET: 95, Verdict.MISSED: 5})

    assert "✕ 6</text>" in html
    assert "✕ 5</text>" not in narrower
    assert "5 missed" in narrower


@pytest.mark.parametrize("counts", [{}, {Verdict.MET: 0}], ids=["nothing", "zeros"])
def test_a_strip_of_nothing_says_so(counts):
    assert strip(counts) == '<p class="verdict-strip__none">No target to judge.</p>'
