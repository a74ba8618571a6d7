"""The pipeline in use: its chart leads to its lists, in place and without any script."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def plain(browser, site):
    context = browser.new_context(java_script_enabled=False, base_url=site)
    yield context.new_page()
    context.close()


def test_a_number_of_the_chart_changes_the_list_in_place(watched):
    """The reader stays on the number, and hears how many products there are."""
    shown = watched.open("/products/")
    shown.wait_for_function("document.documentElement.classList.contains('is-live')")
    shown.evaluate("document.body.dataset.opened = 'once'")

    number = shown.get_by_role("link", name="9: CAR-T cells, phase 1", exact=True)
    number.focus()
    shown.keyboard.press("Enter")

    expect(shown.locator("#list-count")).to_have_text("9 products")
    expect(shown.locator("#list-said")).to_have_text("9 products")
    expect(number).to_be_focused()
    expect(number).to_have_attribute("aria-current", "true")
    assert shown.url.endswith("/products/?modality=car_t&stage=phase1")

    shown.go_back()

    expect(shown.locator("#list-count")).to_have_text("59 products")
    assert shown.evaluate("document.body.dataset.opened") == "once"
    assert watched.errors == []


def test_the_chart_and_the_facets_work_without_script(plain):
    plain.goto("/products/")
    plain.get_by_role("link", name="15: All modalities, approved", exact=True).click()
    assert plain.locator("#list-count").inner_text() == "15 products"

    plain.locator("#choose-checked-stale").check()
    plain.get_by_role("button", name="Show", exact=True).first.click()

    count = int(plain.locator("#list-count").inner_text().split()[0])
    expect(plain.locator("tbody tr[id^=product-]")).to_have_count(count)
    expect(plain.get_by_text("not re-checked since")).to_have_count(count)


def test_on_a_phone_the_chart_names_its_stages_and_nothing_scrolls_sideways(watched):
    watched.page.set_viewport_size({"width": 360, "height": 800})
    shown = watched.open("/products/?modality=car_t")

    labels = shown.locator(".heat__cell > a").evaluate_all(
        "links => links.slice(0, 3).map(a => getComputedStyle(a, '::before').content)"
    )

    assert labels == ['"phase 1"', '"phase 2"', '"marketing application"']
    assert shown.evaluate("document.documentElement.scrollWidth") <= 360
