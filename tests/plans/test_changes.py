"""``/changes/``, its feed and the page of a figure: what was corrected, and why."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.utils import timezone

from plans.models import Observation, Plan, Target, telling
from tests.factories.parks import EventFactory, FirmFactory
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    TargetFactory,
)
from tests.queries import count_queries
from tests.rereading import reread

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def figure():
    return ObservationFactory(
        key="scale-2023",
        metric=MetricFactory(key="scale", name_en="Scale of the industry", name_zh="产业规模"),
        area=AreaFactory(name_en="Shanghai", name_zh="上海"),
        value=Decimal(9_000_000_000),
    )


def corrected(row, reason="The source corrected itself.", **values):
    with telling(reason=reason):
        type(row).objects.filter(pk=row.pk).update(**reread(**values))


def withdrawn(row, reason="It was another year."):
    type(row).objects.filter(pk=row.pk).update(state="withdrawn", state_reason=reason)


def entries(client, address="/changes.atom"):
    answer = client.get(address)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def test_a_corrected_figure_says_what_it_was_on_its_page_and_in_the_data(client, figure):
    corrected(figure, value=Decimal(9_200_000_000))

    page = client.get("/figures/scale-2023/").content.decode()
    data = client.get("/figures/scale-2023.json").json()
    chinese = client.get("/zh-hans/figures/scale-2023/").content.decode()

    assert "Shanghai, 2023: 9 billion yuan" in page
    assert "The source corrected itself." in page
    assert "上海，2023年：90亿元" in chinese
    assert data["corrections"] == [
        {
            "day": timezone.localdate().isoformat(),
            "what": "corrected",
            "old": "Shanghai, 2023: 9 billion yuan",
            "new": "Shanghai, 2023: 9.2 billion yuan",
            "reason": "The source corrected itself.",
            "read_again": True,
        }
    ]


def test_a_withdrawn_figure_is_gone_and_tells_why_at_its_address_and_in_the_feed(client, figure):
    withdrawn(figure)

    page, data = client.get("/figures/scale-2023/"), client.get("/figures/scale-2023.json")
    [entry] = entries(client).findall(f"{ATOM}entry")

    assert (page.status_code, data.status_code) == (410, 410)
    assert "It was another year." in page.content.decode()
    assert data.json()["corrections"][0]["old"] == "Shanghai, 2023: 9 billion yuan"
    assert data.json()["withdrawn"] == "It was another year."
    assert entry.findtext(f"{ATOM}title") == "Scale of the industry: withdrawn"
    assert entry.findtext(f"{ATOM}summary") == (
        "Shanghai, 2023: 9 billion yuan. It was another year."
    )
    assert entry.find(f"{ATOM}link").get("href").endswith("/figures/scale-2023/")


def test_a_restored_figure_is_compared_with_what_was_published_last(client, figure):
    withdrawn(figure)
    for values in ({"state": "draft"}, {"value": 1}, {"value": 2}, {"state": "published"}):
        corrected(figure, reason="", **values)

    data = client.get("/figures/scale-2023.json").json()["corrections"]
    page = client.get("/changes/").content.decode()

    assert [row["what"] for row in data] == ["restored", "withdrawn"]
    assert data[0]["old"] == "Shanghai, 2023: 9 billion yuan"
    assert data[0]["new"] == "Shanghai, 2023: 2 yuan"
    assert "2023: 1 yuan" not in page


def test_the_feed_is_valid_atom_in_both_languages(client, figure):
    corrected(figure, value=1)
    TargetFactory()

    for address, language, title in [
        ("/changes.atom", "en", "Scale of the industry: corrected"),
        ("/zh-hans/changes.atom", "zh-hans", "产业规模"),
    ]:
        feed = entries(client, address)
        [entry] = feed.findall(f"{ATOM}entry")
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
        assert title in entry.findtext(f"{ATOM}title")
        for part in ("id", "title", "updated"):
            assert feed.findtext(f"{ATOM}{part}")
            assert entry.findtext(f"{ATOM}{part}")
        assert entry.findtext(f"{ATOM}id").startswith(f"tag:testserver,2026:changes:{language}:")
        assert dt.datetime.fromisoformat(entry.findtext(f"{ATOM}updated")).tzinfo
        assert entry.findtext(f"{ATOM}id") == entries(client, address).findtext(
            f"{ATOM}entry/{ATOM}id"
        )


def test_the_feed_tells_reasons_as_they_were_written(client, figure):
    corrected(figure, value=1, reason="It says <5 & more.")

    [entry] = entries(client).findall(f"{ATOM}entry")

    summary = entry.find(f"{ATOM}summary")
    assert summary.text.endswith("It says <5 & more.")
    assert summary.get("type") == "text"  # as HTML, "<5" would be no text


def test_nothing_is_told_of_drafts_notes_and_who_edited(client, figure, admin_user):
    draft = ObservationFactory(state="draft")
    Observation.objects.filter(pk=draft.pk).update(**reread(value=3))
    Observation.objects.filter(pk=figure.pk).update(note="Read again.")
    target = TargetFactory(plan=PlanFactory(state="draft"))
    Target.objects.filter(pk=target.pk).update(**reread(value=3))

    page = client.get("/changes/").content.decode()

    assert "Nothing that was published has changed yet." in page
    assert not entries(client).findall(f"{ATOM}entry")


def test_the_list_is_filtered_and_a_wrong_filter_is_told(client, figure):
    plan = PlanFactory(key="action-plan")
    target = TargetFactory(plan=plan, metric=figure.metric, statement="Ten billion by 2025")
    firm, event = FirmFactory(name_en="Alpha"), EventFactory(title="A deal")
    for row in (figure, target):
        corrected(row, value=5)
    for row in (firm, event):
        withdrawn(row)

    def named(query):
        page = client.get(f"/changes/{query}").content.decode()
        names = ["Scale of the industry", "Ten billion by 2025", "Alpha", "A deal"]
        return {name for name in names if f"{name}<" in page.split("<tbody>")[-1]}

    year = timezone.localdate().year
    assert len(named(f"?year={year}")) == 4
    assert named("?what=withdrawn") == {"Alpha", "A deal"}
    assert named("?kind=firm") == {"Alpha"}
    assert named("?metric=scale") == {"Scale of the industry", "Ten billion by 2025"}
    assert named("?plan=action-plan") == {"Ten billion by 2025"}
    assert "No change matches" in client.get("/changes/?what=deleted").content.decode()
    assert client.get("/changes.atom?what=deleted").status_code == 400


def test_as_of_an_earlier_day_nothing_of_it_had_happened(client, figure):
    corrected(figure, value=1)

    assert "Nothing that was published" in client.get("/changes/?as_of=2024-01-31").content.decode()
    assert client.get("/figures/scale-2023.json?as_of=2024-01-31").json()["corrections"] == []
    assert client.get("/changes.atom?as_of=tomorrow").status_code == 400


def test_a_number_that_no_line_names_is_told_by_its_field(client, figure):
    corrected(figure, interval_percent=Decimal(10))

    [row] = client.get("/figures/scale-2023.json").json()["corrections"]
    assert (row["old"], row["new"]) == ("Width of “about”: –", "Width of “about”: 10")


def test_many_changes_cost_no_more_queries_than_few(client, figure):
    def change(number):
        for _n in range(number):
            for row in (ObservationFactory(), TargetFactory(), EventFactory(amount=None)):
                withdrawn(row)
            corrected(figure, value=Decimal(Plan.objects.count() + 1))

    change(1)
    client.get("/changes/")
    few = count_queries(lambda: client.get("/changes/"))
    change(4)
    assert count_queries(lambda: client.get("/changes/")) == few
    assert connection.vendor == "postgresql"
