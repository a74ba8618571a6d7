"""Makes the README's pictures from the running site.

./dev run, and in another terminal: .venv/bin/python -m tests.browser.screenshots http://localhost:8000
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import ARGUMENTS, chromium

FOLDER = Path(__file__).resolve().parents[2] / ".readme"

WIDE = {"width": 1280, "height": 860}
TALL = {"width": 1280, "height": 1060}
"""Room for a chart as a whole; its neighbour in the README is as high."""

PHONE = {"width": 390, "height": 780}

PICTURES = {
    "home": ("/", WIDE, "light"),
    "target": ("/plans/pudong-biomedicine-2022-2024/targets/industry-scale/", TALL, "light"),
    "metric": ("/metrics/biomedicine-industry-scale/", TALL, "light"),
    "firms": ("/firms/?district=pudong", WIDE, "light"),
    "phone": ("/zh-hans/", PHONE, "dark"),
}
"""By name: address, window and theme."""


def take(browser: Browser, site: str, name: str) -> Path:
    """Take one picture, once the charts in view are drawn."""
    address, window, theme = PICTURES[name]
    context = browser.new_context(viewport=window, color_scheme=theme)
    shown = context.new_page()
    shown.goto(f"{site}{address}", wait_until="networkidle")
    path = FOLDER / f"{name}.png"
    shown.screenshot(path=path)
    context.close()
    return path


def main(site: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for name in PICTURES:
            sys.stdout.write(f"{take(browser, site, name)}\n")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
