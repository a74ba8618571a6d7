"""What a reader has to wait for: budgets of pages and files, as they go over the wire."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import Count
from django.test import Client

from cgt_site.stylesheets import stylesheet
from parks.models import District, Firm, Park, Product
from plans.models import Area, Metric, Plan, Source, Target

STATIC = Path(settings.BASE_DIR) / "static"
PAGE, CSS, SCRIPT = 60_000, 20_000, 15_000
"""Bytes, compressed."""

LISTS = (
    "",
    "plans/",
    "targets/",
    "measures/",
    "metrics/",
    "coverage/",
    "method/",
    "districts/",
    "parks/",
    "firms/",
    "products/",
    "events/",
    "sources/",
)


def compressed(data: bytes) -> int:
    """As ``GZipMiddleware`` and every proxy can do it; brotli makes less."""
    return len(gzip.compress(data, compresslevel=6))


def test_the_stylesheet_is_small():
    assert compressed(stylesheet(STATIC / "css").encode()) < CSS


def test_all_scripts_of_our_own_together_are_small():
    assert sum(compressed(file.read_bytes()) for file in (STATIC / "js").glob("*.js")) < SCRIPT


@pytest.fixture(scope="module")
def heaviest(shipped, django_db_blocker) -> list[str]:
    """Every list, and of each kind of page the one with most on it."""
    with django_db_blocker.unblock():
        most = [
            Source.objects.annotate(n=Count("observations", distinct=True)).order_by("-n").first(),
            Plan.objects.annotate(n=Count("targets")).order_by("-n").first(),
            Target.objects.annotate(n=Count("metric__observations")).order_by("-n").first(),
            Firm.objects.annotate(n=Count("products")).order_by("-n").first(),
            District.objects.get(area__key="pudong"),
            Park.objects.annotate(n=Count("sites")).order_by("-n").first(),
            Product.objects.order_by("key").first(),
        ]
        metric = Metric.objects.annotate(n=Count("observations")).order_by("-n").first()
        areas = Area.objects.filter(observations__metric=metric).distinct()
        query = "&".join(f"area={area.key}" for area in areas)
        pages = [page.get_absolute_url().lstrip("/") for page in most if page]
    return [*LISTS, *pages, f"metrics/{metric.key}/?{query}"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["", "zh-hans/"])
def test_no_page_is_heavy(heaviest, language):
    client = Client()
    weights = {}
    for address in heaviest:
        page = client.get(f"/{language}{address}")
        assert page.status_code == 200, address
        weights[address] = compressed(page.content)

    assert {address: weight for address, weight in weights.items() if weight >= PAGE} == {}


@pytest.mark.django_db
def test_plotly_is_loaded_only_where_there_is_a_chart_and_never_by_the_page_itself(heaviest):
    client = Client()
    for address in heaviest:
        html = client.get(f"/{address}").content.decode()
        has_chart = 'class="chart__drawing"' in html
        assert ("plotly" in html) is has_chart, address
        assert '<script src="/static/vendor' not in html
