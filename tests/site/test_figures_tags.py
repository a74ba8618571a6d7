"""Figures, source marks and texts in two languages, as templates write them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils.translation import override

from plans.choices import Qualifier
from plans.domain.dates import PartialDate
from plans.domain.periods import Period
from tests.factories.plans import MetricFactory, ObservationFactory, SourceFactory, TargetFactory


def observation(locator="para 4", key="shine-2023", value=10_000_000_000, **source):
    """A figure that needs no database: what is shown of it is on the objects themselves."""
    return ObservationFactory.build(
        metric=MetricFactory.build(),
        area=None,
        value=Decimal(value),
        qualifier=Qualifier.ABOUT,
        locator=locator,
        source=SourceFactory.build(
            key=key,
            **{"title": "A plan", "publisher": "SHINE", "url": "https://www.shine.cn/x"} | source,
        ),
    )


def render(template, language="en", **context):
    page = RequestContext(RequestFactory().get("/"), context)
    with override(language):
        return Template("{% load figures %}" + template).render(page)


# --- Marks ----------------------------------------------------------------------------------


def test_a_mark_opens_its_note_and_says_which_source_it_is():
    html = render("{% source_mark fact %}", fact=observation())

    assert '<button type="button" popovertarget="cite-1"' in html
    assert 'aria-label="Source 1: SHINE, para 4"' in html


def test_places_are_numbered_in_the_order_of_their_first_use():
    one, two = observation("para 4"), observation("table 1")

    html = render(
        "{% source_mark one %}{% source_mark two %}{% source_mark one %}", one=one, two=two
    )

    assert [part.split("</button>")[0][-1] for part in html.split("<sup")[1:]] == ["1", "2", "1"]


def test_two_sources_with_the_same_place_are_two_numbers():
    html = render(
        "{% source_mark one %}{% source_mark two %}",
        one=observation(key="shine"),
        two=observation(key="xinhua"),
    )

    assert "cite-1" in html
    assert "cite-2" in html


def test_a_citation_can_be_marked_itself():
    assert "cite-1" in render("{% source_mark cite %}", cite=observation().citation)


def test_included_templates_count_on():
    html = render(
        '{% source_mark one %}{% include "components/stat.html" with fact=two only %}',
        one=observation("para 4"),
        two=observation("table 1"),
    )

    assert 'popovertarget="cite-2"' in html


def test_without_a_page_a_mark_is_a_link_to_the_source():
    html = Template("{% load figures %}{% source_mark fact %}").render(
        Context({"fact": observation()})
    )

    assert 'href="/sources/shine-2023/"' in html
    assert "<button" not in html


# --- The list at the end of the page --------------------------------------------------------


def sources_of(fact, language="en"):
    return render("{% source_mark fact %}{% page_sources %}", language, fact=fact)


@pytest.mark.parametrize(
    "part",
    [
        pytest.param("SHINE", id="who published it"),
        pytest.param('<a href="/sources/shine-2023/">A plan</a>', id="our page on it"),
        pytest.param("para 4", id="the place in it"),
        pytest.param("18 April 2023", id="its day"),
        pytest.param('href="https://www.shine.cn/x"', id="its address"),
        pytest.param(">shine.cn</a>", id="whose site that is"),
    ],
)
def test_a_note_says(part):
    assert part in sources_of(observation(published_on=PartialDate.parse("2023-04-18")))


def test_a_source_without_a_day_says_so():
    assert "date not known" in sources_of(observation(published_on=None))


def test_each_note_stands_once_in_the_list_where_its_marks_can_open_it():
    html = render(
        "{% source_mark fact %}{% source_mark fact %}{% page_sources %}", fact=observation()
    )

    assert html.count('<li class="sources__item" id="source-1">') == 1
    assert html.count('id="cite-1" popover') == 1


def test_a_note_has_the_title_that_the_document_bears_beside_our_rendering():
    fact = observation(title_original="一份<方案>", language="zh")
    marked = "{% source_mark fact %}{% page_sources %}"

    assert '[<span lang="zh-Hans">一份&lt;方案&gt;</span>]' in render(marked, fact=fact)
    assert "[一份&lt;方案&gt;]" in render(marked, "zh-hans", fact=fact)
    assert "[" not in render(marked, fact=observation())


def test_a_page_that_marks_nothing_has_no_list():
    assert render("{% page_sources %}") == ""


def test_what_a_source_says_of_itself_is_escaped():
    html = sources_of(observation(locator='"><script>', publisher="A & B", title="<b>Big</b>"))

    assert "<script>" not in html
    assert "<b>" not in html
    assert "A &amp; B" in html


# --- Figures and words ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"), [("en", "about 10 billion yuan"), ("zh-hans", "约100亿元")]
)
def test_a_figure_reads_as_people_write_it(language, words):
    html = render("{% figure fact %}", language, fact=observation())

    assert words in html
    assert "cite-1" in html


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        pytest.param(PartialDate.parse("2024-07"), "July 2024", "2024年7月", id="month"),
        pytest.param(dt.date(2026, 11, 22), "22 November 2026", "2026年11月22日", id="day"),
        pytest.param(Period.of_year(2023), "2023", "2023年", id="period"),
        pytest.param(None, "", "", id="nothing known"),
    ],
)
def test_words_are_those_of_the_page(value, english, chinese):
    assert render("{{ value|words }}", "en", value=value) == english
    assert render("{{ value|words }}", "zh-hans", value=value) == chinese


def test_a_zero_is_written():
    assert "about 0 yuan" in render("{% figure fact %}", fact=observation(value=0))


# --- Texts in two languages -----------------------------------------------------------------


def target(statement="Twenty sites", statement_zh="20家"):
    return TargetFactory.build(
        plan=None,
        metric=None,
        area=None,
        source=None,
        statement=statement,
        statement_zh=statement_zh,
    )


@pytest.mark.parametrize(
    ("language", "text", "html"),
    [
        pytest.param("en", target(), "Twenty sites", id="English"),
        pytest.param("zh-hans", target(), "20家", id="Chinese"),
        pytest.param(
            "zh-hans",
            target(statement_zh=""),
            '<span lang="en">Twenty sites</span>',
            id="Chinese page, no twin",
        ),
        pytest.param(
            "en",
            target(statement=""),
            '<span lang="zh-Hans">20家</span>',
            id="English page, no English",
        ),
        pytest.param("en", target("", ""), "", id="neither"),
        pytest.param("en", target("a < b"), "a &lt; b", id="escaped"),
    ],
)
def test_a_text_is_in_the_language_of_the_page_or_says_which_it_is_in(language, text, html):
    assert render('{% twin text "statement" %}', language, text=text) == html


METRIC = {"name_en": "Output", "name_zh": "产值"}


@pytest.mark.parametrize(
    ("language", "names", "main", "other"),
    [
        pytest.param("en", METRIC, "Output", '<span lang="zh-Hans">产值</span>', id="English"),
        pytest.param("zh-hans", METRIC, "产值", '<span lang="en">Output</span>', id="Chinese"),
        pytest.param("en", {**METRIC, "name_zh": ""}, "Output", "", id="no Chinese name"),
        pytest.param(
            "zh-hans",
            {**METRIC, "name_zh": ""},
            '<span lang="en">Output</span>',
            "",
            id="Chinese page, no Chinese name",
        ),
    ],
)
def test_a_thing_has_a_name_and_its_other_name(language, names, main, other):
    metric = MetricFactory.build(**names)

    assert render("{% name metric %}", language, metric=metric) == main
    assert render("{% other_name metric %}", language, metric=metric) == other
