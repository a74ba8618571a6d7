"""``?as_of=``: what a reader could know that day, on every page."""

import datetime as dt

import pytest
from django.utils import timezone

from plans.domain.asof import reading_day
from tests.factories.plans import ObservationFactory, PlanFactory, SourceFactory, TargetFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2023, 11, 1)


def as_of(address, day=DAY):
    return f"{address}{'&' if '?' in address else '?'}as_of={day}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("yesterday", "is not a day", id="words"),
        pytest.param("2024-02-30", "is not a day", id="not in the calendar"),
        pytest.param("2024-06", "is not a day", id="a month"),
        pytest.param("20240630", "is not a day", id="without hyphens"),
        pytest.param("2999-01-01", "is still to come", id="the future"),
    ],
)
def test_a_wrong_day_is_refused_with_its_reason(client, text, said):
    page = client.get(f"/plans/?as_of={text}")
    answer = client.get(f"/targets.json?as_of={text}")
    download = client.get(f"/targets.csv?as_of={text}")

    assert [page.status_code, answer.status_code, download.status_code] == [400, 400, 400]
    assert said in page.content.decode()
    assert said in answer.json()["parameters"]["as_of"][0]
    assert said in download.content.decode()


def test_today_is_a_day_like_any_other(client):
    assert client.get(f"/plans/?as_of={timezone.localdate()}").status_code == 200


def test_a_figure_shows_from_the_day_its_source_was_out(client):
    seen = ObservationFactory(source=SourceFactory(published_on="2024-03-05"))
    address = f"/metrics/{seen.metric.key}/?area={seen.area.key}"

    the_day_before = client.get(as_of(address, dt.date(2024, 3, 4))).content.decode()
    on_the_day = client.get(as_of(address, dt.date(2024, 3, 5))).content.decode()

    assert f'id="{seen.key}"' not in the_day_before
    assert f'id="{seen.key}"' in on_the_day


def test_a_plan_exists_from_its_issue_even_where_our_source_is_younger(client):
    plan = PlanFactory(issued_on="2023-01-10", source__published_on="2024-05-01")
    TargetFactory(plan=plan, source=plan.source)

    def listed(day):
        return client.get(as_of("/targets.json", day)).json()["count"]

    assert listed(dt.date(2023, 1, 9)) == 0
    assert listed(dt.date(2023, 1, 10)) == 1


def test_a_verdict_moves_with_the_day(client):
    target = TargetFactory(
        due_on="2023",
        plan=PlanFactory(issued_on="2021-01-01"),
        source=SourceFactory(published_on="2021-01-01"),
    )

    def verdict(day):
        (row,) = client.get(as_of("/targets.json", day)).json()["results"]
        assert row["key"] == target.key
        assert row["as_of"] == day.isoformat()
        return row["verdict"]

    assert verdict(dt.date(2023, 12, 31)) == "not_yet_measured"
    assert verdict(dt.date(2024, 1, 1)) == "awaiting_data"
    assert verdict(dt.date(2024, 12, 30)) == "awaiting_data"
    assert verdict(dt.date(2024, 12, 31)) == "no_evidence"


def test_the_day_ends_with_the_request(client):
    client.get(as_of("/"))

    assert reading_day() is None


def test_the_admin_always_shows_today(admin_client):
    page = admin_client.get("/admin/?as_of=2023-11-01")

    assert page.status_code == 200
    assert page.content.count(b"as_of=") == 1  # the way to this same page in Chinese
