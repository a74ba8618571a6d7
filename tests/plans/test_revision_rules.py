"""Every way in leaves what stood there before, and nobody can rewrite it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection

from parks.models import District, Firm
from plans.models import Area, Fact, Observation, Plan, Revision, Source, telling
from tests.factories.parks import DistrictFactory, EventFactory, FirmFactory
from tests.factories.plans import ObservationFactory, PlanFactory, SourceFactory
from tests.rereading import reread
from tests.rules import refused_by
from tests.site.editors import OUR_MODELS, RevisionFactory

pytestmark = pytest.mark.django_db

PRECISE = Decimal("7617140000001234.5678")


def changes(row):
    kept = Revision.objects.of(row).order_by("pk")
    return [(change.operation, change.before, change.after) for change in kept]


def by_hand(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize(
    "change",
    [
        lambda row: (setattr(row, "value", 5), setattr(row, "locator", "p. 2"), row.save()),
        lambda row: Observation.objects.filter(pk=row.pk).update(value=5, locator="p. 2"),
        lambda row: by_hand("UPDATE plans_observation SET value = 5, locator = 'p. 2'"),
    ],
    ids=["saved", "updated", "by hand"],
)
def test_a_change_keeps_what_was_there_to_the_last_digit(change):
    row = ObservationFactory(value=PRECISE, locator="p. 1")

    change(row)

    before, after = {"value": PRECISE, "locator": "p. 1"}, {"value": 5, "locator": "p. 2"}
    assert changes(row) == [("update", before, after)]


def test_when_a_place_was_read_again_is_kept_to_the_microsecond_in_any_time_zone():
    row = ObservationFactory()
    by_hand("SET LOCAL TimeZone = 'Asia/Shanghai'")
    by_hand("UPDATE plans_observation SET reread_at = '2026-11-29 15:20:00.000001+08'")

    assert changes(row) == [
        ("update", {"reread_at": None}, {"reread_at": "2026-11-29T07:20:00.000001+00:00"})
    ]


def test_a_new_record_and_a_standstill_are_no_change():
    row = FirmFactory(name_zh="甲公司")
    row.save()
    Firm.objects.update(search_sounds="something else")

    assert not Revision.objects.exists()


def test_names_are_kept_without_what_is_made_of_them():
    firm, source = FirmFactory(name_en="Old", name_zh="甲"), SourceFactory()
    Firm.objects.filter(pk=firm.pk).update(name_en="New")
    Source.objects.filter(pk=source.pk).update(published_on="2023-06")

    assert changes(firm) == [("update", {"name_en": "Old"}, {"name_en": "New"})]
    assert changes(source) == [
        ("update", {"published_on": "2023-12-31"}, {"published_on": "2023-06"})
    ]


def test_every_row_of_one_statement_is_kept():
    rows = [PlanFactory(note=str(n)) for n in range(3)]

    Plan.objects.update(note="same")

    assert [changes(row)[0][1] for row in rows] == [{"note": str(n)} for n in range(3)]


def test_a_district_has_its_history_under_its_area():
    row = DistrictFactory(role="pilot")
    District.objects.update(role="core")

    assert changes(row) == [("update", {"role": "pilot"}, {"role": "core"})]


def test_what_is_deleted_is_kept_whole():
    row = PlanFactory(state="draft", name_en="Never public")
    before = row.pk
    row.delete()

    kept = Revision.objects.get(model="plans.plan", row_id=before)
    assert (kept.operation, kept.before["name_en"], kept.after) == ("delete", "Never public", None)


def test_why_and_how_is_kept_and_forgotten_after():
    row = PlanFactory()
    with telling(reason="A typing error.", way="load", detail="0a1b"):
        Plan.objects.update(note="a")
    Plan.objects.update(note="b")

    last, first = Revision.objects.of(row).newest_first()
    assert (first.reason, first.way, first.detail) == ("A typing error.", "load", "0a1b")
    assert (last.reason, last.way, last.detail) == ("", "", "")


def test_readers_are_shown_what_was_published_and_no_draft():
    row = ObservationFactory(state="draft", value=1)
    for column, value in [
        ("value", 2),
        ("state", "published"),
        ("note", "Not the number."),
        ("value", 3),
        ("state", "draft"),
        ("value", 4),
        ("state", "published"),
    ]:
        Observation.objects.update(**reread(**{column: value}))
    Observation.objects.update(state="withdrawn", state_reason="The source took it back.")

    kept = Revision.objects.of(row).order_by("pk")
    assert [change.shown for change in kept] == [
        "", "", "", "corrected", "withdrawn", "", "restored", "withdrawn",
    ]  # fmt: skip
    assert kept.last().reason == "The source took it back."


@pytest.mark.parametrize(
    "model", [model for model in OUR_MODELS if issubclass(model, Fact)], ids=lambda m: m.__name__
)
def test_the_database_knows_the_columns_of_the_number(model):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgargs FROM pg_trigger"
            " WHERE tgrelid = %s::regclass AND tgname = 'changes_are_kept_update'",
            [model._meta.db_table],
        )
        arguments = bytes(cursor.fetchone()[0]).decode().split("\0")

    assert arguments[:2] == [model._meta.label_lower, model._meta.pk.column]
    assert arguments[2].strip("{}").split(",") == (list(model.figure_columns) or [""])


@pytest.mark.parametrize("state", ["published", "withdrawn", "draft"])
def test_what_was_public_is_not_deleted(state):
    row = EventFactory()
    type(row).objects.update(state=state, state_reason="Why.")

    with refused_by("what_was_public_is_withdrawn_not_deleted", naming=row.key):
        by_hand("DELETE FROM parks_event")


def test_an_area_that_nothing_leans_on_is_deleted_and_kept():
    area = ObservationFactory(state="draft").area
    Observation.objects.all().delete()
    area.delete()

    assert Revision.objects.filter(model="plans.area", operation="delete").count() == 1
    assert not Area.objects.filter(key=area.key).exists()


def test_a_kept_change_is_not_changed():
    RevisionFactory()

    with refused_by("revision_is_only_added"):
        Revision.objects.update(reason="Better so.")


def test_a_kept_change_is_not_deleted():
    RevisionFactory()

    with refused_by("revision_is_only_added"):
        Revision.objects.all().delete()


def test_there_is_no_such_operation():
    with refused_by("revision_operation_is_known"):
        RevisionFactory(operation="insert")


def test_there_is_no_such_way_to_be_shown():
    with refused_by("revision_shown_is_known"):
        RevisionFactory(shown="hidden")
