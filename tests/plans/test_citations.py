"""When two marks on a page lead to the same place."""

from dataclasses import replace

from plans.domain.citations import Citation
from plans.domain.dates import PartialDate

SHINE = Citation(
    source_key="shine-2023-04-18",
    title="Industry grows",
    publisher="SHINE",
    published=PartialDate(2023, 4, 18),
    locator="para 4",
    url="https://example.org/1",
    language="en",
    kind="news",
)


def test_two_figures_from_one_paragraph_share_a_number():
    assert replace(SHINE).identity == SHINE.identity


def test_another_paragraph_has_a_number_of_its_own():
    assert replace(SHINE, locator="para 5").identity != SHINE.identity


def test_a_citation_can_be_counted_once():
    assert len({SHINE, replace(SHINE), replace(SHINE, locator="para 5")}) == 2
