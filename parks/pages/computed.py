"""What is counted of the records of the industry: products, events, firms and parks.

A series and the list that its points lead to ask the same rows: those of ``published()`` that
the filters of the list keep. A test follows every link.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Length

from parks.choices import Authority, EventKind, Stage
from parks.models import Event, Firm, Park, Product
from plans.choices import AmountUnit
from plans.computed import Series, from_to, spanned
from plans.domain.computed import ADDED, COUNTED_IN, Tally, Way
from plans.domain.texts import Twin
from plans.filters.years import year_of

YEAR_ALONE = 4
"""Letters of a date that is known by its year alone."""


KNOWN = "source__known_from"
"""The first day on which a reader could know a record. Every tally is of one such day."""


def tallied(rows: QuerySet[Any], date: str) -> list[Tally]:
    """Count rows by the year of a date, and by the day that they were known: one query."""
    return [
        Tally(row["of_year"], row["n"], row["year_alone"], known_from=row[KNOWN])
        for row in _by_year(rows, date, "of_year")
    ]


def tallied_amounts(rows: QuerySet[Any], date: str) -> list[Tally]:
    """Count rows with amounts by year, unit, qualifier and day, and add them: one query."""
    grouped = _by_year(rows, date, "of_year", "amount_unit", "amount_qualifier")
    return [
        Tally(
            year=row["of_year"],
            n=row["n"],
            year_alone=row["year_alone"],
            unit=row["amount_unit"],
            qualifier=row["amount_qualifier"],
            total=row["total"],
            known_from=row[KNOWN],
        )
        for row in grouped.annotate(total=Sum("amount"))
    ]


def _by_year(rows: QuerySet[Any], date: str, *columns: str) -> QuerySet[Any]:
    grouped = rows.order_by().annotate(of_year=year_of(date), letters=Length(date))
    alone = Count("pk", filter=Q(letters=YEAR_ALONE))
    rows_of = grouped.values(*columns, KNOWN)
    counted: QuerySet[Any] = rows_of.annotate(n=Count("pk"), year_alone=alone)
    return counted


def _events(kind: EventKind) -> QuerySet[Any]:
    events: QuerySet[Any] = Event.objects.published().filter(kind=kind)
    return events


def approved_products() -> Sequence[Tally]:
    products = Product.objects.published().filter(stage=Stage.APPROVED)
    return tallied(products.resting_on([Authority.NMPA], or_none=False), "status_on")


def decisions() -> Sequence[Tally]:
    return tallied(_events(EventKind.APPROVAL), "date")


def deals() -> Sequence[Tally]:
    return tallied_amounts(_events(EventKind.DEAL), "date")


def founded() -> Sequence[Tally]:
    return tallied(Firm.objects.published(), "founded_on")


def opened() -> Sequence[Tally]:
    return tallied(Park.objects.published(), "opened_on")


APPROVED_PRODUCTS = Series(
    key="approved-products",
    name=Twin("Products approved in China, to date", "累计在中国获批的产品"),
    unit=COUNTED_IN,
    way=Way.TO_DATE,
    records=Twin("approved products", "获批产品"),
    counts=Twin(
        "Entries of the list of products whose last known stage is an approval by the NMPA, up to"
        " the end of each year. A therapy approved for three indications is three entries where"
        " the list has three. The date is that of the stage as its source gives it, which may be"
        " later than the decision itself. What was approved and withdrawn again is not told apart.",
        "产品清单中最新阶段为国家药监局批准的条目，累计至各年末。同一疗法获批三个适应症而清单分列三条的，"
        "计为三条。日期为来源所载阶段日期，可能晚于批准日期；批准后又撤回的未作区分。",
    ),
    tallies=approved_products,
    listed="parks:product_list",
    query=[("stage", Stage.APPROVED.value), ("authority", Authority.NMPA.value)],
    period="by",
    between=from_to("since", "by"),
    area="china",
)
DECISIONS = Series(
    key="authority-decisions",
    name=Twin("Approvals and clearances a year", "每年批准与临床许可"),
    unit=COUNTED_IN,
    way=Way.COUNT,
    records=Twin("events of the kind “approval”", "“批准”类事件"),
    counts=Twin(
        "Events of the kind “approval”: decisions of drug authorities, in China or abroad, on"
        " products of firms held here. They are marketing approvals, clearances of trials,"
        " accepted applications and designations alike; the records do not tell these apart.",
        "“批准”类事件：国内外药监部门对本站所录企业产品作出的决定，包括上市批准、临床试验许可、"
        "申请受理和各类资格认定；记录未作进一步区分。",
    ),
    tallies=decisions,
    listed="parks:event_list",
    query=[("kind", EventKind.APPROVAL.value)],
    period="year",
    between=from_to("since", "until"),
)
FIRMS_FOUNDED = Series(
    key="firms-founded",
    name=Twin("Firms founded a year", "每年成立的企业"),
    unit=COUNTED_IN,
    way=Way.COUNT,
    records=Twin("firms", "企业"),
    counts=Twin(
        "Firms, hospitals, investors and incubators of the directory, in and outside Shanghai, by"
        " the year of their founding. Of a foreign group this is the year of the group where its"
        " source means the group.",
        "企业名录中的企业、医院、投资机构和孵化器（含上海以外），按成立年份统计。"
        "外国集团如来源所指为集团，则为集团成立年份。",
    ),
    tallies=founded,
    listed="parks:firm_list",
    query=[],
    period="founded_in",
    between=spanned("founded_in"),
)
PARK_OPENINGS = Series(
    key="park-openings",
    name=Twin("Parks opened a year", "每年启用的园区"),
    unit=COUNTED_IN,
    way=Way.COUNT,
    records=Twin("parks", "园区"),
    counts=Twin(
        "Parks, zones and bases of the list of parks, by the year in which they were opened,"
        " unveiled or founded; the note of each park says which. Parks lie inside one another.",
        "园区清单中的园区、片区和基地，按启用、揭牌或成立年份统计，具体以各园区备注为准。"
        "园区之间可能互相包含。",
    ),
    tallies=opened,
    listed="parks:park_list",
    query=[],
    period="opened",
    between=spanned("opened"),
    area="shanghai",
)


def _deals_in(unit: AmountUnit, name: Twin, money: Twin) -> Series:
    """The stated amounts of deals in one currency. Currencies are never added."""
    stated: list[tuple[str, str]] = [("qualifier", qualifier) for qualifier in sorted(ADDED)]
    return Series(
        key=f"deal-amounts-{unit.value.lower()}",
        name=name,
        unit=unit.value,
        way=Way.SUM,
        records=Twin("deals", "交易"),
        counts=Twin(
            f"Amounts of events of the kind “deal” that a source states in {money.en}, added up"
            " by the year of the event. Deals are rounds of financing, flotations and listings"
            " applied for, purchases of firms, and funds: not financing alone, and not all of it"
            " was paid. Amounts in other currencies are never converted or added. A sum with a"
            " part that is “about” or “more than” is worded so.",
            f"“交易”类事件中来源以{money.zh}载明的金额，按事件年份相加。交易包括融资、上市及上市申请、"
            "企业收购和基金，不限于融资，也不一定已实际支付。其他币种不换算、不相加。"
            "合计中如有“约”或“超过”的部分，合计亦如此表述。",
        ),
        tallies=deals,
        listed="parks:event_list",
        query=[("kind", EventKind.DEAL.value), ("unit", unit.value), *stated],
        period="year",
        between=from_to("since", "until"),
    )


DEALS = [
    _deals_in(
        AmountUnit.YUAN,
        Twin("Amounts of deals a year, in yuan", "每年交易金额（人民币）"),
        Twin("yuan", "人民币"),
    ),
    _deals_in(
        AmountUnit.USD,
        Twin("Amounts of deals a year, in US dollars", "每年交易金额（美元）"),
        Twin("US dollars", "美元"),
    ),
    _deals_in(
        AmountUnit.HKD,
        Twin("Amounts of deals a year, in Hong Kong dollars", "每年交易金额（港元）"),
        Twin("Hong Kong dollars", "港元"),
    ),
]

SERIES: Sequence[Series] = [APPROVED_PRODUCTS, DECISIONS, *DEALS, FIRMS_FOUNDED, PARK_OPENINGS]
