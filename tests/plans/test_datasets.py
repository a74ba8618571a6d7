"""What a page says of itself to programs and in previews: nothing that it does not show."""

import json
import re

import pytest

from plans.domain.dates import PartialDate
from tests.factories.plans import (
    AreaFactory,
    MetricFactory,
    ObservationFactory,
    PlanFactory,
    SourceFactory,
    TargetFactory,
)
from tests.plans.test_metric_files import YEARS

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
CSV_AND_JSON = ["text/csv", "application/json"]


@pytest.fixture
def metric():
    shanghai = AreaFactory(shanghai=True)
    metric = MetricFactory(
        key="scale", name_en="Scale </script><b>", name_zh="规模", description="The whole industry."
    )
    source = SourceFactory(
        key="shine",
        title="Sales rise",
        title_original="销售增长",
        publisher="SHINE",
        published_on=PartialDate(2023, 3),
        url="https://shine.example/1",
    )
    for year, key, value in ((2021, "first", 90), (2022, "second", 100)):
        ObservationFactory(
            metric=metric, area=shanghai, key=key, value=value, source=source, **YEARS[year]
        )
    target = {"plan": PlanFactory(key="plan"), "key": "scale", "metric": metric, "value": 150}
    TargetFactory(**target, area=shanghai)
    return metric


def told(client, address):
    html = client.get(address).content.decode()
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    data = json.loads(found)
    assert data["@context"] == "https://schema.org"
    return data


def head(client, address):
    html = client.get(address).content.decode()
    named = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', html))
    canonical = re.search(r'<link rel="canonical" href="([^"]*)">', html)
    return named | {"canonical": canonical[1] if canonical else ""}


def test_a_metric_is_a_data_set_with_its_files_span_place_unit_and_sources(client, metric):
    data = told(client, "/metrics/scale/?area=shanghai")

    assert (data["@type"], data["inLanguage"]) == ("Dataset", "en")
    assert data["name"] == "Scale </script><b>, Shanghai"
    assert data["description"].endswith("The whole industry.")
    assert data["url"] == f"{SITE}/metrics/scale/?area=shanghai"
    assert data["temporalCoverage"] == "2021-01-01/2022-12-31"
    assert data["spatialCoverage"] == [{"@type": "Place", "name": "Shanghai"}]
    assert data["variableMeasured"]["unitText"] == metric.get_unit_display()
    assert [(file["contentUrl"], file["encodingFormat"]) for file in data["distribution"]] == [
        (f"{SITE}/metrics/scale.csv?area=shanghai", "text/csv"),
        (f"{SITE}/metrics/scale.json?area=shanghai", "application/json"),
    ]
    document = data["isBasedOn"][0]
    assert (document["name"], document["url"]) == ("销售增长", "https://shine.example/1")
    assert document["datePublished"] == "2023-03"
    assert not {"license", "dateModified", "creator"} & set(data)
    for file in data["distribution"]:
        assert client.get(file["contentUrl"].removeprefix(SITE)).status_code == 200


def test_targets_figures_and_the_catalogue_are_told_of_too(client, metric):
    target = told(client, "/plans/plan/targets/scale/")
    assert target["distribution"][0]["contentUrl"] == f"{SITE}/plans/plan/targets/scale.csv"

    figure = told(client, "/zh-hans/figures/second/")
    assert figure["inLanguage"] == "zh-Hans"
    assert figure["variableMeasured"]["value"] == "100"
    assert figure["temporalCoverage"] == "2022-01-01/2022-12-31"
    metric.observations.filter(key="second").update(qualifier="about", locator="para 2")
    assert "value" not in told(client, "/figures/second/")["variableMeasured"]

    catalog = told(client, "/data/")
    assert catalog["@type"] == "DataCatalog"
    firms = next(part for part in catalog["dataset"] if part["name"] == "Firms")
    assert f"{SITE}/firms.csv" in [file["contentUrl"] for file in firms["distribution"]]


def test_a_comparison_is_a_data_set_of_what_is_chosen(client, metric):
    data = told(client, "/compare/?metric=scale&area=shanghai")

    assert data["url"] == f"{SITE}/compare/?metric=scale&area=shanghai&layout=multiples"
    assert data["temporalCoverage"] == "2021-01-01/2022-12-31"
    assert [file["encodingFormat"] for file in data["distribution"]] == CSV_AND_JSON
    assert data["isBasedOn"][0]["url"] == "https://shine.example/1"
    said = head(client, "/compare/?metric=scale&area=shanghai")
    assert said["og:description"] == data["description"]
    assert "ld+json" not in client.get("/compare/").content.decode()
    assert "ld+json" not in client.get("/compare/?metric=scale&since=2050").content.decode()


def test_a_preview_has_the_words_of_the_page_and_its_one_address(client, metric):
    said = head(client, "/zh-hans/metrics/scale/?area=shanghai&as_of=2026-11-01")

    assert said["og:title"] == "规模"
    assert said["og:description"] == said["description"]
    assert said["og:locale"], said["og:locale:alternate"] == ("zh_CN", "en_GB")
    assert said["canonical"] == said["og:url"] == f"{SITE}/zh-hans/metrics/scale/?area=shanghai"
    assert said["og:site_name"]
    assert said["twitter:card"] == "summary"
    assert head(client, "/metrics/?sort=-figures")["canonical"] == f"{SITE}/metrics/"
    assert head(client, "/no-such-page/")["canonical"] == ""
