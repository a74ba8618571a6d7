"""The directory of firms in use: by keyboard, in place, back and forth, and when the site fails."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

WHERE = re.compile(r"/firms/\?")


@pytest.fixture
def directory(watched):
    """The directory, its script at work. Marked, so that a test sees whether it was loaded anew."""
    shown = watched.open("/firms/")
    shown.wait_for_function("document.documentElement.classList.contains('is-live')")
    shown.evaluate("document.body.dataset.opened = 'once'")
    return shown


def counted(shown, words):
    expect(shown.locator("#list-count")).to_have_text(words)


def said(shown, words):
    """What a screen reader is told."""
    expect(shown.locator("#list-said")).to_have_text(words)


def still_the_same_page(shown):
    return shown.evaluate("document.body.dataset.opened") == "once"


# --- By keyboard ----------------------------------------------------------------------------


def test_a_walk_by_keyboard_alone(directory):
    """From the search to a facet, the table's head and its second page, and back again."""
    directory.locator("#id_q").focus()
    directory.keyboard.press("Tab")  # the buttons that send the form are gone
    for _ in range(20):
        if directory.locator("#choose-district-pudong").evaluate(
            "e => e === document.activeElement"
        ):
            break
        directory.keyboard.press("Tab")
    box = directory.locator("#choose-district-pudong")
    expect(box).to_be_focused()

    directory.keyboard.press("Space")
    counted(directory, "41 firms")
    said(directory, "41 firms")
    expect(box).to_be_focused()
    expect(box).to_be_checked()
    expect(directory).to_have_url(re.compile(r"\?district=pudong$"))
    expect(directory).to_have_title(re.compile("^Firms: Pudong New Area"))

    directory.keyboard.press("Tab")  # the place in the facet is kept
    assert directory.evaluate("document.activeElement.name") == "district"

    directory.locator("th a", has_text="Founded").focus()
    directory.keyboard.press("Enter")
    said(directory, "41 firms. Sorted by Founded, ascending.")
    assert directory.evaluate("document.activeElement.textContent") == "Founded"
    directory.keyboard.press("Enter")
    said(directory, "41 firms. Sorted by Founded, descending.")

    box.focus()
    directory.keyboard.press("Space")
    counted(directory, "110 firms")
    directory.locator("a[rel=next]").focus()
    directory.keyboard.press("Enter")
    said(directory, "110 firms, page 2 of 3")
    assert directory.evaluate("document.activeElement.rel") == "next"

    directory.go_back()
    said(directory, "110 firms, page 1 of 3")
    directory.go_back()
    counted(directory, "41 firms")
    expect(box).to_be_checked()
    assert still_the_same_page(directory)


def test_a_removed_chip_hands_the_focus_on(directory):
    directory.locator("#choose-district-pudong").check()
    directory.locator("#choose-ownership-foreign").check()
    counted(directory, "12 firms")

    directory.locator(".chip").first.focus()
    directory.keyboard.press("Enter")
    expect(directory.locator(".chip")).to_have_count(1)
    expect(directory.locator(".chip")).to_be_focused()

    directory.keyboard.press("Enter")
    counted(directory, "110 firms")
    expect(directory.locator("#list-count")).to_be_focused()


# --- In place -------------------------------------------------------------------------------


def test_typing_searches_once_the_reader_pauses(directory):
    asked = []
    directory.on("request", lambda request: asked.append(request.url))

    field = directory.locator("#id_q")
    field.press_sequentially("carsgen", delay=30)

    counted(directory, "1 firm")
    assert [url for url in asked if WHERE.search(url)] == [f"{directory.url}"]
    expect(field).to_be_focused()
    assert field.input_value() == "carsgen"


def test_what_is_typed_while_an_answer_comes_is_not_lost(directory):
    directory.route(WHERE, lambda route: (directory.wait_for_timeout(300), route.continue_()))
    field = directory.locator("#id_q")

    field.press_sequentially("car")
    directory.wait_for_timeout(450)  # the first question is on its way
    field.press_sequentially("sgen")

    counted(directory, "1 firm")
    assert field.input_value() == "carsgen"
    assert directory.url.endswith("?q=carsgen")


def test_two_quick_choices_end_in_both(directory):
    directory.locator("#choose-district-pudong").check()
    directory.locator("#choose-ownership-foreign").check()

    counted(directory, "12 firms")
    assert "district=pudong&ownership=foreign" in directory.url
    expect(directory.locator("#results")).to_have_attribute("aria-busy", "false")


def test_a_request_under_way_is_shown(directory):
    held = []
    directory.route(WHERE, lambda route: held.append(route))

    directory.locator("#choose-district-pudong").check()
    expect(directory.locator("#results")).to_have_attribute("aria-busy", "true")

    held[0].continue_()
    expect(directory.locator("#results")).to_have_attribute("aria-busy", "false")


def test_back_and_forward_restore_filters_list_and_title(directory):
    directory.locator("#choose-district-pudong").check()
    counted(directory, "41 firms")
    directory.locator("#id_q").fill("bio")
    expect(directory).to_have_url(re.compile("q=bio"))
    found = directory.locator("#list-count").inner_text()

    directory.go_back()
    counted(directory, "41 firms")
    assert directory.locator("#id_q").input_value() == ""
    expect(directory).to_have_title(re.compile("^Firms: Pudong New Area -"))
    directory.go_back()
    counted(directory, "110 firms")
    expect(directory.locator("#choose-district-pudong")).not_to_be_checked()

    directory.go_forward()
    directory.go_forward()
    counted(directory, found)
    assert directory.locator("#id_q").input_value() == "bio"
    assert still_the_same_page(directory)


def test_what_stands_around_the_list_follows_it(directory):
    directory.locator("#choose-district-pudong").check()
    counted(directory, "41 firms")

    chinese = directory.get_by_role("link", name="中文")
    assert chinese.get_attribute("href") == "/zh-hans/firms/?district=pudong"

    file = directory.get_by_role("link", name="CSV")
    assert file.get_attribute("href") == "/firms.csv?district=pudong"

    directory.locator(".as-of__day").fill("2024-06-30")
    directory.locator(".as-of button").click()
    expect(directory).to_have_url(re.compile("district=pudong.*as_of=2024-06-30"))


def test_the_day_is_kept_in_place(watched):
    shown = watched.open("/firms/?as_of=2024-06-30")
    shown.locator("#choose-district-pudong").check()
    expect(shown).to_have_url(re.compile("district=pudong"))

    shown.locator("th a", has_text="Founded").click()
    expect(shown).to_have_url(re.compile("sort=founded"))

    assert "as_of=2024-06-30" in shown.url
    assert watched.errors == []


def test_a_long_facet_is_searched_and_stays_open(directory):
    facet = directory.locator("#facet-park")
    facet.get_by_text("Show all").click()
    facet.get_by_label("Find in").fill("life blue")
    expect(facet.locator(".facet__more li:visible")).to_have_count(1)

    facet.locator(".facet__more li:visible input").check()

    expect(directory).to_have_url(re.compile("park=lingang-life-blue-bay"))
    expect(facet.locator(".facet__more li:visible")).to_have_count(1)
    expect(directory.locator("#choose-park-lingang-life-blue-bay")).to_be_focused()


# --- When the site fails --------------------------------------------------------------------


def test_a_refusal_is_said_and_nothing_is_lost(directory):
    directory.route(WHERE, lambda route: route.fulfill(status=400, body="no"))

    directory.locator("#choose-district-pudong").check()

    told = directory.get_by_role("alert")
    expect(told).to_contain_text("The list could not be updated.")
    expect(told.get_by_role("link")).to_have_attribute("href", "/firms/?district=pudong")
    expect(directory.locator("#choose-district-pudong")).to_be_checked()
    counted(directory, "110 firms")

    directory.unroute(WHERE)
    directory.locator("#choose-ownership-foreign").check()
    counted(directory, "12 firms")
    expect(told).to_be_hidden()


def test_a_site_that_cannot_be_reached_is_said(directory):
    directory.route(WHERE, lambda route: route.abort())

    directory.locator("#choose-district-pudong").check()

    expect(directory.get_by_role("alert")).to_contain_text("The site cannot be reached.")


# --- Choosing firms to compare --------------------------------------------------------------


def test_ticked_firms_stay_while_the_list_changes(directory):
    directory.get_by_role("checkbox", name="Compare CARsgen Therapeutics").check()
    directory.locator("#choose-role-hospital").check()
    counted(directory, "18 firms")
    directory.locator(".firms__box input").first.check()

    directory.get_by_role("button", name="Compare (2)").click()

    expect(directory).to_have_url(re.compile(r"/firms/compare/\?firm=carsgen&firm="))
    expect(directory.locator("thead th.compare__firm")).to_have_count(2)


def test_a_fifth_firm_is_not_taken_and_it_is_said(directory):
    boxes = directory.locator(".firms__box input")
    for place in range(4):
        boxes.nth(place).check()

    boxes.nth(4).click()

    expect(boxes.nth(4)).not_to_be_checked()
    expect(directory.locator("#compare")).to_contain_text("Four firms have room side by side.")
    directory.get_by_role("button", name="Do not compare").first.click()
    boxes.nth(4).check()


# --- For everybody --------------------------------------------------------------------------

FILTERED = "/firms/?district=pudong&ownership=foreign&site=head_office"
COMPARED = "/firms/compare/?firm=carsgen&firm=abelzeta&firm=jw-therapeutics&firm=fosun-kairos"


@pytest.mark.parametrize("address", [FILTERED, COMPARED, "/firms/compare/?q=bio", "/firms/?role=x"])
def test_it_is_open_to_everybody_in_both_themes(watched, address):
    shown = watched.open(address)
    in_light = Axe().run(shown)
    shown.emulate_media(color_scheme="dark")
    in_dark = Axe().run(shown)

    assert in_light.violations_count == 0, in_light.generate_report()
    assert in_dark.violations_count == 0, in_dark.generate_report()
    assert watched.errors == []
    assert watched.outside == []


@pytest.mark.parametrize("language", ["", "/zh-hans"], ids=["en", "zh"])
@pytest.mark.parametrize("address", [FILTERED, COMPARED])
def test_a_phone_shows_it_without_scrolling_sideways(watched, address, language):
    watched.page.set_viewport_size({"width": 360, "height": 740})

    shown = watched.open(f"{language}{address}")
    if shown.locator("#list-filters").count():
        shown.locator("#list-filters > summary").click()

    assert shown.evaluate("document.documentElement.scrollWidth") <= 360


def test_on_a_phone_the_facets_lead_to_the_list(watched):
    watched.page.set_viewport_size({"width": 360, "height": 740})
    shown = watched.open("/firms/")
    shown.locator("#list-filters > summary").click()

    shown.locator("#choose-district-pudong").check()
    shown.get_by_role("link", name="Show 41 firms").click()

    expect(shown.locator("#facet-district")).to_be_hidden()
    expect(shown.locator("#list-filters > summary")).to_contain_text("1 active")
