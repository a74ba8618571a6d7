"""``make_sample``: rows to measure with, which are no facts and never in the site's own data."""

import pytest
from django.db import transaction

from cgt_site.sample import Size, fill
from parks.models import Event, Firm, Product, Site
from plans.models import Observation, Plan, Source, Target
from tests.parks.test_facets_kept import assert_kept

TABLES = (Source, Observation, Plan, Target, Firm, Site, Product, Event)
LITTLE = Size(firms=60, observations=300, metrics=8, sources=50, plans=4, targets=20)


def rows_made(size):
    """What a sample holds, ids aside; it is undone."""
    with transaction.atomic():
        fill(size)
        held = {
            model: [
                {name: value for name, value in row.items() if not name.endswith("id")}
                for row in model.objects.filter(key__startswith="sample-").order_by("key").values()
            ]
            for model in TABLES
        }
        transaction.set_rollback(True)
    return held


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped")
class TestTheRows:
    def test_are_the_same_for_the_same_size_and_seed(self):
        assert rows_made(LITTLE) == rows_made(LITTLE)

    def test_are_others_for_another_seed(self):
        other = Size(firms=60, observations=300, metrics=8, sources=50, seed=2)
        assert rows_made(LITTLE)[Firm] != rows_made(other)[Firm]

    def test_are_as_many_as_were_asked_for(self):
        held = rows_made(LITTLE)
        asked = {Firm: 60, Observation: 300, Source: 50, Plan: 4, Target: 20}
        assert {model: len(held[model]) for model in asked} == asked

    def test_say_that_they_are_no_facts(self):
        fill(LITTLE)
        made = Source.objects.filter(key__startswith="sample-")
        assert all("Synthetic sample" in source.title for source in made)
        assert all("not a fact" in source.note for source in made)
        for model in (Firm, Site, Product, Event, Observation, Target):
            others = model.objects.exclude(source__in=made)
            assert not others.filter(key__startswith="sample-").exists()

    def test_are_counted_and_found_as_all_rows_are(self):
        fill(LITTLE)
        assert_kept()
        firm = Firm.objects.published().filter(key__startswith="sample-").exclude(name_zh="")[0]
        heard = firm.search_sounds
        firm.save()
        assert firm.search_sounds == heard != ""
        assert firm in Firm.objects.published().named_like(firm.name_zh[2:6])
