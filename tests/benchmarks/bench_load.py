"""How fast `load_data` is, against the floor: a plain COPY of the same rows into the same table.

    ./dev bench load [ROWS] [ROUNDS]

Both fill the indexed table with all its rules, on an empty test database with the shipped facts.
The ratio is what counts; seconds depend on the machine.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice, product
from pathlib import Path
from tempfile import TemporaryDirectory

COLUMNS = (
    "key",
    "metric_key",
    "area_key",
    "period_start",
    "period_end",
    "value",
    "qualifier",
    "kind",
    "source_key",
    "locator",
    "note",
    "note_zh",
)
FIRST_DAY = dt.date(1990, 1, 1)


def rows(number: int) -> Iterator[tuple[str, ...]]:
    """Levels of many metrics in many areas, day after day, from sources that came out later."""
    from plans.models import Area, Metric, Source

    metrics = list(Metric.objects.filter(measure_type="stock").values_list("key", flat=True)[:50])
    areas = list(Area.objects.values_list("key", flat=True))
    sources = list(
        Source.objects.filter(known_from__gte="2024-01-01").values_list("key", flat=True)
    )
    days = (FIRST_DAY + dt.timedelta(days=n) for n in range(12_000))
    for place, (day, area, metric) in enumerate(islice(product(days, areas, metrics), number)):
        source = sources[place % len(sources)]
        note = "As far as the source says, without branches." if place % 10 == 0 else ""
        yield (
            f"{metric}-{area}-{day}-{place}",
            metric,
            area,
            day.isoformat(),
            day.isoformat(),
            str(1_000 + place),
            "about" if place % 3 else "exact",
            "actual",
            source,
            f"para {place % 30}",
            note,
            "",
        )


def write_file(folder: Path, number: int) -> None:
    with (folder / "observations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows(number))


def resolved_text(number: int) -> bytes:
    """The same rows as COPY wants them: ids for keys, every column of the table."""
    from plans.models import Area, Metric, Source

    ids = [dict(m.objects.values_list("key", "id")) for m in (Metric, Area, Source)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in rows(number):
        metric, area, source = ids[0][row[1]], ids[1][row[2]], ids[2][row[8]]
        writer.writerow([row[0], metric, area, *row[3:8], source, *row[9:], "published"])
    return text.getvalue().encode()


def plain_copy(text: bytes) -> None:
    from django.db import connection, transaction

    statement = """
        COPY plans_observation (key, metric_id, area_id, period_start, period_end, value,
            qualifier, kind, source_id, locator, note, note_zh, state)
        FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL (note, note_zh))
    """
    with transaction.atomic(), connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(text)


def with_defaults(*, on: bool) -> None:
    """Give the columns that the file lacks a default, so that plain COPY can leave them out."""
    from django.db import connection

    change = "SET DEFAULT {}" if on else "DROP DEFAULT"
    defaults = {"preferred": "false", "preference_reason": "''", "series": "''"}
    with connection.cursor() as cursor:
        for column, value in (defaults | {"state_reason": "''"}).items():
            cursor.execute(f"ALTER TABLE plans_observation ALTER {column} {change.format(value)}")


def empty_table() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE plans_observation")
        cursor.execute("CHECKPOINT")


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def measure(number: int, rounds: int) -> None:
    from django.core.management import call_command

    with TemporaryDirectory() as folder:
        write_file(Path(folder), number)
        text = resolved_text(number)
        times: dict[str, list[float]] = {"plain COPY": [], "load_data": [], "... again": []}
        for _ in range(rounds):
            empty_table()
            with_defaults(on=True)
            times["plain COPY"].append(seconds(partial(plain_copy, text)))
            with_defaults(on=False)
            empty_table()
            for name in ("load_data", "... again"):
                load = partial(call_command, "load_data", folder, stdout=io.StringIO())
                times[name].append(seconds(load))
    floor = statistics.median(times["plain COPY"])
    for name, measured in times.items():
        median = statistics.median(measured)
        sys.stdout.write(
            f"{name:12} {median:7.2f} s   {floor / median:5.2f} of the floor's speed\n"
        )


def main(arguments: list[str]) -> None:
    """Make a test database, measure in it, remove it."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cgt_site.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    number, rounds = map(int, [*arguments, *("200000", "3")[len(arguments) :]])
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        call_command("load_data", stdout=io.StringIO())
        sys.stdout.write(f"{number:,} observations, median of {rounds} rounds\n")
        measure(number, rounds)
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


if __name__ == "__main__":
    main(sys.argv[1:])
