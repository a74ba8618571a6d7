"""Which events name which product: by whole words, in either language, and no more than is said."""

import pytest

from parks.domain.product_names import concerned, product_named


def named(key, name_en, name_zh="", generic="", firm=()):
    return product_named(key, name_en, name_zh, generic, firm)


@pytest.mark.parametrize(
    ("product", "text"),
    [
        pytest.param(named(1, "Fucaso"), "FUCASO is sold in Macau", id="its name, in any case"),
        pytest.param(named(1, "Yikaida (Yescarta)"), "More Yescarta", id="a name in brackets"),
        pytest.param(named(1, "X (BBM-H901)"), "NMPA approves BBM-H901.", id="before a full stop"),
        pytest.param(named(1, "BZ019"), "BZ019获批开展临床试验", id="a code before Chinese"),
        pytest.param(named(1, "A", "奕凯达"), "批准奕凯达用于", id="the Chinese name"),
        pytest.param(
            named(1, "A", "艾米迈托赛注射液（睿铂生）"), "艾米迈托赛获批", id="without injection"
        ),
        pytest.param(named(1, "A", "甲甲甲（睿铂生）"), "睿铂生上市", id="in Chinese brackets"),
        pytest.param(
            named(1, "A", "", "relmacabtagene autoleucel"), "Relma-cel approved", id="short INN"
        ),
        pytest.param(
            named(1, "A", "", "axicabtagene ciloleucel"), "Axi-cel approved", id="another short INN"
        ),
        pytest.param(
            named(1, "A", "", "equecabtagene autoleucel"),
            "Equecabtagene  autoleucel approved",
            id="the generic name, whatever the spaces",
        ),
    ],
)
def test_an_event_names_a_product(product, text):
    assert concerned([product], [text]) == [1]


@pytest.mark.parametrize(
    ("product", "text"),
    [
        pytest.param(named(1, "GC101"), "GC1012 starts", id="a longer code"),
        pytest.param(named(1, "GC101"), "GC101-B starts", id="a code with a suffix"),
        pytest.param(named(1, "CAR031"), "C-CAR031 starts", id="a code with a prefix"),
        pytest.param(named(1, "TIL"), "The first TIL plant", id="the name of a class"),
        pytest.param(named(1, "A", "细胞"), "细胞治疗", id="a Chinese word of two characters"),
        pytest.param(
            named(1, "GC101 (Jingshan)", firm=["Jingshan Biotech"]),
            "Jingshan opens a plant",
            id="the name of its firm",
        ),
        pytest.param(named(1, "Fucaso"), "Series B of the firm", id="no name at all"),
    ],
)
def test_an_event_does_not_name_a_product(product, text):
    assert concerned([product], [text]) == []


FOLLICULAR = named("fl", "Carteyva, follicular lymphoma", "倍诺达")
LARGE = named("lbcl", "Carteyva, large B-cell lymphoma", "倍诺达")
SECOND_LINE = named("2l", "Carteyva, second line large B-cell lymphoma", "倍诺达")
OTHER = named("other", "Fucaso")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        pytest.param("Carteyva for follicular lymphoma", "fl", id="what sets one apart"),
        pytest.param("Carteyva: large B-cell lymphoma", "lbcl", id="not the longer one"),
        pytest.param(
            "Carteyva: second-line large B-cell lymphoma", "lbcl 2l", id="both, hyphens aside"
        ),
        pytest.param("Carteyva sells well", "fl lbcl 2l", id="all where it does not say"),
        pytest.param("倍诺达获批", "fl lbcl 2l", id="all by the Chinese name"),
        pytest.param("Follicular lymphoma", "", id="none without the name"),
        pytest.param("Fucaso and Carteyva", "fl lbcl 2l other", id="two names"),
    ],
)
def test_of_products_that_share_a_name(text, keys):
    products = [FOLLICULAR, LARGE, SECOND_LINE, OTHER]

    assert concerned(products, [text]) == keys.split()


def test_title_and_summary_are_read_as_texts_of_their_own():
    assert concerned([named(1, "Big Drug")], ["A plant so big", "drug makers"]) == []
