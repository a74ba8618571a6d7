"""Each page on a phone of 360 px, in both languages."""

import pytest

from tests.browser.addresses import PAGES


@pytest.mark.parametrize("language", ["", "/zh-hans"], ids=["en", "zh"])
@pytest.mark.parametrize("address", PAGES)
def test_a_phone_shows_it_without_scrolling_sideways(visiting, address, language):
    visiting.page.set_viewport_size({"width": 360, "height": 740})

    page = visiting.open(f"{language}{address}")

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
