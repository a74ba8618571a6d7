"""Each page in a wide window: nothing blocked, nothing from outside, nothing in anybody's way."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.addresses import MISSING, NO_FRAME, PAGES


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_only_the_site_and_is_open_to_everybody(visiting, address):
    """In one visit: console, requests, and axe in both themes."""
    visiting.page.emulate_media(color_scheme="light")
    page = visiting.open(address)
    in_light = Axe().run(page)
    page.emulate_media(color_scheme="dark")
    in_dark = Axe().run(page)

    # A browser reports the status of a missing page as an error.
    missing = address in (MISSING, NO_FRAME)
    errors = [error for error in visiting.errors if not missing or "404" not in error]
    assert errors == []
    assert visiting.outside == []
    assert in_light.violations_count == 0, in_light.generate_report()
    assert in_dark.violations_count == 0, in_dark.generate_report()
