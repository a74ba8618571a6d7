"""Where plotly.js comes from."""

from pathlib import Path

import pytest

from cgt_site.staticfinder import SERVED_AS, SMALL_BUNDLE, PlotlyFinder, bundle


@pytest.fixture
def no_npm(settings, tmp_path):
    """A checkout in which npm was never run."""
    settings.BASE_DIR = tmp_path
    return tmp_path


def put_small_bundle(folder: Path) -> Path:
    small = folder / SMALL_BUNDLE
    small.parent.mkdir(parents=True)
    small.write_text("/* small */")
    return small


def test_without_npm_it_comes_from_the_python_package(no_npm):
    found = bundle()

    assert found is not None
    assert found.parts[-3:] == ("plotly", "package_data", "plotly.min.js")


def test_the_small_bundle_is_taken_where_npm_put_it(no_npm):
    small = put_small_bundle(no_npm)

    assert bundle() == small


def test_it_is_served_under_one_name_and_nothing_else_is(no_npm):
    small = put_small_bundle(no_npm)
    finder = PlotlyFinder()

    assert finder.find(SERVED_AS) == str(small)
    assert finder.find(SERVED_AS, find_all=True) == [str(small)]
    assert finder.find("vendor/plotly-basic.min.js") == []
    assert finder.find("vendor/../settings.py") == []


def test_collectstatic_gets_exactly_that_file(no_npm):
    put_small_bundle(no_npm)

    ((name, storage),) = PlotlyFinder().list([])

    assert name == SERVED_AS
    with storage.open(name) as file:
        assert file.read() == b"/* small */"


def test_the_checks_of_django_are_content(no_npm):
    assert PlotlyFinder().check() == []


def test_a_missing_bundle_is_named_before_a_reader_meets_it(no_npm, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    (problem,) = PlotlyFinder().check()

    assert "plotly.js was not found" in problem.msg
    assert list(PlotlyFinder().list([])) == []
