"""What an editor can do, and what the desk does not let happen."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry

from parks.models import Firm, Product, Site
from plans.models import Observation, Plan, Source, VerdictOverride
from tests.factories.parks import (
    DistrictFactory,
    EventFactory,
    FirmFactory,
    ParkFactory,
    ProductFactory,
    SiteFactory,
)
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    SourceFactory,
    TargetFactory,
    VerdictOverrideFactory,
)
from tests.site.editors import address, filled_in

pytestmark = pytest.mark.django_db


def save(client, model, changes, row=None):
    """Open the form, change what is given, save; give the answer of the server."""
    page = address(model, "change", row.pk) if row else address(model, "add")
    return client.post(page, filled_in(client.get(page)) | changes)


# --- A source, and a figure of it -----------------------------------------------------------


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


# --- A firm and its sites -------------------------------------------------------------------


def new_site(place, **given):
    source = SourceFactory()
    fields = {"kind": "plant", "source": source.pk, "locator": "para 1", "state": "published"}
    return {f"sites-{place}-{name}": value for name, value in (fields | given).items()}


def test_a_firm_is_entered_with_two_sites(admin_client):
    park = ParkFactory()
    answer = save(
        admin_client,
        Firm,
        {
            "key": "jw-therapeutics",
            "name_en": "JW Therapeutics",
            "former_names": "Juno WuXi Co., Ltd.\n\n  巨诺  \n",
            "role": "developer",
            "modality": ["car_t", "nk"],
            "area": AreaFactory(shanghai=True).pk,
            "source": SourceFactory().pk,
            "locator": "profile",
            "sites-TOTAL_FORMS": "2",
        }
        | new_site(0, key="jw-park", park=park.pk, district=park.district.pk)
        | new_site(1, key="jw-office", district=DistrictFactory().pk, kind="head_office"),
    )

    assert answer.status_code == 302, answer.context["errors"]
    firm = Firm.objects.get()
    assert firm.former_names == ["Juno WuXi Co., Ltd.", "巨诺"]
    assert firm.modality == ["car_t", "nk"]
    assert [site.key for site in firm.sites.order_by("key")] == ["jw-office", "jw-park"]


def test_a_site_out_of_place_is_sent_back_with_the_mistake_at_its_district(admin_client):
    site = SiteFactory(park=ParkFactory())

    answer = save(admin_client, Firm, {"sites-0-district": DistrictFactory().pk}, site.firm)

    (inline, _products) = answer.context["inline_admin_formsets"]
    assert list(inline.formset.errors[0]) == ["district"]


def test_the_words_of_a_vocabulary_keep_their_order(admin_client):
    firm = FirmFactory(modality=["til", "car_t", "nk"])

    save(admin_client, Firm, {"modality": ["aav", "car_t", "nk"]}, firm)

    firm.refresh_from_db()
    assert firm.modality == ["car_t", "nk", "aav"]


def test_a_vocabulary_is_offered_as_checkboxes(admin_client):
    product = ProductFactory(authority=["FDA"])

    page = admin_client.get(address(Product, "change", product.pk)).content.decode()

    assert page.count('type="checkbox" name="authority"') == 3
    answer = save(admin_client, Product, {"authority": ["NMPA", "FDA"]}, product)
    product.refresh_from_db()
    assert answer.status_code == 302
    assert product.authority == ["FDA", "NMPA"]


def test_firms_are_found_by_the_district_of_a_site_or_of_its_park(admin_client):
    park = ParkFactory(district__area__key="pudong")
    inside = [SiteFactory(park=park, district=None).firm, SiteFactory(district=park.district).firm]
    SiteFactory()

    page = admin_client.get(address(Firm, "changelist"), {"district": "pudong"})

    assert set(page.context["cl"].result_list) == set(inside)


def test_firms_are_found_by_a_modality_beside_others(admin_client):
    firm = FirmFactory(modality=["car_t", "nk"])
    FirmFactory(modality=["aav"])

    page = admin_client.get(address(Firm, "changelist"), {"modality": "nk"})

    assert list(page.context["cl"].result_list) == [firm]


def test_the_years_of_a_list_are_those_of_its_dates(admin_client):
    for date in ["2022", "2023-05", "2023-05-30"]:
        PlanFactory(issued_on=date)

    page = admin_client.get(address(Plan, "changelist"), {"issued_on__startswith": "2023"})

    assert page.context["cl"].result_count == 2
    years = page.context["cl"].filter_specs[-1]
    choices = [choice["display"] for choice in years.choices(page.context["cl"])]
    assert choices == ["All", "2023", "2022"]


# --- Publication ----------------------------------------------------------------------------

WITHDRAWN = {"state": "withdrawn", "state_reason": "The source took it back."}


def act(client, model, action, rows):
    return client.post(
        address(model, "changelist"),
        {"action": action, "_selected_action": [row.pk for row in rows]},
        follow=True,
    )


def test_drafts_are_published_together_and_what_was_withdrawn_stays(admin_client):
    rows = [PlanFactory(state="draft"), PlanFactory(state="in_review"), PlanFactory(**WITHDRAWN)]

    page = act(admin_client, Plan, "publish", rows).content.decode()

    states = [Plan.objects.get(pk=row.pk).state for row in rows]
    assert states == ["published", "published", "withdrawn"]
    assert "2 records changed." in page
    assert "1 withdrawn record was left alone" in page


def test_what_is_public_goes_back_to_draft(admin_client):
    row = EventFactory()

    act(admin_client, type(row), "back_to_draft", [row])

    row.refresh_from_db()
    assert row.state == "draft"


def test_who_published_what_is_in_its_history(admin_client, admin_user):
    row = PlanFactory(state="draft")

    act(admin_client, Plan, "publish", [row])

    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (admin_user, str(row.pk))
    assert entry.get_change_message() == "Changed state."


def test_a_rule_that_forbids_it_is_told_and_nothing_changes(admin_client):
    target = TargetFactory()
    VerdictOverrideFactory(target=target)
    second = VerdictOverrideFactory(target=target, state="draft")

    page = act(admin_client, VerdictOverride, "publish", [second]).content.decode()

    second.refresh_from_db()
    assert second.state == "draft"
    assert "Another verdict is set already: withdraw it first." in page
    assert not LogEntry.objects.exists()


@pytest.mark.django_db
def test_who_may_only_look_cannot_publish(client, django_user_model):
    from django.contrib.auth.models import Permission

    reader = django_user_model.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_plan"))
    client.force_login(reader)
    row = PlanFactory(state="draft")

    act(client, Plan, "publish", [row])

    row.refresh_from_db()
    assert row.state == "draft"


def test_to_withdraw_takes_a_reason(admin_client):
    row = PlanFactory()

    answer = save(admin_client, Plan, {"state": "withdrawn"}, row)

    assert "Say why it is withdrawn." in answer.content.decode()


@pytest.mark.parametrize(
    ("row", "is_locked"),
    [({"state": "published"}, True), ({"state": "draft"}, False)],
    ids=["public", "draft"],
)
def test_the_key_stays_once_it_is_public(row, is_locked, admin_client):
    plan = PlanFactory(key="cell-therapy", **row)

    save(admin_client, Plan, {"key": "cell-therapy-2022-2024"}, plan)

    plan.refresh_from_db()
    assert (plan.key == "cell-therapy") is is_locked


@pytest.mark.parametrize(
    "row",
    [{"state": "draft"}, WITHDRAWN, {"firm__state": "draft"}],
    ids=["draft", "withdrawn", "of a draft"],
)
def test_what_readers_cannot_see_has_no_way_to_the_site(row, admin_client):
    site = SiteFactory(**row)

    page = admin_client.get(address(Site, "change", site.pk))

    assert page.context["absolute_url"] is None


# --- What leans on what ---------------------------------------------------------------------


def test_what_others_lean_on_is_not_deleted_and_the_page_says_why(admin_client):
    observation = ObservationFactory()
    source = observation.source

    page = admin_client.get(address(Source, "delete", source.pk)).content.decode()
    answer = admin_client.post(address(Source, "delete", source.pk), {"post": "yes"})

    assert "would require deleting the following protected related objects" in page
    assert observation.key in page
    assert answer.status_code == 403 or Source.objects.filter(pk=source.pk).exists()


def test_a_plan_shows_its_targets_and_leads_to_a_new_one(admin_client):
    target = TargetFactory(statement="Ten platforms", value=Decimal(10))

    page = admin_client.get(address(Plan, "change", target.plan.pk)).content.decode()

    assert "Ten platforms" in page
    assert "at least" in page
    assert f'href="{address(type(target), "add")}?plan={target.plan.pk}"' in page


def test_a_new_target_of_a_plan_starts_with_the_plan(admin_client):
    plan = PlanFactory(name_en="Cell therapy 2022-2024")

    page = admin_client.get(
        f"{address(type(TargetFactory.build(plan=plan)), 'add')}?plan={plan.pk}"
    )

    assert "Cell therapy 2022-2024" in str(page.context["adminform"].form["plan"])


def test_a_district_cannot_be_given_the_area_of_a_city(admin_client):
    district = DistrictFactory.build(area=AreaFactory(), source=SourceFactory())

    answer = save(
        admin_client,
        type(district),
        {
            "area": district.area.pk,
            "division_code": "310115",
            "area_km2": "100",
            "area_source": district.source.pk,
            "population": "1",
            "population_year": "2020",
            "source": district.source.pk,
            "locator": "table 1",
        },
    )

    assert list(answer.context["adminform"].form.errors) == ["area"]


def test_the_day_of_a_search_is_a_day(admin_client):
    target = TargetFactory()
    note = {"searched_on": "2024-01-31", "languages": "English", "places": "A", "found": "Nothing."}

    answer = save(
        admin_client,
        type(target),
        {"search_notes-TOTAL_FORMS": "1"}
        | {f"search_notes-0-{name}": value for name, value in note.items()},
        target,
    )

    assert answer.status_code == 302, answer.context["errors"]
    assert target.search_notes.get().searched_on == dt.date(2024, 1, 31)
