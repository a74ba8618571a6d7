"""One firm of the shipped data is found by every name that people have for it."""

import pytest

from parks.models import Firm, Product

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]


def found(text):
    firms = Firm.objects.published().named_like(text).best_match_first(text)
    return [firm.key for firm in firms]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("AbelZeta Pharma", id="its English name"),
        pytest.param("zeta ph", id="a fragment of it"),
        pytest.param("西比曼生物科技集团", id="its Chinese name"),
        pytest.param("西比", id="two characters of it"),
        pytest.param("xibiman", id="pinyin"),
        pytest.param("Xi Bi Man", id="pinyin with blanks"),
        pytest.param("xbm", id="initials"),
        pytest.param("Cellular Biomedicine Group", id="its former name"),
        pytest.param("Abelzetta", id="a misspelling"),
        pytest.param("ablezeta", id="letters that changed places"),
        pytest.param("Celular Biomedecine", id="a misspelt former name"),
        pytest.param("西比漫", id="a character that sounds the same"),
        pytest.param("西比曼生物科技集團", id="traditional characters"),
    ],
)
def test_one_firm_is_found_by(text):
    assert found(text) == ["abelzeta"]


def test_a_name_that_others_have_within_theirs_comes_first():
    assert found("fosun")[:2] == ["fosun-kairos", "fosun-pharma"]


def test_every_firm_is_found_by_each_of_its_names():
    for firm in Firm.objects.published():
        for name in filter(None, [firm.name_en, firm.name_zh, *firm.former_names]):
            assert firm.key in found(name), name


def test_every_firm_is_found_by_the_pinyin_of_its_name():
    from plans.domain.pinyin import initials, sounds

    for firm in Firm.objects.published().exclude(name_zh=""):
        spelt = "".join(sound.letters for sound in sounds(firm.name_zh))
        assert firm.key in found(spelt[:90]), spelt
        assert firm.key in found(initials(sounds(firm.name_zh))[:90]), firm.name_zh


@pytest.mark.parametrize("text", ["cd19", "relma-cel", "lymphoma", "淋巴瘤"])
def test_a_product_is_found_by_name_target_or_indication(text):
    assert Product.objects.published().named_like(text).exists()
