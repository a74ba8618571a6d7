"""What the tests of accounts share: people in a role, their logins and codes."""

from __future__ import annotations

import time
from binascii import unhexlify
from typing import Any

from django.contrib.auth.models import Group, User
from django.http import HttpResponse
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

PASSWORD = "a plain horse 42 eats"  # noqa: S105


def person(name: str, role: str | None = None, password: str | None = None) -> User:
    """An account of the desk; without a password it costs no hash."""
    user = User(username=name, is_staff=True)
    if password:
        user.set_password(password)
    user.save()
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def log_in(client: Client, name: str, password: str = PASSWORD, **more: Any) -> HttpResponse:
    sent = {"username": name, "password": password, "next": "/admin/"} | more
    return client.post("/admin/login/", sent)


def code_of(key: str) -> str:
    """The six digits that an authenticator with this key shows now."""
    return f"{totp(unhexlify(key)):06d}"


def next_code(user: User) -> str:
    """A code that was not used yet: that of the next half minute, which clocks may be ahead by."""
    device = TOTPDevice.objects.get(user=user)
    return f"{totp(unhexlify(device.key), drift=device.last_t + 1 - int(time.time()) // 30):06d}"
