"""What all factories share."""

from __future__ import annotations

import contextlib
from typing import Any

import factory

from plans.domain.dates import PartialDate
from plans.models.fields import PartialDateField


class RowFactory(factory.django.DjangoModelFactory):
    """Makes a row. A date may be given as text, ``founded_on="2014-07"``."""

    class Meta:
        abstract = True

    @classmethod
    def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
        """Give the instance what the database would: ``PartialDate``, where the text is one."""
        for field in cls._meta.model._meta.fields:
            value = kwargs.get(field.name)
            if isinstance(field, PartialDateField) and isinstance(value, str):
                with contextlib.suppress(ValueError):  # a wrong date is the database's to refuse
                    kwargs[field.name] = PartialDate.parse(value)
        return kwargs


class FactFactory(RowFactory):
    """A published fact: its source, and the place in it."""

    class Meta:
        abstract = True

    source = factory.SubFactory("tests.factories.plans.SourceFactory")
    locator = "para 1"
