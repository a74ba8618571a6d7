"""From an article to the public site: an editor enters it, another person lets it through.

The article is one that the data come from: SHINE (Shanghai Daily) on the city's first cell and
gene therapy park, 10 April 2023. The server has all shipped data but what rests on it; what the
editor types is what the article says, and in the end the site holds what the files would have
brought.
"""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from parks.models import Event, Firm
from plans.models import Area, Metric, Observation, Plan, Target
from tests.browser.desk import Typist, log_in, person
from tests.browser.server import serving
from tests.data.folder import SHIPPED, DataFolder, load
from tests.databases import a_copy, working_in

ARTICLE, LATER = "shine-2023-04-10", "pudong-jp-2023-05-05"
PLAN, CITY, ZONE = "cell-therapy-2022-2024", "zhangjiang-science-city", "simz"
PUBLIC = [
    "/targets/",
    "/targets.json",
    "/changes.atom",
    f"/plans/{PLAN}/",
    f"/plans/{PLAN}/targets/investment-promise/",
    f"/plans/{PLAN}/targets/investment-promise.json",
    "/metrics/foreign-investment-used/",
    "/metrics/foreign-investment-used.json",
    "/metrics/foreign-investment-used.csv",
    f"/parks/{ZONE}/",
    "/events.json",
    "/firms.json",
]
"""What readers see and take away of all that the article bears on. (The source itself is no fact:
it is listed once it is saved.)"""

PROMISED = "US$2.5 billion of foreign investment in 2022 (a promise of this test)"
SLIP = "The article says around 100."
SAVING = 30_000  # ms: a whole article is checked and judged, on a machine that does other work

VARYING = re.compile(r"<updated>[^<]*</updated>")
"""A feed without entries is of the minute in which it is asked for."""

INVESTED = f"foreign-investment-used-{CITY}-2022-{ARTICLE}"


def rests_on_the_article(row: dict[str, str]) -> bool:
    return ARTICLE in (row.get("source_key"), row.get("key"))


def is_known_without_it(row: dict[str, str]) -> bool:
    """Whether a row is there before the article. A later paper with its figures is not either."""
    return not rests_on_the_article(row) and row.get("source_key") != LATER


@pytest.fixture(scope="module")
def site(django_db_setup: None, playwright, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """All shipped data but the article, and a promise that it will bear on: no shipped one is."""
    folder = DataFolder.like_shipped(tmp_path_factory.mktemp("data"))
    for table in sorted(file.stem for file in folder.path.glob("*.csv")):
        rows = folder.rows(table)
        folder.write(table, [row for row in rows if is_known_without_it(row)])
    folder.add(
        "targets",
        f"{PLAN}/innovation-platforms",
        key="investment-promise",
        statement=f"{PROMISED}.",
        statement_zh="2022年实际利用外资25亿美元（本测试所设目标）。",
        metric_key="foreign-investment-used",
        area_key=CITY,
        basis="flow",
        comparator=">=",
        value="2500000000",
        unit="USD",
        due_on="2022",
        source_key="shine-2022-11-12",
    )
    with (
        django_db_blocker.unblock(),
        a_copy("article") as copy,
        working_in(copy),
        serving() as address,
    ):
        load(folder.path)
        yield address


@pytest.fixture(scope="module")
def people(site, django_db_blocker):
    with django_db_blocker.unblock():
        person("mei", "Editor")
        person("lin", "Reviewer")


def shipped(table: str) -> list[dict[str, str]]:
    """The rows of the data files that rest on the article."""
    for folder in SHIPPED:
        if (file := folder / f"{table}.csv").exists():
            with file.open(encoding="utf-8", newline="") as lines:
                return [row for row in csv.DictReader(lines) if rests_on_the_article(row)]
    raise AssertionError(f"no file of {table}")


def named(model, key: str) -> str:
    """How an autocomplete offers a record."""
    return str(model.objects.get(key=key))


def enter_the_article(page) -> None:
    typist = Typist(page)
    typist.fill(
        "",
        title="Report on the city's first cell and gene therapy park",
        publisher="SHINE (Shanghai Daily)",
        url="https://www.shine.cn/biz/economy/2304105729/",
        kind="news",
        language="English",
        published_on="2023-04-10",
        retrieved_on="2026-11-22",
        key=ARTICLE,
    )
    enter_figures(typist)
    enter_targets(typist)
    enter_events(typist)
    typist.unfold("Firms to add")
    typist.fill(
        "firms-0-",
        name_en="Shanghai Proton and Heavy Ion Center",
        role="hospital",
        ownership="not known",
        area=named(Area, "shanghai"),
        locator="para 5",
        key="sphic",
    )


def enter_figures(typist) -> None:
    """As the article has them; area, period and place stay while it speaks of the same."""
    day = {"period_start": "2023-04-10", "period_end": "2023-04-10"}
    rows = [
        {
            "metric": "institutions-count",
            "area": ZONE,
            **day,
            "value": "over 1,200",
            "locator": "para 4",
        },
        # A slip, which is corrected once it is public: the article says "around 100".
        {"metric": "cgt-firms", "area": "china", "value": "100", "locator": "para 11"},
        {
            "metric": "cgt-enterprise-national-share",
            "area": "shanghai",
            "value": "about 40 percent",
        },
        {
            "metric": "industrial-output",
            "area": CITY,
            "period_start": "2022",
            "period_end": "",
            "value": "370.2 billion yuan",
            "locator": "para 12",
        },
        {"metric": "industrial-output-growth", "value": "6.1 percent"},
        {"metric": "foreign-investment-used", "value": "US$2.6 billion"},
        {"metric": "foreign-investment-used-growth", "value": "12 percent"},
        {
            "metric": "floor-area",
            "area": "zhangjiang-device-accelerator",
            "period_start": "2025",
            "value": "26,328 square meters",
            "kind": "forecast",
            "locator": "para 14",
        },
    ]
    for number, row in enumerate(rows):
        if number:
            typist.add_row("Add another Observation")
        row["metric"] = named(Metric, row["metric"])
        if "area" in row:
            row["area"] = named(Area, row["area"])
        typist.fill(f"observations-{number}-", **row)


def enter_targets(typist) -> None:
    typist.unfold("Targets to add")
    typist.fill(
        "targets-0-",
        plan=named(Plan, PLAN),
        area=named(Area, "shanghai"),
        statement="Bring in and grow 50 leading and emerging cell therapy firms.",
        statement_zh="引进和培育细胞治疗龙头企业、新兴企业50家。",
        metric=named(Metric, "cell-therapy-firms-cultivated"),
        basis="total",
        comparator="plain",
        value="50",
        due_on="2024",
        locator="para 9",
        key="firms-cultivated",
    )
    typist.add_row("Add another Target")
    typist.fill(
        "targets-1-",
        statement="A total industrial value of 10 billion yuan by 2024.",
        statement_zh="到2024年，产业总值达到100亿元。",
        metric=named(Metric, "cell-therapy-industry-scale"),
        basis="amount",
        comparator="plain",
        value="10 billion yuan",
        variant_of=str(Target.objects.get(plan__key=PLAN, key="industry-scale")),
        locator="para 7",
        key="industry-scale-alt-shine-2023",
    )


def enter_events(typist) -> None:
    typist.unfold("Events to add")
    typist.fill(
        "events-0-",
        title="First dedicated cell and gene park announced",
        title_zh="首个细胞和基因专业园区对外宣布",
        date="2023-04-10",
        kind="project",
        summary="To open later in 2023 in the Shanghai International Medical Zone.",
        summary_zh="拟于2023年晚些时候在上海国际医学园区启用。",
        plan=named(Plan, PLAN),
        area=named(Area, ZONE),
        locator="para 3",
        key="first-cgt-park-announced",
    )
    typist.add_row("Add another Event")
    typist.fill(
        "events-1-",
        title="Fourth phase of the Zhangjiang device accelerator started",
        title_zh="张江医疗器械加速器四期启动",
        date="2023-04",
        kind="project",
        summary="26,328 m2, to run in 2025; month is that of the report.",
        summary_zh="26328平方米，计划2025年投用；月份为报道月份。",
        area=named(Area, CITY),
        amount="26,328 square meters",
        locator="para 14",
        key="zhangjiang-device-accelerator-4",
    )


def approve_all(page) -> None:
    """All that waits in the queue."""
    for box in page.locator("input[name=entry]").all():
        box.check()
    page.get_by_role("button", name="Approve the chosen").click()
    nothing = page.get_by_text("Nothing waits: readers see all that was entered.")
    expect(nothing).to_be_visible(timeout=SAVING)


def correct(page, site, figure: Observation) -> None:
    """As the editor who entered it, who has read the place again."""
    page.goto(f"{site}/admin/plans/observation/{figure.pk}/change/")
    page.get_by_label("Qualifier").select_option("about")
    page.locator("#id_reread").check()
    page.get_by_label("Why the change (readers see it)").fill(SLIP)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("waits for approval by somebody else: lin")).to_be_visible()


def entries(feed: str) -> dict[tuple[str, str], str]:
    """What a feed tells, by what it is about and what happened to it."""
    atom = "{http://www.w3.org/2005/Atom}"
    found = {}
    for entry in ElementTree.fromstring(feed).findall(f"{atom}entry"):
        about, _, happened = entry.findtext(f"{atom}title").rpartition(": ")
        found[about, happened] = entry.findtext(f"{atom}summary")
    return found


def what_readers_get(page, site) -> dict[str, str]:
    """Every public address of the article's matters, as it comes over the wire."""
    got = {address: page.request.get(f"{site}{address}").text() for address in PUBLIC}
    return {address: VARYING.sub("", text) for address, text in got.items()}


@pytest.fixture
def pages(browser):
    """Of an editor, of a reviewer and of a reader, each in a browser of their own."""
    contexts = [browser.new_context() for _ in range(3)]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def test_an_article_is_entered_reviewed_and_public(pages, site, people):
    mei, lin, reader = pages
    before = what_readers_get(reader, site)

    # --- The editor enters it, all of it by keyboard ---
    log_in(mei, site, "mei", "/admin/plans/source/add/")
    enter_the_article(mei)
    mei.keyboard.press("Enter")
    told = mei.locator(".mistakes")
    expect(told).to_contain_text("See how your entries were read, then save again.", timeout=SAVING)
    expect(told).to_contain_text("“370.2 billion yuan” was read as 370.2 billion yuan")
    expect(told).to_contain_text("“US$2.6 billion” was read as US$2.6 billion")
    expect(mei.locator(":focus")).to_have_attribute("aria-invalid", "true")  # the first of them
    mei.keyboard.press("Enter")

    steps = mei.locator(".steps")
    expect(steps).to_contain_text("Observations: 8 in review", timeout=SAVING)
    expect(steps).to_contain_text("13 records wait for a second reader.")
    now = what_readers_get(reader, site)
    assert [address for address in PUBLIC if now[address] != before[address]] == []
    assert reader.request.get(f"{site}/figures/{INVESTED}/").status == 404

    # --- Another person reads it and lets it through ---
    log_in(lin, site, "lin", "/admin/queue/")
    approve_all(lin)

    # --- The editor corrects a slip: readers see it as it was until the reviewer approves ---
    firms = Observation.objects.get(key=f"cgt-firms-china-2023-04-10-{ARTICLE}")
    correct(mei, site, firms)
    assert "about 100" not in reader.request.get(f"{site}/figures/{firms.key}/").text()
    lin.goto(f"{site}/admin/queue/")
    approve_all(lin)

    # --- It is what the data files would have brought ---
    entered = Observation.objects.filter(source__key=ARTICLE).select_related("metric", "area")
    assert sorted(map(as_shipped, entered)) == sorted(map(of_file, shipped("observations")))
    targets = Target.objects.filter(source__key=ARTICLE).values_list("key", "value")
    assert set(targets) == {(row["key"], Decimal(row["value"])) for row in shipped("targets")}
    events = set(Event.objects.filter(source__key=ARTICLE).values_list("key", "date", "kind"))
    assert {(key, str(date), kind) for key, date, kind in events} == {
        (row["key"], row["date"], row["kind"]) for row in shipped("events")
    }
    assert Firm.objects.get(source__key=ARTICLE).key == "sphic"

    # --- Readers see it: figure, metric, target, list, plan, files ---
    reader.goto(f"{site}/figures/{INVESTED}/")
    for words in ("US$2.6 billion", "SHINE (Shanghai Daily)", "para 12"):
        expect(reader.locator("main")).to_contain_text(words)
    after = what_readers_get(reader, site)
    assert [address for address in PUBLIC if after[address] == before[address]] == []
    slip = f"China, 10 April 2023: 100 → China, 10 April 2023: about 100. {SLIP}"
    met = "no evidence found → met. US$2.6 billion (2022) meets the target of"
    followed = entries(after["/changes.atom"])
    assert followed[firms.metric.name_en, "corrected"] == slip
    assert met in followed[PROMISED, "verdict changed"]
    reader.goto(f"{site}/changes/")
    rows = reader.locator("main tbody tr")
    expect(rows.filter(has_text=SLIP)).to_contain_text("about 100")
    turned = rows.filter(has_text=PROMISED)
    expect(turned.locator(".verdict")).to_have_text(["?no evidence found", "✓met"])
    expect(turned.locator(f"a[href='/figures/{INVESTED}/']")).to_be_visible()
    reader.goto(f"{site}/figures/{firms.key}/")
    corrections = reader.get_by_role("region", name="Corrections")
    for words in ("10 April 2023: 100", "10 April 2023: about 100", SLIP):
        expect(corrections).to_contain_text(words)
    data = reader.request.get(f"{site}/figures/{INVESTED}.json").json()
    assert data["value"] == "2600000000"
    reader.goto(f"{site}/metrics/foreign-investment-used/?area={CITY}")
    expect(reader.locator("main table").filter(has_text="2.6")).to_be_visible()
    expect(reader.locator(".chart__drawing")).to_contain_text("2022")
    promise = f"/plans/{PLAN}/targets/investment-promise/"
    reader.goto(f"{site}{promise}")
    expect(reader.locator("main")).to_contain_text("US$2.6 billion (2022) meets the target")
    evidence = reader.request.get(f"{site}{promise.rstrip('/')}.json").json()["results"]
    assert INVESTED in {row["key"] for row in evidence}
    listed = {
        row["key"]: row for row in reader.request.get(f"{site}/targets.json").json()["results"]
    }
    assert listed["investment-promise"]["verdict"] == "met"
    assert listed["firms-cultivated"]["verdict"] == "no_evidence"
    reader.goto(f"{site}/targets/")
    for target, words in (("investment-promise", "met"), ("firms-cultivated", "no evidence")):
        link = reader.locator(f"a[href$='/plans/{PLAN}/targets/{target}/']")
        row = reader.locator("tr").filter(has=link)
        expect(row.locator(".verdict").first).to_contain_text(words)


def as_shipped(figure: Observation) -> tuple[str, ...]:
    """A figure as a row of the data files."""
    value = f"{figure.value.normalize():f}"
    days = (str(figure.period_start), str(figure.period_end))
    keys = (figure.key, figure.metric.key, figure.area.key)
    return (*keys, *days, value, figure.qualifier, figure.kind, figure.locator)


def of_file(row: dict[str, str]) -> tuple[str, ...]:
    columns = ("key", "metric_key", "area_key", "period_start", "period_end", "value")
    return (*(row[name] for name in (*columns, "qualifier", "kind", "locator")),)
