"""A chart in a browser: there at once as SVG, then by Plotly in its place, with its numbers."""

import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.addresses import CHARTS, COMPARE, COMPUTED, EMBED, METRIC, TARGET

PLOTLY = re.compile("plotly")
SENT = """() => JSON.parse(document.querySelector('script[id$="-spec"]').textContent)
    .data.map(({ y }) => y)"""
DRAWN = "live => live.data.map(({ y }) => Array.from(y))"


@pytest.mark.parametrize("address", [METRIC, TARGET, f"/zh-hans{EMBED}"])
def test_the_svg_stands_first_and_plotly_takes_its_place_with_the_same_numbers(watched, address):
    page, held = watched.page, []

    def hold(route):
        held.append(route)

    page.route(PLOTLY, hold)
    page.goto(f"{watched.site}{address}", wait_until="domcontentloaded")
    svg, live = page.locator(".chart__picture"), page.locator(".chart__live")
    expect(svg).to_be_visible()
    page.locator(".chart__plot").hover()
    expect(page.locator("script[src*=plotly]")).to_have_count(1)
    expect(live).to_have_count(0)
    axis = set(page.locator(".chart__drawing text").all_text_contents())

    for route in held:
        route.continue_()

    expect(live).to_be_visible(timeout=20_000)
    expect(svg).to_be_hidden()
    assert live.evaluate(DRAWN) == page.evaluate(SENT)
    ticks = live.locator(".ytick text").all_text_contents()
    assert ticks
    assert set(ticks) <= axis
    assert watched.errors == []
    assert watched.outside == []


PAPER = 673
"""Pixels between the margins of an A4 page."""


@pytest.mark.parametrize("address", CHARTS)
def test_a_chart_is_open_to_everybody_alive_and_whole_on_paper(watched, address):
    page = watched.open(address)
    plots, live = page.locator(".chart__plot"), page.locator(".chart__live")
    for place in range(plots.count()):
        plots.nth(place).hover()
    expect(live).to_have_count(plots.count(), timeout=20_000)
    expect(live.last.locator(".main-svg").first).to_be_visible()
    alive = Axe().run(page)

    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER, "height": 960})
    for place in range(plots.count()):
        expect(page.locator(".chart__picture").nth(place)).to_be_visible()
        expect(live.nth(place)).to_be_hidden()
    expect(page.locator("table").first).to_be_visible()
    for tools in page.locator(".chart__tools, .chart__elsewhere, .on-screen").all():
        expect(tools).to_be_hidden()

    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert alive.violations_count == 0, alive.generate_report()
    assert watched.errors == []
    assert watched.outside == []


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing: the test is not about this server."""


@pytest.fixture
def elsewhere(tmp_path) -> Iterator[tuple[Path, str]]:
    """Another site: a folder, and the address that it is served at."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=tmp_path))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield tmp_path, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_frame_of_another_site_says_what_is_wrong_with_its_address(watched, elsewhere):
    folder, address = elsewhere
    frames = "".join(
        f'<iframe src="{watched.site}{wrong}"></iframe>'
        for wrong in ("/embed/metrics/none/", "/zh-hans/embed/no/", f"/embed{COMPARE}&since=old")
    )
    (folder / "index.html").write_text(f"<!doctype html><title>Elsewhere</title>{frames}", "utf-8")
    watched.page.goto(address)

    none, chinese, old = (watched.page.frame_locator(f"iframe >> nth={n}") for n in range(3))
    expect(none.get_by_text("There is nothing at this address.")).to_be_visible()
    expect(chinese.get_by_role("link")).to_have_attribute("href", "/zh-hans/")
    expect(old.get_by_text("“old” is not a year")).to_be_visible()
    for frame in (none, chinese, old):
        expect(frame.get_by_role("link").last).to_have_attribute("target", "_top")


def test_a_frame_of_another_site_shows_the_chart_and_its_links_leave_the_frame(watched, elsewhere):
    page = watched.open(METRIC)
    page.get_by_text("Embed", exact=True).click()
    code = page.get_by_label("Put this into a page of your own").input_value()
    assert watched.errors == []

    folder, address = elsewhere
    (folder / "index.html").write_text(f"<!doctype html><title>Elsewhere</title>{code}", "utf-8")
    page.goto(address)
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading")).to_have_text("Biomedical industry scale, Shanghai")
    frame.locator("sup.mark button").first.click()
    expect(frame.locator(".source-note:popover-open")).to_be_visible()
    page.keyboard.press("Escape")
    frame.get_by_role("link", name="See it at Shanghai Cell & Gene Therapy").click()

    expect(page.locator(".masthead")).to_be_visible()
    assert f"{METRIC}?area=shanghai" in page.url


ROOM_LEFT = (
    """() => innerHeight - document.querySelector(".embed__main").getBoundingClientRect().bottom"""
)


@pytest.mark.parametrize("address", [METRIC, COMPARE, f"/zh-hans{COMPARE}", COMPUTED])
def test_a_frame_is_as_high_as_what_is_in_it(watched, elsewhere, address):
    page = watched.open(address)
    code = page.locator(".chart__embed textarea").first.input_value()
    folder, there = elsewhere
    framing = f"<!doctype html><title>Elsewhere</title><body style='margin:0;width:640px'>{code}"
    (folder / "index.html").write_text(framing, "utf-8")

    page.goto(there)
    end = page.frame_locator("iframe").locator(".embed__page")
    expect(end).to_be_attached()
    page.frames[-1].wait_for_load_state("load")

    assert 0 <= end.evaluate(ROOM_LEFT) <= 110
