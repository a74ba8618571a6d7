"""The search is one key away, works without script, and leads on by plain links."""

import pytest
from playwright.sync_api import expect


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_a_slash_leads_to_the_search_and_enter_finds(watched):
    page = watched.open("/plans/")

    page.keyboard.press("/")
    assert focused(page) == "site-search"
    page.keyboard.type("xibiman")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.url.endswith("/search/?q=xibiman")
    assert page.locator("mark").first.inner_text() == "西比曼"
    page.get_by_role("link", name="AbelZeta Pharma").first.click()
    assert page.url.endswith("/firms/abelzeta/")
    assert watched.errors == []


def test_a_slash_within_a_field_is_a_slash(watched):
    page = watched.open("/search/?q=car")

    page.locator("#site-search").focus()
    page.keyboard.press("End")
    page.keyboard.type("/t")

    assert page.locator("#site-search").input_value() == "car/t"


@pytest.mark.parametrize("held", ["Control", "Alt"])
def test_a_shortcut_of_the_browser_is_left_alone(watched, held):
    page = watched.open("/plans/")

    page.keyboard.press(f"{held}+/")

    assert focused(page) != "site-search"


def test_the_search_works_without_script(browser, site):
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto("/")

    page.get_by_role("searchbox").fill("Abelzetta")
    page.get_by_role("button", name="Search").click()

    expect(page.get_by_text("Nothing has “Abelzetta” in its name.")).to_be_visible()
    expect(page.get_by_role("link", name="AbelZeta Pharma")).to_be_visible()
    context.close()


@pytest.mark.parametrize("address", ["/", "/search/?q=pudong", "/zh-hans/search/?q=xbm"])
def test_the_search_fits_a_phone(watched, address):
    watched.page.set_viewport_size({"width": 360, "height": 740})
    page = watched.open(address)

    box = page.locator("#site-search").bounding_box()

    assert box["width"] > 150
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
