"""Amounts in the editors' forms: written as in the announcement, stored in base units.

What was interpreted is shown back before it is saved: the form comes again with the number in
base units in its field and says how it was read. Saved as it stands there, it is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plans.admin.forms import PlainDecimalField, RowForm
from plans.choices import AmountUnit, Qualifier, Unit
from plans.domain.quantities import COMPARATOR_QUALIFIERS, Quantity, plain_number
from plans.domain.written import UnreadableAmountError, Written, is_plain, read_amount, read_as

UNIT_LABELS: Mapping[str, Any] = {**dict(Unit.choices), **dict(AmountUnit.choices)}
COMPARATORS = {qualifier: sign for sign, qualifier in COMPARATOR_QUALIFIERS.items()}
HELP = _("As the source writes it, such as 100亿元, 3.7 bn or 40%, or in base units: 10000000000.")


class WrittenDecimal(Decimal):
    """A number that was read from more than digits; ``text`` is what stood there."""

    text = ""


class AmountField(PlainDecimalField):
    """Takes a bare number, or an amount as people write it."""

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str) or not value.strip() or is_plain(value):
            return super().to_python(value)
        try:
            number = WrittenDecimal(read_amount(value).value)
        except UnreadableAmountError as problem:
            raise refused(problem) from problem
        number.text = value
        return number


def refused(problem: UnreadableAmountError) -> ValidationError:
    """Why a text cannot be read, in the editor's language."""
    reason, _language = problem.reason.pick(get_language() or "en")
    parts = {name: UNIT_LABELS.get(part, part) for name, part in problem.parts.items()}
    return ValidationError(reason.format(**parts), code="invalid")


class AmountsForm(RowForm):
    """A form with numbers of one unit, each of which may be entered as people write it."""

    amounts: tuple[str, ...] = ("value",)
    firmness = "qualifier"
    """The field that says how firm the number is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.amounts:
            if name in self.fields:
                self.fields[name].help_text = HELP

    def unit_of(self, data: dict[str, Any]) -> str:
        """The unit that is meant; empty while none is chosen."""
        metric = data.get("metric")
        return metric.unit if metric else ""

    def clean(self) -> dict[str, Any]:
        numbers = {name: self.cleaned_data.get(name) for name in self.amounts}
        data = super().clean() or self.cleaned_data  # without what another rule refuses
        for name, number in numbers.items():
            if isinstance(number, WrittenDecimal):
                self._show_back(name, number, data)
        return data

    def _show_back(self, name: str, number: WrittenDecimal, data: dict[str, Any]) -> None:
        unit = self.unit_of(data)
        try:
            written = read_as(number.text, unit) if unit else read_amount(number.text)
        except UnreadableAmountError as problem:
            self.add_error(name, refused(problem))
            return
        self._fill(name, written)
        self.add_error(name, shown_back(number.text, written))

    def _fill(self, name: str, written: Written) -> None:
        """Put into the form what was read: the number, and how firm the text says it is."""
        posted: Any = self.data
        given = posted.copy()
        given[self.add_prefix(name)] = f"{written.value:f}"
        if written.qualifier and name == self.amounts[0]:
            given[self.add_prefix(self.firmness)] = self.firm(written.qualifier)
        given.update(self.also_read(written))
        self.data = given

    def firm(self, qualifier: str) -> str:
        """What the field of firmness holds for a qualifier."""
        return qualifier

    def also_read(self, written: Written) -> dict[str, str]:
        """What else of the form follows from what was read."""
        return {}


class StatedAmountForm(AmountsForm):
    """An amount with its unit and its qualifier beside it: all three may come from one text."""

    amounts = ("amount",)
    firmness = "amount_qualifier"

    def unit_of(self, data: dict[str, Any]) -> str:
        unit: str = data.get("amount_unit") or ""
        return unit

    def also_read(self, written: Written) -> dict[str, str]:
        """The unit that the text names, and "exactly" where nothing else was said or chosen."""
        read = {self.add_prefix("amount_unit"): written.unit} if written.unit else {}
        firmness = self.add_prefix(self.firmness)
        if not written.qualifier and not self.data.get(firmness):
            read[firmness] = Qualifier.EXACT.value
        return read


class PromiseForm(AmountsForm):
    """The numbers of a target: how firm they are is its comparator."""

    amounts = ("value", "value_upper", "baseline_value")
    firmness = "comparator"

    def firm(self, qualifier: str) -> str:
        return COMPARATORS[Qualifier(qualifier)]


def shown_back(text: str, written: Written) -> ValidationError:
    """Say how a text was read, with every digit: the editor looks at it before it is saved."""
    words = Quantity(written.value, written.unit or Unit.COUNT, written.qualifier or "exact")
    return ValidationError(
        _("“%(text)s” was read as %(words)s, that is %(number)s. Save again if that is right."),
        params={
            "text": text,
            "words": words.words(get_language() or "en"),
            "number": f"{plain_number(written.value)} {UNIT_LABELS.get(written.unit, '')}".strip(),
        },
        code="read",
    )
