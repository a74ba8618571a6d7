"""Which firms a search finds, and in which order."""

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parks.models import Firm, Park
from plans.domain.asof import reading_as_of
from plans.domain.dates import PartialDate
from plans.domain.searching import LONGEST, Match
from tests.factories.parks import FirmFactory, ParkFactory
from tests.factories.plans import SourceFactory

pytestmark = pytest.mark.django_db


def found(text, firms=None):
    """The English names of the firms that are found, the best first."""
    firms = Firm.objects.published() if firms is None else firms
    return [firm.name_en for firm in firms.named_like(text).best_match_first(text)]


# --- As LIKE would -----------------------------------------------------------------------------

NAMES = [
    "Bio", "AbioCel", "Cel bio (C)", "B_io 50%", "celab", "Ab",
    "生物", "西比曼生物科技", "物生", "比曼", "药", "重药西",
]  # fmt: skip


@pytest.fixture
def many():
    for name in NAMES:
        chinese = not name.isascii()
        FirmFactory(name_en="-" if chinese else name, name_zh=name if chinese else "")
    FirmFactory(name_en="+", former_names=["比曼旧名", "Old Bio"])


FRAGMENTS = st.one_of(
    st.text(st.sampled_from("生物西比曼科技药重旧"), min_size=1, max_size=5),
    st.text(st.sampled_from("bioacelBAC%_(5"), min_size=1, max_size=5),
    st.sampled_from(NAMES).flatmap(
        lambda name: st.tuples(st.integers(0, len(name)), st.integers(0, len(name))).map(
            lambda ends: name[min(ends) : max(ends)].strip()
        )
    ),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(FRAGMENTS.filter(bool))
def test_a_fragment_of_either_script_finds_what_like_finds(many, text):
    firms = Firm.objects.published()
    like = Q(name_en__icontains=text) | Q(name_zh__icontains=text)
    by_like = {firm.pk for firm in firms.filter(like)}
    by_like |= {f.pk for f in firms for old in f.former_names if text.lower() in old.lower()}

    if text.isascii():  # pinyin would find more: only those without Chinese are compared
        firms = firms.filter(name_zh="").exclude(former_names__len__gt=0)
        by_like &= set(firms.values_list("pk", flat=True))

    assert {firm.pk for firm in firms.found_by(text, Match.WHOLE)} == by_like


@pytest.mark.parametrize("text", ["%", "_", "\\", "50%_", "%生", "' OR 1=1", "*", "[a-z]"])
def test_signs_are_no_wildcards(text):
    FirmFactory(name_en="JW Therapeutics", name_zh="药明巨诺生")

    assert found(text) == []


@pytest.mark.parametrize("text", ["50%", "a_b", "(gene)", "c:\\d", "o'neil"])
def test_signs_find_themselves(text):
    FirmFactory(name_en=f"Firm {text} of Shanghai")
    FirmFactory(name_en="Firm 505 axb gene c:d oneil")

    assert found(text) == [f"Firm {text} of Shanghai"]


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "a" * (LONGEST + 1)])
def test_nothing_and_too_much_find_nothing(text):
    FirmFactory(name_en="a" * (LONGEST + 2))

    assert found(text) == []


# --- The best first ----------------------------------------------------------------------------


def test_the_best_match_comes_first():
    names = {
        "Anke": "in itself",
        "Anke Bio": "at the start",
        "Shanghai Anke": "at the start of a word",
        "Banker": "within",
    }
    for name in reversed(names):
        FirmFactory(name_en=name)
    FirmFactory(name_en="By sound, first", name_zh="安科生物")
    FirmFactory(name_en="By sound, later", name_zh="上海安科")
    FirmFactory(name_en="By its former name", former_names=["Anke Old"])

    assert found("anke") == [
        *names, "By sound, first", "By sound, later", "By its former name",
    ]  # fmt: skip


def test_equals_are_in_the_order_of_their_names():
    for name in ("Gene C", "gene b", "Gene A"):
        FirmFactory(name_en=name)

    assert found("gene") == ["Gene A", "gene b", "Gene C"]


def test_what_is_most_alike_comes_first():
    FirmFactory(name_en="Carsgenix Pharma")
    FirmFactory(name_en="Carsgen")

    assert found("carsgan")[0] == "Carsgen"


def test_two_letters_that_changed_places_are_likelier_than_a_name_with_others():
    FirmFactory(name_en="Blezeta")
    FirmFactory(name_en="AbelZeta")

    assert found("ablezeta") == ["AbelZeta", "Blezeta"]


# --- Spelt in another way, or wrongly ----------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Abelzetta", "abelzta", "AbleZeta", "abel zeta", "Celular Biomedecine",
        "西比漫", "西必曼生物", "西比曼生物科技集團", "Pharma AbelZeta", "abelzeta, pharma",
    ],
)  # fmt: skip
def test_a_name_is_found_in_spite_of(text):
    FirmFactory(
        name_en="AbelZeta Pharma",
        name_zh="西比曼生物科技集团",
        former_names=["Cellular Biomedicine Group"],
    )
    FirmFactory(name_en="Oricell", name_zh="原启生物")

    assert found(text) == ["AbelZeta Pharma"]


@pytest.mark.parametrize("text", ["fosan", "fosum", "wuix"])
def test_a_short_name_too(text):
    FirmFactory(name_en="Fosun Kairos")
    FirmFactory(name_en="WuXi Biologics")

    assert len(found(text)) == 1


def test_similar_names_are_no_company_for_those_that_fit():
    FirmFactory(name_en="Carsgen")
    FirmFactory(name_en="Carsgan")

    assert found("carsgen") == ["Carsgen"]


def test_all_words_are_looked_for_only_where_nothing_has_them_in_one_piece():
    FirmFactory(name_en="Gene Bio")
    FirmFactory(name_en="Bio and Gene")

    assert found("gene bio") == ["Gene Bio"]
    assert found("gene and bio") == ["Bio and Gene"]


@pytest.mark.parametrize(
    ("text", "way"),
    [("kairos", "WHOLE"), ("kairos fosun", "WORDS"), ("kairoz", "SIMILAR"), ("", "SIMILAR")],
)
def test_it_is_known_how_a_name_was_found(text, way):
    FirmFactory(name_en="Fosun Kairos")

    assert Firm.objects.how_found(text) == Match[way]


# --- Only what is public -----------------------------------------------------------------------

UNSEEN = [{"state": "draft"}, {"state": "in_review"}, {"state": "withdrawn", "state_reason": "x"}]


@pytest.mark.parametrize("unseen", UNSEEN)
def test_what_is_not_published_is_not_found_and_hides_nothing_similar(unseen):
    FirmFactory(name_en="Carsgen", **unseen)
    FirmFactory(name_en="Carsgan")

    assert found("carsgen") == ["Carsgan"]


def test_what_nobody_knew_on_the_day_is_not_found():
    FirmFactory(name_en="Carsgen", source=SourceFactory(published_on="2023"))
    FirmFactory(name_en="Carsgan", source=SourceFactory(published_on="2020"))

    with reading_as_of(PartialDate.parse("2021-06-01").first_day):
        assert found("carsgen") == ["Carsgan"]
    assert found("carsgen") == ["Carsgen"]


# --- Places are found by the names of their areas ----------------------------------------------


@pytest.mark.parametrize("text", ["Zhangjiang", "张江", "zj", "zhangjiang", "Zhangjang", "章江"])
def test_a_park_is_found_by(text):
    park = ParkFactory(area__name_en="Zhangjiang Pharma Valley", area__name_zh="张江药谷")
    ParkFactory(area__name_en="Caohejing", area__name_zh="漕河泾")

    parks = Park.objects.published().named_like(text).best_match_first(text)

    assert list(parks) == [park]
