"""Which firms ``/firms/?...`` lists: exactly those asked for, never silently others."""

import pytest
from django.http import QueryDict

from parks.choices import FirmRole, Modality, Ownership, SiteKind
from parks.filters import FirmFilter
from parks.models import Firm
from tests.factories.parks import DistrictFactory, FirmFactory, ParkFactory, SiteFactory
from tests.factories.plans import AreaFactory

pytestmark = pytest.mark.django_db

UNSEEN = [{"state": "draft"}, {"state": "in_review"}, {"state": "withdrawn", "state_reason": "x"}]


def listed(query=""):
    """The keys that a query string finds, in the order of the list; None for a mistake in it."""
    found = FirmFilter(QueryDict(query), queryset=Firm.objects.published())
    return [firm.key for firm in found.qs] if found.is_valid() else None


def unknown(query=""):
    return FirmFilter(QueryDict(query), queryset=Firm.objects.published()).without_district


@pytest.fixture
def places():
    pudong = DistrictFactory(area__key="pudong")
    minhang = DistrictFactory(area__key="minhang")
    return {
        "pudong": pudong,
        "minhang": minhang,
        "valley": ParkFactory(area__key="valley", district=pudong),
        "zone": ParkFactory(area__key="zone", district=None),
    }


@pytest.fixture
def firms(places):
    """``alpha`` has two sites in Pudong, ``beta`` is in a park of it, ``gamma`` in Minhang,
    ``delta`` in a city-wide zone, ``epsilon`` nowhere known, ``zeta`` in another city."""
    alpha = FirmFactory(
        key="alpha", name_en="Alpha Gene", name_zh="甲基因", founded_on="2019", role="cdmo",
        ownership=Ownership.FOREIGN, modality=[Modality.AAV, Modality.CDMO],
    )  # fmt: skip
    beta = FirmFactory(
        key="beta", name_en="Beta Cell", former_names=["Kite China", "乙凯特"],
        founded_on="2017-04", modality=[Modality.CAR_T],
    )  # fmt: skip
    gamma = FirmFactory(key="gamma", name_en="gamma gene", ownership=Ownership.FOREIGN)
    delta = FirmFactory(key="delta", name_en="Delta", founded_on="2017-04-03")
    FirmFactory(key="epsilon", name_en="Epsilon", role=FirmRole.HOSPITAL)
    FirmFactory(key="zeta", name_en="Zeta", area=AreaFactory(key="suzhou", name_en="Suzhou"))
    SiteFactory(firm=alpha, district=places["pudong"])
    SiteFactory(firm=alpha, district=places["pudong"], kind=SiteKind.PLANT)
    SiteFactory(firm=beta, district=None, park=places["valley"])
    SiteFactory(firm=gamma, district=places["minhang"])
    SiteFactory(firm=delta, district=None, park=places["zone"])


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        pytest.param("", "alpha beta gamma delta epsilon zeta", id="all, of other cities too"),
        pytest.param("district=pudong", "alpha beta", id="two sites are one firm, a park counts"),
        pytest.param("district=minhang", "gamma", id="another district"),
        pytest.param("district=pudong&district=minhang", "alpha beta gamma", id="either of two"),
        pytest.param("district=unknown", "delta epsilon zeta", id="no known district"),
        pytest.param(
            "district=minhang&district=unknown", "gamma delta epsilon zeta", id="or unknown"
        ),
        pytest.param("park=valley", "beta", id="a park"),
        pytest.param("park=valley&park=zone", "beta delta", id="either park"),
        pytest.param("district=pudong&park=zone", "", id="district and park"),
        pytest.param("ownership=foreign", "alpha gamma", id="ownership"),
        pytest.param("ownership=foreign&ownership=unknown",
                     "alpha beta gamma delta epsilon zeta", id="either ownership"),
        pytest.param("role=cdmo&role=hospital", "alpha epsilon", id="either role"),
        pytest.param("modality=car_t", "beta", id="a modality"),
        pytest.param("modality=cdmo&modality=car_t", "alpha beta", id="any of two modalities"),
        pytest.param("city=suzhou", "zeta", id="another city"),
        pytest.param("city=shanghai&district=unknown", "delta epsilon", id="city and unknown"),
        pytest.param("q=GENE", "alpha gamma", id="part of the name, any case"),
        pytest.param("q=甲", "alpha", id="one Chinese character"),
        pytest.param("q=kite", "beta", id="a former name"),
        pytest.param("q=乙凯", "beta", id="a former Chinese name"),
        pytest.param("q=%25", "", id="a percent sign is no wildcard"),
        pytest.param("q=gene&ownership=foreign&district=pudong", "alpha", id="three together"),
    ],
)  # fmt: skip
def test_the_list_holds(firms, query, keys):
    assert sorted(listed(query)) == sorted(keys.split())


@pytest.mark.parametrize(
    ("sort", "keys"),
    [
        ("name", "alpha beta delta epsilon zeta gamma"),
        ("-name", "gamma zeta epsilon delta beta alpha"),
        ("founded", "beta delta alpha epsilon gamma zeta"),
        ("-founded", "alpha delta beta epsilon gamma zeta"),
        ("role", "beta delta zeta gamma alpha epsilon"),
        ("ownership", "alpha gamma beta delta epsilon zeta"),
        ("modality", "beta alpha delta epsilon zeta gamma"),
        ("-city", "zeta alpha beta delta epsilon gamma"),
    ],
)
def test_the_list_is_sorted_by(firms, sort, keys):
    """A firm without a founding date comes last both ways: not known is neither old nor new."""
    if sort == "-city":  # the names go down as well
        keys = "zeta gamma epsilon delta beta alpha"

    assert listed(f"sort={sort}") == keys.split()


@pytest.mark.parametrize(
    "query",
    [
        "district=atlantis", "district=pudong&district=atlantis", "park=atlantis", "role=baker",
        "ownership=mixed", "modality=magic", "city=atlantis", "sort=size", "district=%00",
        "q=%00", "district=",
    ],
)  # fmt: skip
def test_a_value_that_is_not_known_is_a_mistake(firms, query):
    assert listed(query) is None


@pytest.mark.parametrize("state", UNSEEN, ids=lambda state: state["state"])
def test_what_is_not_published_counts_for_nothing(firms, places, state):
    SiteFactory(firm=Firm.objects.get(key="epsilon"), district=places["pudong"], **state)
    SiteFactory(firm=FirmFactory(key="secret", **state), district=places["pudong"])

    assert sorted(listed("district=pudong")) == ["alpha", "beta"]
    assert "epsilon" in listed("district=unknown")
    assert "secret" not in listed()


@pytest.mark.parametrize("state", UNSEEN, ids=lambda state: state["state"])
def test_a_park_that_is_not_published_places_nobody(firms, places, state):
    hidden = ParkFactory(area__key="hidden", district=places["minhang"], **state)
    SiteFactory(firm=Firm.objects.get(key="epsilon"), district=None, park=hidden)

    assert listed("district=minhang") == ["gamma"]
    assert "epsilon" in listed("district=unknown")
    assert listed("park=hidden") is None


@pytest.mark.parametrize(
    ("query", "firms_without", "elsewhere"),
    [
        ("", 3, 1),
        ("district=pudong", 3, 1),
        ("district=pudong&city=shanghai", 2, 0),
        ("role=hospital", 1, 0),
        ("q=gene", 0, 0),
        ("district=atlantis", 0, 0),
    ],
)
def test_no_firm_vanishes_silently(firms, query, firms_without, elsewhere):
    """The page says how many firms fit all but the district, and have no known one."""
    found = unknown(query)

    assert (found.firms, found.elsewhere) == (firms_without, elsewhere)
