"""The quality desk: it counts what needs care, and lists exactly what it counts."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from cgt_site.quality import lines
from plans.models import Source
from tests.factories.parks import DistrictFactory, SiteFactory
from tests.factories.plans import (
    LinkCheckFactory,
    MetricFactory,
    ObservationFactory,
    SourceFactory,
    TargetFactory,
    VerdictRecordFactory,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def read_today() -> Source:
    return SourceFactory(retrieved_on=TODAY, kind="official")


def numbers(user) -> dict[str, int]:
    return {line.kind.key: line.number for line in lines(user, TODAY)}


def listed(client: Client, kind: str) -> list[str]:
    page = client.get(f"/admin/quality/{kind if '?' in kind else f'{kind}/'}")
    return [link.url for row in page.context["page"].rows for link in row.links]


def form(row) -> str:
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def test_sources_that_nobody_read_or_reached_for_a_year(admin_client, admin_user):
    SourceFactory(retrieved_on=TODAY)
    SourceFactory(retrieved_on=dt.date(2020, 1, 1), checked_on=TODAY)
    old = SourceFactory(retrieved_on=dt.date(2020, 1, 1))

    assert numbers(admin_user)["sources-unchecked"] == 1
    assert listed(admin_client, "sources-unchecked") == [form(old)]


def test_links_that_failed(admin_client, admin_user):
    LinkCheckFactory()
    gone = LinkCheckFactory(status=404)

    assert numbers(admin_user)["links-failed"] == 1
    assert listed(admin_client, "links-failed") == [form(gone.source)]
    assert "HTTP 404" in admin_client.get("/admin/quality/links-failed/").content.decode()


def test_targets_of_which_nobody_published_anything(admin_client, admin_user):
    target = VerdictRecordFactory().target
    met = VerdictRecordFactory().target
    VerdictRecordFactory(target=met, as_of=dt.date(2024, 5, 1), verdict="met")

    assert numbers(admin_user)["targets-without-evidence"] == 1
    assert listed(admin_client, "targets-without-evidence") == [form(target)]


def test_metrics_whose_next_figure_is_late(admin_client, admin_user, read_today):
    def year(metric, number: int):
        return ObservationFactory(
            metric=metric,
            source=read_today,
            period_start=dt.date(number, 1, 1),
            period_end=dt.date(number, 12, 31),
        )

    late, once, stated = MetricFactory(), MetricFactory(), MetricFactory(publication_lag_days=30)
    Source.objects.filter(pk=read_today.pk).update(published_on=TODAY.isoformat())
    for number in (2018, 2019):
        year(late, number)
    year(once, 2018)
    year(stated, TODAY.year - 1)

    assert numbers(admin_user)["metrics-overdue"] == 1
    assert listed(admin_client, "metrics-overdue") == [form(late)]
    assert "2019" in admin_client.get("/admin/quality/metrics-overdue/").content.decode()


def test_rivals_that_cannot_both_be_true_until_one_is_preferred(admin_client, admin_user):
    one = ObservationFactory(value=100)
    same = {"metric": one.metric, "area": one.area}
    other = ObservationFactory(value=150, **same)
    agreeing = ObservationFactory(value=100)
    ObservationFactory(value=90, qualifier="more_than", metric=agreeing.metric, area=agreeing.area)

    assert numbers(admin_user)["rivals-undecided"] == 1
    assert listed(admin_client, "rivals-undecided") == [form(one), form(other)]

    other.preferred, other.preference_reason = True, "It is the statistics bureau."
    other.save()

    assert numbers(admin_user)["rivals-undecided"] == 0


def test_figures_that_one_news_report_alone_states(admin_client, admin_user):
    alone = ObservationFactory()
    ObservationFactory(source__kind="official")
    told = ObservationFactory()
    ObservationFactory(metric=told.metric, area=told.area, source__kind="company")

    assert numbers(admin_user)["one-news-report"] == 1
    assert listed(admin_client, "one-news-report") == [form(alone)]


def test_other_facts_whose_one_source_is_a_news_report(admin_client, admin_user):
    target = TargetFactory(source__kind="news")
    TargetFactory(source__kind="official")
    TargetFactory(source__kind="news", state="draft")
    site = SiteFactory(source__kind="news")
    measured = DistrictFactory(source__kind="official", area_source=SourceFactory(kind="news"))

    assert numbers(admin_user)["one-news-report-target"] == 1
    assert listed(admin_client, "one-news-report-target") == [form(target)]
    assert listed(admin_client, "one-news-report-site") == [form(site)]
    assert form(measured) in listed(admin_client, "one-news-report-district-area-source")
    assert form(measured) not in listed(admin_client, "one-news-report-district")


def test_the_first_page_counts_and_leads_there_in_both_languages(admin_client):
    LinkCheckFactory(status=404)

    english = admin_client.get("/admin/").content.decode()
    chinese = admin_client.get("/zh-hans/admin/").content.decode()

    assert 'href="/admin/quality/links-failed/"' in english
    assert 'href="/zh-hans/admin/quality/links-failed/"' in chinese
    assert admin_client.get("/admin/quality/sources-unchecked/?page=nonsense").status_code == 200


def test_the_first_page_stops_counting_and_says_so_and_the_list_has_all(
    admin_client, admin_user, monkeypatch
):
    monkeypatch.setattr("cgt_site.quality.COUNTED", 2)
    two = TargetFactory.create_batch(2, source__kind="news")

    def said() -> str:
        found = {line.kind.key: line.words for line in lines(admin_user, TODAY)}
        return found["one-news-report-target"]

    assert said() == "2"

    two += TargetFactory.create_batch(2, source__kind="news")

    assert said() == "more than 2"
    assert "more than 2<" in admin_client.get("/admin/").content.decode()
    page = admin_client.get("/admin/quality/one-news-report-target/").context["page"]
    assert page.page_obj.paginator.count == 4
    assert {link.url for row in page.rows for link in row.links} == {form(row) for row in two}


def test_the_pages_of_a_list_are_the_whole_of_it(admin_client, monkeypatch):
    monkeypatch.setattr("cgt_site.quality.ROWS", 2)
    sites = SiteFactory.create_batch(5, source__kind="news")

    pages = [listed(admin_client, f"one-news-report-site/?page={n}") for n in (1, 2, 3)]

    assert [len(page) for page in pages] == [2, 2, 1]
    found = [url for page in pages for url in page]
    assert sorted(found) == sorted(form(site) for site in sites)


def test_an_editor_sees_what_they_may_see(client, django_user_model):
    editor = django_user_model.objects.create(username="editor", is_staff=True)
    editor.user_permissions.set(Permission.objects.filter(codename="change_source"))
    client.force_login(editor)

    assert set(numbers(editor)) == {"sources-unchecked", "links-failed"}
    assert client.get("/admin/quality/links-failed/").status_code == 200
    assert client.get("/admin/quality/one-news-report/").status_code == 404
    assert client.post("/admin/quality/links-failed/", {"row": "1"}).status_code == 403
    assert Client().get("/admin/quality/links-failed/").status_code == 302


def test_it_costs_no_more_queries_with_many_rows_than_with_few(admin_user, admin_client):
    def everything() -> None:
        LinkCheckFactory(status=404, source__retrieved_on=dt.date(2020, 1, 1))
        VerdictRecordFactory()
        one = ObservationFactory(value=100)
        ObservationFactory(value=150, metric=one.metric, area=one.area)

    def pages() -> None:
        lines(admin_user, TODAY)
        for kind in numbers(admin_user):
            admin_client.get(f"/admin/quality/{kind}/")

    everything()
    admin_client.get("/admin/")
    few = count_queries(pages)
    for _ in range(4):
        everything()

    assert count_queries(pages) <= few
