"""What the database refuses of recorded verdicts, an editor's verdicts and search notes."""

from __future__ import annotations

import pytest

from plans.models import VerdictRecord
from tests.factories.plans import (
    ComputedTieFactory,
    SearchNoteFactory,
    TargetFactory,
    VerdictOverrideFactory,
    VerdictRecordFactory,
)
from tests.rules import refused_by

pytestmark = pytest.mark.django_db

BREACHES = [
    pytest.param(
        VerdictRecordFactory,
        {"verdict": "fine"},
        "verdict_record_verdict_is_known",
        id="a record with an unknown verdict",
    ),
    pytest.param(
        VerdictRecordFactory,
        {"reason": ""},
        "verdict_record_gives_its_reason",
        id="a record without its reason",
    ),
    pytest.param(
        VerdictRecordFactory,
        {"method_version": ""},
        "verdict_record_gives_its_reason",
        id="a record of no method",
    ),
    pytest.param(
        VerdictRecordFactory,
        {"grade": ""},
        "verdict_record_gives_its_reason",
        id="a record without its grade",
    ),
    pytest.param(
        VerdictOverrideFactory,
        {"verdict": "fine"},
        "verdict_override_verdict_is_known",
        id="an editor's unknown verdict",
    ),
    pytest.param(
        VerdictOverrideFactory,
        {"reason": ""},
        "verdict_override_gives_its_reason",
        id="an editor's verdict without a reason",
    ),
    pytest.param(
        ComputedTieFactory,
        {"reason": ""},
        "computed_tie_gives_its_reason",
        id="a tie without a reason",
    ),
    pytest.param(
        ComputedTieFactory,
        {"state": "gone"},
        "computed_tie_state_is_known",
        id="a tie in no known state",
    ),
    *(
        pytest.param(
            SearchNoteFactory,
            {field: ""},
            "search_note_is_complete",
            id=f"a search note without {field}",
        )
        for field in ("places", "languages", "found")
    ),
]


@pytest.mark.parametrize(("factory", "broken", "rule"), BREACHES)
def test_the_database_refuses(factory, broken, rule):
    with refused_by(rule):
        factory(**broken)


def test_a_series_is_tied_to_a_target_once():
    tie = ComputedTieFactory()
    with refused_by("computed_tie_once_a_target"):
        ComputedTieFactory(target=tie.target)


def test_one_verdict_of_an_editor_is_in_force():
    target = TargetFactory()
    VerdictOverrideFactory(target=target)

    with refused_by("verdict_override_one_in_force"):
        VerdictOverrideFactory(target=target)


def test_a_withdrawn_verdict_makes_room_for_another():
    target = TargetFactory()
    VerdictOverrideFactory(target=target, state="withdrawn", state_reason="It was a mistake.")

    assert VerdictOverrideFactory(target=target).pk


def test_a_recorded_verdict_is_not_changed():
    record = VerdictRecordFactory()

    with refused_by("verdict_record_is_only_added"):
        VerdictRecord.objects.filter(pk=record.pk).update(reason="Better so.")


def test_a_recorded_verdict_is_not_deleted():
    record = VerdictRecordFactory()

    with refused_by("verdict_record_is_only_added"):
        record.delete()
