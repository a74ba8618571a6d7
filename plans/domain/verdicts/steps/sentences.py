"""The sentences of the rule that made a verdict, in both languages."""

from __future__ import annotations

from plans.choices import Basis
from plans.domain.texts import Twin

DUE_PAST = Twin(
    "Due on {due}; looked at on {day}, {days} days later.", "到期日{due}；观察日{day}，晚{days}天。"
)
DUE_TODAY = Twin("Looked at on {day}, the due day itself.", "观察日{day}即到期日。")
DUE_LATER = Twin(
    "Looked at on {day}, {days} days before the due day, {due}: it is not due yet.",
    "观察日{day}，距到期日{due}还有{days}天：尚未到期。",
)

COVERS_BY_END = Twin(
    "{figure} is stated for a month or year that ends on the due day: it speaks for that day.",
    "{figure}所属的月份或年份止于到期日：可代表到期日。",
)
COVERS_BY_DAYS = Twin(
    "{figure} lies within {margin} days of the due day ({first} to {last}): it speaks for it.",
    "{figure}在到期日前后{margin}天之内（{first}至{last}）：可代表到期日。",
)
SPEAKS_NOT = Twin(
    "{figure} does not speak for the due day: not all its days lie within {margin} days of it "
    "({first} to {last}), nor is it stated for a month or year that ends on it.",
    "{figure}不能代表到期日：并非全部落在到期日前后{margin}天之内（{first}至{last}），"
    "所属月份或年份也不止于到期日。",
)
NEAREST = Twin(
    "{n} figures speak for the due day; the nearest that can tell decides: {figure}.",
    "共有{n}项数据可代表到期日，以能够判断的最近一项为准：{figure}。",
)
DAY_AFTER = Twin(
    "{figure} is the count up to {end}, {days} days after the due day. Of the due day itself it "
    "says: {answer}.",
    "{figure}截至{end}，晚于到期日{days}天。对到期日的结论：{answer}。",
)
DAY_BEFORE = Twin(
    "{figure} is the count up to {end}, {days} days before the due day. Of the due day itself it "
    "says: {answer}.",
    "{figure}截至{end}，早于到期日{days}天。对到期日的结论：{answer}。",
)
DAY_OF_DUE = Twin(
    "{figure} is the count up to the due day itself. Of that day it says: {answer}.",
    "{figure}恰截至到期日。对到期日的结论：{answer}。",
)

FROM_BOUND = Twin(
    "The pace is taken from {value}, and from its day, {end}, not from today.",
    "进度按{value}及其日期{end}计算，不按今天。",
)
DONE = Twin(
    "Way covered: p = ({value} - {baseline}) / ({target} - {baseline}) = {p}.",
    "已完成路程：p =（{value} - {baseline}）/（{target} - {baseline}）= {p}。",
)
ELAPSED = Twin(
    "Time gone: from {start} to {end} are {gone} days; to {due} they are {whole}. "
    "e = {gone} / {whole} = {e}.",
    "已过时间：{start}至{end}为{gone}天，至{due}共{whole}天。e = {gone} / {whole} = {e}。",
)
PACED = Twin(
    "Pace: r = p / e = {r}. From {on_track} a target is on track, from {behind} behind, "
    "from 0 off track, below 0 moving away.",
    "进度：r = p / e = {r}。{on_track}及以上为进度正常，{behind}及以上为进度滞后，"
    "0及以上为严重滞后，低于0为背离目标。",
)

LAG = Twin(
    "A result of this metric may take up to {lag} days: until {until}.",
    "该指标的结果最长需{lag}天公布：至{until}。",
)
LAG_RUNS = Twin(
    "On {day}, {days} days after the due day, that time is not over: a result may still come.",
    "{day}为到期后第{days}天，期限未过：结果仍可能公布。",
)
LAG_OVER = Twin(
    "On {day}, {days} days after the due day, that time is over.",
    "{day}为到期后第{days}天，期限已过。",
)

_NO_PACE = "so no pace can be stated: the level is all that is known."
_NO_PACE_ZH = "因此无法判断进度，只知其水平。"

CONCLUDED: dict[tuple[str, str], Twin] = {
    ("met", Basis.LEVEL): Twin(
        "A yes that speaks for the due day: met.", "可代表到期日的数据为“是”：达成。"
    ),
    ("met", Basis.RUNNING_TOTAL): Twin(
        "A running total cannot fall: one yes of the due day is enough. Met.",
        "累计数不会减少：对到期日有一次“是”即可。达成。",
    ),
    ("met", Basis.FLOW): Twin(
        "The amount of a period cannot fall: a yes is enough, from the whole or from a part. Met.",
        "一段时期的总量不会减少：整体或部分有一次“是”即可。达成。",
    ),
    ("missed", Basis.LEVEL): Twin(
        "A no that speaks for the due day, and no later figure says yes: missed.",
        "可代表到期日的数据为“否”，此后也没有“是”：未达成。",
    ),
    ("missed", Basis.RUNNING_TOTAL): Twin(
        "A no of the due day, and no later figure says yes: missed.",
        "对到期日为“否”，此后也没有“是”：未达成。",
    ),
    ("missed", Basis.FLOW): Twin(
        "Only a figure for the whole period can say no, and this one does: missed.",
        "只有覆盖整个时期的数据才能判“否”，此项即是：未达成。",
    ),
    ("missed", "reached_not_held"): Twin(
        "The earlier figure says yes, the one for the due day no. A level must hold on its day: "
        "missed.",
        "较早的数据为“是”，到期日的数据为“否”。水平须保持到到期日：未达成。",
    ),
    ("met_late", ""): Twin(
        "The first says no for the due day, the later one yes: met late.",
        "前一项对到期日为“否”，后一项为“是”：逾期达成。",
    ),
    ("met_date_unknown", ""): Twin(
        "Nothing decides for the due day, and a later figure says yes: met, date unknown.",
        "到期日没有可作结论的数据，此后的数据为“是”：达成，日期不明。",
    ),
    ("reached_early", ""): Twin(
        "The newest figure says yes. A level may fall again, so it must still hold on {due}.",
        "最新数据为“是”。水平仍可能回落，因此须保持到{due}。",
    ),
    ("holding", ""): Twin(
        "The baseline satisfies the target already: it is to be held, and the newest figure does.",
        "基线已满足目标：要求保持，最新数据仍在保持。",
    ),
    ("slipping", ""): Twin(
        "The baseline satisfies the target already: it is to be held, and the newest figure does "
        "not.",
        "基线已满足目标：要求保持，最新数据未能保持。",
    ),
    ("level_only", "no_baseline"): Twin(
        f"No baseline is recorded, {_NO_PACE}", f"没有记录基线，{_NO_PACE_ZH}"
    ),
    ("level_only", "not_after_baseline"): Twin(
        f"The figure is no later than the baseline, {_NO_PACE}", f"数据不晚于基线，{_NO_PACE_ZH}"
    ),
    ("level_only", "no_way_to_go"): Twin(
        f"The baseline is the target itself, {_NO_PACE}", f"基线即为目标，{_NO_PACE_ZH}"
    ),
    ("level_only", "includes_earlier"): Twin(
        f"The figure includes what stood before the plan, {_NO_PACE}",
        f"数据包含方案之前已有的部分，{_NO_PACE_ZH}",
    ),
    ("level_only", "no_bound"): Twin(
        f"The figure is only a limit on the other side, {_NO_PACE}",
        f"数据只给出另一侧的界限，{_NO_PACE_ZH}",
    ),
    ("level_only", "cannot_tell"): Twin(
        "The target is to hold its baseline, and the figure leaves open whether it is held.",
        "目标为保持基线水平，数据不足以判断。",
    ),
    ("level_only", "only_context"): Twin(
        "Context says neither yes nor no and gives no pace: only the level of other periods "
        "is known.",
        "背景数据不作结论，也不能判断进度：只知其他时期的水平。",
    ),
    ("awaiting_data", ""): Twin(
        "Nothing decides yet, and that is no failure.", "目前无法定论，这不等于未达成。"
    ),
    ("undetermined", ""): Twin(
        "There are figures, and none decides: the question stays open.",
        "有数据，但均不足以定论：问题仍未解决。",
    ),
    ("no_evidence", ""): Twin(
        "There is no figure at all. That says nothing of the target: it is neither met nor missed.",
        "没有任何数据。这并不说明目标是否达成。",
    ),
    ("not_yet_measured", ""): Twin(
        "No figure was published, and the target is not due yet.", "尚无数据公布，目标也未到期。"
    ),
    ("sources_disagree", ""): Twin(
        "These figures weigh the same and give different answers. Nothing is averaged: the "
        "sources disagree.",
        "这些数据同等可信而结论不同。不作平均：来源不一致。",
    ),
}
"""What follows, by verdict and by finding; met and missed by basis. Of a pace, the numbers say
it all."""
