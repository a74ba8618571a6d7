"""What an editor ties to a target is shown beside its evidence, and judged by nobody."""

import datetime as dt

import pytest
from django.test import Client

from plans.models import Target
from plans.pages.computed import all_series
from plans.standings import standings
from tests.factories.parks import ProductFactory
from tests.factories.plans import ComputedTieFactory, TargetFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 7, 1)


def verdict(target: Target) -> tuple[str, str]:
    [standing] = standings(Target.objects.filter(pk=target.pk).with_evidence(), DAY)
    return standing.verdict.value, standing.reason.en


def test_a_tie_is_shown_with_its_reason_and_its_records_and_changes_no_verdict(
    client: Client,
) -> None:
    target = TargetFactory()
    for year in ("2022", "2023"):
        ProductFactory(stage="approved", authority=["NMPA"], status_on=year)
    before = verdict(target)
    assert "Tied by an editor" not in client.get(target.get_absolute_url()).content.decode()

    tie = ComputedTieFactory(target=target, reason="It counts the same therapies.")

    page = client.get(target.get_absolute_url())
    [row] = page.context["page"].ties
    html = page.content.decode()
    assert "It counts the same therapies." in html
    assert "at least 2" in html
    assert "counted by us from 2 records" in html
    assert "the verdict does not rest on them" in html
    assert client.get(row.newest.url).context["page_obj"].paginator.count == 2
    assert verdict(target) == before
    early = client.get(f"{target.get_absolute_url()}?as_of=2023-12-31")
    assert "Tied by an editor" not in early.content.decode()

    tie.state = "draft"
    tie.save()
    assert not client.get(target.get_absolute_url()).context["page"].ties


def test_what_is_computed_no_more_or_has_no_record_is_not_shown(client: Client) -> None:
    target = TargetFactory()
    ComputedTieFactory(target=target, series="long-gone")
    ComputedTieFactory(target=target, series="park-openings")
    page = client.get(target.get_absolute_url())
    assert page.status_code == 200
    assert not page.context["page"].ties


def test_an_editor_ties_a_series_by_its_name(admin_client: Client) -> None:
    target = TargetFactory()
    form = admin_client.get(f"/admin/plans/target/{target.pk}/change/")
    html = form.content.decode()
    assert all(f'value="{series.key}"' in html for series in all_series())
    fields = {"target": target.pk, "made_on": "2024-01-01", "state": "draft", "reason_zh": ""}
    address = "/admin/plans/computedtie/add/"
    refused = admin_client.post(address, fields | {"series": "park-openings", "reason": ""})
    assert refused.status_code == 200
    unknown = admin_client.post(address, fields | {"series": "mine", "reason": "So."})
    assert unknown.status_code == 200
    assert not target.computed_ties.exists()
    admin_client.post(address, fields | {"series": "park-openings", "reason": "So."})
    assert target.computed_ties.get().series == "park-openings"
