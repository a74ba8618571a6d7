"""The small files of ``static/css`` reach the reader as one stylesheet."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from cgt_site.stylesheets import LAYERS, STYLESHEET, StylesheetFinder, files_of, stylesheet

FOLDER = Path(settings.BASE_DIR) / "static" / "css"


@pytest.fixture
def finder(settings, tmp_path):
    settings.VAR = tmp_path
    return StylesheetFinder()


def test_every_file_but_that_of_the_admin_is_in_it_once():
    placed = [file for patterns in LAYERS.values() for file in files_of(FOLDER, patterns)]

    site = [file for file in FOLDER.rglob("*.css") if file.parent.name != "admin"]
    assert sorted(placed) == sorted(site)


def test_it_starts_with_the_order_of_its_layers():
    assert stylesheet(FOLDER).startswith("@layer base, layout, components, print;\n@layer base {")


def test_each_layer_is_closed():
    css = stylesheet(FOLDER)

    assert css.count("{") == css.count("}")


def test_it_holds_no_comment():
    assert "/*" not in stylesheet(FOLDER)


def test_it_asks_for_nothing_else():
    """No import, picture or font: the whole look is one request."""
    assert re.findall(r"@import|url\(|@font-face", stylesheet(FOLDER)) == []


def test_a_colour_is_named_only_where_it_gets_a_name():
    rules = re.sub(r"^--[\w-]+:.*$", "", stylesheet(FOLDER), flags=re.MULTILINE)

    assert re.findall(r".*#[0-9a-f]{3,8}\b.*|.*\b(?:rgb|hsl)a?\(.*", rules) == []


def test_every_colour_and_size_that_is_used_has_been_defined():
    css = stylesheet(FOLDER)
    used = set(re.findall(r"var\((--[\w-]+)\)", css))
    defined = set(re.findall(r"^(--[\w-]+):", css, re.MULTILINE))

    assert used - defined == set()


def test_the_static_files_have_it():
    assert finders.find(STYLESHEET)


def test_collectstatic_is_given_it(finder):
    (path, storage), *others = finder.list(ignore_patterns=None)

    assert path == STYLESHEET
    assert storage.open(path).read().decode() == stylesheet(FOLDER)
    assert others == []


def test_a_change_of_a_part_shows_at_the_next_request(finder, tmp_path):
    finder.parts = tmp_path / "parts"
    finder.parts.mkdir()
    (finder.parts / "base.css").write_text("a { top: 0 }")
    finder.find(STYLESHEET)

    (finder.parts / "base.css").write_text("a { top: 1px }")

    assert "top: 1px" in Path(finder.find(STYLESHEET)).read_text()


def test_it_looks_after_no_other_file(finder):
    assert finder.find("css/other.css") == []
