"""The sentences of the reasons, in English and Chinese. ``reasons`` fills in the numbers."""

from __future__ import annotations

from plans.domain.texts import Twin

_PACE = Twin(
    "{figure} is {done} of the way to {goal}, with {elapsed} of the time gone: "
    "{ratio} times the pace it takes.",
    "{figure}，已完成{goal}的{done}，时间已过{elapsed}，进度为所需的{ratio}倍。",
)
_PACE_OF_A_PART = Twin(
    "{figure} alone is {done} of the way to {goal}, with {elapsed} of the time gone: "
    "{ratio} times the pace it takes; the count since the plan's first day may be more.",
    "仅{figure}即已完成{goal}的{done}，时间已过{elapsed}，进度为所需的{ratio}倍；"
    "自方案首日起的累计数可能更多。",
)
_PACE_OF_RECORDS = Twin(
    "{figure} is {done} of the way to {goal}, with {elapsed} of the time gone: "
    "{ratio} times the pace it takes; the true number may be higher.",
    "{figure}，已完成{goal}的{done}，时间已过{elapsed}，进度为所需的{ratio}倍；实际数可能更高。",
)

SENTENCES: dict[tuple[str, str], Twin] = {
    ("met", ""): Twin(
        "{figure} meets the target of {target} by {due}.",
        "{figure}，达到{due}{target}的目标。",
    ),
    ("reached_early", ""): Twin(
        "{figure} meets the target of {target} already; it must still hold on {due_day}.",
        "{figure}，已达到{target}的目标；到{due_day}仍须保持。",
    ),
    ("holding", ""): Twin(
        "The target is to hold {target}, and {figure} does.",
        "目标为保持{target}；{figure}，仍在保持。",
    ),
    ("slipping", ""): Twin(
        "The target is to hold {target}, and {figure} does not.",
        "目标为保持{target}；{figure}，未能保持。",
    ),
    ("met_late", ""): Twin(
        "{figure} missed the target of {target} by {due}; {last} reached it later.",
        "{figure}，未达到{due}{target}的目标；此后{last}，逾期达到。",
    ),
    ("met_date_unknown", ""): Twin(
        "{figure} meets the target of {target}; nothing published says whether it was met "
        "by {due}.",
        "{figure}，达到{target}的目标；没有公开数据说明到{due}是否已达到。",
    ),
    ("on_track", ""): _PACE,
    ("behind", ""): _PACE,
    ("off_track", ""): _PACE,
    ("on_track", "part"): _PACE_OF_A_PART,
    ("behind", "part"): _PACE_OF_A_PART,
    ("off_track", "part"): _PACE_OF_A_PART,
    ("on_track", "held"): _PACE_OF_RECORDS,
    ("moving_away", ""): Twin(
        "{figure} is further from {target} than {start}.",
        "{figure}，比{start}离{target}更远。",
    ),
    ("level_only", "no_baseline"): Twin(
        "{figure} is known; without a baseline no pace towards {target} by {due} can be stated.",
        "{figure}；没有基线，无法判断{due}{target}的目标进度。",
    ),
    ("level_only", "not_after_baseline"): Twin(
        "{figure} is no later than the baseline, so no pace towards {target} by {due} can be "
        "stated.",
        "{figure}，不晚于基线，无法判断{due}{target}的目标进度。",
    ),
    ("level_only", "includes_earlier"): Twin(
        "{figure} includes what stood before the plan, so no pace towards {target} by {due} "
        "can be stated.",
        "{figure}，包含方案之前已有的部分，无法判断{due}{target}的目标进度。",
    ),
    ("level_only", "no_bound"): Twin(
        "{figure} is a limit on one side only, so no pace towards {target} by {due} can be stated.",
        "{figure}，只给出一侧的界限，无法判断{due}{target}的目标进度。",
    ),
    ("level_only", "cannot_tell"): Twin(
        "The target is to hold {target}; {figure} leaves open whether it does.",
        "目标为保持{target}；{figure}，不足以判断是否保持。",
    ),
    ("level_only", "only_context"): Twin(
        "{figure} is of another period, so it gives no pace towards {target} by {due}.",
        "{figure}，属其他时期，无法判断{due}{target}的目标进度。",
    ),
    ("missed", ""): Twin(
        "{figure} does not meet the target of {target} by {due}.",
        "{figure}，未达到{due}{target}的目标。",
    ),
    ("missed", "reached_not_held"): Twin(
        "{figure} met {target}, but {last} does not: reached, not held until {due}.",
        "{figure}，曾达到{target}；{last}，未能保持到{due}。",
    ),
    ("awaiting_data", "figure"): Twin(
        "{figure} {why}; the target of {target} was due by {due}, and a result may still be "
        "published until {until}.",
        "{figure}，{why}；{due}{target}的目标已到期，结果在{until}前仍可能公布。",
    ),
    ("awaiting_data", ""): Twin(
        "No result is published for the target of {target} by {due}; one may still come "
        "until {until}.",
        "{due}{target}的目标尚无结果公布，在{until}前仍可能公布。",
    ),
    ("undetermined", "figure"): Twin(
        "{figure} {why}: whether the target of {target} by {due} was met stays open.",
        "{figure}，{why}：{due}{target}的目标是否达到，尚无定论。",
    ),
    ("no_evidence", ""): Twin(
        "No published figure was found that says whether the target of {target} by {due} was met.",
        "未找到公开数据说明{due}{target}的目标是否达到。",
    ),
    ("not_yet_measured", ""): Twin(
        "No figure is published yet; the target is {target} by {due}.",
        "尚无数据公布；目标为{due}{target}。",
    ),
    ("sources_disagree", ""): Twin(
        "{yes} meets the target of {target} by {due} and {no} does not, and neither source "
        "weighs more.",
        "{yes}，达到{due}{target}的目标；{no}，未达到：两者来源同等可信。",
    ),
    ("not_measurable", ""): Twin(
        "The plan promises no number here, so there is nothing to measure.",
        "方案在此没有承诺数字，无从衡量。",
    ),
}
"""By verdict and finding."""

WHY = {
    "open": Twin("could be enough or not", "可能达到，也可能未达到"),
    "includes_earlier": Twin("includes what stood before the plan", "包含方案之前已有的部分"),
    "part_of_period": Twin("is for a part of the period only", "只是该时期的一部分"),
    "part_of_total": Twin("does not count from the plan's first day on", "不是自方案首日起累计"),
    "count_before": Twin("is a count from before the due day", "是到期日之前的累计数"),
    "count_after": Twin("is a count from after the due day", "是到期日之后的累计数"),
    "level_before": Twin("is from before the due day", "是到期日之前的数据"),
    "level_after": Twin("is from after the due day", "是到期日之后的数据"),
    "other_period": Twin("is of another period", "属其他时期"),
}
"""Why a figure does not decide."""

COUNTED_HERE = Twin("{figure} counted from the records held here", "据本站所录记录统计，{figure}")
"""A figure that nobody published, in a sentence."""
