"""What the database refuses of a pair of similar firms."""

import pytest

from tests.factories.parks import FirmFactory, FirmPairFactory
from tests.rules import refused_by

pytestmark = pytest.mark.django_db


def test_a_pair_is_in_order_once_and_alike_by_a_percentage():
    first, second = FirmFactory(), FirmFactory()
    with refused_by("firm_pair_is_in_order"):
        FirmPairFactory(first=second, second=first)
    with refused_by("firm_pair_likeness_is_a_percentage"):
        FirmPairFactory(likeness=101)
    FirmPairFactory(first=first, second=second)
    with refused_by("firm_pair_only_once"):
        FirmPairFactory(first=first, second=second)
