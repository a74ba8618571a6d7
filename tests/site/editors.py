"""What the tests of the editors' pages share: rows of every kind, addresses, forms."""

from __future__ import annotations

import datetime as dt
from typing import Any

import factory
from django.apps import apps
from django.db.models import Model
from django.forms import BaseForm, BaseFormSet
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parks.models.facets import DERIVED
from plans.models import ChangeEntry, DataLoad, Revision, Waiting
from tests.factories import parks, plans
from tests.factories.base import RowFactory


class DataLoadFactory(RowFactory):
    class Meta:
        model = DataLoad

    digest = factory.Sequence(lambda n: f"{n:064x}")


class RevisionFactory(RowFactory):
    class Meta:
        model = Revision

    model = "plans.plan"
    row_id = 1
    operation = "update"
    at = factory.LazyFunction(timezone.now)
    before = factory.Dict({"locator": "para 1"})
    after = factory.Dict({"locator": "para 2"})


FACTORIES: dict[type[Model], type[RowFactory]] = {
    made._meta.model: made
    for made in (
        plans.AreaFactory,
        plans.ComputedTieFactory,
        plans.LinkCheckFactory,
        plans.MetricFactory,
        plans.ObservationFactory,
        plans.PlanFactory,
        plans.PolicyMeasureFactory,
        plans.SearchNoteFactory,
        plans.SourceFactory,
        plans.TargetFactory,
        plans.VerdictOverrideFactory,
        plans.VerdictRecordFactory,
        parks.DistrictFactory,
        parks.EventFactory,
        parks.FirmFactory,
        parks.FirmPairFactory,
        parks.FirmRedirectFactory,
        parks.ParkFactory,
        parks.ProductFactory,
        parks.SiteFactory,
        DataLoadFactory,
        RevisionFactory,
    )
}
OUR_MODELS = [
    model
    for app in ("plans", "parks")
    for model in apps.get_app_config(app).get_models()
    if model not in (*DERIVED, ChangeEntry, Waiting)  # whose pages are /changes/ and the queue
]
READ_ONLY = {"dataload", "firmpair", "firmredirect", "linkcheck", "revision", "verdictrecord"}
EDITED = [model for model in OUR_MODELS if model._meta.model_name not in READ_ONLY]


def name_of(model: type[Model]) -> str:
    return str(model._meta.model_name)


def address(model: type[Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def filled_in(response: HttpResponse) -> dict[str, Any]:
    """What the browser would send back if the editor changed nothing on the page's form."""
    context: Any = response.context
    sent: dict[str, Any] = {}
    for formset in context["inline_admin_formsets"]:
        sent |= _of_formset(formset.formset)
    return sent | _of_form(context["adminform"].form)


def _of_formset(formset: BaseFormSet) -> dict[str, Any]:
    sent = _of_form(formset.management_form)
    for form in formset.forms:
        sent |= _of_form(form)
    return sent


def _of_form(form: BaseForm) -> dict[str, Any]:
    sent = {}
    for bound in form:
        if bound.field.disabled:
            continue
        value = bound.field.prepare_value(bound.value())
        if value is True:
            value = "on"
        if isinstance(value, dt.date):
            value = value.isoformat()
        if value is not None and value is not False:
            sent[bound.html_name] = value
    return sent


def save(client: Client, model: type[Model], changes: dict[str, Any], row: Any = None) -> Any:
    """Open the form, change what is given, save; give the answer of the server."""
    page = address(model, "change", row.pk) if row else address(model, "add")
    why = {"change_reason": "The source corrected itself."}
    return client.post(page, filled_in(client.get(page)) | why | changes)
