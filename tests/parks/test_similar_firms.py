"""Firms like one at hand: the most alike of all, found without comparing all, each with its why."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parks.choices import FirmRole, Modality
from parks.domain.similar import MOST, WEIGHED, Alike, most_alike, searches, weights
from parks.models import Firm
from parks.pages.firms import firms_shown
from parks.pages.similar import similar_firms
from tests.factories.parks import DistrictFactory, FirmFactory, ParkFactory, SiteFactory

CODES = ("car_t", "nk", "til")


# --- The rule -------------------------------------------------------------------------------


def test_a_rare_modality_counts_for_more_than_a_common_one():
    weight = weights({"car_t": 60_000, "til": 9})

    assert Alike(frozenset({"til"})).points(weight) > Alike(frozenset({"car_t"})).points(weight)


def test_only_the_rarest_modalities_are_weighed():
    counts = {"car_t": 500, "nk": 20, "til": 5, "aav": 50}

    assert list(weights(counts)) == ["til", "nk", "aav"]
    assert len(weights(counts)) == WEIGHED


def test_role_and_district_count_too():
    weight = weights({"car_t": 32})
    only = Alike(frozenset({"car_t"}))
    near = Alike(frozenset({"car_t"}), district=True)
    same = Alike(frozenset({"car_t"}), role=True)
    both = Alike(frozenset({"car_t"}), role=True, district=True)

    ranked = [alike.points(weight) for alike in (only, near, same, both)]

    assert ranked == sorted(set(ranked))


firms = st.lists(
    st.builds(Alike, st.frozensets(st.sampled_from(CODES)), st.booleans(), st.booleans()),
    max_size=60,
)


@given(found=firms, counts=st.tuples(*[st.integers(1, 2000)] * len(CODES)))
@settings(max_examples=200)
def test_the_searches_find_the_most_alike_of_all(found, counts):
    """Firms are numbered by name. Looking at every one of them gives the same six."""
    weight = weights(dict(zip(CODES, counts, strict=True)))
    everybody = [(number, alike) for number, alike in enumerate(found) if alike.modalities]

    pool = set()
    for asked in searches(weight, place_known=True):
        fitting = [
            number
            for number, alike in everybody
            if alike.modalities >= asked.modalities
            and alike.role >= asked.role
            and alike.district >= asked.district
        ]
        pool.update(fitting[:MOST])

    quick = most_alike([pair for pair in everybody if pair[0] in pool], weight)
    assert quick == most_alike(everybody, weight)


# --- On the database ------------------------------------------------------------------------


def similar_to(key):
    return similar_firms(firms_shown().get(key=key))


def keys(similar):
    return [other.firm.key for other in similar]


@pytest.fixture
def pudong():
    return DistrictFactory(area__key="pudong", area__name_en="Pudong")


@pytest.mark.django_db
def test_the_most_alike_come_first_with_what_they_share(pudong):
    park = ParkFactory(district=pudong)
    SiteFactory(firm=FirmFactory(key="me", modality=["car_t", "nk"]), district=pudong)
    FirmFactory(key="role", name_en="B", modality=["car_t"])
    FirmFactory(key="other", name_en="A", modality=["car_t"], role=FirmRole.CDMO)
    FirmFactory(key="both", name_en="Z", modality=["nk", "car_t", "aav"])
    near = FirmFactory(key="near", name_en="Y", modality=["car_t"])
    SiteFactory(firm=near, park=park, district=None)
    FirmFactory(key="nothing", modality=["til"])

    found = similar_to("me")

    assert keys(found) == ["both", "near", "role", "other"]
    assert found[0].modalities == ["CAR-T cells", "NK cells"]
    assert found[0].same_role
    assert found[0].districts == []
    assert found[1].districts == [pudong]
    assert not found[3].same_role


@pytest.mark.django_db
def test_of_firms_that_share_as_much_the_first_by_name_stand_there():
    FirmFactory(key="me", modality=["car_t"])
    for name in "HGFEDCBA":
        FirmFactory(key=name.lower(), name_en=name, modality=["car_t"])

    assert keys(similar_to("me")) == ["a", "b", "c", "d", "e", "f"]


@pytest.mark.django_db
def test_two_firms_of_unknown_place_do_not_share_it():
    FirmFactory(key="me", modality=["car_t"])
    FirmFactory(modality=["car_t"])

    (other,) = similar_to("me")

    assert other.districts == []


@pytest.mark.django_db
def test_what_is_not_public_is_like_nothing_and_gives_no_reason(pudong):
    SiteFactory(firm=FirmFactory(key="me", modality=["car_t"]), district=pudong)
    FirmFactory(modality=["car_t"], state="draft")
    SiteFactory(
        firm=FirmFactory(key="seen", modality=["car_t"]), district=pudong, state="in_review"
    )

    (other,) = similar_to("me")

    assert other.firm.key == "seen"
    assert other.districts == []


@pytest.mark.django_db
def test_a_firm_of_which_nobody_says_what_it_works_on_is_like_none():
    FirmFactory(key="me")
    FirmFactory(role=FirmRole.DEVELOPER)

    assert similar_to("me") == []


@pytest.mark.django_db
def test_a_crowd_is_ranked_as_if_every_firm_had_been_compared():
    districts = DistrictFactory.create_batch(3)
    codes = list(Modality)[:5]
    for number in range(120):
        firm = FirmFactory(
            name_en=f"Firm {number * 7 % 40}",
            key=f"f{number}",
            role=list(FirmRole)[number % 3],
            modality=[code for at, code in enumerate(codes) if number * (at + 3) % 7 < 3],
        )
        for at, district in enumerate(districts):
            if number * (at + 2) % 5 == 0:
                SiteFactory(firm=firm, district=district)

    crowd = {firm.key: firm for firm in firms_shown().order_by("name_en", "key")}

    def districts_of(firm):
        return {site.public_district for site in firm.public_sites} - {None}

    for firm in list(crowd.values())[:40]:
        if not firm.modality:
            continue
        counts = {code: Firm.objects.filter(modality__contains=[code]).count() for code in codes}
        weight = weights({code: counts[code] for code in firm.modality})
        everybody = [
            (
                other.key,
                Alike(
                    frozenset(weight) & frozenset(other.modality),
                    other.role == firm.role,
                    bool(districts_of(firm) & districts_of(other)),
                ),
            )
            for other in crowd.values()
            if other != firm and frozenset(weight) & frozenset(other.modality)
        ]

        expected = [key for key, _alike in most_alike(everybody, weight)]

        assert keys(similar_firms(firm)) == expected
