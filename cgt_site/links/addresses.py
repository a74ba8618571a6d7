"""Which addresses may be asked: those of the public web, as ASCII."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from plans.choices import LinkProblem

_KEPT = "%/:=&?~#+!$,;'@()*[]"


class LinkError(Exception):
    """An address gave no answer. ``problem`` says why."""

    def __init__(self, problem: LinkProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Place:
    """An address, taken apart."""

    secure: bool
    host: str
    port: int
    path: str
    """Path and query."""

    @property
    def header(self) -> str:
        """The host as the server wants to hear it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == (443 if self.secure else 80) else f"{name}:{self.port}"


def place_of(url: str) -> Place:
    """Take an address apart; Chinese in it is written as browsers send it.

    >>> place_of("https://example.com/新闻?id=1#top").path
    '/%E6%96%B0%E9%97%BB?id=1'

    Raises ``LinkError`` for what is no address of a web page.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except (UnicodeError, ValueError) as problem:
        raise LinkError(LinkProblem.MALFORMED) from problem
    if parts.scheme not in ("http", "https") or not host:
        raise LinkError(LinkProblem.MALFORMED)
    path = quote(parts.path or "/", safe=_KEPT)
    query = f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    return Place(parts.scheme == "https", host, port, path + query)


def host_of(url: str) -> str:
    """The host and port that an address names, whether or not it is a good one.

    >>> host_of("https://Example.com:8000/a"), host_of("http://[::/")
    ('example.com:8000', '[::')
    """
    return url.partition("//")[2].partition("/")[0].lower()


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public net.

    >>> [is_public(a) for a in ("8.8.8.8", "127.0.0.1", "10.1.2.3", "::1", "::ffff:10.0.0.1")]
    [True, False, False, False, False]
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    ip = mapped or ip
    return ip.is_global and not ip.is_multicast


def connected(place: Place, timeout: float, *, allow_local: bool) -> socket.socket:
    """Open a connection to a host of the public net.

    The address that was looked at is the one that is connected to, so that a host cannot name a
    public address first and one of our own network afterwards.
    """
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as problem:
        raise LinkError(LinkProblem.NO_HOST) from problem
    if not allow_local and not all(is_public(str(each[4][0])) for each in found):
        raise LinkError(LinkProblem.NOT_PUBLIC)
    refusal: OSError = OSError("no address")
    for family, kind, protocol, _, address in found:
        line = socket.socket(family, kind, protocol)
        line.settimeout(timeout)
        try:
            line.connect(address)
        except OSError as problem:
            line.close()
            refusal = problem
        else:
            return line
    raise refusal
