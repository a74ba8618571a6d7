"""How fast the directory of firms is, against what the same server and database do at most.

    ./dev bench firms [small|large] [ROUNDS]

``small``: 1,000 firms and 5,000 observations; ``large``: 200,000 and 2 million (ten minutes to
make, once: it is kept, see ``./dev manage make_sample``). Each page is asked for cold: nothing is
cached. Two floors are measured beside it: *bare*, the same server answering as many bytes that
are there already, and *SQL*, the statements of the page through psycopg. What counts are the
ratios; everything runs on this machine, the clients too.
"""

from __future__ import annotations

import http.client
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

PORT = 8765
CLIENTS = 8
SIZES = {"small": (1_000, 5_000), "large": (200_000, 2_000_000)}

PAGES = {
    "a district, page 1": "district=pudong",
    "a district, last page": "district=pudong&page={last}",
    "a district, middle page": "district=pudong&page={middle}",
    "all firms, last page": "page={last_of_all}",
    "an English fragment": "q=ruikang",
    "two Chinese characters": "q=康瑞",
}


@dataclass(frozen=True)
class Page:
    """What a page took: milliseconds, and pages a second by all clients."""

    name: str
    size: int
    p50: float
    rate: float
    cpu: float
    bare: float
    sql: float


def get(connection: http.client.HTTPConnection, address: str) -> tuple[float, int]:
    """Ask for a page as a browser does, which takes compressed ones."""
    begin = time.perf_counter()
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    length = len(answer.read())
    if answer.status != 200:
        raise RuntimeError(f"{address}: status {answer.status}")
    return (time.perf_counter() - begin) * 1000, length


def load(address: str, seconds: float) -> tuple[list[float], float]:
    """Ask with all clients at once; the times of the answers, and how many came a second."""
    begin = time.perf_counter()

    def client(_number: int) -> list[float]:
        connection = http.client.HTTPConnection("127.0.0.1", PORT)
        times = []
        while time.perf_counter() - begin < seconds:
            times.append(get(connection, address)[0])
        connection.close()
        return times

    with ThreadPoolExecutor(CLIENTS) as pool:
        times = [each for several in pool.map(client, range(CLIENTS)) for each in several]
    return times, len(times) / (time.perf_counter() - begin)


def cpu_of(pid: int) -> float:
    """Seconds of CPU of a process and its children that still live."""
    total = 0.0
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if pid in (int(place.parent.name), int(fields[1])):
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def statements_of(address: str) -> list[str]:
    """What the page asks of the database, as text that Postgres can be given again."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as made:
        Client().get(address, headers={"host": "127.0.0.1"})
    return [query["sql"] for query in made.captured_queries]


def sql_floor(statements: Sequence[str], rounds: int) -> float:
    """Milliseconds of CPU-bound waiting for the same statements, one client, without Django."""
    from django.db import connection

    cursor = connection.connection.cursor()
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)


def measure(name: str, query: str, rounds: int, server: int) -> Page:
    address = f"/firms/?{query}"
    quoted = address.encode().decode("latin-1") if address.isascii() else _quoted(address)
    alone = http.client.HTTPConnection("127.0.0.1", PORT)
    size = get(alone, quoted)[1]
    p50s, rates, cpus, bares = [], [], [], []
    for _ in range(rounds):
        p50s.append(statistics.median(get(alone, quoted)[0] for _ in range(10)))
        before = cpu_of(server)
        times, rate = load(quoted, 3)
        cpus.append((cpu_of(server) - before) / len(times) * 1000)
        rates.append(rate)
        bares.append(load(f"/bare/{size}/", 1)[1])
    alone.close()
    median: Callable[[list[float]], float] = statistics.median
    sql = sql_floor(statements_of(address), 5)
    return Page(name, size, median(p50s), median(rates), median(cpus), median(bares), sql)


def _quoted(address: str) -> str:
    from urllib.parse import quote

    return quote(address, safe="/?=&")


def last_pages() -> dict[str, int]:
    from parks.models.facets import facet_counts

    counts = facet_counts({})
    pudong = -(-counts.count("district", "pudong") // 50)
    everybody = -(-sum(counts.values("role").values()) // 50)
    return {"last": pudong, "middle": max(1, pudong // 2), "last_of_all": everybody}


def report(pages: Sequence[Page]) -> None:
    say = sys.stdout.write
    heads = ("bytes", "p50", "pages/s", "CPU", "of bare", "SQL", "of p50")
    say(" " * 26 + "".join(f"{head:>9}" for head in heads) + "\n")
    for page in pages:
        say(
            f"{page.name:26}{page.size:9,}{page.p50:7.0f}ms{page.rate:9.1f}{page.cpu:7.0f}ms"
            f"{page.rate / page.bare:9.4f}{page.sql:7.1f}ms{page.sql / page.p50:9.2f}\n"
        )


def main(arguments: list[str]) -> None:
    """Make the sample if it is not there, serve it, measure, stop the server."""
    size, rounds = [*arguments, *("small", "3")[len(arguments) :]]
    if size not in SIZES:
        sys.exit(f"There is no size {size}: {' or '.join(SIZES)}.")
    name = f"sample_{size}"
    os.environ |= {"LOCALDB_NAME": name, "DJANGO_SETTINGS_MODULE": "tests.benchmarks.serving"}
    make(name, *SIZES[size])
    import django

    django.setup()
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.serving", str(PORT)]
    )
    try:
        wait()
        sys.stdout.write(f"{size}, medians of {rounds} rounds, {CLIENTS} clients\n")
        last = last_pages()
        report(
            [
                measure(page, query.format(**last), int(rounds), server.pid)
                for page, query in PAGES.items()
            ]
        )
    finally:
        server.terminate()
        server.wait(20)


def make(name: str, firms: int, observations: int) -> None:
    """Make the database by the command, unless there is one of this name."""
    here = {**os.environ, "LOCALDB_NAME": "", "DJANGO_SETTINGS_MODULE": "cgt_site.settings"}
    command = [sys.executable, "manage.py", "make_sample", "--keep", "--name", name]
    sizes = ["--firms", str(firms), "--observations", str(observations)]
    subprocess.run([*command, *sizes], check=True, env=here)


def wait() -> None:
    for _ in range(200):
        try:
            get(http.client.HTTPConnection("127.0.0.1", PORT), "/bare/10/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("The server did not start.")
