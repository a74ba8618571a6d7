"""The pages of the desk beside lists and forms cost as many queries for many rows as for few."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.models import ForeignKey
from django.urls import reverse

from cgt_site.importing.jobs import ImportJob, ImportLine
from plans.models import Revision, Source
from plans.pages.care import all_kinds
from tests.factories.parks import (
    DistrictFactory,
    EventFactory,
    FirmFactory,
    FirmPairFactory,
    ParkFactory,
    ProductFactory,
    SiteFactory,
)
from tests.factories.plans import (
    LinkCheckFactory,
    MetricFactory,
    ObservationFactory,
    PolicyMeasureFactory,
    SourceFactory,
    TargetFactory,
    VerdictRecordFactory,
)
from tests.queries import count_queries
from tests.site.editors import EDITED, FACTORIES, OUR_MODELS, RevisionFactory, address, name_of

pytestmark = pytest.mark.django_db

CARE = [kind.key for kind in all_kinds()]

SIGNED_IN = {"session, editor, second factor": 3}
ADD_BUDGET = SIGNED_IN | {"what was chosen before": 2}
SEARCH_BUDGET = SIGNED_IN | {
    "the rows": 1,
    "how many there are": 1,
    "choices of the filters": 2,
    "span of the dates": 1,
}
CHOICE_BUDGET = SIGNED_IN | {
    "how the text is found": 3,
    "how many there are": 1,
    "ids of the page": 1,
    "its rows": 1,
}
HISTORY_BUDGET = SIGNED_IN | {"the row": 1, "its changes": 1, "how many": 1, "what they name": 4}
INDEX_BUDGET = SIGNED_IN | {"counts of the desk": len(CARE) + 2, "the queue": 2, "last deeds": 1}
CARE_BUDGET = SIGNED_IN | {"how many": 1, "ids of the page": 1, "its rows": 1}
MERGE_BUDGET = SIGNED_IN | {"the two": 1, "each kind that points to a firm": 12}
IMPORTS_BUDGET = SIGNED_IN | {"what expired": 2, "imports": 1}
IMPORT_BUDGET = SIGNED_IN | {"the import": 1, "how many lines": 1, "its lines": 1, "others": 1}
QUEUE_BUDGET = SIGNED_IN | {"who approves": 3, "counts": 2, "how many": 1, "entries": 2}
ARTICLE_BUDGET = SIGNED_IN | {"the source": 1, "what it has": 4, "savepoint": 2}


def costs_no_more(client, page, add, budget):
    add(3)
    client.get(page)  # the kinds of rows are looked up once a process
    few = count_queries(lambda: client.get(page))
    add(37)
    answered = []
    many = count_queries(lambda: answered.append(client.get(page)))

    assert answered[0].status_code == 200
    assert many == few
    assert many <= sum(budget.values())


@pytest.mark.parametrize("model", EDITED, ids=name_of)
def test_an_empty_form_costs_no_more_queries_among_many_rows(model, admin_client):
    costs_no_more(admin_client, address(model, "add"), FACTORIES[model].create_batch, ADD_BUDGET)


@pytest.mark.parametrize("model", OUR_MODELS, ids=name_of)
def test_a_search_in_a_list_costs_no_more_queries(model, admin_client):
    found = f"{address(model, 'changelist')}?q=a"
    costs_no_more(admin_client, found, FACTORIES[model].create_batch, SEARCH_BUDGET)


REFERENCES = [
    pytest.param(field, id=f"{name_of(model)} {field.name}")
    for model in EDITED
    for field in model._meta.fields
    if isinstance(field, ForeignKey) and field.related_model in EDITED
]


@pytest.mark.parametrize("term", ["", "a", "zq-nowhere"])
@pytest.mark.parametrize("field", REFERENCES)
def test_choosing_what_a_row_refers_to_costs_no_more_queries(field, term, admin_client):
    asked = {
        "app_label": field.model._meta.app_label,
        "model_name": field.model._meta.model_name,
        "field_name": field.name,
        "term": term,
    }
    page = f"{reverse('admin:autocomplete')}?" + "&".join(f"{k}={v}" for k, v in asked.items())
    add = FACTORIES[field.related_model].create_batch

    costs_no_more(admin_client, page, add, CHOICE_BUDGET)


@pytest.mark.parametrize("model", EDITED, ids=name_of)
def test_a_long_history_costs_no_more_queries(model, admin_client, admin_user):
    row = FACTORIES[model]()

    def change(times):
        RevisionFactory.create_batch(
            times, model=row._meta.label_lower, row_id=row.pk, editor=admin_user
        )

    costs_no_more(admin_client, address(model, "history", row.pk), change, HISTORY_BUDGET)
    assert Revision.objects.filter(row_id=row.pk, model=row._meta.label_lower).count() >= 40


NEWS = [
    ObservationFactory,
    PolicyMeasureFactory,
    DistrictFactory,
    ParkFactory,
    SiteFactory,
    ProductFactory,
    EventFactory,
]
"""Of each kind of fact a row that one news report states, and nobody else."""


def in_need_of_care(number):
    """Rows of every kind that the quality desk lists."""
    for _ in range(number):
        SourceFactory(retrieved_on=dt.date(2019, 1, 1))
        LinkCheckFactory(status=404)
        VerdictRecordFactory(target=TargetFactory(), verdict="no_evidence")
        year = {"period_start": dt.date(2015, 1, 1), "period_end": dt.date(2015, 12, 31)}
        of_one = {"metric": MetricFactory(publication_lag_days=30)} | year
        first = ObservationFactory(value=10, source__kind="news", **of_one)
        ObservationFactory(value=99, area=first.area, source__kind="news", **of_one)
        FirmPairFactory()
        for factory in NEWS:
            factory(source__kind="news")


def test_the_first_page_counts_what_needs_care_in_a_fixed_number_of_queries(admin_client):
    costs_no_more(admin_client, reverse("admin:index"), in_need_of_care, INDEX_BUDGET)


@pytest.mark.parametrize("kind", CARE)
def test_a_list_of_the_quality_desk_costs_no_more_queries(kind, admin_client):
    page = reverse("quality", args=[kind])

    costs_no_more(admin_client, page, in_need_of_care, CARE_BUDGET)
    assert admin_client.get(page).context["page"].page_obj.paginator.count >= 40


def test_merging_a_firm_with_much_of_its_own_costs_no_more_queries(admin_client):
    stays, goes = FirmFactory.create_batch(2)

    def add(number):
        for _ in range(number):
            SiteFactory(firm=goes)
            ProductFactory(firm=goes)
            EventFactory(firm=goes)

    page = f"{reverse('admin:parks_firm_merge')}?stays={stays.pk}&goes={goes.pk}"
    costs_no_more(admin_client, page, add, MERGE_BUDGET)


def imported(owner, **said):
    return ImportJob.objects.create(owner=owner, state="ready", digest="0" * 64, **said)


def test_many_imports_cost_no_more_queries(admin_client, admin_user):
    def add(number):
        for _ in range(number):
            imported(admin_user)

    costs_no_more(admin_client, reverse("importing:bring"), add, IMPORTS_BUDGET)


def test_a_long_import_costs_no_more_queries(admin_client, admin_user):
    job = imported(admin_user, report={"tables": []})

    def add(number):
        there = job.lines.count()
        ImportLine.objects.bulk_create(
            ImportLine(
                job=job,
                place=there + n,
                file="sources.csv",
                line=there + n,
                key=f"row-{n}",
                status="new",
                cells=[["key", "", f"row-{n}", "", n]],
            )
            for n in range(number)
        )

    costs_no_more(admin_client, reverse("importing:job", args=[job.pk]), add, IMPORT_BUDGET)


def test_a_long_queue_costs_no_more_queries(admin_client):
    def add(number):
        FirmFactory.create_batch(number, state="in_review")
        ObservationFactory.create_batch(number, state="in_review")

    costs_no_more(admin_client, reverse("queue"), add, QUEUE_BUDGET)


def test_an_article_of_which_much_was_entered_costs_no_more_queries(admin_client):
    article = SourceFactory()

    def add(number):
        ObservationFactory.create_batch(number, source=article)
        TargetFactory.create_batch(number, source=article)
        EventFactory.create_batch(number, source=article)
        FirmFactory.create_batch(number, source=article)

    costs_no_more(admin_client, address(Source, "change", article.pk), add, ARTICLE_BUDGET)
