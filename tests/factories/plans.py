"""Rows of the evidence. ``AreaFactory(district=True)``, ``TargetFactory(wording=True)``."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import factory

from plans.choices import (
    AreaKind,
    Basis,
    Comparator,
    Direction,
    MeasureTheme,
    MeasureType,
    PlanField,
    SourceKind,
    SourceLanguage,
    Unit,
    Verdict,
)
from plans.domain.verdicts import METHOD_VERSION
from plans.models import (
    Area,
    ComputedTie,
    LinkCheck,
    Metric,
    Observation,
    Plan,
    PolicyMeasure,
    SearchNote,
    Source,
    Target,
    VerdictOverride,
    VerdictRecord,
)
from tests.factories.base import FactFactory, RowFactory


class SourceFactory(RowFactory):
    """A news report of the last day of 2023: any figure up to then may rest on it."""

    class Meta:
        model = Source

    key = factory.Sequence(lambda n: f"source-{n}")
    title = factory.Sequence(lambda n: f"Report {n}")
    publisher = "SHINE"
    published_on = "2023-12-31"
    retrieved_on = dt.date(2024, 6, 30)
    url = factory.LazyAttribute(lambda source: f"https://news.example/{source.key}")
    language = SourceLanguage.ENGLISH
    kind = SourceKind.NEWS


class LinkCheckFactory(RowFactory):
    """An address that works, on the first day of 2024."""

    class Meta:
        model = LinkCheck

    source = factory.SubFactory(SourceFactory)
    checked_at = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    status = 200
    final_url = factory.SelfAttribute("source.url")


class AreaFactory(RowFactory):
    """A city of China; ``district=True`` lies in Shanghai, ``park=True`` in a district of it.

    Asked for a key that is there already, it gives that area.
    """

    class Meta:
        model = Area
        django_get_or_create = ("key",)

    class Params:
        country = factory.Trait(kind=AreaKind.COUNTRY, parent=None)
        shanghai = factory.Trait(key="shanghai", name_en="Shanghai", name_zh="上海市")
        district = factory.Trait(
            kind=AreaKind.DISTRICT,
            parent=factory.SubFactory("tests.factories.plans.AreaFactory", shanghai=True),
        )
        park = factory.Trait(
            kind=AreaKind.PARK,
            parent=factory.SubFactory("tests.factories.plans.AreaFactory", district=True),
        )

    key = factory.Sequence(lambda n: f"area-{n}")
    name_en = factory.Sequence(lambda n: f"Area {n}")
    kind = AreaKind.CITY
    parent = factory.SubFactory(
        "tests.factories.plans.AreaFactory", country=True, key="china", name_en="China"
    )


class MetricFactory(RowFactory):
    """A yearly amount in yuan, the more the better; ``share=True`` is a share in per cent."""

    class Meta:
        model = Metric

    class Params:
        share = factory.Trait(measure_type=MeasureType.SHARE, unit=Unit.PERCENT)
        stock = factory.Trait(measure_type=MeasureType.STOCK, unit=Unit.COUNT)

    key = factory.Sequence(lambda n: f"metric-{n}")
    name_en = factory.Sequence(lambda n: f"Metric {n}")
    name_zh = factory.Sequence(lambda n: f"指标{n}")
    unit = Unit.YUAN
    measure_type = MeasureType.FLOW
    direction = Direction.UP_IS_GOOD
    description = "What is counted."


class ObservationFactory(FactFactory):
    """An actual figure for the year 2023."""

    class Meta:
        model = Observation

    key = factory.Sequence(lambda n: f"observation-{n}")
    metric = factory.SubFactory(MetricFactory)
    area = factory.SubFactory(AreaFactory)
    period_start = dt.date(2023, 1, 1)
    period_end = dt.date(2023, 12, 31)
    value = Decimal(1)


class PlanFactory(FactFactory):
    class Meta:
        model = Plan

    key = factory.Sequence(lambda n: f"plan-{n}")
    name_en = factory.Sequence(lambda n: f"Plan {n}")
    area = factory.SubFactory(AreaFactory, shanghai=True)
    issued_on = "2022-11-10"
    field = PlanField.CELL_THERAPY


class TargetFactory(FactFactory):
    """At least 10 by the end of 2024; ``wording=True`` promises in words alone."""

    class Meta:
        model = Target

    class Params:
        wording = factory.Trait(basis=Basis.WORDING, metric=None, comparator="", value=None)

    plan = factory.SubFactory(PlanFactory)
    key = factory.Sequence(lambda n: f"target-{n}")
    statement = factory.Sequence(lambda n: f"Promise {n}")
    metric = factory.SubFactory(MetricFactory)
    area = factory.SelfAttribute("plan.area")
    basis = Basis.LEVEL
    comparator = Comparator.AT_LEAST
    value = Decimal(10)
    due_on = "2024"


class PolicyMeasureFactory(FactFactory):
    """A measure without an amount."""

    class Meta:
        model = PolicyMeasure

    plan = factory.SubFactory(PlanFactory)
    key = factory.Sequence(lambda n: f"measure-{n}")
    theme = MeasureTheme.FINANCE
    summary = factory.Sequence(lambda n: f"Support {n}")
    area = factory.SelfAttribute("plan.area")


class VerdictRecordFactory(RowFactory):
    """What was computed for a target on the first day of 2024."""

    class Meta:
        model = VerdictRecord

    target = factory.SubFactory(TargetFactory)
    as_of = dt.date(2024, 1, 1)
    verdict = Verdict.NO_EVIDENCE
    reason = "Nobody published a figure."
    grade = "none"
    method_version = METHOD_VERSION


class VerdictOverrideFactory(FactFactory):
    """An editor's verdict of the first day of 2024."""

    class Meta:
        model = VerdictOverride

    target = factory.SubFactory(TargetFactory)
    verdict = Verdict.MET
    set_on = dt.date(2024, 1, 1)
    reason = "The closing report says so."


class ComputedTieFactory(RowFactory):
    """A public tie of the first day of 2024, of a series of China to a target that it suits."""

    class Meta:
        model = ComputedTie

    target = factory.SubFactory(
        TargetFactory,
        metric__stock=True,
        area=factory.SubFactory(AreaFactory, country=True, key="china", name_en="China"),
    )
    series = "approved-products"
    reason = "The plan counts the same products."
    made_on = dt.date(2024, 1, 1)
    state = "published"


class SearchNoteFactory(RowFactory):
    """A search of the first day of 2024 that found nothing."""

    class Meta:
        model = SearchNote

    target = factory.SubFactory(TargetFactory)
    searched_on = dt.date(2024, 1, 1)
    places = "The statistics bureau's yearbooks."
    languages = "English, Chinese"
    found = "Nothing."
