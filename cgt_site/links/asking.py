"""Ask one address whether it is still there, following its redirects."""

from __future__ import annotations

import contextlib
import socket
import ssl
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urljoin

from cgt_site.links.addresses import LinkError, Place, connected, place_of
from cgt_site.links.pacing import Pacer
from plans.choices import LinkProblem

USER_AGENT = "shanghai-cgt-dashboard link check (one request at a time; a dashboard of sources)"
MOST_REDIRECTS = 8
REDIRECTS = frozenset({301, 302, 303, 307, 308})
FINAL = frozenset({LinkProblem.NO_HOST, LinkProblem.NOT_PUBLIC, LinkProblem.MALFORMED})
"""Problems that a second way of asking cannot mend."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered: a status of HTTP, or a problem; and where its redirects led."""

    url: str
    status: int | None = None
    problem: LinkProblem | None = None

    @property
    def ok(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Asker:
    """How addresses are asked. ``timeout`` in seconds, for each step of a conversation."""

    pacer: Pacer
    timeout: float = 20
    allow_local: bool = False

    def ask(self, url: str) -> Answer:
        """Ask for the head of the page alone; where that is refused, for the page.

        Some servers know no HEAD, answer it with an error or do not answer it. The page itself is
        not read: its status line says enough.
        """
        answer = self._follow("HEAD", url)
        if answer.ok or answer.status == 429 or answer.problem in FINAL:
            return answer
        return self._follow("GET", url)

    def _follow(self, method: str, url: str) -> Answer:
        for _ in range(MOST_REDIRECTS + 1):
            try:
                status, leads_to = self._request(method, place_of(url))
            except LinkError as problem:
                return Answer(url, problem=problem.problem)
            if status not in REDIRECTS or not leads_to:
                return Answer(url, status)
            try:
                url = urljoin(url, leads_to)
            except ValueError:
                return Answer(url, problem=LinkProblem.MALFORMED)
        return Answer(url, problem=LinkProblem.REDIRECTS)

    def _request(self, method: str, place: Place) -> tuple[int, str]:
        """The status, and where a redirect leads. Raises ``LinkError``."""
        self.pacer.wait_for(place.host)
        line = HTTPConnection(place.host, place.port, timeout=self.timeout)
        try:
            line.sock = self._line_to(place)
            line.request(
                method,
                place.path,
                headers={"Host": place.header, "User-Agent": USER_AGENT, "Accept": "*/*"},
            )
            with line.getresponse() as answer:
                return answer.status, _as_text(answer.getheader("Location", ""))
        except TimeoutError as problem:
            raise LinkError(LinkProblem.TIMEOUT) from problem
        except ssl.SSLError as problem:
            raise LinkError(LinkProblem.NOT_SECURE) from problem
        except OSError as problem:
            raise LinkError(LinkProblem.NO_CONNECTION) from problem
        except (HTTPException, ValueError) as problem:
            raise LinkError(LinkProblem.NO_HTTP) from problem
        finally:
            line.close()

    def _line_to(self, place: Place) -> socket.socket:
        plain = connected(place, self.timeout, allow_local=self.allow_local)
        if not place.secure:
            return plain
        try:
            return ssl.create_default_context().wrap_socket(plain, server_hostname=place.host)
        except BaseException:
            plain.close()
            raise


def _as_text(header: str) -> str:
    """Addresses in headers are often UTF-8, which HTTP reads as Latin-1."""
    with contextlib.suppress(UnicodeError):
        header = header.encode("latin-1").decode("utf-8")
    return "".join(character for character in header if character.isprintable())
