"""The directory without any script: forms and links do all of it."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def plain(browser, site):
    context = browser.new_context(java_script_enabled=False, base_url=site)
    yield context.new_page()
    context.close()


def counted(plain):
    return plain.locator("#list-count").inner_text()


def test_a_walk_without_script(plain):
    """Filter, take a chip off, clear, sort, choose the size of a page."""
    plain.goto("/firms/")
    plain.locator("#choose-district-pudong").check()
    plain.locator("#choose-ownership-foreign").check()
    plain.get_by_role("button", name="Show", exact=True).first.click()
    assert counted(plain) == "12 firms"
    assert plain.locator("#choose-district-pudong").is_checked()

    plain.get_by_role("link", name="Remove the filter Ownership: foreign").click()
    assert counted(plain) == "41 firms"

    plain.locator("#choose-role-hospital").check()
    plain.get_by_role("button", name="Show", exact=True).first.click()
    plain.get_by_role("link", name="Clear all").first.click()
    assert counted(plain) == "110 firms"

    plain.locator("th a", has_text="Founded").click()
    assert plain.locator("th[aria-sort=ascending]").inner_text().startswith("Founded")

    plain.get_by_role("navigation", name="Rows on a page").get_by_text("25").click()
    expect(plain.locator(".firms tbody tr")).to_have_count(25)
    assert "sort=founded" in plain.url
    plain.get_by_role("link", name="Next").click()
    assert "page=2" in plain.url


def test_a_name_is_searched_without_script(plain):
    plain.goto("/firms/?ownership=foreign")
    plain.locator("#id_q").fill("bayer")
    plain.locator("#list-form").get_by_role("button", name="Search").click()

    assert counted(plain) == "1 firm"
    assert "ownership=foreign" in plain.url


def test_firms_are_compared_without_script(plain):
    plain.goto("/firms/")
    for place in range(2):
        plain.locator(".firms__box input").nth(place).check()
    plain.get_by_role("button", name="Compare", exact=True).click()

    expect(plain.locator("thead th.compare__firm")).to_have_count(2)

    plain.locator("#compare-q").fill("carsgen")
    plain.get_by_role("button", name="Find").click()
    plain.get_by_role("link", name="Put CARsgen Therapeutics beside the others").click()
    expect(plain.locator("thead th.compare__firm")).to_have_count(3)

    plain.get_by_role("link", name="Remove CARsgen Therapeutics").click()
    expect(plain.locator("thead th.compare__firm")).to_have_count(2)


def test_the_facets_open_on_a_phone_without_script(browser, site):
    context = browser.new_context(
        java_script_enabled=False, base_url=site, viewport={"width": 360, "height": 740}
    )
    phone = context.new_page()
    phone.goto("/firms/?district=pudong")
    assert "1 active" in phone.locator("#list-filters > summary").inner_text()

    phone.locator("#list-filters > summary").click()
    phone.locator("#choose-role-hospital").check()
    phone.get_by_role("button", name="Show", exact=True).first.click()

    assert "role=hospital" in phone.url
    context.close()
