"""What happens to accounts, in the log ``cgt_site.accounts``: one line an event.

Never a password, never a code, and of a name that nobody has only its length and a short
fingerprint: people type passwords into the field for the name.
"""

from __future__ import annotations

import hashlib
import logging
from typing import Any

from axes.helpers import get_client_ip_address
from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

log = logging.getLogger("cgt_site.accounts")


def connect() -> None:
    user_logged_in.connect(_logged_in, dispatch_uid="log in")
    user_logged_out.connect(_logged_out, dispatch_uid="log out")
    user_login_failed.connect(_failed, dispatch_uid="log failed")
    user_locked_out.connect(_locked_out, dispatch_uid="log locked")


def second_factor(request: HttpRequest, user: Any, what: str) -> None:
    """Log that a second factor was ``set up``, ``replaced``, ``removed`` ..., and by whom."""
    by = "" if request.user == user else f" by {request.user.get_username()}"
    log.info("second factor %s: %s%s, from %s", what, user.get_username(), by, address(request))


def address(request: HttpRequest | None) -> str:
    """Where a request comes from, as far as the server knows."""
    return str(get_client_ip_address(request) or "unknown") if request else "this machine"


def behind_proxy(request: HttpRequest) -> str | None:
    """The address that the proxy saw. What the client itself put before it is not believed."""
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip()
    return seen or request.META.get("REMOTE_ADDR")


def named(name: str) -> str:
    """A name as the log may hold it: whole only if an account has it."""
    users = get_user_model()._default_manager
    if users.filter(**{users.model.USERNAME_FIELD: name.replace("\0", "")}).exists():
        return name
    salted = f"{settings.SECRET_KEY}{name}".encode()
    return f"no such account ({len(name)} characters, {hashlib.sha256(salted).hexdigest()[:8]})"


def _logged_in(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    log.info("logged in: %s, from %s", user.get_username(), address(request))


def _logged_out(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    if user is not None:
        log.info("logged out: %s, from %s", user.get_username(), address(request))


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **kw: Any) -> None:
    name = named(str(credentials.get("username") or ""))
    log.warning("login failed: %s, from %s", name, address(request))


def _locked_out(request: HttpRequest, username: str | None, **kwargs: Any) -> None:
    log.warning("locked out: %s, from %s", named(username or ""), address(request))
