"""The map of the districts, as a reader meets it."""

import gzip
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parks.charts.district_map import DistrictValue, ParkDot, district_map, shade_of
from tests.parks.maps import DISTRICTS, FIRMS, ZHANGJIANG, Page, a_map, rendered, value


def links_of(drawn):
    """The districts that the keyboard reaches, in order: address and name."""
    found = Page(rendered(drawn)).of("a", part="district-map__district")
    return [(a["href"], a["text"]) for a in found if a.get("tabindex") != "-1"]


# --- Links and numbers ----------------------------------------------------------------------


def test_every_district_is_one_link_with_its_name_and_number():
    links = links_of(a_map())

    assert sorted(links) == sorted(
        (f"/districts/{key}/", f"{DISTRICTS[key].name_en}: {value(key, number).words}")
        for key, number in FIRMS.items()
    )


def test_what_is_drawn_twice_is_met_once():
    page = Page(rendered(a_map(dots=[ZHANGJIANG])))

    # Hidden from screen readers and out of the keyboard's order: both, or neither.
    inside = [a for a in page.of("a") if a["hidden"] or a.get("tabindex") == "-1"]
    assert inside
    assert all(a["hidden"] and a.get("tabindex") == "-1" for a in inside)


def test_there_are_sixteen_outlines():
    page = Page(rendered(a_map()))

    outlines = [path for path in page.of("path") if "id" in path]
    assert len(outlines) == len(DISTRICTS) + 1  # and the line around them all
    assert len({path["id"] for path in outlines}) == len(outlines)


def test_every_copy_is_of_an_outline_on_the_page():
    page = Page(rendered(a_map()))
    ids = {element["id"] for element in page.elements if "id" in element}

    assert {use["href"].removeprefix("#") for use in page.of("use")} <= ids


def test_numbers_are_printed_on_the_districts():
    drawn = a_map()
    labels = {label.name: label.figure for label in (*drawn.whole.labels, *drawn.centre.labels)}

    assert labels["Pudong New Area"] == "41"
    assert labels["Huangpu"] == "2"
    assert len(labels) == 16


def test_a_long_number_can_be_printed_short():
    people = DistrictValue("huangpu", "Huangpu", Decimal(662030), "662,030", "/h/", "0.7 m")

    assert people.figure == "0.7 m"


def test_in_chinese():
    drawn = a_map(language="zh-hans")

    assert ("/districts/pudong/", "浦东新区：41家企业") in links_of(drawn)
    assert drawn.whole.scale_bar.words == "20公里"
    assert drawn.legend[-1].words == "未知"


def test_markup_in_a_name_is_text():
    drawn = district_map(
        [DistrictValue("pudong", "<b>", Decimal(1), "<i>", "/p/")],
        title="<u>",
        legend_title="<s>",
        language="en",
    )

    assert not re.search(r"<[bius]>", rendered(drawn))


# --- Not known, zero, and places without a page ---------------------------------------------


def test_not_known_is_not_zero():
    shapes = {shape.key: shape for shape in a_map(FIRMS | {"qingpu": 0, "chongming": None}).shapes}

    assert shapes["qingpu"].shade == "0"
    assert shapes["chongming"].shade == "unknown"
    assert shapes["chongming"].title == "Chongming: not known"


def test_not_known_is_hatched_and_zero_is_not():
    page = Page(rendered(a_map()))
    drawn = page.of("a", part="district-map__district")
    patterns = {pattern["id"] for pattern in page.of("pattern")}

    for shape in drawn:
        is_unknown = shape["href"] == "/districts/chongming/"
        assert (shape.get("fill", "")[5:-1] in patterns) == is_unknown


def test_not_known_and_zero_are_printed_differently():
    figures = {label.name: label.figure for label in a_map().whole.labels}

    assert (figures["Chongming"], figures["Qingpu"]) == ("?", "0")


def test_the_legend_names_zero_and_not_known_only_where_they_occur():
    everywhere_one = dict.fromkeys(DISTRICTS, 1)

    assert [entry.words for entry in a_map().legend] == [
        "0", "1", "2", "3", "4-9", "10-41", "not known"
    ]  # fmt: skip
    assert [entry.words for entry in a_map(everywhere_one).legend] == ["1"]


def test_a_district_without_a_page_is_drawn_but_is_no_link():
    published = {key: number for key, number in FIRMS.items() if key != "qingpu"}

    drawn = a_map(published)

    assert len(links_of(drawn)) == 15
    assert "Qingpu: not known" in rendered(drawn)


def test_a_place_that_is_not_on_the_map_still_stands_in_the_table():
    elsewhere = DistrictValue("nanhui", "Nanhui", Decimal(3), "3 firms", "/districts/nanhui/")

    drawn = district_map([elsewhere], title="Where", legend_title="Firms", language="en")

    assert [row.name for row in drawn.rows] == ["Nanhui"]
    assert len(drawn.shapes) == 16


numbers = st.none() | st.integers(0, 10**7)


@settings(deadline=None)  # a whole map each time, on a machine that may be busy
@given(st.lists(numbers, min_size=16, max_size=16))
def test_every_district_gets_the_shade_whose_range_holds_its_number(given_numbers):
    drawn = a_map(dict(zip(DISTRICTS, given_numbers, strict=True)))
    by_number = {str(shade.number): shade for shade in drawn.shades}

    for shape, number in zip(drawn.shapes, given_numbers, strict=True):
        if number is None:
            assert shape.shade == "unknown"
        elif number == 0:
            assert shape.shade == "0"
        else:
            assert by_number[shape.shade].holds(Decimal(number))
    assert {shape.shade for shape in drawn.shapes} == {entry.shade for entry in drawn.legend}


def test_a_number_outside_all_shades_cannot_pass_unseen():
    with pytest.raises(StopIteration):
        shade_of(Decimal(5), ())


# --- Parks ----------------------------------------------------------------------------------


def test_a_park_is_a_dot_in_both_drawings_and_a_link_in_the_list():
    drawn = a_map(dots=[ZHANGJIANG])
    page = Page(rendered(drawn))

    assert len(drawn.whole.dots) == len(drawn.centre.dots) == 1
    assert [a["href"] for a in page.of("a") if a["text"] == "Zhangjiang" and not a["hidden"]] == [
        "/parks/zhangjiang/"
    ]


def test_the_map_says_how_exact_its_dots_are():
    assert "position within about 2 km" in rendered(a_map(dots=[ZHANGJIANG]))
    assert "position within" not in rendered(a_map())


def test_a_park_outside_the_city_is_listed_but_not_drawn():
    far = ParkDot("far", "Far", "/parks/far/", Decimal("39.9"), Decimal("116.4"))

    drawn = a_map(dots=[far])

    assert drawn.whole.dots == ()
    assert drawn.parks == (far,)


# --- The page it stands on ------------------------------------------------------------------


def test_the_map_says_where_its_boundaries_are_from():
    origin = "District boundaries: Apache ECharts 4.9.0 (Apache-2.0), converted to WGS84."

    assert origin in rendered(a_map())


def test_the_same_numbers_stand_in_a_table():
    page = Page(rendered(a_map()))

    names = [cell["text"] for cell in page.of("th") if cell["scope"] == "row"]
    figures = [cell["text"] for cell in page.of("td")]
    assert dict(zip(names, figures, strict=True)) == {
        DISTRICTS[key].name_en: value(key, number).words for key, number in FIRMS.items()
    }


def test_a_page_with_its_own_table_is_pointed_to_it():
    page = Page(rendered(a_map(), table_id="districts"))

    assert page.of("table") == []
    assert "#districts" in [a.get("href") for a in page.of("a")]


def test_two_maps_on_a_page_do_not_share_ids():
    values = [value(key, number) for key, number in FIRMS.items()]
    maps = [
        district_map(values, title="T", legend_title="L", language="en", key=key)
        for key in ("firms", "products")
    ]
    ids = [e["id"] for drawn in maps for e in Page(rendered(drawn)).elements if "id" in e]

    assert len(ids) == len(set(ids))


def test_the_markup_needs_no_script_and_no_inline_style():
    page = Page(rendered(a_map(dots=[ZHANGJIANG])))

    for element in page.elements:
        assert element["tag"] not in ("script", "style")
        assert not [name for name in element if name == "style" or name.startswith("on")]


def test_nothing_is_fetched_for_it():
    assert "http" not in rendered(a_map(dots=[ZHANGJIANG]))


def test_it_weighs_less_than_ten_kilobytes_compressed():
    parks = [
        ParkDot(f"park-{n}", f"A park with a name {n}", f"/parks/park-{n}/", 31 + n / 100, 121.5)
        for n in range(30)
    ]

    assert len(gzip.compress(rendered(a_map(dots=parks)).encode())) < 10_000
