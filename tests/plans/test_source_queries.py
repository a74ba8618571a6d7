"""What the site asks of sources and areas."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.models import Area, Source
from tests.factories.plans import AreaFactory, SourceFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2024, 2, 29)


@pytest.mark.parametrize(
    ("published_on", "known"),
    [("2024-02-29", True), ("2024-02", True), ("2024-03-01", False), ("2024", False)],
    ids=["that day", "that month, of which it is the last day", "the next day", "that year"],
)
def test_what_a_reader_could_have_read(published_on, known):
    SourceFactory(published_on=published_on)

    assert Source.objects.known_on(DAY).exists() is known


def test_the_newest_source_comes_first():
    SourceFactory(key="unknown-day", published_on=None, retrieved_on=dt.date(2024, 5, 5))
    SourceFactory(key="that-year", published_on="2024")
    SourceFactory(key="b-that-day", published_on="2024-03-01")
    SourceFactory(key="a-that-day", published_on="2024-03-01")

    keys = [source.key for source in Source.objects.newest_first()]

    assert keys == ["that-year", "unknown-day", "a-that-day", "b-that-day"]


def test_areas_are_looked_for_from_the_country_down():
    park = AreaFactory(park=True, name_en="Zhangjiang")
    other = AreaFactory(kind="other", name_en="A zone elsewhere")
    city = AreaFactory(name_en="Suzhou")
    district = park.parent

    order = list(Area.objects.by_size())

    assert order == [city.parent, district.parent, city, district, park, other]
    assert list(Area.objects.districts()) == [district]
    assert list(Area.objects.parks()) == [park]
