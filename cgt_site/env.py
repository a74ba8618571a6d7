"""The environment, read in one place (the variables of ``localdb`` aside).

A missing or misspelt value stops the start-up and says which one it is. What each variable
means stands in ``.env.example``.
"""

import os
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

FLAGS = {"true": True, "1": True, "false": False, "0": False}

POSTGRES = ("postgres://", "postgresql://")

CONNECTION = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
"""A thread keeps its connection for ten minutes, and tries it before each request."""

CONNECT_SECONDS = 10
"""How long to wait for a server that does not answer; the driver's own limit is 130."""


def required(name: str) -> str:
    """Read a text that must be there and not be empty.

    >>> required("NO_SUCH_VARIABLE")
    Traceback (most recent call last):
    django.core.exceptions.ImproperlyConfigured: NO_SUCH_VARIABLE is not set: ...
    """
    value = text(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: run through ./dev, or set it.")
    return value


def text(name: str, *, default: str) -> str:
    """Read a text as it is; an empty one counts as none."""
    return os.environ.get(name) or default


def flag(name: str, *, default: bool) -> bool:
    """Read true, false, 1 or 0. Anything else is a mistake, not a "no"."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    try:
        return FLAGS[raw.strip().lower()]
    except KeyError:
        raise ImproperlyConfigured(f"{name} must be true or false, not {raw!r}.") from None


def words(name: str, *, default: list[str]) -> list[str]:
    """Read a list with commas in between; spaces round a word do not count."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    return [word.strip() for word in raw.split(",") if word.strip()]


def database(name: str, *, default: dict[str, Any]) -> dict[str, Any]:
    """Read the address of a PostgreSQL server; unset or empty, take the default."""
    address = text(name, default="")
    if not address:
        return default | CONNECTION
    try:
        if not address.startswith(POSTGRES):
            raise ValueError(address)
        found: dict[str, Any] = {**dj_database_url.parse(address)}
    except ValueError:
        # The address is not repeated: it may hold a password.
        raise ImproperlyConfigured(
            f"{name} must be the address of a PostgreSQL server, "
            "postgres://USER:PASSWORD@HOST:5432/NAME, with special characters %-encoded."
        ) from None
    options = {"connect_timeout": CONNECT_SECONDS} | found.get("OPTIONS", {})
    return found | CONNECTION | {"OPTIONS": options}
