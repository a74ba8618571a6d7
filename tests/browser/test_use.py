"""What readers do: follow a mark, change language, filter without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.addresses import METRIC


def test_a_source_mark_opens_and_closes_by_keyboard(watched):
    page = watched.open("/plans/")
    mark = page.locator("sup.mark button").first
    note = page.locator(f"#{mark.get_attribute('popovertarget')}")

    mark.focus()
    page.keyboard.press("Enter")
    assert note.evaluate("note => note.matches(':popover-open')")
    expect(note.locator("a")).to_have_count(2)

    page.keyboard.press("Escape")
    assert not note.evaluate("note => note.matches(':popover-open')")


def test_the_first_tab_leads_to_the_content(watched):
    page = watched.open("/")

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"


def test_the_other_language_is_the_same_page(watched):
    page = watched.open("/firms/?district=pudong")

    page.get_by_role("link", name="中文").click()

    assert page.url.endswith("/zh-hans/firms/?district=pudong")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"


@pytest.fixture
def without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False, base_url=site)
    yield context.new_page()
    context.close()


def test_firms_are_filtered_without_scripts(without_scripts):
    page = without_scripts
    page.goto("/firms/")
    page.get_by_label("Pudong New Area").first.check()
    page.get_by_role("button", name="Show").first.click()

    assert "district=pudong" in page.url
    expect(page.locator("table tbody tr")).to_have_count(41)


def test_a_chart_page_is_complete_without_scripts(without_scripts):
    page = without_scripts
    page.goto(METRIC)

    expect(page.get_by_text("984.702 billion yuan").first).to_be_attached()
    expect(page.locator("table").nth(1)).to_be_attached()


def test_another_day_is_asked_for_and_left_without_scripts(without_scripts):
    page = without_scripts
    page.goto("/targets/")
    page.locator(".as-of__day").fill("2023-11-01")
    page.locator(".as-of button").click()

    assert "as_of=2023-11-01" in page.url
    expect(page.get_by_text("1 November 2023").first).to_be_visible()

    page.get_by_role("link", name="Back to today").click()
    assert "as_of" not in page.url
