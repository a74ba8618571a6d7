"""Navigation, sorting, filters and small pictures, as templates write them."""

from decimal import Decimal

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.urls import resolve
from django.utils.translation import override

from parks.choices import Ownership
from tests.factories.plans import MetricFactory, ObservationFactory, SourceFactory


def render(template, address="/firms/", language="en", **context):
    request = RequestFactory().get(address)
    with override(language):
        request.resolver_match = resolve(request.path)
        page = RequestContext(request, context)
        return Template("{% load ui %}" + template).render(page)


# --- Around the page ------------------------------------------------------------------------

NAV = "{% main_nav as links %}{% for link in links %}{{ link.url }} {{ link.current }}|{% endfor %}"


@pytest.mark.parametrize(
    ("address", "here"),
    [
        pytest.param("/firms/", "/firms/ page", id="the section's own page"),
        pytest.param("/firms/carsgen/", "/firms/ true", id="a page in the section"),
        pytest.param("/parks/zhangjiang/", "/parks/ true", id="a park"),
        pytest.param("/", "/ page", id="home"),
    ],
)
def test_the_navigation_says_where_one_is(address, here):
    links = render(NAV, address).split("|")

    assert [link for link in links if link.endswith(("page", "true"))] == [here]


LANGUAGES = (
    "{% language_urls as links %}"
    "{% for link in links %}{{ link.lang }} {{ link.url|safe }}"
    "{% if link.current %} here{% endif %}|{% endfor %}"
)


@pytest.mark.parametrize(
    ("address", "language", "links"),
    [
        pytest.param(
            "/firms/?district=pudong&page=2",
            "en",
            [
                "en /firms/?district=pudong&page=2 here",
                "zh-Hans /zh-hans/firms/?district=pudong&page=2",
            ],
            id="from English",
        ),
        pytest.param(
            "/zh-hans/firms/carsgen/",
            "zh-hans",
            ["en /firms/carsgen/", "zh-Hans /zh-hans/firms/carsgen/ here"],
            id="from Chinese",
        ),
    ],
)
def test_the_other_language_is_the_same_page(address, language, links):
    assert render(LANGUAGES, address, language).strip("|").split("|") == links


def test_a_page_that_is_not_there_leads_home_in_the_other_language():
    page = RequestContext(RequestFactory().get("//evil.example/x"))

    html = Template("{% load ui %}" + LANGUAGES).render(page)

    assert html == "en / here|zh-Hans /zh-hans/|"


def test_breadcrumbs_lead_back_through_the_section_and_what_the_page_lies_in():
    html = render(
        '{% breadcrumbs "plans:metric_list" metric None current="2023" %}',
        metric=MetricFactory.build(key="output", name_en="Output & more"),
    )

    assert [part.split('"')[0] for part in html.split('href="')[1:]] == [
        "/",
        "/metrics/",
        "/metrics/output/",
    ]
    assert "Output &amp; more" in html
    assert 'aria-current="page">2023' in html


# --- Sorting --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "header", "link", "state"),
    [
        pytest.param("", '"name"', "?sort=name", None, id="not sorted by it"),
        pytest.param("?sort=name", '"name"', "?sort=-name", "ascending", id="turns round"),
        pytest.param("?sort=-name", '"name"', "?sort=name", "descending", id="turns back"),
        pytest.param("", '"-founded"', "?sort=-founded", None, id="newest first"),
        pytest.param("?sort=-founded", '"-founded"', "?sort=founded", "descending", id="oldest"),
        pytest.param("?sort=founded", '"name"', "?sort=name", None, id="sorted by another"),
        pytest.param("", '"name" default="name"', "?sort=-name", "ascending", id="by default"),
    ],
)
def test_a_column_head_sorts(asked, header, link, state):
    html = render(
        "{% sort_header "
        + header.replace('"name"', '"name" "Name"', 1).replace('"-founded"', '"-founded" "Founded"')
        + " %}",
        f"/firms/{asked}",
    )

    assert f'href="{link}"' in html
    assert (f'aria-sort="{state}"' in html) if state else ("aria-sort" not in html)


def test_sorting_keeps_the_filters_and_goes_back_to_the_first_page():
    html = render('{% sort_header "name" "Name" %}', "/firms/?district=pudong&page=3")

    assert 'href="?district=pudong&amp;sort=name"' in html


# --- Filters --------------------------------------------------------------------------------


class FirmForm(forms.Form):
    q = forms.CharField(label="Name contains", required=False)
    ownership = forms.MultipleChoiceField(
        label="Ownership",
        choices=Ownership.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sort = forms.CharField(required=False)


CHIPS = (
    "{% active_filters form as chips %}"
    "{% for chip in chips %}{{ chip.name }}: {{ chip.value }} {{ chip.off|safe }}|{% endfor %}"
)


def chips(query):
    html = render(CHIPS, f"/firms/?{query}", form=FirmForm(QueryDict(query)))
    return html.strip("|").split("|") if html else []


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        pytest.param("", [], id="none"),
        pytest.param("q=gene&page=2", ["Name contains: gene ?"], id="text; back to page one"),
        pytest.param(
            "ownership=foreign&ownership=domestic",
            ["Ownership: foreign ?ownership=domestic", "Ownership: domestic ?ownership=foreign"],
            id="two values of one filter",
        ),
        pytest.param("sort=name&q=+", [], id="sorting and blanks filter nothing"),
        pytest.param("ownership=martian", ["Ownership: martian ?"], id="an unknown value"),
    ],
)
def test_each_filter_that_is_on_can_be_taken_off(query, shown):
    assert chips(query) == shown


def test_clearing_the_filters_keeps_the_order():
    assert render("{% unfiltered %}", "/firms/?q=gene&sort=-name&page=2") == "?sort=-name"


def test_long_lists_of_pages_are_cut():
    page = Paginator(range(1000), 10).page(50)

    html = render("{% page_window page as numbers %}{{ numbers|join:' ' }}", page=page)

    assert html == "1 … 48 49 50 51 52 … 100"


# --- Words and pictures ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "html"),
    [
        pytest.param('"Founded" "2014"', "<dt>Founded</dt><dd>2014</dd>", id="known"),
        pytest.param('"Sites" 0', "<dd>0</dd>", id="zero is known"),
        pytest.param('"Site" "x" url="/x/"', '<a href="/x/">x</a>', id="a link"),
        pytest.param('"Founded" "" missing="not known"', ">not known<", id="said to be missing"),
    ],
)
def test_a_key_fact_shows(call, html):
    assert html in render("{% key_fact " + call + " %}")


def test_a_key_fact_is_escaped():
    assert "a &lt; b" in render('{% key_fact "Site" place %}', place="a < b")


def test_a_key_fact_that_nobody_stated_has_no_row():
    assert render('{% key_fact "Listing" "" %}') == ""


def test_a_key_fact_carries_its_source():
    seen = ObservationFactory.build(metric=None, area=None, source=SourceFactory.build(key="shine"))

    assert "cite-1" in render('{% key_fact "Founded" "2014" source=seen %}', seen=seen)


@pytest.mark.parametrize(("stage", "steps"), [("preclinical", 1), ("phase1", 3), ("approved", 7)])
def test_a_stage_is_drawn_as_steps_with_its_word(stage, steps):
    html = render("{% stage stage %}", stage=stage)

    assert html.count("stage__done") == steps
    assert html.count("<rect") == 7


@pytest.mark.parametrize(
    ("value", "width"),
    [(Decimal(0), "0.0"), (Decimal(30), "30.0"), (Decimal(120), "100.0"), (Decimal(-5), "0.0")],
)
def test_a_bar_is_as_long_as_its_share_and_never_longer_than_its_track(value, width):
    assert f'<rect width="{width}" height="10"/>' in render("{% bar value 100 %}", value=value)


def test_what_is_not_known_has_no_bar():
    assert render("{% bar value 100 %}", value=None) == ""


def test_a_sparkline_does_not_cross_a_gap():
    html = render("{% sparkline values %}", values=[Decimal(1), Decimal(2), None, Decimal(4)])

    assert html.count("M") == 2
    assert html.count("L") == 1


def test_one_value_makes_no_line():
    assert render("{% sparkline values %}", values=[Decimal(1), None]) == ""
