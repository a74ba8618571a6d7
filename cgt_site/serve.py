"""The web server, as ``./dev run`` and production start it: ``python -m cgt_site.serve``.

Granian with two worker processes. Its own command line serves the same, except that a killed
parent there leaves workers behind, which would hold the port.
"""

import argparse
import multiprocessing
import os
import signal
import threading
import time
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

WORKERS = 2
THREADS = 2
"""Of each worker. Each keeps a database connection of its own."""

PATIENCE = 10
"""Seconds that a worker has to end; granian misses a signal that comes while one starts."""


def serve(host: str, port: int, workers: int = WORKERS) -> None:
    """Serve until SIGINT or SIGTERM."""
    server = Granian(
        "cgt_site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=PATIENCE,
    )
    if os.isatty(0):  # a closed terminal ends the server; elsewhere SIGHUP restarts its workers
        server.on_startup(lambda: signal.signal(signal.SIGHUP, server.signal_handler_interrupt))
    server.serve(target_loader=load, wrap_loader=False)


def load() -> Any:
    """Give a worker the application, and let it end with its parent, however that ends."""
    os.setpgid(0, 0)  # Ctrl-C is for the parent, which then stops its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # until granian has set its own
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from django.urls import get_resolver

    from cgt_site.wsgi import application

    _ = get_resolver().url_patterns  # now, not with the first request: a mistake stops the start
    return application


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(PATIENCE)
        os._exit(1)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m cgt_site.serve")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=WORKERS)
    serve(**vars(parser.parse_args()))


if __name__ == "__main__":
    main()
