"""An editor enters amounts as the announcement writes them, and sees how they were read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from parks.models import Event
from plans.choices import Unit
from plans.models import Observation, Target
from tests.factories.parks import EventFactory
from tests.factories.plans import MetricFactory, ObservationFactory, TargetFactory
from tests.site.editors import address, filled_in, save

pytestmark = pytest.mark.django_db


def corrected(client, model, row, changes):
    """Save, and then save again what came back: the answer to each."""
    first = save(client, model, changes | {"reread": "on"}, row)
    second = client.post(address(model, "change", row.pk), filled_in(first))
    return first, second


def errors_of(answer):
    return answer.context["adminform"].form.errors


def test_an_amount_as_people_write_it_is_shown_back_in_base_units_before_it_is_saved(admin_client):
    figure = ObservationFactory(metric=MetricFactory(unit=Unit.YUAN), value=1)

    first, second = corrected(admin_client, Observation, figure, {"value": "超过100亿元"})

    assert "more than 10 billion yuan, that is 10,000,000,000 yuan" in errors_of(first)["value"][0]
    assert second.status_code == 302
    figure.refresh_from_db()
    assert (figure.value, figure.qualifier) == (Decimal(10_000_000_000), "more_than")


def test_nothing_is_saved_until_the_reading_was_seen(admin_client):
    figure = ObservationFactory(metric=MetricFactory(unit=Unit.YUAN), value=1)

    save(admin_client, Observation, {"value": "3.7 bn"}, figure)

    figure.refresh_from_db()
    assert figure.value == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [("US$5 m", "Nothing is converted"), ("一百亿", "in digits"), ("5 billon", "billon")],
)
def test_what_cannot_be_read_is_sent_back_as_it_was_written(text, reason, admin_client):
    figure = ObservationFactory(metric=MetricFactory(unit=Unit.YUAN), value=1)

    answer = save(admin_client, Observation, {"value": text, "reread": "on"}, figure)

    assert reason in errors_of(answer)["value"][0]
    assert filled_in(answer)["value"] == text


def test_what_a_target_asks_for_is_read_with_its_comparator(admin_client):
    target = TargetFactory(metric=MetricFactory(unit=Unit.YUAN), comparator="=", value=1)

    _, second = corrected(admin_client, Target, target, {"value": "100亿元以上"})

    assert second.status_code == 302
    target.refresh_from_db()
    assert (target.value, target.comparator) == (Decimal(10_000_000_000), ">=")


def test_an_event_takes_number_unit_and_qualifier_from_one_text(admin_client):
    event = EventFactory()

    _, second = corrected(admin_client, Event, event, {"amount": "about US$45 million"})

    assert second.status_code == 302
    event.refresh_from_db()
    stated = (event.amount, event.amount_unit, event.amount_qualifier)
    assert stated == (Decimal(45_000_000), "USD", "about")
