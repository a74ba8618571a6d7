"""What a verdict's reason says, in one sentence with its numbers (method: in words)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from plans.choices import Basis, MeasureType, Unit
from plans.domain.verdicts import Baseline, Promise, reason
from plans.domain.verdicts.reasons import percent_words
from plans.domain.verdicts.sentences import SENTENCES
from tests.plans.verdicts import (
    DOWN,
    DUE,
    IN_TIME,
    day,
    flow,
    in_year,
    judged,
    level,
    promise_with,
    running_total,
    said,
    span,
)

A_LEVEL = level(">=", 100, 2024)
IN_2024 = flow(">=", 100, 2024)
SINCE_2022 = running_total(">=", 20, 2022, 2024)
STOCKS_SINCE_2022 = promise_with(SINCE_2022, measure_type=MeasureType.STOCK)
SINCE_TEN = promise_with(STOCKS_SINCE_2022, baseline=Baseline(Decimal(10), day("2021-12-31")))
FROM_60 = promise_with(A_LEVEL, baseline=Baseline(Decimal(60), day("2022-12-31")))
HOLD = promise_with(A_LEVEL, baseline=Baseline(Decimal(100), day("2022-12-31")))
SOON_AFTER = day("2025-03-01")
TARGET = "the target of at least 100 by the end of 2024"


CASES = [
    pytest.param(
        A_LEVEL,
        [in_year(120, 2024, "about")],
        None,
        f"About 120 (2024) meets {TARGET}.",
        "约120（2024年），达到2024年底至少100的目标。",
        id="met",
    ),
    pytest.param(
        promise_with(A_LEVEL, due_on=day("2024-06-30"), unit=Unit.PERCENT),
        [said("92.5", "2024-06-30")],
        None,
        "92.5% (30 June 2024) does not meet the target of at least 100% by 30 June 2024.",
        "92.5%（2024年6月30日），未达到2024年6月30日至少100%的目标。",
        id="missed",
    ),
    pytest.param(
        A_LEVEL,
        [in_year(90, 2024, key="a"), in_year(110, 2025, key="b")],
        None,
        f"90 (2024) missed {TARGET}; 110 (2025) reached it later.",
        "90（2024年），未达到2024年底至少100的目标；此后110（2025年），逾期达到。",
        id="met late",
    ),
    pytest.param(
        A_LEVEL,
        [in_year(110, 2023, key="a"), in_year(90, 2024, key="b")],
        None,
        "110 (2023) met at least 100, but 90 (2024) does not: reached, not held until the end "
        "of 2024.",
        "110（2023年），曾达到至少100；90（2024年），未能保持到2024年底。",
        id="reached, not held",
    ),
    pytest.param(
        A_LEVEL,
        [in_year(110, 2025)],
        None,
        "110 (2025) meets the target of at least 100; nothing published says whether it was "
        "met by the end of 2024.",
        "110（2025年），达到至少100的目标；没有公开数据说明到2024年底是否已达到。",
        id="met, date unknown",
    ),
    pytest.param(
        A_LEVEL,
        [said(110, "2024-05-31")],
        IN_TIME,
        "110 (31 May 2024) meets the target of at least 100 already; it must still hold on "
        "31 December 2024.",
        "110（2024年5月31日），已达到至少100的目标；到2024年12月31日仍须保持。",
        id="reached early",
    ),
    pytest.param(
        HOLD,
        [said(110, "2024-05-31")],
        IN_TIME,
        "The target is to hold at least 100, and 110 (31 May 2024) does.",
        "目标为保持至少100；110（2024年5月31日），仍在保持。",
        id="holding",
    ),
    pytest.param(
        HOLD,
        [said(90, "2024-05-31")],
        IN_TIME,
        "The target is to hold at least 100, and 90 (31 May 2024) does not.",
        "目标为保持至少100；90（2024年5月31日），未能保持。",
        id="slipping",
    ),
    pytest.param(
        HOLD,
        [said(100, "2024-05-31", "about")],
        IN_TIME,
        "The target is to hold at least 100; about 100 (31 May 2024) leaves open whether it does.",
        "目标为保持至少100；约100（2024年5月31日），不足以判断是否保持。",
        id="to hold, cannot tell",
    ),
    pytest.param(
        IN_2024,
        [span(45, "2024-01-01", "2024-05-31")],
        IN_TIME,
        "45 (January-May 2024) is 45% of the way to at least 100, with 42% of the time gone: "
        "1.08 times the pace it takes.",
        "45（2024年1月至5月），已完成“至少100”目标的45%，时间已过42%，进度为所需的1.08倍。",
        id="a pace",
    ),
    pytest.param(
        SINCE_2022,
        [in_year(8, 2023)],
        IN_TIME,
        "8 (2023) alone is 40% of the way to at least 20, with 67% of the time gone: 0.60 times "
        "the pace it takes; the count since the plan's first day may be more.",
        "仅8（2023年）即已完成“至少20”目标的40%，时间已过67%，进度为所需的0.60倍；"
        "自方案首日起的累计数可能更多。",
        id="a pace of a part of a count",
    ),
    pytest.param(
        promise_with(IN_2024, upper=Decimal(120)),
        [span(45, "2024-01-01", "2024-05-31")],
        IN_TIME,
        "45 (January-May 2024) is 45% of the way to the lower end of 100 to 120, with 42% of "
        "the time gone: 1.08 times the pace it takes.",
        "45（2024年1月至5月），已完成“100至120”目标下限的45%，时间已过42%，进度为所需的1.08倍。",
        id="a pace towards a range",
    ),
    pytest.param(
        promise_with(
            level("=", 40, 2024, direction=DOWN),
            upper=Decimal(60),
            baseline=Baseline(Decimal(100), day("2022-12-31")),
        ),
        [said(80, "2024-01-01")],
        IN_TIME,
        "80 (1 January 2024) is 50% of the way to the upper end of 40 to 60, with 50% of the "
        "time gone: 0.99 times the pace it takes.",
        "80（2024年1月1日），已完成“40至60”目标上限的50%，时间已过50%，进度为所需的0.99倍。",
        id="a pace down to a range",
    ),
    pytest.param(
        FROM_60,
        [said(50, "2024-05-31")],
        IN_TIME,
        "50 (31 May 2024) is further from at least 100 than the baseline of 60.",
        "50（2024年5月31日），比基线60离至少100更远。",
        id="moving away",
    ),
    pytest.param(
        SINCE_TEN,
        [said(8, "2024-05-31")],
        IN_TIME,
        "8 (31 May 2024) less the baseline of 10 is further from at least 20 than the start.",
        "8（2024年5月31日）扣除基线10，比起点离至少20更远。",
        id="a running total moving away",
    ),
    pytest.param(
        SINCE_TEN,
        [said(30, "2024-05-31")],
        IN_TIME,
        "30 (31 May 2024) less the baseline of 10 meets the target of at least 20 by the end "
        "of 2024.",
        "30（2024年5月31日）扣除基线10，达到2024年底至少20的目标。",
        id="what a baseline leaves",
    ),
    pytest.param(
        A_LEVEL,
        [said(80, "2024-05-31")],
        IN_TIME,
        "80 (31 May 2024) is known; without a baseline no pace towards at least 100 by the end "
        "of 2024 can be stated.",
        "80（2024年5月31日）；没有基线，无法判断2024年底至少100的目标进度。",
        id="no baseline",
    ),
    pytest.param(
        FROM_60,
        [said(70, "2022-05-31")],
        IN_TIME,
        "70 (31 May 2022) is no later than the baseline, so no pace towards at least 100 by "
        "the end of 2024 can be stated.",
        "70（2022年5月31日），不晚于基线，无法判断2024年底至少100的目标进度。",
        id="no later than the baseline",
    ),
    pytest.param(
        FROM_60,
        [said(110, "2024-05-31", "at_most")],
        IN_TIME,
        "At most 110 (31 May 2024) is a limit on one side only, so no pace towards at least "
        "100 by the end of 2024 can be stated.",
        "不超过110（2024年5月31日），只给出一侧的界限，无法判断2024年底至少100的目标进度。",
        id="a limit on the other side",
    ),
    pytest.param(
        STOCKS_SINCE_2022,
        [said(30, "2024-05-31")],
        IN_TIME,
        "30 (31 May 2024) includes what stood before the plan, so no pace towards at least 20 "
        "by the end of 2024 can be stated.",
        "30（2024年5月31日），包含方案之前已有的部分，无法判断2024年底至少20的目标进度。",
        id="what stood before",
    ),
    pytest.param(
        IN_2024,
        [in_year(90, 2023)],
        IN_TIME,
        "90 (2023) is of another period, so it gives no pace towards at least 100 by the end "
        "of 2024.",
        "90（2023年），属其他时期，无法判断2024年底至少100的目标进度。",
        id="only context",
    ),
    pytest.param(
        A_LEVEL,
        [],
        IN_TIME,
        "No figure is published yet; the target is at least 100 by the end of 2024.",
        "尚无数据公布；目标为2024年底至少100。",
        id="not yet measured",
    ),
    pytest.param(
        A_LEVEL,
        [],
        SOON_AFTER,
        f"No result is published for {TARGET}; one may still come until 31 December 2025.",
        "2024年底至少100的目标尚无结果公布，在2025年12月31日前仍可能公布。",
        id="a result is waited for",
    ),
    pytest.param(
        A_LEVEL,
        [],
        None,
        f"No published figure was found that says whether {TARGET} was met.",
        "未找到公开数据说明2024年底至少100的目标是否达到。",
        id="no evidence",
    ),
    pytest.param(
        A_LEVEL,
        [said(120, "2024-12-31", key="a"), said(90, "2024-12-31", key="b")],
        None,
        f"120 (31 December 2024) meets {TARGET} and 90 (31 December 2024) does not, and "
        "neither source weighs more.",
        "120（2024年12月31日），达到2024年底至少100的目标；90（2024年12月31日），未达到：两者来源同等可信。",
        id="sources disagree",
    ),
    pytest.param(
        Promise(Basis.WORDING, DUE),
        [in_year(3, 2024)],
        None,
        "The plan promises no number here, so there is nothing to measure.",
        "方案在此没有承诺数字，无从衡量。",
        id="words alone",
    ),
]


@pytest.mark.parametrize(("promise", "figures", "on", "english", "chinese"), CASES)
def test_the_reason_for(promise, figures, on, english, chinese):
    found = judged(promise, *figures, **({"on": on} if on else {}))

    said_why = reason(promise, found)

    assert said_why.en == english
    assert said_why.zh == chinese


def test_every_sentence_is_tried():
    found = [
        judged(p, *figures, **({"on": on} if on else {}))
        for p, figures, on, *_ in (case.values for case in CASES)
    ]
    said = {(judgement.verdict.value, judgement.finding) for judgement in found}
    written = {key for key in SENTENCES if key[1] not in ("figure", "part", "held")}
    paces = {("behind", ""), ("off_track", "")} - said

    assert written - paces <= said
    for finding in ("", "part"):
        assert len({SENTENCES[v, finding] for v in ("on_track", "behind", "off_track")}) == 1


@pytest.mark.parametrize(
    ("promise", "figure", "why", "chinese"),
    [
        pytest.param(
            A_LEVEL,
            in_year(100, 2024, "about"),
            "About 100 (2024) could be enough or not",
            "可能达到，也可能未达到",
            id="it lies on both sides",
        ),
        pytest.param(
            A_LEVEL,
            in_year(60, 2022),
            "60 (2022) is from before the due day",
            "是到期日之前的数据",
            id="an earlier level",
        ),
        pytest.param(
            A_LEVEL,
            said(60, "2025-02-15"),
            "60 (15 February 2025) is from after the due day",
            "是到期日之后的数据",
            id="a later level",
        ),
        pytest.param(
            SINCE_2022,
            span(12, "2022-01-01", "2024-06-30"),
            "12 (2022 to June 2024) is a count from before the due day",
            "是到期日之前的累计数",
            id="an earlier count",
        ),
        pytest.param(
            running_total("<=", 5, 2022, 2024),
            span(6, "2022-01-01", "2025-02-15"),
            "6 (2022 to 15 February 2025) is a count from after the due day",
            "是到期日之后的累计数",
            id="a later count",
        ),
        pytest.param(
            SINCE_2022,
            in_year(12, 2024),
            "12 (2024) does not count from the plan's first day on",
            "不是自方案首日起累计",
            id="a part of a count",
        ),
        pytest.param(
            STOCKS_SINCE_2022,
            said(30, "2024-06-30"),
            "30 (30 June 2024) includes what stood before the plan",
            "包含方案之前已有的部分",
            id="what stood before",
        ),
        pytest.param(
            IN_2024,
            span(60, "2024-01-01", "2024-06-30"),
            "60 (first half of 2024) is for a part of the period only",
            "只是该时期的一部分",
            id="a part of an amount",
        ),
        pytest.param(
            IN_2024, in_year(60, 2023), "60 (2023) is of another period", "属其他时期", id="context"
        ),
    ],
)
def test_a_figure_that_does_not_decide_is_said_to_be_what_it_is(promise, figure, why, chinese):
    open_now = reason(promise, judged(promise, figure))
    waiting = reason(promise, judged(promise, figure, on=SOON_AFTER))

    assert open_now.en.startswith(f"{why}: whether the target of ")
    assert open_now.en.endswith(" by the end of 2024 was met stays open.")
    assert waiting.en.startswith(f"{why}; the target of ")
    assert waiting.en.endswith("a result may still be published until 31 December 2025.")
    assert f"，{chinese}：" in open_now.zh
    assert f"，{chinese}；" in waiting.zh


def test_of_context_the_nearest_to_the_due_day_is_named():
    far, near = in_year(1, 2020, key="far"), in_year(2, 2023, key="near")

    assert reason(IN_2024, judged(IN_2024, far, near)).en.startswith("2 (2023) is of another")


@pytest.mark.parametrize(
    ("ratio_of_a_hundred", "written"), [("94.99", "0.94"), ("59.99", "0.59"), ("95", "0.95")]
)
def test_a_pace_is_cut_off_so_that_it_never_reads_better_than_its_verdict(
    ratio_of_a_hundred, written
):
    promise = level(">=", 200, 2024, baseline=Baseline(Decimal(0), day("2024-06-14")))
    figure = said(ratio_of_a_hundred, "2024-09-22")

    assert f": {written} times the pace" in reason(promise, judged(promise, figure, on=DUE)).en


@pytest.mark.parametrize(
    ("share", "english", "chinese"),
    [
        (Fraction(0), "0%", "0%"),
        (Fraction(1, 1000), "less than 1%", "不到1%"),
        (Fraction(5, 1000), "0%", "0%"),
        (Fraction(2, 3), "67%", "67%"),
        (Fraction(994, 1000), "99%", "99%"),
        (Fraction(999, 1000), "more than 99%", "超过99%"),
        (Fraction(1), "100%", "100%"),
        (Fraction(19, 10), "190%", "190%"),
        (Fraction(-1, 4), "-25%", "-25%"),
    ],
)
def test_a_share_is_never_rounded_to_nothing_or_to_all(share, english, chinese):
    assert percent_words(share) == english
    assert percent_words(share, "zh-hans") == chinese
