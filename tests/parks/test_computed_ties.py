"""What an editor ties to a target: asked where sources leave it open, in one place for all."""

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client

from parks.models import Park
from plans.computed import all_series
from plans.history import record_verdicts
from plans.models import Area, ComputedTie, Metric, Target, VerdictRecord
from plans.pages.verdicts import plan_standings
from plans.standings import Standing, standings
from tests.factories.parks import DistrictFactory, ParkFactory, ProductFactory
from tests.factories.plans import (
    AreaFactory,
    ComputedTieFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    SourceFactory,
    TargetFactory,
)
from tests.queries import count_queries
from tests.rereading import reread
from tests.rules import refused_by

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 7, 1)
REASON = "A park counts once it is open, as in the plan."


@pytest.fixture
def admin_user(db: None, django_user_model: type[AbstractUser]) -> AbstractUser:
    return django_user_model.objects.create(username="admin", is_staff=True, is_superuser=True)


@pytest.fixture
def city() -> Area:
    area: Area = AreaFactory(shanghai=True)
    return area


@pytest.fixture
def target(city: Area) -> Target:
    """Three parks opened in 2023 and 2024: nobody published how many were."""
    plan = PlanFactory(key="parks-plan", area=city, period_start="2023", period_end="2024")
    metric = MetricFactory(key="parks-opened", unit="count", name_en="Parks opened")
    target: Target = TargetFactory(
        plan=plan, key="parks", metric=metric, basis="running_total", value=3, due_on="2024"
    )
    return target


@pytest.fixture
def open_parks(city: Area) -> Callable[..., list[Park]]:
    """Open parks in some years, each known from the first day of the year after."""
    district = DistrictFactory()

    def opened(*years: int) -> list[Park]:
        return [
            ParkFactory(
                district=district,
                opened_on=str(year),
                source=SourceFactory(published_on=f"{year + 1}-01-01"),
            )
            for year in years
        ]

    return opened


def tie(target: Target, **said: Any) -> ComputedTie:
    made: ComputedTie = ComputedTieFactory(
        target=target, series="park-openings", reason=REASON, **said
    )
    return made


def stands(target: Target, on: dt.date = DAY) -> Standing:
    [standing] = standings(Target.objects.filter(pk=target.pk).with_evidence(), on)
    return standing


def verdict(target: Target, on: dt.date = DAY) -> str:
    return stands(target, on).verdict.value


# --- The verdict ----------------------------------------------------------------------------


def test_a_tie_decides_what_sources_leave_open_and_leads_to_its_records(
    client: Client, target: Target, open_parks: Any
) -> None:
    open_parks(2021, 2023, 2023, 2024)
    assert verdict(target) == "no_evidence"

    tie(target)

    standing = stands(target)
    assert (standing.verdict.value, standing.grade) == ("met", "E")
    assert standing.judgement.evidence_keys == ("computed:park-openings:2023-2024:3",)
    [counted] = standing.counted
    listed = client.get(counted.url).context["page_obj"].paginator.count
    assert listed == counted.counted.records == 3


def test_the_page_says_in_words_what_it_rests_on(
    client: Client, target: Target, open_parks: Any
) -> None:
    open_parks(2023, 2023, 2024)
    tie(target, reason_zh="园区启用即计入。")

    page = client.get(target.get_absolute_url())
    html = page.content.decode()
    assert "At least 3 (2023 to 2024) counted from the records held here meets the target" in html
    assert f"An editor tied the series to this target: {REASON}" in html
    assert "It decides the verdict." in html
    assert "counted by us from 3 records" in html
    assert "/parks/?opened=2023-2024" in html
    assert '<abbr class="grade" title="counted from the records held here">E</abbr>' in html
    chinese = client.get(f"/zh-hans{target.get_absolute_url()}").content.decode()
    assert "编辑将该序列与本目标关联：园区启用即计入。" in chinese


def test_too_few_records_change_nothing_and_are_shown(
    client: Client, target: Target, open_parks: Any
) -> None:
    open_parks(2023)
    before = stands(target).reason
    tie(target)

    assert verdict(target) == "no_evidence"
    assert stands(target).reason == before
    page = client.get(target.get_absolute_url())
    [row] = page.context["page"].ties
    assert (row.figure.quantity.words("en"), row.answer.en) == ("at least 1", "cannot tell")
    assert "It decides nothing." in page.content.decode()


def test_a_source_of_the_same_comes_first_and_the_list_shows_both(
    client: Client, target: Target, open_parks: Any
) -> None:
    open_parks(2023, 2023, 2024)
    tie(target)
    figure = ObservationFactory(
        metric=target.metric,
        area=target.area,
        value=2,
        period_start=dt.date(2023, 1, 1),
        period_end=dt.date(2024, 12, 31),
        source=SourceFactory(published_on="2025-03-01"),
    )

    standing = stands(target)
    assert (standing.verdict.value, standing.grade) == ("missed", "D")
    assert standing.used == [figure]
    listed = client.get("/targets/?plan=parks-plan").content.decode()
    assert "Counted from the records held here:" in listed
    assert "at least 3" in listed
    page = client.get(target.get_absolute_url()).content.decode()
    assert "Not asked: a source speaks of the same." in page
    assert "These numbers are not in it." in page
    [use] = client.get(figure.get_absolute_url()).context["page"].uses
    assert use.decides


@pytest.mark.parametrize(
    "said",
    [
        {"state": "draft"},
        {"state": "withdrawn"},
        {"made_on": dt.date(2026, 7, 2)},
    ],
)
def test_what_is_not_public_on_the_day_bears_on_nothing(
    target: Target, open_parks: Any, said: dict[str, Any]
) -> None:
    open_parks(2023, 2023, 2024)
    tie(target, **said)
    assert verdict(target) == "no_evidence"
    assert not stands(target).tied


def test_a_series_that_is_counted_no_more_bears_on_nothing(client: Client, target: Target) -> None:
    tie(target)
    ComputedTie.objects.update(series="long-gone")
    assert verdict(target) == "no_evidence"
    page = client.get(target.get_absolute_url())
    assert page.status_code == 200
    assert not page.context["page"].ties


def test_a_series_that_changed_since_bears_on_nothing(
    target: Target, open_parks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a series counts is code: a tie of before is asked again whether it suits."""
    open_parks(2023, 2023, 2024)
    tie(target)
    [series] = [series for series in all_series() if series.key == "park-openings"]
    assert verdict(target) == "met"
    object.__setattr__(series, "area", "china")
    try:
        assert verdict(target) == "no_evidence"
    finally:
        object.__setattr__(series, "area", "shanghai")


def test_a_past_day_knows_neither_the_records_nor_the_tie_of_later(
    client: Client, target: Target, open_parks: Any
) -> None:
    open_parks(2023, 2023, 2024)  # known from 1 January 2024 and 2025
    tie(target, made_on=dt.date(2024, 3, 1))

    assert verdict(target, dt.date(2024, 2, 29)) == "not_yet_measured"
    assert verdict(target, dt.date(2024, 3, 1)) == "on_track"
    assert verdict(target, dt.date(2024, 12, 31)) == "on_track"
    assert verdict(target, dt.date(2025, 1, 1)) == "met"
    page = client.get(target.get_absolute_url()).context["page"]
    told = [(row.since.isoformat(), row.verdict.value) for row in page.timeline]
    assert told[:2] == [("2025-01-01", "met"), ("2024-03-01", "on_track")]
    for day, said in told:
        then = client.get(f"{target.get_absolute_url()}?as_of={day}")
        if then.status_code == 200:
            assert then.context["page"].standing.verdict.value == said
    early = client.get(f"{target.get_absolute_url()}?as_of=2024-06-30").content.decode()
    assert "counted by us from 2 records" in early


# --- One place for all ----------------------------------------------------------------------


def test_every_place_says_the_same_of_a_target_with_a_tie(
    client: Client, target: Target, open_parks: Any
) -> None:
    open_parks(2023, 2023, 2024)
    tie(target)
    record_verdicts(DAY)
    key = "computed:park-openings:2023-2024:3"

    said = stands(target)
    page = client.get(target.get_absolute_url()).context["page"]
    assert page.standing.judgement.evidence_keys == said.judgement.evidence_keys == (key,)
    assert page.timeline[0].verdict == said.verdict
    [group] = client.get("/targets/").context["groups"]
    [listed] = group.rows
    assert (listed.standing.verdict, listed.standing.reason) == (said.verdict, said.reason)
    assert client.get("/targets/?grade=E&verdict=met").context["page_obj"].paginator.count == 1
    [row] = client.get("/plans/parks-plan/").context["page"].targets
    assert row.standing.verdict == said.verdict
    home = client.get("/").context["page"]
    assert home.verdicts == Counter({said.verdict: 1})
    assert plan_standings(DAY)[0].counts == home.verdicts
    coverage = client.get("/coverage/").context["page"]
    assert coverage.counts == home.verdicts
    [in_json] = client.get("/targets.json").json()["results"]
    text = client.get("/targets.csv").content.decode("utf-8-sig")
    [in_csv] = csv.DictReader(io.StringIO(text))
    for file in (in_json, in_csv):
        assert (file["verdict"], file["grade"], file["reason"]) == ("met", "E", said.reason.en)
    assert (in_json["observations"], in_json["computed"]) == ([], [key])
    assert (in_csv["observations"], in_csv["computed"]) == ("", key)
    record = VerdictRecord.objects.get()
    assert (record.verdict, record.observation_keys) == (said.verdict.value, [key])
    assert (record.grade, record.reason) == ("E", said.reason.en)
    [use] = client.get("/computed/park-openings/").context["page"].uses
    assert use.decides
    assert use.row.standing.verdict == said.verdict
    assert client.get("/metrics/parks-opened/").status_code == 200


def test_the_history_keeps_what_a_further_record_changes_and_no_standstill(
    target: Target, open_parks: Any
) -> None:
    open_parks(2023, 2023, 2024)
    record_verdicts(DAY)
    tie(target)
    [change] = record_verdicts(DAY)
    assert (change.before, change.after) == ("no_evidence", "met")
    assert record_verdicts(DAY) == []
    open_parks(2024)
    record_verdicts(DAY)
    kept = VerdictRecord.objects.order_by("pk").values_list("observation_keys", flat=True)
    assert list(kept) == [
        [],
        ["computed:park-openings:2023-2024:3"],
        ["computed:park-openings:2023-2024:4"],
    ]


def test_more_ties_of_one_way_of_counting_cost_no_more_queries(
    client: Client, target: Target, open_parks: Any
) -> None:
    open_parks(2023, 2023, 2024)
    without = count_queries(lambda: client.get("/targets/"))
    tie(target)
    one = count_queries(lambda: client.get("/targets/"))
    for _ in range(5):
        tie(TargetFactory(plan=target.plan, metric=target.metric, basis="running_total", value=3))
    many = count_queries(lambda: client.get("/targets/"))
    assert (one, many) == (without + 1, without + 1)


# --- What suits -----------------------------------------------------------------------------

UNFIT = [
    pytest.param({"unit": "yuan"}, {}, id="another unit"),
    pytest.param({"measure_type": "stock"}, {"basis": "level"}, id="a level"),
]


@pytest.mark.parametrize(("metric", "of_target"), UNFIT)
def test_the_database_refuses_a_series_that_does_not_suit(
    city: Area, metric: dict[str, Any], of_target: dict[str, Any]
) -> None:
    other = MetricFactory(**{"unit": "count", **metric})
    target = TargetFactory(plan=PlanFactory(area=city), metric=other, **of_target)
    with refused_by("computed_tie_suits_its_target", naming=target.key):
        tie(target)
    tie(target, state="withdrawn")


def test_the_database_refuses_another_area_and_words(city: Area) -> None:
    metric = MetricFactory(unit="count")
    elsewhere = TargetFactory(metric=metric, area=AreaFactory(), basis="running_total")
    with refused_by("computed_tie_suits_its_target"):
        tie(elsewhere)
    with refused_by("computed_tie_suits_its_target"):
        tie(TargetFactory(plan=PlanFactory(area=city), wording=True))


def test_the_database_keeps_what_a_series_is_tied_to(target: Target) -> None:
    made = tie(target)
    rule = "computed_tie_suits_its_target"
    with refused_by(rule, naming="park-openings"):
        Metric.objects.filter(pk=target.metric_id).update(measure_type="stock")
    with refused_by(rule):
        Target.objects.filter(pk=target.pk).update(**reread(area=AreaFactory()))
    with refused_by(rule):
        Target.objects.filter(pk=target.pk).update(**reread(metric=MetricFactory(unit="USD")))
    made.state = "withdrawn"
    made.save()
    Metric.objects.filter(pk=target.metric_id).update(measure_type="stock")


# --- The editors' desk ----------------------------------------------------------------------

ADD = "/admin/plans/computedtie/add/"


def form(target: Target, **said: Any) -> dict[str, Any]:
    return {
        "target": target.pk,
        "series": "park-openings",
        "made_on": "2024-01-01",
        "state": "published",
        "reason": REASON,
        "reason_zh": "",
        **said,
    }


def test_an_editor_ties_a_series_by_its_name_and_the_verdict_is_kept(
    admin_client: Client, target: Target, open_parks: Any
) -> None:
    open_parks(2023, 2023, 2024)
    shown = admin_client.get(f"/admin/plans/target/{target.pk}/change/").content.decode()
    assert all(f'value="{series.key}"' in shown for series in all_series())
    assert admin_client.post(ADD, form(target, reason="")).status_code == 200
    assert admin_client.post(ADD, form(target, series="mine")).status_code == 200
    assert not target.computed_ties.exists()

    assert admin_client.post(ADD, form(target)).status_code == 302

    made = target.computed_ties.get()
    assert (made.unit, made.measure_type, made.area) == ("count", "flow", target.area)
    assert VerdictRecord.objects.get().verdict == "met"


def test_the_form_says_on_the_field_why_a_series_does_not_suit(
    admin_client: Client, target: Target
) -> None:
    refused = admin_client.post(ADD, form(target, series="approved-products"))
    [why] = refused.context["adminform"].form.errors["series"]
    assert why.startswith("It does not count as the target does")
    refused = admin_client.post(ADD, form(target, series="firms-founded"))
    [why] = refused.context["adminform"].form.errors["series"]
    assert why.startswith("Its records are not those of the area")
    refused = admin_client.post(ADD, form(target, series="deal-amounts-usd"))
    [why] = refused.context["adminform"].form.errors["series"]
    assert why.startswith("It counts in another unit")
    Target.objects.filter(pk=target.pk).update(**reread(comparator="<="))
    refused = admin_client.post(ADD, form(target))
    [why] = refused.context["adminform"].form.errors["series"]
    assert why.startswith("Records are never all that there is")
    words = TargetFactory(plan=target.plan, wording=True)
    refused = admin_client.post(ADD, form(words))
    [why] = refused.context["adminform"].form.errors["series"]
    assert why.startswith("The target is in words")
    assert not ComputedTie.objects.exists()


def test_what_a_series_is_tied_to_is_not_changed_below_it(target: Target) -> None:
    tie(target)
    target.comparator = "<="
    with pytest.raises(Exception, match="would not suit it then"):
        target.full_clean()
    metric = Metric.objects.get(pk=target.metric_id)
    metric.direction = "down_is_good"
    metric.full_clean()  # "at least" stays a floor
    metric.unit = "yuan"
    with pytest.raises(Exception, match="is tied to the target “parks” would not suit"):
        metric.full_clean()


def test_the_list_and_the_choices_are_in_the_editors_language(
    admin_client: Client, target: Target
) -> None:
    Target.objects.filter(pk=target.pk).update(statement_zh="启用三个园区。")
    tie(target)
    listed = admin_client.get("/zh-hans/admin/plans/computedtie/").content.decode()
    assert "每年启用的园区" in listed
    assert "启用三个园区。" in listed
    address = f"/admin/plans/computedtie/{target.computed_ties.get().pk}/change/"
    change = admin_client.get(f"/zh-hans{address}").content.decode()
    assert "累计在中国获批的产品" in change


def test_a_changed_record_is_judged_at_once(
    admin_client: Client, target: Target, open_parks: Any
) -> None:
    *_others, last = open_parks(2023, 2023, 2024)
    tie(target)
    record_verdicts(dt.date.fromisoformat("2026-07-01"))
    address = f"/admin/parks/park/{last.pk}/change/"
    page = admin_client.get(address)
    fields = {
        name: value
        for name, value in page.context["adminform"].form.initial.items()
        if value is not None
    }
    fields |= {f"{formset.formset.prefix}-TOTAL_FORMS": 0 for formset in formsets(page)}
    fields |= {f"{formset.formset.prefix}-INITIAL_FORMS": 0 for formset in formsets(page)}
    fields |= {"opened_on": "2021", "locator": "para 2"}
    answer = admin_client.post(address, fields)
    assert answer.status_code == 302, answer.context["errors"]
    newest = VerdictRecord.objects.order_by("-pk")[0]
    assert newest.verdict == "no_evidence"


def formsets(page: Any) -> Any:
    return page.context["inline_admin_formsets"]


def test_a_level_counts_all_up_to_its_day(client: Client) -> None:
    """Products approved in China, to date: a target for China as a whole."""
    china = AreaFactory(country=True, key="china", name_en="China")
    metric = MetricFactory(key="products-in-china", stock=True)
    target = TargetFactory(plan=PlanFactory(area=china), metric=metric, value=2, due_on="2024")
    for year in (2019, 2023):
        ProductFactory(
            stage="approved",
            authority=["NMPA"],
            status_on=str(year),
            source=SourceFactory(published_on=f"{year}-12-01"),
        )
    ComputedTieFactory(target=target)
    [counted] = stands(target).counted
    assert verdict(target) == "met"
    assert (counted.key, counted.period.end) == (
        "computed:approved-products:to-2024:2",
        dt.date(2024, 12, 31),
    )
    assert client.get(counted.url).context["page_obj"].paginator.count == 2
    since = next(s for s in all_series() if s.key == "approved-products").dated_url(2020, 2024)
    assert client.get(since).context["page_obj"].paginator.count == 1
