"""`load_data`: everything or nothing, again and again, and no editor's work undone."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from cgt_site.datafiles import digest
from parks.models import District, Event, Firm, FirmPair, Park, Product, Site
from plans.domain.dates import PartialDate
from plans.models import (
    Area,
    Metric,
    Observation,
    Plan,
    PolicyMeasure,
    Revision,
    Source,
    Target,
)
from tests.data.folder import DataFolder, load, refusal
from tests.rereading import read_again

YEAR_2021 = "biomedicine-industry-scale-shanghai-2021-kjw-2022-07-19"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """The shipped files, which a test may change."""
    return DataFolder.like_shipped(tmp_path / "data")


def test_every_row_is_there():
    counted = {
        model.__name__: model.objects.count()
        for model in (Source, Area, Metric, Observation, Plan, Target, PolicyMeasure)
    } | {
        model.__name__: model.objects.count()
        for model in (District, Park, Firm, Site, Product, Event)
    }

    assert counted == {
        "Source": 378,
        "Area": 57,
        "Metric": 177,
        "Observation": 406,
        "Plan": 24,
        "Target": 115,
        "PolicyMeasure": 89,
        "District": 16,
        "Park": 29,
        "Firm": 110,
        "Site": 81,
        "Product": 59,
        "Event": 150,
    }


def test_values_arrive_as_they_are_written():
    figure = Observation.objects.get(key=YEAR_2021)
    firm = Firm.objects.get(key="abelzeta")
    plan = Plan.objects.get(key="biomedical-digital-transformation-2023-2025")
    site = Site.objects.get(key="abelzeta-zhangjiang-pharma-valley")
    baoshan = District.objects.get(area__key="baoshan")

    assert (figure.value, figure.period_end) == (761_714_000_000, dt.date(2021, 12, 31))
    assert (figure.metric.key, figure.area.key) == ("biomedicine-industry-scale", "shanghai")
    assert firm.modality == ["car_t", "tcr_t", "til", "stem_cell"]
    assert firm.former_names == ["Cellular Biomedicine Group"]
    assert (firm.listing, firm.founded_on) == ([], None)
    assert (plan.issued_on, plan.period_end) == (PartialDate(2023, 7), PartialDate(2025))
    assert (site.since, site.until) == (PartialDate(2017, 11), None)
    assert (site.district.key, site.park.key) == ("pudong", "zhangjiang-pharma-valley")
    assert (baoshan.area_km2, baoshan.name_zh) == (Decimal("365.30"), "宝山区")


def test_rows_of_one_table_refer_to_each_other():
    variant = Target.objects.get(plan__key="cell-therapy-2022-2024", key="industry-scale-alt")

    assert variant.variant_of == Target.objects.get(plan=variant.plan, key="industry-scale")
    assert Area.objects.get(key="simz").parent.parent.parent.key == "china"


def test_what_a_file_does_not_say_takes_its_default():
    figure = Observation.objects.get(key=YEAR_2021)

    assert (figure.state, figure.state_reason, figure.preferred) == ("published", "", False)


def test_the_database_computes_what_no_file_holds():
    assert Source.objects.get(key="kjw-2022-07-19").known_from == dt.date(2022, 7, 19)


def test_loading_again_changes_nothing():
    report = load()

    assert "observations.csv: 0 added, 0 changed, 406 unchanged\n" in report
    assert report.endswith("Nothing changed.\n")


def test_ids_stay_when_a_row_changes(folder):
    before = Observation.objects.get(key=YEAR_2021)
    folder.edit("observations", YEAR_2021, **read_again(value="761714000001"))

    load(folder.path)

    after = Observation.objects.get(key=YEAR_2021)
    assert (after.pk, after.value) == (before.pk, before.value + 1)


def test_a_changed_figure_keeps_what_it_was_which_files_changed_it_and_why(folder):
    folder.edit("observations", YEAR_2021, **read_again(value="761714000001"))
    folder.add("firms", like="abelzeta", key="new-firm", name_en="New Firm")

    load(folder.path, reason="A typing error.")

    kept = Revision.objects.get()
    assert (kept.before["value"], kept.after["value"]) == (761714000000, 761714000001)
    assert (kept.before["reread_at"] is None, kept.after["reread_at"] is None) == (True, False)
    assert (kept.shown, kept.reason, kept.way) == ("corrected", "A typing error.", "load")
    assert kept.detail == digest([folder.path])


def test_new_firms_are_looked_at_for_likely_duplicates(folder):
    folder.add("firms", like="abelzeta", key="abelzeta-again", name_zh="")

    load(folder.path)

    pairs = FirmPair.objects.undecided().filter(second__key="abelzeta-again")
    assert [pair.first.key for pair in pairs] == ["abelzeta"]


def test_the_report_counts_what_is_added_changed_and_left(folder):
    folder.add("firms", like="abelzeta", key="new-firm", name_en="New Firm")
    folder.edit("firms", "artemed-hospital", **read_again(founded_on="2018", modality=""))

    report = load(folder.path)

    assert "firms.csv: 1 added, 1 changed, 109 unchanged\n" in report
    assert "sites.csv: 0 added, 0 changed, 81 unchanged\n" in report


def test_the_report_spells_changes_out_when_asked(folder):
    folder.edit("firms", "artemed-hospital", **read_again(founded_on="2018", modality=""))
    target = "biomedicine-14fyp/industry-scale"
    folder.edit("targets", target, **read_again(value="1100000000000.50"))

    report = load(folder.path, verbosity=2)

    assert '  artemed-hospital, founded_on: "" -> "2018"\n' in report
    assert '  artemed-hospital, modality: "clinical_research" -> ""\n' in report
    assert f'  {target}, value: "1000000000000" -> "1100000000000.5"\n' in report


def test_a_row_that_is_gone_from_the_files_is_reported_and_kept(folder):
    folder.remove("products", "bd111")
    folder.remove("targets", "biomedicine-14fyp/industry-scale-alt")

    report = load(folder.path)

    gone = "  1 in the database but not in the files, kept: "
    assert f"{gone}bd111\n" in report
    assert f"{gone}biomedicine-14fyp/industry-scale-alt\n" in report
    assert Product.objects.filter(key="bd111").exists()


def test_nobody_else_writes_while_rows_are_compared(folder):
    load(folder.path)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relation::regclass::text FROM pg_locks"
            " WHERE mode = 'ShareRowExclusiveLock' AND pid = pg_backend_pid()"
        )
        locked = {name for (name,) in cursor}
    assert {"plans_observation", "plans_source", "parks_firm", "parks_event"} <= locked


def test_an_absent_state_column_leaves_a_withdrawn_fact_withdrawn():
    Firm.objects.filter(key="abelzeta").update(state="withdrawn", state_reason="Left the city.")

    report = load()

    assert "firms.csv: 0 added, 0 changed, 110 unchanged\n" in report
    assert Firm.objects.get(key="abelzeta").state == "withdrawn"


def test_a_change_of_a_withdrawn_fact_does_not_bring_it_back(folder):
    Firm.objects.filter(key="abelzeta").update(state="withdrawn", state_reason="Left the city.")
    folder.edit("firms", "abelzeta", **read_again(founded_on="2009"))

    load(folder.path)

    firm = Firm.objects.get(key="abelzeta")
    assert (firm.state, firm.founded_on) == ("withdrawn", PartialDate(2009))


def test_an_empty_state_leaves_the_state_alone(folder):
    Firm.objects.filter(key="abelzeta").update(state="draft")
    folder.add_column("firms", "state", "", **{"artemed-hospital": "in_review"})

    load(folder.path)

    assert Firm.objects.get(key="abelzeta").state == "draft"
    assert Firm.objects.get(key="artemed-hospital").state == "in_review"


def test_absent_optional_columns_leave_an_editors_choice_alone(folder):
    Metric.objects.filter(key="cgt-firms").update(headline=9, theme="Firms")
    Source.objects.filter(key="kjw-2022-07-19").update(checked_on=dt.date(2026, 12, 1))
    folder.drop_column("metrics", "headline").drop_column("sources", "retrieved_on")

    load(folder.path)

    metric = Metric.objects.get(key="cgt-firms")
    source = Source.objects.get(key="kjw-2022-07-19")
    assert (metric.headline, metric.theme) == (9, "Firms")
    assert source.checked_on == dt.date(2026, 12, 1)
    assert source.retrieved_on == dt.date(2026, 11, 22)


def test_two_metrics_may_swap_their_places_on_the_home_page(folder):
    folder.edit("metrics", "cgt-trial-approvals", headline="2")
    folder.edit("metrics", "gene-therapy-drugs-in-trials", headline="1")
    folder.edit("metrics", "biomedicine-industry-scale", headline="")
    folder.edit("metrics", "cgt-firms", headline="5")

    report = load(folder.path)

    assert "metrics.csv: 0 added, 4 changed, 173 unchanged\n" in report
    places = Metric.objects.exclude(headline=None).order_by("headline")
    assert list(places.values_list("headline", "key"))[:5] == [
        (1, "gene-therapy-drugs-in-trials"),
        (2, "cgt-trial-approvals"),
        (3, "cell-therapy-products-approved-cumulative"),
        (4, "cgt-enterprise-national-share"),
        (5, "cgt-firms"),
    ]


def test_a_dry_run_tells_the_same_and_saves_nothing(folder):
    folder.edit("firms", "abelzeta", **read_again(founded_on="2009"))
    folder.add("firms", like="abelzeta", key="new-firm")

    report = load(folder.path, "--dry-run")

    assert "firms.csv: 1 added, 1 changed, 109 unchanged\n" in report
    assert report.endswith("Dry run: nothing was saved.\n")
    assert Firm.objects.get(key="abelzeta").founded_on is None
    assert not Firm.objects.filter(key="new-firm").exists()


def test_a_bad_row_is_named_and_nothing_is_saved(folder):
    folder.edit("sources", "kjw-2022-07-19", title="Changed")
    folder.edit("events", "approval-eque-cel", date="30 June 2023")

    assert refusal(folder.path) == [
        'events.csv, line 2, column date: "30 June 2023" is not a date;'
        " write it as 2024, 2024-07 or 2024-07-30."
    ]
    assert Source.objects.get(key="kjw-2022-07-19").title != "Changed"


def test_it_works_with_the_query_log_of_debug_mode(folder):
    connection.force_debug_cursor = True
    try:
        assert load(folder.path).endswith("Nothing changed.\n")
    finally:
        connection.force_debug_cursor = False
