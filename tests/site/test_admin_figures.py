"""An editor enters a source and its figures."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from plans.choices import MeasureType
from plans.models import Metric, Observation, Source
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    SourceFactory,
)
from tests.site.editors import address, save

pytestmark = pytest.mark.django_db


def test_a_source_is_entered(admin_client):
    answer = save(
        admin_client,
        Source,
        {
            "key": "shine-2024-07",
            "title": "A new fund",
            "publisher": "SHINE",
            "published_on": "2024-07",
            "retrieved_on": "2024-08-01",
            "url": "https://shine.example/a-new-fund",
            "kind": "news",
            "language": "en",
        },
    )

    assert answer.status_code == 302
    assert Source.objects.get().published_on.text == "2024-07"


@pytest.mark.parametrize("date", ["July 2024", "2024-13", "2024-02-30", "30.7.2024"])
def test_a_wrong_date_is_sent_back_with_the_way_to_write_it(date, admin_client):
    source = SourceFactory()

    answer = save(admin_client, Source, {"published_on": date}, source)

    (words,) = answer.context["adminform"].form.errors["published_on"]
    assert "2024-07" in words


def figure(**given):
    return {
        "metric": MetricFactory(key="industry-scale").pk,
        "area": AreaFactory(shanghai=True).pk,
        "source": SourceFactory(key="shine-2024").pk,
        "period_start": "2023-01-01",
        "period_end": "2023-08-31",
        "value": "761714000000",
        "locator": "para 3",
    } | given


def test_a_figure_gets_its_key_from_what_it_is(admin_client):
    answer = save(admin_client, Observation, figure())

    assert answer.status_code == 302
    observation = Observation.objects.get()
    assert observation.key == "industry-scale-shanghai-2023-01-to-2023-08-shine-2024"
    assert observation.value == Decimal(761_714_000_000)


def test_two_figures_of_one_source_get_two_keys(admin_client):
    given = figure()
    save(admin_client, Observation, given)
    save(admin_client, Observation, given | {"value": "760000000000"})

    keys = sorted(Observation.objects.values_list("key", flat=True))

    assert keys[1] == f"{keys[0]}-2"


def test_an_editor_may_choose_the_key_of_a_figure(admin_client):
    save(admin_client, Observation, figure(key="output-so-far"))

    assert Observation.objects.get().key == "output-so-far"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"locator": ""}, "locator", id="no place in the source"),
        pytest.param({"period_end": "2024-12-31"}, "period_end", id="the source is older"),
        pytest.param({"value": "761,7 bn"}, "value", id="no number"),
        pytest.param({"source": ""}, "source", id="no source"),
        pytest.param({"key": "Output 2023"}, "key", id="no key"),
    ],
)
def test_a_wrong_figure_is_sent_back_with_the_mistake_at_its_field(wrong, field, admin_client):
    answer = save(admin_client, Observation, figure(**wrong))

    assert list(answer.context["adminform"].form.errors) == [field]
    assert not Observation.objects.exists()


def test_a_period_that_runs_backwards_is_sent_back(admin_client):
    answer = save(admin_client, Observation, figure(period_end="2022-12-31"))

    assert "The period ends before it starts." in answer.content.decode()


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        pytest.param("2023", "", ("2023-01-01", "2023-12-31"), id="a year in one field"),
        pytest.param("2023年1-8月", "", ("2023-01-01", "2023-08-31"), id="months in Chinese"),
        pytest.param("2023", "2023-08", ("2023-01-01", "2023-08-31"), id="from a year to a month"),
        pytest.param("2023 H1", "2023-06-30", ("2023-01-01", "2023-06-30"), id="said twice"),
    ],
)
def test_a_period_is_taken_as_people_write_it(first, last, days, admin_client):
    answer = save(admin_client, Observation, figure(period_start=first, period_end=last))

    assert answer.status_code == 302
    made = Observation.objects.get()
    assert (str(made.period_start), str(made.period_end)) == days


@pytest.mark.parametrize(
    ("first", "last", "field", "told"),
    [
        pytest.param("2023-01-01", "", "period_end", "Say when it ends", id="no end"),
        pytest.param("2023 H1", "2023-08-31", "period_end", "2023-06-30", id="two ends"),
        pytest.param("last year", "", "period_start", "2023-08-31", id="no period"),
    ],
)
def test_a_period_that_is_unclear_is_sent_back(first, last, field, told, admin_client):
    answer = save(admin_client, Observation, figure(period_start=first, period_end=last))

    assert told in answer.context["adminform"].form.errors[field][0]
    assert not Observation.objects.exists()


def test_the_day_of_a_level_is_its_whole_period(admin_client):
    level = figure(period_start="2023-06-30", period_end="")
    Metric.objects.filter(pk=level["metric"]).update(measure_type=MeasureType.STOCK)

    assert save(admin_client, Observation, level).status_code == 302
    assert Observation.objects.get().period_end == dt.date(2023, 6, 30)


def test_a_number_is_shown_as_it_was_entered_and_in_words(admin_client):
    observation = ObservationFactory(value=Decimal("761714000000.5"))

    page = admin_client.get(address(Observation, "change", observation.pk)).content.decode()

    assert 'value="761714000000.5"' in page
    assert observation.quantity.words("en") in page


def test_the_next_figure_starts_with_the_source_of_the_last(admin_client):
    given = figure(_addanother="yes")

    answer = admin_client.post(
        address(Observation, "add"),
        given | {"qualifier": "exact", "kind": "actual", "state": "published"},
    )
    page = admin_client.get(answer.headers["Location"])

    assert page.context["adminform"].form["source"].value() == str(given["source"])
    assert "SHINE" in str(page.context["adminform"].form["source"])


def test_a_figure_is_the_start_of_another(admin_client):
    observation = ObservationFactory()

    answer = save(
        admin_client,
        Observation,
        {"_saveasnew": "yes", "period_start": "2022-01-01", "period_end": "2022-12-31"},
        observation,
    )

    assert answer.status_code == 302
    assert Observation.objects.count() == 2
