"""Columns with rules of their own: public keys and dates that keep their precision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from plans.domain.dates import PartialDate

KEY_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_PARTIAL_PATTERN = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-[0-3][0-9])?)?$"

# The parts of a partial date in SQL. Everything here is IMMUTABLE for Postgres, so that
# generated columns and check constraints may use it; a plain cast to date is not.
_YEAR = "left(%(expressions)s, 4)::int"
_MONTH = "substr(%(expressions)s, 6, 2)::int"
_DAY = "substr(%(expressions)s, 9, 2)::int"


class FirstDay(models.Func):
    """SQL: the first day that a partial date may mean. NULL stays NULL."""

    template = (
        "(CASE length(%(expressions)s)"
        f" WHEN 4 THEN make_date({_YEAR}, 1, 1)"
        f" WHEN 7 THEN make_date({_YEAR}, {_MONTH}, 1)"
        f" WHEN 10 THEN make_date({_YEAR}, {_MONTH}, {_DAY}) END)"
    )
    output_field = models.DateField()


class LastDay(models.Func):
    """SQL: the last day that a partial date may mean. NULL stays NULL."""

    template = (
        "(CASE length(%(expressions)s)"
        f" WHEN 4 THEN make_date({_YEAR}, 12, 31)"
        f" WHEN 7 THEN (make_date({_YEAR}, {_MONTH}, 1)"
        " + interval '1 month' - interval '1 day')::date"
        f" WHEN 10 THEN make_date({_YEAR}, {_MONTH}, {_DAY}) END)"
    )
    output_field = models.DateField()


class KeyField(models.CharField):
    """A public key: lower-case ASCII words joined by hyphens. Addresses are built from it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 120)
        kwargs.setdefault(
            "help_text",
            _(
                "Lower-case letters and digits in words joined by hyphens. It becomes part of the"
                " page's address: do not change it once it is public."
            ),
        )
        super().__init__(**kwargs)
        self.validators.append(
            RegexValidator(
                KEY_PATTERN, _("Use lower-case letters and digits, in words joined by hyphens.")
            )
        )

    def set_attributes_from_name(self, name: str) -> None:
        """It is called a key in every language; no migration need know that."""
        super().set_attributes_from_name(name)
        self.verbose_name = _("key")

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        return f"\"{self.column}\" ~ '{KEY_PATTERN}'"


class PartialDateField(models.Field):
    """A date as precise as its source: ``2024``, ``2024-07`` or ``2024-07-30``.

    In Python a ``PartialDate`` or None, in the database its text, so that text order is
    time order. The database refuses a text that is no date.
    """

    description = _("Date with its precision")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "CharField"

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        column = f'"{self.column}"'
        is_date = FirstDay.template % {"expressions": column}
        return (
            f"CASE WHEN {column} ~ '{_PARTIAL_PATTERN}' THEN {is_date} IS NOT NULL"
            f" ELSE {column} IS NULL END"
        )

    def from_db_value(self, value: str | None, *args: Any) -> PartialDate | None:
        return None if value is None else PartialDate.parse(value)

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or value == "" or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate.parse(str(value))
        except ValueError as problem:
            raise ValidationError(
                _("Write the date as 2024, 2024-07 or 2024-07-30."), code="invalid"
            ) from problem

    def get_prep_value(self, value: Any) -> str | None:
        value = super().get_prep_value(value)
        if value is None or value == "":
            return None
        return value.text if isinstance(value, PartialDate) else str(value)

    def value_to_string(self, obj: models.Model) -> str:
        value: Any = self.value_from_object(obj)
        return "" if value is None else value.text

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PartialDateFormField} | kwargs)


class PartialDateFormField(forms.CharField):
    """Accepts 2024, 2024-07 or 2024-07-30 and gives a ``PartialDate``."""

    def to_python(self, value: Any) -> Any:
        return PartialDateField().to_python(super().to_python(value))

    def prepare_value(self, value: Any) -> Any:
        return value.text if isinstance(value, PartialDate) else value

    def run_validators(self, value: Any) -> None:
        super().run_validators(self.prepare_value(value))
