"""The database and the rules agree about names."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.domain.searching import folded
from tests.plans.test_searching import all_pieces

pytestmark = pytest.mark.django_db

OFTEN = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
TEXTS = st.text(st.sampled_from("aAbBzZ09 -()'&éÉü％Ⅱﬁ西比曼药生物重\u3000。，“”—"), max_size=20)


def ask(sql, value):
    with connection.cursor() as cursor:
        cursor.execute(sql, [value])
        return cursor.fetchone()[0]


@OFTEN
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_names_are_folded_as_searches_are(db, names):
    made = ask("SELECT search_folded(VARIADIC %s::text[])", names)

    assert made == "".join(f"\n{folded(name)}" for name in names) + "\n"


@OFTEN
@given(TEXTS.map(folded))
def test_the_index_has_the_pieces_that_searches_ask_for(db, text):
    assert all_pieces(text) <= set(ask("SELECT search_grams(%s)", text))
