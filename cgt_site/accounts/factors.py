"""The second factor: a code of six digits that changes every half minute, or a recovery code."""

from __future__ import annotations

import time
from base64 import b32encode
from binascii import unhexlify
from typing import Any

import segno
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django_otp import verify_token
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from cgt_site.models import GroupPolicy

RECOVERY_CODES = 10
OWN_DEVICE, RECOVERY = "authenticator", "recovery codes"


def has_device(user: Any) -> bool:
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def is_demanded(user: Any) -> bool:
    """Whether a group that the person is in asks for a second factor."""
    return GroupPolicy.objects.filter(group__user=user, demands_second_factor=True).exists()


def state(request: HttpRequest) -> str:
    """``fine``, ``code`` (must be shown one), or ``set_up`` (must be made first).

    One query a request, and none for who has shown a code.
    """
    known: str | None = getattr(request, "_second_factor", None)
    if known is None:
        known = _state(request.user)
        request._second_factor = known  # type: ignore[attr-defined]
    return known


def _state(user: Any) -> str:
    # Right after the login, the request holds a plain user: with its device if a code was shown.
    if getattr(user, "otp_device", None) is not None:
        return "fine"
    own = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    asked = GroupPolicy.objects.filter(group__user=OuterRef("pk"), demands_second_factor=True)
    found = (
        get_user_model()
        ._default_manager.filter(pk=user.pk)
        .values_list(Exists(own), Exists(asked))
        .get()
    )
    return {(False, False): "fine", (False, True): "set_up"}.get(found, "code")


def verified_by(user: Any, code: str) -> Any:
    """The device whose code it is, or None. A code works once, and failures slow the next try.

    Six digits are tried on the authenticator alone, anything else on the recovery codes alone, so
    that a mistake slows only one of the two.
    """
    code = code.replace(" ", "").replace("-", "").lower()
    is_digits = len(code) == 6 and code.isdecimal()
    kind: Any = TOTPDevice if is_digits else StaticDevice
    device = kind.objects.filter(user=user, confirmed=True).first()
    return verify_token(user, device.persistent_id, code) if device else None


def confirm(user: Any, key: str, code: str) -> list[str] | None:
    """Make the device of a new key if the code shows that it works; give its recovery codes."""
    totp = TOTP(unhexlify(key))
    totp.time = time.time()
    digits = code.replace(" ", "")
    if not (digits.isdecimal() and len(digits) == 6 and totp.verify(int(digits), 1)):
        return None
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        TOTPDevice.objects.create(
            user=user, name=OWN_DEVICE, key=key, last_t=totp.t(), drift=totp.drift
        )
        return new_recovery_codes(user)


def new_recovery_codes(user: Any) -> list[str]:
    """Ten codes that work once each; those of before work no longer."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name=RECOVERY)
        codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def recovery_codes_left(user: Any) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


def remove(user: Any) -> bool:
    """Take the second factor away; say whether there was one."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        gone, _ = TOTPDevice.objects.filter(user=user).delete()
    return bool(gone)


def picture(user: Any, key: str) -> str:
    """The key as a QR code: an SVG in a ``data:`` address, which the policy of the site allows."""
    code = segno.make(TOTPDevice(user=user, key=key).config_url, error="m")
    address: str = code.svg_data_uri(scale=4, border=3, light="white")
    return address


def spelt(key: str) -> str:
    """The key as one types it into an authenticator.

    >>> spelt("00" * 20)
    'AAAA AAAA AAAA AAAA AAAA AAAA AAAA AAAA'
    """
    text = b32encode(unhexlify(key)).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))
