"""The site as a benchmark serves it: with the settings of production, over plain http, and with
an address that answers so many bytes: ``/bare/20000/``."""

import random
import sys
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from cgt_site.settings import *  # noqa: F403  # all of them but what follows
from cgt_site.settings import STORAGES

STORAGES = STORAGES | {
    # Nobody need have collected the static files.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}


@cache
def so_many(size: int) -> bytes:
    return random.Random(size).randbytes(size)  # noqa: S311  # no secret is made


def with_bare(site: Any) -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if not path.startswith("/bare/"):
            answered: Iterable[bytes] = site(environ, start)
            return answered
        body = so_many(int(path.split("/")[2]))
        start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(body)))])
        return [body]

    return answer


def load() -> Any:
    from cgt_site import serve

    return with_bare(serve.load())


def main(port: int) -> None:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    from cgt_site.serve import THREADS, WORKERS

    server = Granian(
        "tests.benchmarks.serving:site",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=load, wrap_loader=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))
