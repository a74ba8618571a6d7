"""Every shipped target has a page that lets a stranger redo its verdict by hand."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest

from plans.choices import Verdict
from plans.models import Plan
from plans.pages.coverage import coverage_page
from plans.pages.plans import plan_page
from plans.pages.target import target_page, targets_with_all
from plans.pages.verdicts import verdict_of

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]

LATER = dt.date(2026, 11, 22)
"""The day up to which the facts were collected."""

SETTLED = {Verdict.MET, Verdict.MET_LATE, Verdict.MISSED, Verdict.NOT_MEASURABLE}


@pytest.fixture(scope="module")
def pages(shipped, django_db_blocker):
    with django_db_blocker.unblock():
        found = [target_page(target, LATER, "en") for target in targets_with_all()]
    assert len(found) == 115
    assert None not in found
    return found


def sentences(page, language="en"):
    return [line.text.pick(language)[0] for step in page.steps for line in step.lines]


def test_every_verdict_has_its_calculation_in_both_languages(pages):
    for page in pages:
        assert sentences(page)
        for text in sentences(page) + sentences(page, "zh-hans"):
            assert text
            assert "{" not in text


def test_every_figure_that_decides_is_marked_in_the_calculation(pages):
    for page in pages:
        marked = {row for step in page.steps for line in step.lines for row in line.observations}

        assert set(page.standing.used) <= marked


def test_what_was_read_is_listed_whole_and_what_decides_comes_first(pages):
    for page in pages:
        judgement = page.standing.judgement
        read = [*judgement.used, *judgement.rivals, *judgement.others]
        if page.target.metric is None:
            continue

        assert len(page.evidence) + page.evidence_left_out == len(read)
        decided = [row.observation for row in page.evidence if row.use == "used"]
        assert decided == page.standing.used
        assert [row.observation for row in page.evidence[: len(decided)]] == decided


def test_a_pace_can_be_redone_from_its_own_sentences(pages):
    """Every number of p, e and r is there, and they give the verdict."""
    for page in pages:
        if page.standing.judgement.pace is None:
            continue
        text = "\n".join(sentences(page))
        gone, whole = (
            int(n.replace(",", "")) for n in re.search(r"e = ([\d,]+) / ([\d,]+)", text).groups()
        )
        ratio = Decimal(re.search(r"r = p / e = (-?[\d.]+)\.", text)[1])

        assert gone > 0
        assert whole >= gone
        assert (ratio >= Decimal("0.95")) == (page.standing.computed is Verdict.ON_TRACK)


def test_only_an_open_target_says_what_would_settle_it(pages):
    for page in pages:
        assert bool(page.wanted) == (page.standing.computed not in SETTLED)


def test_the_past_ends_with_the_verdict_of_today(pages):
    for page in pages:
        assert page.timeline[0].verdict is page.standing.computed
        assert [row.since for row in page.timeline] == sorted(
            (row.since for row in page.timeline), reverse=True
        )
        assert page.timeline[-1].since == page.announced


def test_each_day_of_the_past_is_what_judging_that_day_says(pages):
    targets = [page.target for page in pages]
    days = {row.since for page in pages for row in page.timeline}

    for day in sorted(days):
        stands = verdict_of(targets, day)
        for page in pages:
            then = [row.verdict for row in page.timeline if row.since <= day][:1]
            now = [stands[page.target.pk].computed] if page.target.pk in stands else []
            assert then == now, (page.target.key, day)


def test_a_target_without_evidence_says_what_is_nearest_or_that_there_is_nothing(pages):
    """Most have no figure of their metric at all; some have one of another area or subject."""
    silent = [page for page in pages if not page.evidence and page.target.metric]

    assert len(silent) > len(pages) / 2
    assert sum(bool(page.context) for page in silent) > len(silent) / 4
    for page in silent:
        assert page.wanted
        assert all(
            row.observation.area_id != page.target.area_id or row.observation.kind == "forecast"
            for row in page.context.figures
        )


def test_variants_stand_on_the_pages_of_their_main_rows_and_back(pages):
    family = {page.target.pk: {row.standing.target.pk for row in page.family} for page in pages}

    for page in pages:
        main = page.target.variant_of_id
        assert main is None or (page.target.pk in family[main] and main in family[page.target.pk])


def test_the_way_through_a_plan_passes_each_main_target_once(pages):
    mains = {page.target.pk: page for page in pages if page.target.variant_of_id is None}
    starts = [page for page in mains.values() if page.before is None]
    passed = set()

    for page in starts:
        while page is not None:
            passed.add(page.target.pk)
            page = mains[page.after.pk] if page.after else None

    assert passed == set(mains)


def test_the_counts_of_all_pages_agree():
    """A plan's own page, the sum of the coverage, and the number of targets."""
    coverage = coverage_page(LATER)
    plans = {gap.of.key: gap for gap in coverage.plans}

    for plan in Plan.objects.all():
        page = plan_page(plan, LATER, "en")
        gap = plans.get(plan.key)
        assert page.counts.total() == page.target_count == (gap.total if gap else 0)
        assert not gap or [page.counts[verdict] for verdict, _ in gap.cells] == [
            count for _, count in gap.cells
        ]
    assert coverage.counts.total() == 97


@pytest.mark.parametrize("language", ["", "/zh-hans"])
@pytest.mark.parametrize(
    "path",
    [
        "/plans/cell-therapy-2022-2024/",
        "/plans/cell-therapy-2022-2024/targets/clusters/",
        "/plans/cell-therapy-2022-2024/targets/global-chain-position/",
        "/plans/biomedicine-14fyp/targets/industry-scale/",
        "/plans/biomedicine-14fyp/targets/industry-scale-alt/",
        "/plans/lingang-biomedicine-14fyp/targets/industry-scale/",
        "/targets/?variants=1",
        "/coverage/",
    ],
)
def test_every_mark_of_a_page_leads_to_a_source_in_its_list(client, path, language):
    html = client.get(f"{language}{path}").content.decode()

    marks = set(re.findall(r'popovertarget="(cite-\d+)"', html))
    notes = set(re.findall(r'<div class="source-note" id="(cite-\d+)"', html))

    assert marks == notes
    assert "<h1" in html
