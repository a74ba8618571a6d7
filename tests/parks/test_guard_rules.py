"""Each column that a source states is guarded by the database, by the very rule of the forms."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.domain.dates import PartialDate
from plans.domain.guarding import RULE, uncited
from plans.loaders.refusals import rule_of
from plans.models import Fact, telling
from tests.factories.parks import (
    DistrictFactory,
    EventFactory,
    FirmFactory,
    ParkFactory,
    ProductFactory,
    SiteFactory,
)
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    PolicyMeasureFactory,
    SourceFactory,
    TargetFactory,
    VerdictOverrideFactory,
)
from tests.rules import refused_by
from tests.site.editors import OUR_MODELS

pytestmark = pytest.mark.django_db

FACTS = [model for model in OUR_MODELS if issubclass(model, Fact)]
AMOUNT = {"amount": Decimal(5), "amount_unit": "yuan", "amount_qualifier": "exact"}
OTHER_AMOUNT = {"amount": Decimal(6), "amount_unit": "USD", "amount_qualifier": "about"}
BASELINE = {"baseline_value": Decimal(1), "baseline_on": dt.date(2020, 12, 31)}
OPENED = PartialDate(2019)

CHANGES = [
    (
        lambda: ObservationFactory(interval_percent=Decimal(10)),
        {
            "metric_id": lambda: MetricFactory().pk,
            "area_id": lambda: AreaFactory().pk,
            "period_start": dt.date(2023, 2, 1),
            "period_end": dt.date(2023, 6, 30),
            "value": Decimal(2),
            "qualifier": "about",
            "kind": "estimate",
            "interval_percent": None,
        },
    ),
    (
        lambda: TargetFactory(value_upper=Decimal(20), **BASELINE),
        {
            "metric_id": lambda: MetricFactory().pk,
            "area_id": lambda: AreaFactory().pk,
            "basis": "running_total",
            "comparator": ">",
            "value": Decimal(11),
            "value_upper": None,
            "due_on": PartialDate(2025),
            "baseline_value": Decimal(2),
            "baseline_on": dt.date(2021, 12, 31),
        },
    ),
    (lambda: PolicyMeasureFactory(**AMOUNT), OTHER_AMOUNT),
    (lambda: EventFactory(**AMOUNT), OTHER_AMOUNT | {"date": PartialDate(2023, 8)}),
    (
        lambda: PlanFactory(period_start="2022", period_end="2024"),
        {
            "issued_on": PartialDate(2022),
            "period_start": None,
            "period_end": PartialDate(2025),
        },
    ),
    (VerdictOverrideFactory, {"verdict": "missed"}),
    (
        DistrictFactory,
        {"area_km2": Decimal(99), "population": 5, "population_year": 2010},
    ),
    (
        lambda: ParkFactory(area_m2=Decimal(7), opened_on=OPENED),
        {"area_m2": None, "opened_on": PartialDate(2018)},
    ),
    (FirmFactory, {"founded_on": PartialDate(2014)}),
    (
        lambda: SiteFactory(since="2019", until="2021"),
        {"since": PartialDate(2018), "until": None},
    ),
    (
        ProductFactory,
        {"stage": "approved", "authority": ["NMPA"], "status_on": PartialDate(2023)},
    ),
]
CASES = [
    pytest.param(make, column, value, id=f"{number}-{column}")
    for number, (make, columns) in enumerate(CHANGES)
    for column, value in columns.items()
]


def change(row, **values):
    type(row).objects.filter(pk=row.pk).update(**values)


def alone(row, values):
    """The columns that change without what vouches for them, by the rule in Python."""
    return [name for guard in row.guards() for name in uncited(guard, vars(row), values)]


def is_refused(row, values):
    """Whether the database refuses the change, and by no other rule."""
    try:
        with transaction.atomic():
            change(row, **values)
    except IntegrityError as problem:
        if rule_of(problem) != RULE:
            raise
        return True
    return False


@pytest.mark.parametrize(("make", "column", "value"), CASES)
def test_what_a_source_states_does_not_change_alone(make, column, value):
    row = make()
    value = value() if callable(value) else value
    assert alone(row, {column: value}) == [column]

    with refused_by(RULE, naming=f"{column} changes"):
        change(row, **{column: value})

    [guard] = [guard for guard in row.guards() if column in guard.figures]
    cited = SourceFactory().pk if "source" in guard.citation[0] else "para 2"
    change(row, **{column: value, guard.citation[0]: cited})
    row.refresh_from_db()
    assert getattr(row, column) == value


@pytest.mark.parametrize("model", FACTS, ids=lambda model: model.__name__)
def test_the_table_above_and_the_database_know_every_column(model):
    rows = {type(make()): columns for make, columns in CHANGES}
    guarded = [column for guard in model.guards() for column in guard.figures]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgargs FROM pg_trigger WHERE tgrelid = %s::regclass"
            " AND tgname LIKE 'figure_changes_with_its_citation_%%' ORDER BY tgname",
            [model._meta.db_table],
        )
        triggers = [bytes(row[0]).decode().rstrip("\0").split("\0") for row in cursor.fetchall()]

    def listed(columns):
        return "{" + ",".join(columns) + "}"

    label, pk = model._meta.label_lower, model._meta.pk.column
    assert triggers == [
        [label, pk, listed(guard.figures), listed(guard.citation)] for guard in model.guards()
    ]
    assert set(rows[model]) == set(guarded)
    assert set(model.figure_columns) <= set(guarded)


NOON = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)
READINGS = st.sampled_from([None, NOON - dt.timedelta(hours=1), NOON, NOON + dt.timedelta(hours=1)])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    before=READINGS,
    values=st.fixed_dictionaries(
        {},
        optional={
            "value": st.sampled_from([Decimal(1), Decimal("1.0000"), Decimal(2)]),
            "qualifier": st.sampled_from(["exact", "about"]),
            "interval_percent": st.sampled_from([None, Decimal(5)]),
            "locator": st.sampled_from(["para 1", "para 2"]),
            "note": st.just("Another."),
            "reread_at": READINGS,
        },
    ),
)
def test_the_database_and_the_rule_agree(before, values):
    row = ObservationFactory(reread_at=before)
    assert is_refused(row, {"state": "published"} | values) == bool(alone(row, values))


@pytest.mark.parametrize("state", ["draft", "in_review", "published", "withdrawn"])
def test_the_guard_holds_in_every_state(state):
    row = ObservationFactory(state=state, state_reason="Why.")

    with refused_by(RULE):
        change(row, value=2)
    with refused_by(RULE):
        change(row, value=2, state="draft")


def test_of_many_rows_one_without_its_citation_refuses_all():
    rows = [FirmFactory() for _n in range(3)]

    with refused_by(RULE, naming=rows[1].key), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE parks_firm SET founded_on = '2014',"
            " locator = CASE WHEN key = %s THEN locator ELSE 'para 2' END",
            [rows[1].key],
        )


def test_both_citations_of_a_district_count_for_their_own_figures_alone():
    row = DistrictFactory()
    other = SourceFactory().pk

    with refused_by(RULE, naming="area_km2 changes without its citation, area_source_id"):
        change(row, area_km2=Decimal(9), source_id=other, locator="para 2")
    with refused_by(RULE, naming="population changes"):
        change(row, population=9, area_source_id=other)
    change(row, population=9, source_id=other, area_km2=Decimal(9), area_source_id=other)


def test_what_is_taken_back_stood_under_this_citation():
    row = DistrictFactory(population=1, area_km2=Decimal(1))
    change(row, population=2, locator="para 2", reread_at=NOON)
    change(row, population=3, reread_at=NOON + dt.timedelta(hours=1))
    before = {"population": 2, "locator": "para 2", "reread_at": NOON}

    with refused_by(RULE):
        change(row, **before)
    for wrong in ({"population": 9}, {"reread_at": NOON - dt.timedelta(hours=1)}):
        with refused_by(RULE), telling(restoring=True):
            change(row, **before | wrong)
    with telling(restoring=True):
        change(row, **before)
    with refused_by(RULE):
        change(row, population=3, reread_at=NOON)


@pytest.mark.parametrize("blank", [" ", "\u3000", "\t\n"], ids=repr)
@pytest.mark.parametrize("make", [ObservationFactory, FirmFactory], ids=["figure", "firm"])
def test_blanks_are_no_place_in_a_source(blank, make):
    row = make()
    name = f"{row._meta.model_name}_says_where_in_the_source"

    with refused_by(name):
        change(row, locator=blank)
