"""Keys of sources inside a note become links; nothing else of the note changes."""

import pytest

from plans.domain.notes import possible_keys, split_note

KEYS = {"shine-2023-04-18", "shine-2023-04-18-scale", "36kr-2025-10"}


@pytest.mark.parametrize(
    ("note", "links"),
    [
        pytest.param("Says shine-2023-04-18.", ["shine-2023-04-18"], id="before a full stop"),
        pytest.param("日期见36kr-2025-10、正文。", ["36kr-2025-10"], id="between Chinese"),
        pytest.param("(shine-2023-04-18-scale)", ["shine-2023-04-18-scale"], id="the longer key"),
        pytest.param(
            "36kr-2025-10 and shine-2023-04-18", ["36kr-2025-10", "shine-2023-04-18"], id="two"
        ),
        pytest.param("Trial by investigator-initiated rules.", [], id="a hyphened word"),
        pytest.param("See shine-2023-04-19.", [], id="no such source"),
        pytest.param("X-36kr-2025-10", [], id="inside a longer word"),
        pytest.param("36kr-2025-10-", [], id="cut off"),
        pytest.param("", [], id="empty"),
    ],
)
def test_a_note_links_to(note, links):
    parts = split_note(note, KEYS)

    assert [part.text for part in parts if part.is_key] == links
    assert "".join(part.text for part in parts) == note


def test_every_key_is_among_the_possible_ones():
    notes = ["See 36kr-2025-10.", "另见shine-2023-04-18-scale。", "well-known"]

    found = possible_keys(notes)

    assert found == {"36kr-2025-10", "shine-2023-04-18-scale", "well-known"}
