"""The site's building blocks, and the frame and error pages around them."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import RequestContext, Template
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from plans.choices import ObservationKind
from tests.factories.parks import EventFactory
from tests.factories.plans import MetricFactory, ObservationFactory, SourceFactory

TEMPLATES = Path(settings.BASE_DIR) / "templates"
ALL_TEMPLATES = sorted(TEMPLATES.rglob("*.html"))
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))


def render(component, address="/firms/", **context):
    """Render a component as a page would: with the request, and with nothing else."""
    page = RequestContext(RequestFactory().get(address), context)
    return get_template(f"components/{component}.html").template.render(page)


def source():
    return SourceFactory.build(key="shine-2023")


# --- How components are written -------------------------------------------------------------


@pytest.mark.parametrize("file", COMPONENTS, ids=lambda file: file.stem)
def test_a_component_opens_with_what_it_takes(file):
    assert re.match(r"({% load .* %}\n)?{% comment %}\n", file.read_text("utf-8"))


@pytest.mark.parametrize("file", ALL_TEMPLATES, ids=lambda file: file.stem)
def test_an_include_leans_on_nothing_that_it_was_not_given(file):
    includes = re.findall(r"{% include (.*?)%}", file.read_text("utf-8"), re.DOTALL)

    assert [tag for tag in includes if not tag.rstrip().endswith("only")] == []


@pytest.mark.parametrize("file", ALL_TEMPLATES, ids=lambda file: file.stem)
def test_a_template_holds_no_style_and_no_script_of_its_own(file):
    """The Content-Security-Policy would block them."""
    html = file.read_text("utf-8")

    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html) == []


# --- Figures --------------------------------------------------------------------------------


def figure(**facts):
    return ObservationFactory.build(
        metric=MetricFactory.build(key="output"),
        area=None,
        source=source(),
        locator="table 2",
        value=Decimal(5_000_000),
        **facts,
    )


def test_a_headline_figure_says_how_much_for_when_and_from_where():
    html = render("stat", label="Output", fact=figure())

    assert "5 million yuan" in html
    assert "2023" in html
    assert "table 2" in html


def test_a_headline_figure_that_nobody_gave_is_not_shown():
    assert render("stat", label="Output", fact=None).strip() == ""


@pytest.mark.parametrize(
    ("kind", "said"),
    [(ObservationKind.ACTUAL, set()), (ObservationKind.FORECAST, {"forecast"})],
)
def test_a_figure_that_is_no_fact_yet_says_so(kind, said):
    html = render("stat", label="Output", fact=figure(kind=kind))

    assert {word for word in ("actual", "forecast") if word in html} == said


def test_events_stand_under_their_years():
    events = [
        EventFactory.build(key=f"event-{date}", date=date, area=None, source=source())
        for date in ("2024-07", "2024", "2023-01-05")
    ]

    html = render("timeline", events=events)

    assert re.findall(r'timeline__name">(\d+)<', html) == ["2024", "2023"]
    assert "5 January 2023" in html
    assert "1 January" not in html


# --- Lists ----------------------------------------------------------------------------------


def pagination(number, address, rows=100):
    return render("pagination", address, page_obj=Paginator(range(rows), 10).page(number))


def test_paging_keeps_the_filters():
    html = pagination(2, "/firms/?district=pudong&page=2")

    assert 'rel="prev" href="?district=pudong&amp;page=1"' in html
    assert 'rel="next" href="?district=pudong&amp;page=3"' in html


def test_paging_says_which_page_this_is():
    html = pagination(2, "/firms/?page=2")

    assert 'aria-current="page" href="?page=2"' in html
    assert "Page 2 of 10" in html


@pytest.mark.parametrize(("number", "missing"), [(1, "prev"), (10, "next")])
def test_there_is_nothing_before_the_first_page_or_after_the_last(number, missing):
    assert f'rel="{missing}"' not in pagination(number, "/firms/")


def test_a_list_of_one_page_has_no_paging():
    assert pagination(1, "/firms/", rows=10).strip() == ""


@pytest.mark.parametrize(
    ("rows", "number", "count"),
    [(0, 1, "0 results"), (1, 1, "1 result"), (10, 1, "10 results"), (25, 3, "21-25 of 25")],
)
def test_a_list_says_how_long_it_is(rows, number, count):
    html = render("result_count", page_obj=Paginator(range(rows), 10).page(number))

    assert f"> {count} <" in re.sub(r"\s+", " ", html)


# --- The filter form ------------------------------------------------------------------------


class FirmForm(forms.Form):
    q = forms.CharField(label="Name contains", required=False)
    district = forms.MultipleChoiceField(
        label="District",
        choices=[("pudong", "Pudong"), ("minhang", "Minhang")],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sort = forms.CharField(required=False)


def filter_form(query):
    return render("filters", f"/firms/?{query}", form=FirmForm(QueryDict(query)))


def test_the_form_shows_what_was_asked_for():
    html = filter_form("q=gene&district=pudong")

    assert 'value="gene"' in html
    assert 'name="district" value="pudong" checked>' in html
    assert 'name="district" value="minhang">' in html


def test_what_is_on_stands_at_the_top_of_a_long_list():
    html = filter_form("district=minhang")

    assert html.index('value="minhang"') < html.index('value="pudong"')


def test_filtering_keeps_the_order_of_the_list():
    assert '<input type="hidden" name="sort" value="-founded">' in filter_form("sort=-founded")


def test_an_unknown_value_is_said_beside_its_field_in_an_open_form():
    html = filter_form("district=atlantis")

    assert "atlantis is not one of the available choices" in html
    assert '<details class="filters__panel" open>' in html


def test_every_field_has_its_label():
    html = filter_form("")

    assert '<label class="filters__label" for="id_q">Name contains</label>' in html
    assert '<legend class="filters__label">District</legend>' in html


# --- The frame ------------------------------------------------------------------------------


def frame(template, **context):
    page = RequestContext(RequestFactory().get("/firms/"), context)
    return Template('{% extends "base.html" %}{% load figures %}' + template).render(page)


@pytest.mark.django_db
def test_the_title_of_a_page_holds_no_tags():
    with override("zh-hans"):
        html = frame(
            "{% block title %}{% name metric %}{% endblock %}"
            "{% block description %}{% name metric %}{% endblock %}",
            metric=MetricFactory.build(name_en="R&D <spend>", name_zh=""),
        )

    assert "<title>R&amp;D &lt;spend&gt; - " in html
    assert '<meta name="description" content="R&amp;D &lt;spend&gt;">' in html


@pytest.mark.django_db
def test_a_page_ends_with_the_sources_of_what_it_says():
    html = frame("{% block content %}{% source_mark seen %}{% endblock %}", seen=figure())

    assert html.index("<sup") < html.index('id="sources"') < html.index("</main>")


# --- Error pages ----------------------------------------------------------------------------


@pytest.mark.parametrize("template", ["400.html", "500.html"])
@pytest.mark.parametrize(("language", "lang"), [("en", "en"), ("zh-hans", "zh-Hans")])
def test_the_pages_of_last_resort_need_nothing_that_may_be_broken(
    template, language, lang, settings
):
    settings.ROOT_URLCONF = "nowhere"
    with override(language):
        html = render_to_string(template)

    assert f'<html lang="{lang}">' in html
    assert "css/site.css" in html or re.search(r"css/site\.\w+\.css", html)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "lang"), [("/nothing-here/", "en"), ("/zh-hans/nothing-here/", "zh-Hans")]
)
def test_a_page_that_is_not_there_has_the_frame_of_the_site(client, address, lang):
    answer = client.get(address)

    html = answer.content.decode()
    assert answer.status_code == 404
    assert f'<html lang="{lang}">' in html
    assert 'class="nav__link"' in html


@pytest.mark.django_db
def test_every_page_says_what_day_its_facts_run_to(client):
    SourceFactory(retrieved_on="2026-11-21")
    SourceFactory(retrieved_on="2026-11-22")

    assert "Facts run to 22 November 2026." in client.get("/nothing-here/").content.decode()


@pytest.mark.django_db
def test_before_any_facts_a_page_promises_no_day(client):
    assert "Facts run to" not in client.get("/nothing-here/").content.decode()
