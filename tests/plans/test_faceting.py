"""Facets of a short list: a count is what the list would have with that value alone chosen."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.domain.faceting import counts, found, passes

NAMES = ["colour", "size"]
VALUES = st.sets(st.sampled_from(["a", "b", "c"]))
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(NAMES, VALUES)), max_size=12)
CHOSEN = st.dictionaries(st.sampled_from(NAMES), VALUES)

any_machine = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@any_machine
@given(ROWS, CHOSEN)
def test_a_row_passes_with_one_of_the_values_of_each_facet(rows, chosen):
    for row in rows:
        assert passes(row, chosen) == all(
            any(value in row[name] for value in wanted) for name, wanted in chosen.items() if wanted
        )


@any_machine
@given(ROWS, CHOSEN, st.sampled_from(NAMES))
def test_a_count_is_the_length_of_the_list_with_that_value_alone(rows, chosen, facet):
    counted = counts(rows, chosen, facet)
    numbered = dict(enumerate(rows))

    for value in "abc":
        assert counted[value] == len(found(numbered, chosen | {facet: [value]}))
