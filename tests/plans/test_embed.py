"""A chart in a frame of another site: whole, with its sources, and the way back to its page."""

import re

import pytest
from pytest_django.asserts import assertContains

from plans.pages.metrics import metric_chart
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    SourceFactory,
    TargetFactory,
)
from tests.plans.test_metric_files import YEARS
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

EMBED = "/embed/metrics/scale/"
TARGET = "/embed/plans/plan/targets/scale/"
ALLOWED = "frame-ancestors *"


@pytest.fixture
def shanghai():
    return AreaFactory(shanghai=True)


@pytest.fixture
def metric(shanghai):
    metric = MetricFactory(key="scale", name_en="Industry scale", name_zh="产业规模")
    source = SourceFactory(key="shine", publisher="SHINE & Co", url="https://shine.example/1")
    ObservationFactory(metric=metric, area=shanghai, value=90, source=source, **YEARS[2021])
    ObservationFactory(metric=metric, area=shanghai, value=100, source=source, **YEARS[2022])
    return metric


@pytest.fixture
def target(metric, shanghai):
    plan = PlanFactory(key="plan")
    return TargetFactory(plan=plan, key="scale", metric=metric, area=shanghai, value=150)


def may_be_framed(answer):
    policy = answer.headers["Content-Security-Policy"]
    framed = ALLOWED in policy
    assert framed is not answer.has_header("X-Frame-Options")
    assert framed or "frame-ancestors 'none'" in policy
    return framed


def test_other_sites_may_frame_a_chart_and_nothing_else(client, target, admin_client):
    for address in (EMBED, TARGET, f"/zh-hans{EMBED}", f"/zh-hans{TARGET}", f"{EMBED}?area=no"):
        assert may_be_framed(client.get(address)), address
    others = ["/", "/metrics/scale/", "/metrics/scale.svg", "/plans/plan/targets/scale/"]
    others += ["/plans/plan/targets/scale.svg", "/data/", "/healthz", "/metrics/embed/"]
    others += ["/admin/", "/metrics/scale/?as_of=someday", "/sources/shine/", "/no-embed/none/"]
    for address in others:
        assert not may_be_framed(admin_client.get(address)), address


MISTAKEN = {
    "/embed/metrics/none/": (404, "There is nothing at this address."),
    "/embed/plans/plan/targets/none/": (404, "There is nothing at this address."),
    "/embed/no/such/kind/": (404, "There is nothing at this address."),
    "/zh-hans/embed/metrics/none/": (404, 'href="/zh-hans/"'),
    f"{EMBED}?as_of=someday": (400, "“someday” is not a day."),
    f"{EMBED}?as_of=2999-01-01": (400, "2999-01-01 is still to come."),
}


@pytest.mark.parametrize(("address", "status", "words"), [(a, *w) for a, w in MISTAKEN.items()])
def test_a_frame_says_what_is_wrong_with_its_address(client, metric, address, status, words):
    answer = client.get(address)

    assertContains(answer, words, status_code=status)
    assert may_be_framed(answer)
    html = answer.content.decode()
    assert 'target="_top" rel="noopener"' in html
    assert "<header" not in html
    assert "<footer" not in html


def test_a_frame_tells_of_errors_of_ours_and_of_requests_without_sense(client, metric, monkeypatch):
    too_many = "&".join(f"a{number}=1" for number in range(1001))
    refused = client.get(f"{EMBED}?{too_many}")
    assertContains(refused, "This request makes no sense", status_code=400)
    assert may_be_framed(refused)
    assert not may_be_framed(client.get(f"/metrics/scale/?{too_many}"))

    client.raise_request_exception = False
    monkeypatch.setattr("plans.pages.metrics.seen_of", None)
    broken = client.get(EMBED)
    assertContains(broken, "The fault is ours.", status_code=500)
    assert may_be_framed(broken)
    assert not may_be_framed(client.get("/metrics/scale/"))


def test_the_policy_of_a_frame_is_as_strict_as_any_other(client, metric):
    framed = client.get(EMBED).headers["Content-Security-Policy"]
    page = client.get("/metrics/scale/").headers["Content-Security-Policy"]

    assert framed == page.replace("frame-ancestors 'none'", ALLOWED)


def test_a_chart_in_a_frame_is_that_of_its_page_with_source_and_way_back(client, metric, shanghai):
    html = client.get(f"{EMBED}?area=shanghai").content.decode()
    chart = metric_chart(metric, [shanghai], "en")

    assert re.findall(r"<h1[^>]*>(.*?)</h1>", html) == [chart.title]
    assert chart.caption in html
    assert str(chart.picture) in html
    assert 'href="https://shine.example/1" target="_top" rel="external noopener"' in html
    assert "SHINE &amp; Co</a>" in html
    assert 'href="/metrics/scale/?area=shanghai" target="_top" rel="noopener"' in html
    assert '<base target="_top">' in html
    assert "<header" not in html
    assert "<footer" not in html


def test_all_that_is_chosen_on_the_page_is_carried_along(client, metric, shanghai):
    pudong = AreaFactory(district=True, key="pudong")
    ObservationFactory(metric=metric, area=pudong, value=7, **YEARS[2022])

    query = "area=pudong&area=shanghai"
    html = client.get(f"{EMBED}?{query}&as_of=2026-11-01").content.decode()

    back = re.search(r'class="embed__page">\s*<a href="([^"]*)"', html)[1]
    assert back == "/metrics/scale/?area=pudong&amp;area=shanghai&amp;as_of=2026-11-01"
    caption = metric_chart(metric, [pudong, shanghai], "en").caption
    assertContains(client.get(f"{EMBED}?{query}"), caption)


def test_the_frame_of_a_target_shows_the_line_of_its_plan(client, target):
    html = client.get(f"/zh-hans{TARGET}").content.decode()

    assert "150" in html
    assert 'href="/zh-hans/plans/plan/targets/scale/" target="_top"' in html
    assert 'lang="zh-Hans"' in html


def test_a_wrong_question_is_answered_in_the_frame(client, metric):
    answer = client.get(f"{EMBED}?area=atlantis")

    assertContains(answer, "atlantis", status_code=400)
    assertContains(answer, 'href="/metrics/scale/" target="_top"', status_code=400)
    assert b"chart__drawing" not in answer.content
    assertContains(client.get(f"{EMBED}?as_of=1990-01-01"), "Nobody published a figure.")


@pytest.mark.parametrize(
    ("asked", "words"),
    [("since=2049", "No figure is of these years."), ("show=growth", "Nothing can be computed")],
)
def test_that_nobody_published_a_figure_is_not_said_of_what_a_reader_left_out(
    client, metric, shanghai, asked, words
):
    metric.observations.filter(value=90).update(state="draft")

    frame = client.get(f"{EMBED}?area=shanghai&{asked}").content.decode()

    assert words in frame
    assert "Nobody published a figure." not in frame


def test_a_page_gives_the_code_of_the_frame_for_what_it_shows(client, target):
    html = client.get("/metrics/scale/?area=shanghai&as_of=2026-01-01").content.decode()

    code = re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.DOTALL)[1]
    source = "http://testserver/embed/metrics/scale/?area=shanghai&amp;amp;as_of=2026-01-01"
    assert f"&lt;iframe src=&quot;{source}&quot; title=&quot;Industry scale, Shanghai&quot;" in code
    assert "style" not in code
    assert ">Link to this view</a>" in html
    for_target = client.get("/plans/plan/targets/scale/").content.decode()
    assert "http://testserver/embed/plans/plan/targets/scale/&quot;" in for_target


def test_a_targets_chart_is_to_be_had_as_files(client, target):
    page = client.get("/plans/plan/targets/scale/").content.decode()
    for form in ("svg", "csv", "json"):
        assert f'href="/plans/plan/targets/scale.{form}"' in page

    rows = client.get("/plans/plan/targets/scale.json").json()["results"]
    assert [(row["role"], row["value"]) for row in rows] == [
        ("stands", "100"),
        ("stands", "90"),
        ("target", "150"),
    ]
    table = client.get("/plans/plan/targets/scale.csv").content.decode()
    assert table.count("\n") == 1 + len(rows)
    picture = client.get("/plans/plan/targets/scale.svg").content.decode()
    assert "http://testserver/plans/plan/targets/scale/, as known on" in picture
    for form in ("svg", "csv", "json"):
        assert client.get(f"/plans/plan/targets/none.{form}").status_code == 404


def test_a_frame_costs_as_many_queries_for_many_figures_as_for_few(client, target, shanghai):
    few = [count_queries(lambda a=address: client.get(a)) for address in (EMBED, TARGET)]
    for source in range(20):
        ObservationFactory(metric=target.metric, area=shanghai, value=source, **YEARS[2022])

    assert [count_queries(lambda a=address: client.get(a)) for address in (EMBED, TARGET)] == few
