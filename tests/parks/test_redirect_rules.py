"""What the database refuses of the old address of a merged firm."""

import pytest

from parks.models import FirmRedirect
from tests.factories.parks import FirmFactory, FirmRedirectFactory
from tests.rules import refused_by

pytestmark = pytest.mark.django_db


def test_it_needs_a_reason():
    with refused_by("firm_redirect_has_a_reason"):
        FirmRedirectFactory(reason="")


def test_it_leads_to_another_firm():
    moved = FirmRedirectFactory()

    with refused_by("firm_redirect_leads_elsewhere"):
        FirmRedirect.objects.filter(pk=moved.pk).update(firm=moved.gone)


def test_the_firm_that_is_gone_is_withdrawn():
    firm = FirmFactory()

    with refused_by("firm_redirect_is_of_a_withdrawn_firm", naming=firm.key):
        FirmRedirectFactory(gone=firm)


def test_it_leads_to_no_other_redirect():
    moved = FirmRedirectFactory()
    again = FirmRedirectFactory()

    with refused_by("firm_redirect_leads_to_no_other", naming=again.gone.key):
        FirmRedirect.objects.filter(pk=again.pk).update(firm=moved.gone)


def test_a_firm_that_is_published_again_has_its_address_again():
    gone = FirmRedirectFactory().gone
    gone.note = "Still withdrawn."
    gone.save()
    assert FirmRedirect.objects.exists()

    gone.state = "published"
    gone.save()

    assert not FirmRedirect.objects.exists()
