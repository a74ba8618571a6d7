"""The server of the browser tests: it ends with all its threads and their connections."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread


@contextmanager
def serving() -> Iterator[str]:
    """The address of a server of the database that the tests work in."""
    thread = _ServerThread("localhost", StaticFilesHandler)
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    try:
        yield f"http://{thread.host}:{thread.port}"
    finally:
        thread.terminate()


class _WaitingServer(ThreadedWSGIServer):
    """Waits for its threads; Django's leaves them at work for a browser that has gone away."""

    daemon_threads = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._open: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """A browser keeps its connections for more requests: their threads hear that none come."""
        for connection in list(self._open):
            with suppress(OSError):  # the browser was quicker
                connection.shutdown(socket.SHUT_RD)
        super().server_close()


class _ServerThread(LiveServerThread):
    daemon = True  # a run that is broken off does not wait for it
    server_class = _WaitingServer
