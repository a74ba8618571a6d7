"""``/search/``: one list of whatever has the text in its name, and where all of it is."""

import re
from html import unescape

import pytest
from django.template import Context, Template
from pytest_django.asserts import assertContains, assertNotContains

from plans.domain.searching import LONGEST
from tests.factories.parks import (
    DistrictFactory,
    EventFactory,
    FirmFactory,
    ParkFactory,
    ProductFactory,
)
from tests.factories.plans import (
    MetricFactory,
    PlanFactory,
    PolicyMeasureFactory,
    SourceFactory,
    TargetFactory,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def search(client, text, address="/search/", **more):
    return client.get(address, {"q": text, **more})


def groups(response):
    return {group.kind.name: group for group in response.context["page"].groups}


def names(response, kind):
    return [found.hit.name_en for found in groups(response)[kind].hits]


@pytest.fixture
def one_of_each():
    """A row of every kind with "Lingang" in its name."""
    source = SourceFactory(title="Lingang grows", title_original="临港成长")
    plan = PlanFactory(name_en="Lingang plan", name_zh="临港方案")
    firm = FirmFactory(name_en="Lingang Bio", name_zh="临港生物", former_names=["Nanhui Bio"])
    return {
        "firms": firm,
        "products": ProductFactory(name_en="Lingang-01", firm=firm),
        "parks": ParkFactory(area__name_en="Lingang park", area__name_zh="临港园"),
        "districts": DistrictFactory(area__name_en="Lingang district"),
        "plans": plan,
        "targets": TargetFactory(statement="Ten firms in Lingang", plan=plan),
        "measures": PolicyMeasureFactory(
            summary="Lingang gets a role", plan=plan, theme="spatial-layout"
        ),
        "metrics": MetricFactory(name_en="Firms in Lingang"),
        "events": EventFactory(title="Lingang opens", summary="A zone."),
        "sources": source,
    }


def test_everything_that_has_a_name_is_found(client, one_of_each):
    response = search(client, "lingang")

    assert list(groups(response)) == list(one_of_each)
    for name, row in one_of_each.items():
        assertContains(response, f'href="{row.get_absolute_url()}"')
        assert groups(response)[name].total == 1


@pytest.mark.parametrize("text", ["lingang", "lg", "临港", "grows", "linggang", "bio lingang"])
def test_the_count_of_each_kind_is_that_of_its_list(client, one_of_each, text):
    FirmFactory.create_batch(7, name_en="Lingang Cell", name_zh="临港细胞")
    FirmFactory(name_en="Lingang Gene", state="draft")
    TargetFactory(
        statement="A dozen firms in Lingang",
        plan=one_of_each["plans"],
        variant_of=one_of_each["targets"],
    )
    found = groups(search(client, text))

    assert found
    for name, group in found.items():
        assert rows_of(client.get(group.list_url)) == group.total, name


def rows_of(response):
    """How many rows a list has, on all its pages."""
    context = response.context
    assert not context["filter"].problems
    return context["page_obj"].paginator.count


@pytest.mark.parametrize("name", ["districts", "parks", "firms", "events"])
def test_the_list_says_what_it_was_searched_for(client, one_of_each, name):
    group = groups(search(client, "lingang"))[name]

    assertContains(client.get(group.list_url), 'class="chip"')


def test_five_of_a_kind_are_shown_the_best_first(client):
    for name in ("Gene Cell Bio", "Bio Gene", "Gene", "Bigene", "Gene Bio", "Gene Zeta"):
        FirmFactory(name_en=name)

    response = search(client, "gene")

    assert names(response, "firms") == [
        "Gene", "Gene Bio", "Gene Cell Bio", "Gene Zeta", "Bio Gene",
    ]  # fmt: skip
    assertContains(response, "all 6 in the list")


def marked(response):
    return [unescape(text) for text in re.findall("<mark>(.*?)</mark>", response.content.decode())]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("lingang b", ["Lingang B"]),
        ("临港生", ["临港生"]),
        ("lingangsheng", ["临港生"]),
        ("lgs", ["临港生"]),
        ("nanhui", ["Nanhui"]),
    ],
)
def test_what_was_searched_is_marked_in_both_languages(client, text, marks):
    FirmFactory(name_en="Lingang Bio", name_zh="临港生物", former_names=["Nanhui Bio"])

    assert marked(search(client, text)) == marks


def test_a_name_in_the_other_language_says_so(client):
    FirmFactory(name_en="Lingang Bio", name_zh="临港生物")

    assertContains(
        search(client, "lingang bio"), '<span lang="zh-Hans">临港生物</span>', html=False
    )
    chinese = search(client, "临港生物", "/zh-hans/search/")
    assertContains(chinese, '<span lang="en">Lingang Bio</span>')
    assertContains(chinese, "<mark>临港生物</mark></a>")


def test_a_firm_that_was_called_so_says_that_it_was(client):
    FirmFactory(name_en="AbelZeta", former_names=["Cellular Biomedicine"])

    assertContains(search(client, "cellular"), "formerly <mark>Cellular</mark> Biomedicine")


def test_a_misspelt_former_name_says_whose_it_was(client):
    FirmFactory(name_en="AbelZeta", former_names=["Old Holding", "Cellular Biomedicine Group"])

    for address in ("/search/", "/firms/"):
        said = "formerly Cellular Biomedicine Group"
        assertContains(search(client, "celular biomedcine", address), said)
        assertNotContains(search(client, "abelzetta", address), "formerly")


def test_markup_in_names_and_searches_is_text(client):
    FirmFactory(name_en="<b>Gene</b> & Co")

    response = search(client, "<b>gene")

    assertContains(response, "<mark>&lt;b&gt;Gene</mark>&lt;/b&gt; &amp; Co")
    assertNotContains(response, "<b>gene")


# --- Nothing, or only what is similar ----------------------------------------------------------


def test_a_misspelt_name_finds_what_is_similar_and_says_so(client):
    FirmFactory(name_en="AbelZeta Pharma")

    response = search(client, "Abelzetta")

    assert names(response, "firms") == ["AbelZeta Pharma"]
    assertContains(response, "Nothing has “Abelzetta” in its name.")
    assertContains(client.get("/firms/?q=Abelzetta"), "AbelZeta Pharma")


def test_similar_names_do_not_stand_beside_those_that_fit(client):
    FirmFactory(name_en="Carsgen")
    EventFactory(title="Carsgan opens")

    assert list(groups(search(client, "carsgen"))) == ["firms"]


def test_where_nothing_is_found_it_says_what_was_tried(client):
    response = search(client, "zzqqxx")

    assertContains(response, "Nothing is called “zzqqxx”")
    assertContains(response, "pinyin and initials")
    assert not groups(response)


def test_without_a_text_there_is_only_the_field(client):
    response = client.get("/search/")

    assertNotContains(response, "Nothing is called")
    assert not response.context["page"].problems


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a", "two letters"),
        ("%", "two letters"),
        ("\u200b\u200b", "two letters"),
        ("a\0b", "Null characters"),
        ("a" * (LONGEST + 1), f"at most {LONGEST}"),
    ],
)
def test_what_cannot_be_searched_is_said(client, text, problem):
    FirmFactory(name_en="a" * 120)

    response = search(client, text)

    assert response.status_code == 200
    assertContains(response, problem)
    assert not groups(response)


def test_one_chinese_character_is_a_word(client):
    FirmFactory(name_en="Lingang", name_zh="临港")

    assert names(search(client, "港"), "firms") == ["Lingang"]


@pytest.mark.parametrize("text", ["%%", "__", "5%", "a_"])
def test_signs_are_no_wildcards(client, text):
    FirmFactory(name_en="Gene of a thousand", name_zh="基因")

    assert not groups(search(client, text))


# --- What readers may know ---------------------------------------------------------------------


def test_what_is_not_public_is_not_found(client):
    FirmFactory(name_en="Lingang Bio", state="draft")
    ProductFactory(name_en="Lingang-01", firm__state="draft")
    TargetFactory(statement="Ten in Lingang", plan__state="draft")

    assert not groups(search(client, "lingang"))


def test_it_can_be_read_as_of_a_day(client):
    FirmFactory(name_en="Lingang Bio", source=SourceFactory(published_on="2023"))
    FirmFactory(name_en="Lingang Gene", source=SourceFactory(published_on="2020"))

    response = search(client, "lingang", as_of="2021-06-01")

    assert names(response, "firms") == ["Lingang Gene"]
    assertContains(response, "as_of=2021-06-01")


# --- The page ----------------------------------------------------------------------------------


def test_search_engines_leave_it_out(client):
    assertContains(client.get("/search/"), '<meta name="robots" content="noindex">')


@pytest.mark.parametrize("address", ["/", "/firms/", "/zh-hans/plans/", "/method/"])
def test_every_page_has_the_field_once(client, address):
    body = client.get(address).content.decode()

    assert body.count('id="site-search"') == 1
    language = "/zh-hans" if address.startswith("/zh") else ""
    assert f'action="{language}/search/"' in body


def test_the_field_of_the_search_holds_what_was_asked(client):
    assertContains(search(client, 'a "b"'), 'value="a &quot;b&quot;"')
    assertContains(search(client, "a"), 'value="a"')


def test_a_thousand_rows_cost_the_queries_of_ten(client, one_of_each):
    FirmFactory.create_batch(6, name_en="Lingang Cell")
    few = count_queries(lambda: search(client, "lingang"))
    FirmFactory.create_batch(40, name_en="Lingang Cell", former_names=["Lingang Old"])
    EventFactory.create_batch(40, title="Lingang opens")

    assert count_queries(lambda: search(client, "lingang")) == few
    # Of each of the ten kinds: how it is found, how many, the best, what they are.
    assert few <= 4 * 10 + 3


def test_a_template_can_mark_any_text():
    template = Template("{% load search %}{% highlighted text q %}|{% highlighted text q 'en' %}")

    said = template.render(Context({"text": "A <gene>", "q": "gene"}))

    assert said == "A &lt;<mark>gene</mark>&gt;|A &lt;<mark>gene</mark>&gt;"
