"""``?as_of=`` on the shipped data: no page tells what was not known that day."""

import datetime as dt
import re

import pytest

from plans.models import Source

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]

PAGES = [
    "/",
    "/plans/",
    "/plans/gene-therapy-2023-2025/",
    "/targets/",
    "/metrics/",
    "/metrics/biomedicine-industry-scale/",
    "/districts/",
    "/districts/minhang/",
    "/parks/",
    "/parks/zhangjiang-cell-gene-park/",
    "/firms/?district=pudong",
    "/products/",
    "/events/",
    "/sources/",
    "/method/",
]
DAY = dt.date(2023, 11, 1)


def as_of(address):
    return f"{address}{'&' if '?' in address else '?'}as_of={DAY}"


@pytest.mark.parametrize("address", PAGES)
def test_no_page_marks_a_source_that_was_not_out_by_the_day(client, address):
    """But a plan may be announced before our source for it (method, section 8)."""
    page = client.get(as_of(address)).content.decode()

    marked = set(re.findall(r'class="source-note__title"><a href="/sources/([a-z0-9-]+)/', page))
    late = Source.objects.filter(key__in=marked, known_from__gt=DAY)
    announcements = late.filter(plans__issued_on__lte=str(DAY)) | late.filter(
        targets__plan__issued_on__lte=str(DAY)
    )
    assert set(late) == set(announcements)


@pytest.mark.parametrize("address", PAGES)
def test_the_day_survives_every_link_and_search_form(client, address):
    page = client.get(as_of(address)).content.decode()

    links = re.findall(r'<a [^>]*href="((?:/(?!/)|\?)[^"]*)"([^>]*)>', page)
    lost = [
        href
        for href, rest in links
        if "as_of=2023-11-01" not in href and "leaves" not in rest and "/admin/" not in href
    ]
    forms = re.findall(r'<form [^>]*method="get"[^>]*>(.{0,60})', page, re.DOTALL)
    assert lost == []
    assert all("as_of" in rest or "hidden" in rest or "<p" in rest for rest in forms)
    assert "1 November 2023" in page
    assert "data-leaves-as-of>Back to today" in page
