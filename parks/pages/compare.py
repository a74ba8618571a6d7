"""Up to four firms side by side, and every query that the page makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Count, F, Model, OrderBy, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from parks.choices import EventKind, Modality, Ownership, Stage
from parks.models import Event, Firm, Product
from parks.models.products import RUNG
from parks.pages.firms import FirmRow, firm_row, firms_shown
from plans.domain.texts import Twin
from plans.pages.capped import Capped, capped
from plans.pages.wording import enumerated

M = TypeVar("M", bound=Model)

MOST = 4
"""Firms that have room side by side."""

PRODUCTS = 5
"""Products named at each stage; the list of products has them all."""

DEALS = 5
"""Deals named of a firm, the newest; the timeline has them all."""

MATCHES = 10
"""Firms offered for a text."""


@dataclass(frozen=True, slots=True)
class ComparedModality:
    """What a firm works on, and with how many of the others it shares that."""

    label: str
    shared_by: int
    of: int

    @property
    def is_shared(self) -> bool:
        return self.shared_by > 1

    @property
    def words(self) -> str:
        """ "both", "all 3", "2 of 3": how many of the firms work on it; nothing for one alone."""
        if not self.is_shared:
            return ""
        if self.shared_by < self.of:
            return _("%(some)s of %(all)s") % {"some": self.shared_by, "all": self.of}
        return _("both") if self.of == 2 else _("all %(count)s") % {"count": self.of}


@dataclass(frozen=True, slots=True)
class StageOfProducts:
    """The first products of a firm at a stage; ``total`` counts all of them."""

    stage: Stage
    products: Sequence[Product]
    total: int

    @property
    def left_out(self) -> int:
        return self.total - len(self.products)


@dataclass(frozen=True, slots=True)
class ComparedFirm:
    """One column: the firm with all that stands in it. Stages run from the furthest down.

    ``others`` is the query of the page without this firm.
    """

    row: FirmRow
    others: str
    modalities: Sequence[ComparedModality]
    stages: Sequence[StageOfProducts]
    newest: Event | None
    deals: Capped[Event]

    @property
    def firm(self) -> Firm:
        return self.row.firm

    @property
    def furthest(self) -> Stage | None:
        return self.stages[0].stage if self.stages else None


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What the template shows, and nothing else.

    ``same`` names the facts in which all the firms agree; ``matches`` are the firms that the
    searched text finds beside those that stand here already.
    """

    columns: Sequence[ComparedFirm]
    problems: Sequence[str]
    same: frozenset[str]
    text: str
    matches: Capped[Firm]

    @property
    def firms(self) -> list[Firm]:
        return [column.firm for column in self.columns]

    @property
    def query(self) -> str:
        """The query of the page as it stands, to which one more firm may be added."""
        return query_of(self.firms)

    @property
    def has_room(self) -> bool:
        return len(self.columns) < MOST


def compare_page(asked: Sequence[str], text: str, language: str) -> ComparePage:
    """Put the firms with the ``asked`` keys side by side, in that order. Eight queries at most."""
    keys = list(dict.fromkeys(asked))
    known = {firm.key: firm for firm in firms_shown().filter(key__in=keys)} if keys else {}
    firms = [known[key] for key in keys if key in known]
    shown = firms[:MOST]
    stood = columns(shown, language)
    return ComparePage(
        columns=stood,
        problems=problems(asked, known, language),
        same=agreements(stood),
        text=text,
        matches=matches(text, shown),
    )


def query_of(firms: Iterable[Firm]) -> str:
    return urlencode([("firm", firm.key) for firm in firms])


def problems(asked: Sequence[str], known: Mapping[str, Firm], language: str) -> list[str]:
    """What is wrong with the keys that were asked for, a sentence each."""
    times = Counter(asked)
    said = [_("There is no firm “%(key)s”.") % {"key": key} for key in times if key not in known]
    said += [
        _("%(firm)s was asked for more than once. It stands here once.")
        % {"firm": name_of(known[key], language)}
        for key in times
        if times[key] > 1 and key in known
    ]
    left_out = [name_of(known[key], language) for key in times if key in known][MOST:]
    if left_out:
        said.append(
            _("Four firms have room side by side. Left out: %(firms)s.")
            % {"firms": enumerated(left_out, language)}
        )
    return said


def name_of(firm: Firm, language: str) -> str:
    return Twin(firm.name_en, firm.name_zh).pick(language)[0]


def matches(text: str, shown: Sequence[Firm]) -> Capped[Firm]:
    """The firms that a text finds and that do not stand here yet."""
    if not text:
        return Capped([], 0)
    found = Firm.objects.published().named_like(text).exclude(key__in=[firm.key for firm in shown])
    return capped(found.with_evidence().best_match_first(text), MATCHES)


def columns(firms: Sequence[Firm], language: str) -> list[ComparedFirm]:
    if not firms:
        return []
    stages = stages_of(firms)
    newest = {event.firm_id: event for event in first_of_each(events_of(firms), 1, "firm")}
    deals = deals_of(firms)
    shares = Counter(code for firm in firms for code in set(firm.modality))
    return [
        ComparedFirm(
            row=firm_row(firm, firm.public_sites, language),
            others=query_of(other for other in firms if other != firm),
            modalities=compared(firm, shares, len(firms)),
            stages=stages.get(firm.pk, []),
            newest=newest.get(firm.pk),
            deals=deals.get(firm.pk, Capped([], 0)),
        )
        for firm in firms
    ]


def compared(firm: Firm, shares: Mapping[str, int], of: int) -> list[ComparedModality]:
    """What the firm works on, what it shares with most of the others first."""
    found = [
        ComparedModality(str(Modality(code).label), shares[code], of) for code in firm.modality
    ]
    return sorted(found, key=lambda each: -each.shared_by)


def stages_of(firms: Iterable[Firm]) -> dict[int, list[StageOfProducts]]:
    """The products of each firm by stage, the furthest first; a few of each, in one query."""
    products = Product.objects.published().filter(firm__in=firms).with_evidence()
    some = first_of_each(products, PRODUCTS, "firm", "stage", order=("name_en", "key"))
    found: dict[int, list[StageOfProducts]] = {}
    rows = some.order_by("firm_id", RUNG.desc(), "name_en", "key")
    for (firm, stage), of_stage in groupby(rows, key=lambda each: (each.firm_id, each.stage)):
        group = list(of_stage)
        found.setdefault(firm, []).append(StageOfProducts(Stage(stage), group, group[0].in_all))
    return found


def deals_of(firms: Iterable[Firm]) -> dict[int, Capped[Event]]:
    """The newest deals of each firm, in one query."""
    deals = first_of_each(events_of(firms).filter(kind=EventKind.DEAL), DEALS, "firm")
    rows = deals.order_by("firm_id", "-date", "key")
    grouped = ((firm, list(some)) for firm, some in groupby(rows, key=lambda each: each.firm_id))
    return {firm: Capped(some, some[0].in_all) for firm, some in grouped}


def events_of(firms: Iterable[Firm]) -> QuerySet[Event]:
    return Event.objects.published().filter(firm__in=firms).with_evidence()


def first_of_each(
    rows: QuerySet[M], number: int, *by: str, order: Sequence[str | OrderBy] = ()
) -> QuerySet[Any]:
    """Keep the first rows of each group, newest first unless ``order`` says otherwise.

    Each carries how many rows its group has, in ``in_all``.
    """
    place = Window(RowNumber(), partition_by=list(by), order_by=[*(order or NEWEST)])
    in_all = Window(Count("pk"), partition_by=list(by))
    return rows.annotate(place=place, in_all=in_all).filter(place__lte=number)


NEWEST = (F("date").desc(), F("key").asc())


def agreements(columns: Sequence[ComparedFirm]) -> frozenset[str]:
    """The facts that are known and the same for all of the firms, where there are several."""
    if len(columns) < 2:
        return frozenset()
    firms = [column.firm for column in columns]
    said: dict[str, set[Any]] = {
        "role": {firm.role for firm in firms},
        "ownership": {firm.ownership.replace(Ownership.UNKNOWN, "") for firm in firms},
        "origin": {firm.origin_country for firm in firms},
        "city": {firm.area_id for firm in firms},
        "founded": {firm.founded_on for firm in firms},
        "modality": {frozenset(firm.modality) for firm in firms},
        "furthest": {column.furthest for column in columns},
        "listing": {frozenset(firm.listing) for firm in firms},
    }
    return frozenset(name for name, values in said.items() if len(values) == 1 and any(values))
