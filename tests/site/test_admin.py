"""The editors' pages: every record can be found, read, added and changed."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.db.models import ForeignKey
from django.test import Client

from plans.models import DataLoad, Revision, VerdictRecord
from tests.factories.plans import (
    MetricFactory,
    ObservationFactory,
    TargetFactory,
    VerdictRecordFactory,
)
from tests.site.editors import EDITED, FACTORIES, OUR_MODELS, address, filled_in, name_of

pytestmark = pytest.mark.django_db

ALL = pytest.mark.parametrize("model", OUR_MODELS, ids=name_of)
ALL_EDITED = pytest.mark.parametrize("model", EDITED, ids=name_of)


@ALL
def test_there_is_an_editors_page_for(model):
    assert admin.site.is_registered(model)
    assert model in FACTORIES


@ALL
def test_every_reference_is_searched_for_rather_than_listed(model, rf):
    desk = admin.site.get_model_admin(model)
    references = {field.name for field in model._meta.fields if isinstance(field, ForeignKey)}

    assert set(desk.get_autocomplete_fields(rf.get("/"))) == references
    for name in references:
        related = model._meta.get_field(name).related_model
        assert admin.site.get_model_admin(related).search_fields


@ALL
def test_the_list_shows_the_row(model, admin_client):
    row = FACTORIES[model]()

    page = admin_client.get(address(model, "changelist"))

    assert row in page.context["cl"].result_list
    assert address(model, "change", row.pk) in page.content.decode()


@ALL
def test_each_filter_of_the_list_works(model, admin_client):
    FACTORIES[model]()
    page = admin_client.get(address(model, "changelist"))
    changelist = page.context["cl"]

    for listed in changelist.filter_specs:
        *_, last = listed.choices(changelist)
        found = admin_client.get(address(model, "changelist") + last["query_string"])
        assert found.context["cl"].has_active_filters, last


@ALL
def test_each_column_sorts_the_list(model, admin_client):
    FACTORIES[model].create_batch(2)
    columns = len(admin.site.get_model_admin(model).list_display)
    by_all = ".".join(f"{place}" for place in range(1, columns + 1))

    page = admin_client.get(address(model, "changelist"), {"o": by_all})

    assert len(page.context["cl"].result_list) >= 2


@ALL
def test_a_search_of_nonsense_finds_nothing(model, admin_client):
    FACTORIES[model]()

    page = admin_client.get(address(model, "changelist"), {"q": "qqqzzz"})

    assert not page.context["cl"].result_list


@ALL_EDITED
def test_a_reference_finds_a_row_by_its_name(model, admin_client):
    """What an autocomplete asks; here of each kind of row that others refer to."""
    row = FACTORIES[model]()
    users = [
        field
        for other in EDITED
        for field in other._meta.fields
        if isinstance(field, ForeignKey) and field.related_model is model
    ]
    for field in users:
        kind = str(getattr(row, "kind", ""))
        allowed = field.get_limit_choices_to().get("kind", kind)
        found = admin_client.get(
            "/admin/autocomplete/",
            {
                "app_label": field.model._meta.app_label,
                "model_name": name_of(field.model),
                "field_name": field.name,
                "term": str(row).split(" (")[0],
            },
        ).json()["results"]
        assert [choice["text"] for choice in found] == ([str(row)] if allowed == kind else [])


@pytest.mark.parametrize(
    ("term", "names"),
    [
        pytest.param("output", ["Output", "Output growth", "Biomedical output"], id="best first"),
        pytest.param("产值", ["Output"], id="in Chinese"),
        pytest.param("growth-key", ["Output growth"], id="by key rather than by likeness"),
        pytest.param("outptu growth", ["Output growth"], id="misspelt"),
    ],
)
def test_a_reference_offers_what_fits_best_first(term, names, admin_client):
    MetricFactory(name_en="Output growth", key="the-growth-key", name_zh="增速")
    MetricFactory(name_en="Biomedical output", key="second", name_zh="总量")
    MetricFactory(name_en="Output", key="first", name_zh="产值")
    asked = {"app_label": "plans", "model_name": "observation", "field_name": "metric"}

    found = admin_client.get("/admin/autocomplete/", asked | {"term": term}).json()["results"]

    assert [choice["text"].split(" (")[0] for choice in found] == names


def test_a_variant_is_offered_no_other_variant_of_the_same_words(admin_client):
    target = TargetFactory(statement="Ten platforms")
    TargetFactory(statement="Ten platforms", variant_of=target, plan=target.plan)
    asked = {"app_label": "plans", "model_name": "target", "field_name": "variant_of"}

    found = admin_client.get("/admin/autocomplete/", asked | {"term": "platforms"}).json()

    assert [choice["id"] for choice in found["results"]] == [str(target.pk)]


@ALL_EDITED
def test_the_empty_form_is_shown(model, admin_client):
    page = admin_client.get(address(model, "add"))

    assert page.status_code == 200
    assert 'name="_save"' in page.content.decode()


@ALL_EDITED
def test_an_empty_form_is_sent_back_with_its_mistakes(model, admin_client):
    page = admin_client.get(address(model, "add"))
    sent = {name: "" if "-" not in name else value for name, value in filled_in(page).items()}

    answer = admin_client.post(address(model, "add"), sent)

    assert answer.status_code == 200
    assert answer.context["errors"]


@ALL_EDITED
def test_saving_without_a_change_changes_nothing(model, admin_client):
    row = FACTORIES[model]()
    before = type(row).objects.filter(pk=row.pk).values().get()
    page = admin_client.get(address(model, "change", row.pk))

    answer = admin_client.post(address(model, "change", row.pk), filled_in(page))

    assert answer.status_code == 302, answer.context["errors"]
    assert type(row).objects.filter(pk=row.pk).values().get() == before
    assert not page.context["adminform"].form.__class__(filled_in(page), instance=row).changed_data


@ALL_EDITED
def test_the_way_to_the_site_is_that_of_the_row(model, admin_client):
    row = FACTORIES[model]()
    page = admin_client.get(address(model, "change", row.pk))

    expected = row.get_absolute_url() if hasattr(row, "get_absolute_url") else None

    assert page.context["absolute_url"] == expected


@pytest.mark.parametrize("model", [DataLoad, Revision, VerdictRecord], ids=name_of)
def test_what_programs_record_is_only_read(model, admin_client):
    row = FACTORIES[model]()

    assert admin_client.get(address(model, "add")).status_code == 403
    assert admin_client.post(address(model, "change", row.pk), {}).status_code == 403
    assert admin_client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    page = admin_client.get(address(model, "change", row.pk))
    assert 'name="_save"' not in page.content.decode()


def test_a_recorded_verdict_shows_its_reason(admin_client):
    record = VerdictRecordFactory(reason="Nobody published a figure for 2024.")

    page = admin_client.get(address(VerdictRecord, "change", record.pk))

    assert "Nobody published a figure for 2024." in page.content.decode()


def test_the_first_page_names_the_site_and_every_kind_of_record(admin_client):
    page = admin_client.get("/admin/").content.decode()

    assert "the editors&#x27; desk" in page
    for model in OUR_MODELS:
        assert f'href="{address(model, "changelist")}"' in page


def test_the_editors_pages_are_there_in_chinese(admin_client):
    page = admin_client.get("/zh-hans/admin/plans/source/add/")

    assert page.status_code == 200
    assert 'lang="zh-hans"' in page.content.decode()


def test_a_stranger_is_asked_to_log_in():
    answer = Client().get("/admin/plans/source/")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/admin/login/")


def test_records_are_named_in_the_language_of_the_editor(admin_client):
    figure = ObservationFactory(
        metric__name_en="Output", metric__name_zh="产值", area__name_en="Here", area__name_zh=""
    )

    english = admin_client.get(f"/admin/plans/observation/{figure.pk}/change/").content.decode()
    chinese = admin_client.get(f"/zh-hans/admin/plans/observation/{figure.pk}/change/")

    assert ">Output</option>" in english
    assert ">产值</option>" in chinese.content.decode()
    assert ">Here</option>" in chinese.content.decode()  # whose Chinese name is not known
