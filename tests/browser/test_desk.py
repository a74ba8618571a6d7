"""The editors' desk loses nothing: not with a closed tab, an expired login, nor a second editor."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from plans.models import Observation, Source
from tests.browser.desk import (
    Typist,
    committed,
    log_everybody_out,
    log_in,
    person,
    type_in_login,
)

ADD = "/admin/plans/source/add/"
SIMZ = "Shanghai International Medical Zone"
OFFER = "You have unsaved entries for this form"
SOURCE = {
    "title": "A new fund",
    "publisher": "SHINE",
    "url": "https://shine.example/a-new-fund",
    "kind": "news",
    "language": "English",
    "retrieved_on": "2024-08-01",
    "key": "shine-fund",
}


@pytest.fixture(scope="module")
def people(site, django_db_blocker):
    with django_db_blocker.unblock():
        for name, role in (("mei", "Editor"), ("lin", "Editor"), ("bo", "Reviewer")):
            person(name, role)


@pytest.fixture
def desk(context, site, people):
    """The page of an editor who has logged in."""
    page = context.new_page()
    log_in(page, site, "mei", ADD)
    yield page
    committed(Source.objects.filter(key=SOURCE["key"]).delete)
    log_everybody_out()


def fill_in(page):
    """A source and, in its second row, a figure: with an autocomplete and an amount."""
    typist = Typist(page)
    typist.fill("", **SOURCE)
    typist.add_row("Add another Observation")
    typist.fill("observations-1-", area=SIMZ, value="over 1,200")
    return typist


def kept(page):
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('kept:')).length")


def wait_until_kept(page, text):
    page.wait_for_function(
        "text => Object.values(localStorage).some(v => v.includes(text))", arg=text
    )


def test_a_form_whose_tab_was_closed_is_offered_and_put_back_only_when_asked(desk, context, site):
    fill_in(desk)
    wait_until_kept(desk, "over 1,200")
    assert "csrfmiddlewaretoken" not in desk.evaluate("JSON.stringify(localStorage)")
    other = context.new_page()
    other.goto(f"{site}{ADD}")
    expect(other.locator("#kept")).to_be_attached()
    expect(other.get_by_text(OFFER)).to_have_count(0)  # it is still open in the first tab

    desk.close()
    other.reload()
    expect(other.get_by_text(OFFER)).to_be_visible()
    assert other.locator("#id_title").input_value() == ""

    other.get_by_role("button", name="Put them back into the form").click()
    expect(other.get_by_text("are back in the form")).to_be_visible()
    for name in ("title", "kind", "key"):
        wanted = SOURCE[name]
        assert other.locator(f"#id_{name}").input_value() == wanted
    assert other.locator("#id_observations-1-value").input_value() == "over 1,200"
    expect(other.locator("#id_observations-1-area option:checked")).to_have_text(SIMZ)

    other.locator("#observations-1 .inline-deletelink").click()
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.locator(".messagelist .success")).to_be_visible()
    assert Source.objects.filter(key=SOURCE["key"]).exists()
    assert kept(other) == 0


def test_what_is_discarded_is_offered_no_more(desk, context, site):
    Typist(desk).fill("", title="Nothing of note")
    wait_until_kept(desk, "Nothing of note")
    desk.close()
    other = context.new_page()
    other.goto(f"{site}{ADD}")

    other.get_by_role("button", name="Discard them").click()

    expect(other.get_by_text(OFFER)).to_have_count(0)
    other.reload()
    expect(other.locator("#kept")).to_be_attached()
    assert kept(other) == 0


def test_another_editor_on_the_same_computer_is_not_shown_what_the_first_typed(desk, context, site):
    Typist(desk).fill("", title="Only mine")
    wait_until_kept(desk, "Only mine")
    desk.close()
    log_everybody_out()
    other = context.new_page()
    log_in(other, site, "lin", ADD)

    expect(other.locator("#kept")).to_be_attached()
    expect(other.get_by_text(OFFER)).to_have_count(0)


def test_leaving_a_filled_form_is_asked_about_and_an_empty_one_is_left_quietly(desk, site):
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    desk.goto(f"{site}{ADD}")
    assert asked == []
    Typist(desk).fill("", title="Unsaved")
    desk.goto(f"{site}/admin/")

    assert asked == ["beforeunload"]


def test_an_expired_login_brings_a_filled_form_back(desk, site):
    typist = fill_in(desk)
    typist.tab_to("id_observations-1-locator")
    log_everybody_out()
    desk.keyboard.press("Enter")

    expect(desk.get_by_text("Your login had expired, so nothing was saved.")).to_be_visible()
    type_in_login(desk, "mei")
    desk.get_by_role("button", name="Back to the form").click()

    expect(desk.get_by_text("These are your entries from before the login")).to_be_visible()
    assert desk.locator("#id_title").input_value() == SOURCE["title"]
    expect(desk.locator("#id_observations-1-area option:checked")).to_have_text(SIMZ)
    expect(desk.get_by_text(OFFER)).to_have_count(0)  # the copy of the form that stands here
    desk.locator("#observations-1 .inline-deletelink").click()
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert Source.objects.get(key=SOURCE["key"]).title == SOURCE["title"]
    assert kept(desk) == 0


def test_two_editors_at_once_merge_what_they_typed(desk, browser, site):
    row = Source.objects.get(key="shine-2023-04-10")
    page = f"/admin/plans/source/{row.pk}/change/"
    second = browser.new_context().new_page()
    log_in(second, site, "lin", page)
    desk.goto(f"{site}{page}")

    desk.locator("#id_note").fill("Read again.")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    second.locator("#id_publisher").fill("Shanghai Daily")
    second.locator("#id_note").fill("Read twice.")
    second.get_by_role("button", name="Save", exact=True).click()

    told = second.locator(".mistakes")
    expect(told).to_contain_text("mei changed the record")
    expect(told).to_contain_text("the other made it “Read again.”; your entry stands here.")
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.locator(".messagelist .success")).to_be_visible()
    row.refresh_from_db()
    assert (row.publisher, row.note) == ("Shanghai Daily", "Read twice.")
    second.context.close()


def test_a_change_is_taken_back_from_the_history(desk, site):
    row = Observation.objects.get(key__startswith="cgt-firms-china-2023-04-10")
    desk.locator("#logout-form button").click()
    page = f"/admin/plans/observation/{row.pk}/change/"
    log_in(desk, site, "bo", page)
    desk.locator("#id_note").fill("A slip.")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_be_visible()

    desk.goto(f"{site}/admin/plans/observation/{row.pk}/history/")
    desk.get_by_role("link", name="Take this back").first.click()
    desk.get_by_label(re.compile("^Why")).fill("It was a slip.")
    desk.locator(".submit-row .default").click()

    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert Observation.objects.get(pk=row.pk).note == row.note


def test_what_is_here_already_is_named_while_it_is_typed(desk):
    typist = Typist(desk)
    typist.fill("", url="shine.cn/biz/economy/2304105729")

    beside = desk.locator(".field-url .beside")
    expect(beside).to_contain_text("Here already, or like it:")
    expect(beside.get_by_role("link")).to_have_text(re.compile("first cell and gene therapy park"))
    typist.unfold("Firms to add")
    typist.fill("firms-0-", name_en="Frontera")
    expect(desk.locator("#firms-0 .beside")).to_contain_text("Frontera Therapeutics")


def violations(page):
    """What axe finds in both themes, once their colours have changed over."""
    found = []
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.wait_for_function(
            "() => document.getAnimations().every(one => one.playState !== 'running')"
        )
        result = Axe().run(page)
        found += [result.generate_report()] if result.violations_count else []
    return found


def test_the_screen_of_an_article_is_open_to_everybody(desk, context, site):
    """Unfolded, with its mistakes, with what was kept, and with what was entered from it."""
    desk.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert violations(desk) == []

    desk.locator("#id_observations-0-value").fill("100亿元")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(":focus")).to_have_id("id_title")
    assert violations(desk) == []
    link = desk.get_by_role("link", name="Observation #1, Area")
    link.focus()
    desk.keyboard.press("Enter")
    assert Typist(desk).focus == "id_observations-0-area"

    desk.close()
    other = context.new_page()
    other.set_viewport_size({"width": 360, "height": 740})
    other.goto(f"{site}/zh-hans{ADD}")
    expect(other.locator(".kept__offer")).to_be_visible()
    assert violations(other) == []
    assert other.evaluate("document.documentElement.scrollWidth") == 360

    source = Source.objects.get(key="shine-2023-04-10")
    other.goto(f"{site}/admin/plans/source/{source.pk}/change/")
    expect(other.locator(".steps")).to_contain_text("Observations: 8 published")
    assert violations(other) == []
