"""What the database refuses of a check of a link."""

import pytest

from plans.models import LinkCheck
from tests.factories.plans import LinkCheckFactory
from tests.rules import refused_by

pytestmark = pytest.mark.django_db

BREACHES = [
    pytest.param({"status": None}, "link_check_has_an_answer_or_a_problem", id="neither"),
    pytest.param({"problem": "timeout"}, "link_check_has_an_answer_or_a_problem", id="both"),
    pytest.param(
        {"status": None, "problem": "gremlins"}, "link_check_problem_is_known", id="no such problem"
    ),
    pytest.param({"status": 42}, "link_check_answer_is_one_of_http", id="no such answer"),
    pytest.param({"final_url": ""}, "link_check_says_where_it_led", id="no address"),
]


@pytest.mark.parametrize(("broken", "rule"), BREACHES)
def test_the_database_refuses_a_check_with(broken, rule):
    with refused_by(rule):
        LinkCheckFactory(**broken)


@pytest.mark.parametrize(
    ("status", "works"), [(200, True), (299, True), (300, False), (404, False), (None, False)]
)
def test_an_address_works_if_it_answers_with_a_page(status, works):
    check = LinkCheckFactory(status=status, problem="" if status else "timeout")

    check.refresh_from_db()

    assert check.ok is works


def test_a_check_goes_with_its_source():
    LinkCheckFactory().source.delete()

    assert not LinkCheck.objects.exists()
