"""``/changes/`` and its feed tell of verdicts that changed, from what to what, and why."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.utils import timezone

from plans.domain.verdicts.evidence import DEFAULT_LAG_DAYS
from plans.history import record_verdicts
from plans.models import ChangeEntry, Metric, Observation, Target, VerdictRecord, telling
from tests.factories.plans import (
    ComputedTieFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    TargetFactory,
    VerdictOverrideFactory,
    VerdictRecordFactory,
)
from tests.queries import count_queries
from tests.rereading import reread

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
DUE = dt.date(2024, 12, 31)
LAG_OVER = dt.date(2026, 2, 1)
TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def target():
    return TargetFactory(
        key="platforms",
        plan__key="cell-plan",
        plan__name_en="Cell plan",
        plan__name_zh="细胞方案",
        statement="Ten platforms by 2024.",
        statement_zh="到2024年建成10个平台。",
        metric__key="platforms-built",
        metric__name_en="Platforms",
        metric__name_zh="平台数",
        area__name_en="Shanghai",
        area__name_zh="上海",
        due_on="2024",
    )


def figure(target, value, **said):
    return ObservationFactory(
        metric=target.metric,
        area=target.area,
        value=Decimal(value),
        **{
            "period_start": dt.date(2024, 1, 1),
            "period_end": DUE,
            "source__published_on": "2025-03-01",
            **said,
        },
    )


def page(client, query="", start=""):
    return client.get(f"{start}/changes/{query}").content.decode()


def rows(html):
    """The rows of the table, each as its words."""
    found = re.findall(r'<tr id="change-[^"]*">(.*?)</tr>', html, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in found]


def feed(client, address="/changes.atom"):
    return ElementTree.fromstring(client.get(address).content).findall(f"{ATOM}entry")


def test_a_figure_that_changes_a_verdict_is_told_with_its_evidence(client, target):
    record_verdicts(TODAY)
    found = figure(target, 12, key="platforms-2024")
    record_verdicts(TODAY)

    [row], [entry] = rows(page(client)), feed(client)

    assert "Ten platforms by 2024. target, Cell plan" in row
    assert "verdict changed ? no evidence found ✓ met 12 yuan (2024) meets the target" in row
    assert row.endswith("Evidence: Platforms, Shanghai, 2024")
    record = VerdictRecord.objects.get(is_change=True)
    html = page(client)
    for address in (
        f"{target.get_absolute_url()}#record-{record.pk}",
        target.plan.get_absolute_url(),
        found.get_absolute_url(),
    ):
        assert f'href="{address}"' in html
    assert entry.findtext(f"{ATOM}title") == "Ten platforms by 2024: verdict changed"
    assert entry.findtext(f"{ATOM}summary") == (
        f"Cell plan: no evidence found → met. Judged as of 22 November 2026. {record.reason}"
    )
    assert entry.findtext(f"{ATOM}id") == f"tag:testserver,2026:changes:en:verdict-{record.pk}"
    updated = entry.findtext(f"{ATOM}updated")
    assert dt.datetime.fromisoformat(updated) == record.recorded_at
    links = {link.get("rel"): link.get("href") for link in entry.findall(f"{ATOM}link")}
    assert links["alternate"].endswith(f"/targets/platforms/#record-{record.pk}")
    assert links["related"] == f"http://testserver{found.get_absolute_url()}"


def test_it_is_told_in_chinese(client, target):
    record_verdicts(dt.date(2024, 6, 30))
    record_verdicts(dt.date(2025, 1, 1))

    [row] = rows(page(client, start="/zh-hans"))
    [entry] = feed(client, "/zh-hans/changes.atom")

    assert "到2024年建成10个平台。" in row
    assert "与此前一样，没有数据可作依据。期限已于2024年12月31日届满。" in row
    summary = entry.findtext(f"{ATOM}summary")
    assert summary.startswith("细胞方案：")
    assert "按2025年1月1日的情况判定。" in summary


def test_first_verdicts_and_the_same_verdict_again_are_no_change(client, target):
    record_verdicts(TODAY)
    first = figure(target, 12, source__kind="news")
    record_verdicts(TODAY)
    better = figure(target, 13, source__kind="official_statistics")
    record_verdicts(TODAY)

    kept = list(VerdictRecord.objects.order_by("pk"))
    assert [record.observation_keys for record in kept] == [[], [first.key], [better.key]]
    assert [record.is_change for record in kept] == [False, True, False]
    assert [record.previous for record in kept] == [None, kept[0], kept[1]]
    assert len(rows(page(client))) == 1
    assert len(feed(client)) == 1


def test_time_alone_is_said_where_nothing_else_is_kept(client, target):
    for day in (dt.date(2024, 6, 30), dt.date(2025, 1, 1), LAG_OVER):
        record_verdicts(day)

    later, due = rows(page(client))

    assert "? not yet measured ? due, not yet published" in due
    assert due.endswith("No figure decides it, as before. Its term ended on 31 December 2024.")
    assert "? due, not yet published ? no evidence found" in later
    until = DUE + dt.timedelta(days=DEFAULT_LAG_DAYS)
    assert later.endswith(f"A result could be expected until {until:%-d %B %Y}.")


def test_of_figures_that_stayed_time_is_said_to_have_passed(client, target):
    half = {"period_start": dt.date(2024, 1, 1), "period_end": dt.date(2024, 6, 30)}
    figure(target, 4, **half, source__published_on="2024-08-01")
    record_verdicts(dt.date(2024, 9, 1))
    record_verdicts(dt.date(2025, 1, 1))

    before, after = VerdictRecord.objects.order_by("pk")
    [row] = rows(page(client))

    assert before.observation_keys == after.observation_keys != []
    assert "The figures are the same as before. Its term ended on 31 December 2024." in row


def test_what_was_corrected_in_between_is_said_instead(client, target):
    found = figure(target, 12)
    record_verdicts(TODAY)
    with telling(reason="Misread."):
        Observation.objects.filter(pk=found.pk).update(**reread(value=Decimal(9)))
    record_verdicts(TODAY)
    with telling(reason="Misread, too."):
        Target.objects.filter(pk=target.pk).update(**reread(value=Decimal(8)))
    record_verdicts(TODAY)

    told = rows(page(client))

    assert ["verdict" in row for row in told] == [True, False, True, False]  # in the order of time
    assert "✕ missed ✓ met" in told[0]
    assert "What is promised was corrected." in told[0]
    assert "✓ met ✕ missed" in told[2]
    assert "A figure that decides it was corrected." in told[2]


def test_nothing_is_said_of_time_where_the_terms_are_not_those_of_then(client, target):
    record_verdicts(dt.date(2024, 6, 30))
    record_verdicts(dt.date(2025, 1, 1))
    assert "Its term ended" in rows(page(client))[0]

    Metric.objects.filter(pk=target.metric_id).update(publication_lag_days=20)

    assert "Its term ended" not in rows(page(client))[0]


def test_a_figure_that_no_longer_decides_is_named_and_linked(client, target):
    found = figure(target, 12, key="platforms-2024")
    record_verdicts(TODAY)
    Observation.objects.filter(pk=found.pk).update(state="withdrawn", state_reason="Not so.")
    record_verdicts(TODAY)

    verdict, withdrawal = rows(page(client))

    assert "✓ met ? no evidence found" in verdict
    assert verdict.endswith("No longer decides it: Platforms, Shanghai, 2024")
    assert "withdrawn" in withdrawal
    assert f'href="{found.get_absolute_url()}"' in page(client, "?what=verdict")


def test_an_editors_verdict_set_and_lifted_is_told(client, target):
    record_verdicts(TODAY)
    override = VerdictOverrideFactory(target=target, reason="The closing report says so.")
    record_verdicts(TODAY)
    type(override).objects.filter(pk=override.pk).update(
        state="withdrawn", state_reason="It was a draft."
    )
    record_verdicts(TODAY)

    lifted, put = rows(page(client))

    assert put.endswith("The closing report says so. An editor set this verdict.")
    assert lifted.endswith("The verdict that an editor had set no longer stands.")


def test_a_new_method_is_named_as_the_cause(client, target):
    VerdictRecordFactory(target=target, as_of=TODAY, method_version="1.0")
    VerdictRecordFactory(target=target, as_of=TODAY, method_version="1.1", verdict="undetermined")

    [row] = rows(page(client))

    assert row.endswith(
        "It was judged by version 1.1 of the method, the one before by version 1.0."
    )


def test_numbers_counted_here_link_to_their_series(client):
    tie = ComputedTieFactory()
    key = f"computed:{tie.series}:2023-2024:7"
    VerdictRecordFactory(target=tie.target)
    VerdictRecordFactory(target=tie.target, verdict="met", observation_keys=[key])

    html = page(client)

    assert f'href="{tie.counting.get_absolute_url()}"' in html
    [entry] = feed(client)
    related = [link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "related"]
    assert related[0].get("title") == tie.counting.name.en


def test_it_is_found_by_what_kind_plan_metric_and_year(client, target):
    record_verdicts(TODAY)
    figure(target, 12)
    record_verdicts(TODAY)
    other = ObservationFactory(metric=MetricFactory(key="other"))
    with telling(reason="Misread."):
        Observation.objects.filter(pk=other.pk).update(**reread(value=Decimal(9)))

    def verdicts(query):
        return ["verdict changed" in row for row in rows(page(client, query))]

    assert verdicts("") == [False, True]
    for query in (
        "?what=verdict",
        "?kind=target",
        "?plan=cell-plan",
        "?metric=platforms-built",
        f"?what=verdict&year={timezone.localdate().year}",
    ):
        assert verdicts(query) == [True], query
        assert len(feed(client, f"/changes.atom{query}")) == 1
    for query in ("?what=corrected", "?kind=observation", "?metric=other"):
        assert verdicts(query) == [False], query
    assert "2 results" in page(client)
    assert '<option value="platforms-built">' in page(client)


@pytest.mark.parametrize("hidden", ["target", "plan", "main row"])
def test_only_targets_with_a_page_are_told_of(client, target, hidden):
    if hidden == "main row":
        target = TargetFactory(plan=target.plan, variant_of=target, metric=target.metric)
    VerdictRecordFactory(target=target)
    VerdictRecordFactory(target=target, verdict="met")
    assert len(feed(client, "/changes.atom?what=verdict")) == 1

    row = {"target": target, "plan": target.plan, "main row": target.variant_of}[hidden]
    type(row).objects.filter(pk=row.pk).update(state="withdrawn", state_reason="Not so.")

    assert feed(client, "/changes.atom?what=verdict") == []
    assert "verdict changed" not in "".join(rows(page(client)))


def test_as_of_a_day_only_what_was_recorded_by_then_is_told(client, target):
    early, late = (
        timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
        for day in (dt.date(2025, 3, 1), dt.date(2026, 3, 1))
    )
    type(target.source).objects.update(published_on="2022-01-01")
    found = figure(target, 12, source__published_on="2026-02-01")
    VerdictRecordFactory(target=target, as_of=dt.date(2025, 1, 1), recorded_at=early)
    VerdictRecordFactory(
        target=target, as_of=early.date(), recorded_at=early, verdict="awaiting_data"
    )
    VerdictRecordFactory(
        target=target,
        as_of=late.date(),
        recorded_at=late,
        verdict="met",
        observation_keys=[found.key],
    )

    assert len(rows(page(client))) == 2
    [row] = rows(page(client, "?as_of=2025-06-01"))
    assert "1 March 2025" in row
    assert len(rows(page(client, "?as_of=2026-03-01"))) == 2
    assert rows(page(client, "?as_of=2025-02-28")) == []
    assert len(feed(client, "/changes.atom?as_of=2025-06-01")) == 1


def test_the_list_tells_what_the_page_of_the_target_and_the_command_tell(client, target):
    """One record knows what stood before it, however the days of the judging lie."""
    said = []
    for day, value in (
        (dt.date(2024, 6, 30), None),
        (TODAY, None),
        (dt.date(2025, 1, 1), None),  # a day in the past, judged later
        (TODAY, 12),
    ):
        if value:
            figure(target, value)
        said += [(one.before, one.after) for one in record_verdicts(day)]

    told = [
        (record.previous and record.previous.verdict, record.verdict)
        for record in VerdictRecord.objects.order_by("pk").select_related("previous")
    ]
    html = client.get(target.get_absolute_url()).content.decode()
    on_page = {
        int(pk): re.findall(r"verdict__sign[^>]*>[^<]*</span>([^<]*)", row)
        for pk, row in re.findall(r'<tr id="record-(\d+)">(.*?)</tr>', html, re.DOTALL)
    }
    entries = ChangeEntry.objects.filter(what="verdict")

    assert told == said
    assert len(said) == 4
    assert len(entries) == 3
    for entry in entries:
        record = VerdictRecord.objects.get(pk=entry.number)
        labels = [record.get_verdict_display(), record.previous.get_verdict_display()]
        assert on_page[record.pk] == labels
        [row] = [one for one in html_rows(page(client)) if f'"change-{entry.key}"' in one]
        assert re.findall(r"verdict__sign[^>]*>[^<]*</span>([^<]*)", row) == labels[::-1]
    [first] = set(on_page) - {entry.number for entry in entries}
    assert len(on_page[first]) == 1


def html_rows(html):
    return re.findall(r'<tr id="change-.*?</tr>', html, re.DOTALL)


def test_no_record_can_claim_another_past(target):
    first = VerdictRecordFactory(target=target)
    other = VerdictRecordFactory(verdict="met")
    claimed = VerdictRecordFactory(target=target, previous=other, is_change=True)

    claimed.refresh_from_db()
    assert (claimed.previous, claimed.is_change) == (first, False)


def test_many_of_both_kinds_cost_no_more_queries_than_few(client, target):
    def change(number):
        for n in range(number):
            one = TargetFactory(plan=PlanFactory(), metric__publication_lag_days=30)
            seen = figure(one, 12)
            VerdictRecordFactory(target=one)
            VerdictRecordFactory(target=one, verdict="met", observation_keys=[seen.key])
            with telling(reason="Misread."):
                Observation.objects.filter(pk=seen.pk).update(**reread(value=Decimal(n + 1)))

    change(1)
    addresses = (
        "/changes/",
        "/changes.atom",
        "/changes/?what=verdict",
        "/changes.atom?kind=target",
    )
    few = [count_queries(lambda a=a: client.get(a)) for a in addresses]
    change(6)
    many = [count_queries(lambda a=a: client.get(a)) for a in addresses]

    assert many == few
    assert few[1] <= 9


def test_a_page_of_a_long_list_is_merged_from_two_indexes():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = ChangeEntry.objects.newest_first()[:25].explain()

    assert "Merge Append" in plan
    assert "revision_shown" in plan
    assert "verdict_record_changes" in plan
