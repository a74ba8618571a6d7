"""What of the industry needs care."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parks.models import Firm, FirmPair
from plans.pages.care import CareKind, CareRow, Decision, Link, edited


def duplicates(day: dt.date) -> QuerySet[Any]:
    return FirmPair.objects.undecided().select_related("first", "second")


def duplicates_row(pair: FirmPair, language: str) -> CareRow:
    names = [
        edited(firm, " ".join(filter(None, [firm.name_en, firm.name_zh])))
        for firm in (pair.first, pair.second)
    ]
    address = reverse("admin:parks_firm_merge")
    merge = Link(
        _("Merge"),
        f"{address}?stays={pair.first_id}&goes={pair.second_id}",
        needs=("parks.change_firm", "parks.delete_firm"),
    )
    why = gettext("names %(n)d%% alike") % {"n": pair.likeness}
    return CareRow([*names, merge], why, str(pair.pk))


def not_one(editor: Any, value: str) -> None:
    """Remember that two firms are two. Raises ``LookupError`` for a pair that is gone."""
    number = int(value) if value.isascii() and value.isdigit() else 0
    if not FirmPair.objects.undecided().filter(pk=number).update(different=True):
        raise LookupError(value)


KINDS = [
    CareKind(
        key="duplicate-firms",
        title=_("Likely duplicate firms"),
        advice=_("Firms with similar names. Merge what is one firm, and say so where it is not."),
        model=Firm,
        find=duplicates,
        row=duplicates_row,
        decision=Decision(_("Not one firm"), "parks.change_firm", not_one),
    ),
]
