"""Each of the ten rules of the data dictionary refuses a row that breaks it."""

from __future__ import annotations

import pytest

from tests.data.folder import problems_of

YEAR_2021 = "biomedicine-industry-scale-shanghai-2021-kjw-2022-07-19"
SHARE = "cgt-enterprise-national-share-shanghai-2023-04-10-shine-2023-04-10"
FLOW = "cgt-trial-approvals-shanghai-2023-01-to-2023-08-peoples-daily-online-2023-10-17"
SCALE_TARGET = "cell-therapy-2022-2024/industry-scale"
SCALE_VARIANT = "cell-therapy-2022-2024/industry-scale-alt"
WORDS_TARGET = "cell-therapy-2022-2024/global-chain-position"
AMOUNT_MEASURE = "biomedicine-hq-opinions-2021/device-special-review"
AMOUNT_EVENT = "baoshan-projects-2020"
SITE = "abelzeta-zhangjiang-pharma-valley"


def test_the_shipped_files_break_no_rule(folder):
    assert problems_of(folder) == []


@pytest.mark.parametrize(
    ("table", "row", "cells", "column", "reason"),
    [
        pytest.param(
            "districts",
            "pudong",
            {"key": "simz"},
            "key",
            "its area is of the kind park, not district.",
            id="1: a district's area is a district",
        ),
        pytest.param(
            "parks",
            "simz",
            {"key": "pudong"},
            "key",
            "its area is of the kind district, not park.",
            id="1: a park's area is a park",
        ),
        pytest.param(
            "districts",
            "pudong",
            {"division_code": "310199"},
            "division_code",
            'the map shanghai-districts.geojson has 310115 for "pudong".',
            id="1: a district is that of the map",
        ),
        pytest.param(
            "areas",
            "guangzhou-nansha",
            {"kind": "park"},
            "key",
            '"guangzhou-nansha" is a park that parks.csv lacks.',
            id="1: a park has its row",
        ),
        pytest.param(
            "observations",
            YEAR_2021,
            {"period_start": "2022-01-01"},
            "period_end",
            "the period ends on 2021-12-31, before it starts (2022-01-01).",
            id="2: a period runs forward",
        ),
        pytest.param(
            "observations",
            FLOW,
            {"period_start": "2023-08-31"},
            "period_end",
            '"cgt-trial-approvals" is an amount over a period: it spans more than a day.',
            id="2: a flow spans more than a day",
        ),
        pytest.param(
            "observations",
            SHARE,
            {"value": "100.5"},
            "value",
            "a share lies in 0 to 100, not 100.5.",
            id="3: a share is not above 100",
        ),
        pytest.param(
            "observations",
            SHARE,
            {"value": "-1"},
            "value",
            "a share lies in 0 to 100, not -1.",
            id="3: a share is not below 0",
        ),
        pytest.param(
            "targets",
            SCALE_TARGET,
            {
                "metric_key": "cgt-enterprise-national-share",
                "unit": "percent",
                "basis": "level",
            },
            "value",
            "a share lies in 0 to 100, not 10000000000.",
            id="3: a promised share",
        ),
        pytest.param(
            "targets",
            WORDS_TARGET,
            {"value": "5"},
            "basis",
            "a target in words has no value.",
            id="4: words without a number",
        ),
        pytest.param(
            "targets",
            WORDS_TARGET,
            {"value_upper": "5"},
            "basis",
            "a target in words has no value_upper.",
            id="4: words without a range",
        ),
        pytest.param(
            "targets",
            SCALE_TARGET,
            {"comparator": ""},
            "basis",
            "a target with a number needs comparator.",
            id="4: a number with all its parts",
        ),
        pytest.param(
            "targets",
            SCALE_TARGET,
            {"unit": "USD"},
            "unit",
            '"USD" differs from metrics.csv, which has "yuan" for cell-therapy-industry-scale.',
            id="4: the unit is the metric's",
        ),
        pytest.param(
            "targets",
            SCALE_TARGET,
            {"value_upper": "10000000000"},
            "value_upper",
            "the upper end 10000000000 is not above the value.",
            id="5: a range runs upwards",
        ),
        pytest.param(
            "targets",
            SCALE_VARIANT,
            {"variant_of": "industry-scale-alt-shine-2023"},
            "variant_of",
            '"industry-scale-alt-shine-2023" is itself a variant, of "industry-scale".',
            id="5: no variant of a variant",
        ),
        pytest.param(
            "targets",
            SCALE_VARIANT,
            {"variant_of": "industry-scale-alt"},
            "variant_of",
            '"industry-scale-alt" is itself a variant, of "industry-scale-alt".',
            id="5: no variant of itself",
        ),
        pytest.param(
            "targets",
            SCALE_VARIANT,
            {"variant_of": "marketing-applications"},
            "variant_of",
            'there is no "cell-therapy-2022-2024/marketing-applications" in targets.csv.',
            id="5: a variant of the same plan",
        ),
        pytest.param(
            "measures",
            AMOUNT_MEASURE,
            {"amount_unit": ""},
            "amount",
            "amount, amount_unit and amount_qualifier are all filled or all empty.",
            id="6: a measure's amount is whole",
        ),
        pytest.param(
            "events",
            AMOUNT_EVENT,
            {"amount": ""},
            "amount",
            "amount, amount_unit and amount_qualifier are all filled or all empty.",
            id="6: an event's amount is whole",
        ),
        pytest.param(
            "parks",
            "simz",
            {"longitude": ""},
            "latitude",
            "latitude and longitude stand together or not at all.",
            id="6: a position is whole",
        ),
        pytest.param(
            "sites",
            SITE,
            {"district_key": "minhang"},
            "district_key",
            '"minhang" is not the district of "zhangjiang-pharma-valley", which is "pudong".',
            id="7: a site lies in the district of its park",
        ),
        pytest.param(
            "observations",
            YEAR_2021,
            {"period_end": "2022-12-31"},
            "period_end",
            "the period ends on 2022-12-31, after its source came out (2022-07-19);"
            " only a forecast may.",
            id="8: no period ends after its source came out",
        ),
    ],
)
def test_a_row_is_refused(folder, table, row, cells, column, reason):
    line = folder.line(table, row)
    folder.edit(table, row, **cells)

    assert f"{table}.csv, line {line}, column {column}: {reason}" in problems_of(folder)


def test_rule_1_every_district_of_the_map_is_there(folder):
    folder.remove("districts", "chongming")

    found = problems_of(folder)

    assert 'districts.csv: the map shanghai-districts.geojson draws "chongming"' in "\n".join(found)
    assert '"chongming" is a district that districts.csv lacks.' in "\n".join(found)


@pytest.mark.parametrize(
    ("cells", "is_fine"),
    [
        pytest.param({"kind": "forecast"}, True, id="a forecast may"),
        pytest.param({"period_end": "2022-07-19"}, True, id="the very day of the source"),
        pytest.param({"period_end": "2022-07-20"}, False, id="the day after it"),
    ],
)
def test_rule_8_looks_at_the_day_of_the_source(folder, cells, is_fine):
    folder.edit("observations", YEAR_2021, **({"period_end": "2022-12-31"} | cells))

    assert (problems_of(folder) == []) is is_fine


@pytest.mark.parametrize(
    ("published", "period_end", "is_fine"),
    [
        pytest.param("2022-07", "2022-07-31", True, id="a month counts to its last day"),
        pytest.param("2022-07", "2022-08-01", False, id="and no further"),
        pytest.param("2022", "2022-12-31", True, id="a year too"),
        pytest.param("", "2026-11-22", True, id="without a day, the day it was read counts"),
        pytest.param("", "2026-11-23", False, id="and no further than that"),
    ],
)
def test_rule_8_takes_the_last_day_that_a_date_may_mean(folder, published, period_end, is_fine):
    folder.edit("sources", "kjw-2022-07-19", published_on=published)
    folder.edit("observations", YEAR_2021, period_end=period_end)

    assert (problems_of(folder) == []) is is_fine


def test_rule_9_one_figure_of_a_source_stands_once(folder):
    line = folder.line("observations", YEAR_2021)
    folder.add("observations", like=YEAR_2021, key="the-same-again", value="761714000000.00")

    last = folder.line("observations", "the-same-again")
    assert problems_of(folder) == [
        f"observations.csv, line {last}: line {line} has this figure of this source already."
    ]


def test_rule_10_every_metric_is_used(folder):
    folder.add("metrics", like="cgt-firms", key="never-measured", headline="")

    assert problems_of(folder) == [
        f"metrics.csv, line {folder.line('metrics', 'never-measured')}, column key:"
        " no observation and no target uses this metric."
    ]


def test_rule_10_every_source_is_used(folder):
    url = "https://example.org/unread"
    folder.add("sources", like="kjw-2022-07-19", key="never-cited", url=url)

    assert problems_of(folder) == [
        f"sources.csv, line {folder.line('sources', 'never-cited')}, column key:"
        " no fact and no note uses this source."
    ]


def test_rule_10_a_note_is_use_enough(folder):
    url = "https://example.org/unread"
    folder.add("sources", like="kjw-2022-07-19", key="cited-in-a-note", url=url)
    folder.edit("observations", YEAR_2021, note="As cited-in-a-note has it, too.")

    assert problems_of(folder) == []
