"""``/admin/second-factor/``: everybody's own second factor.

Who is led here in the middle of a form takes its entries along, and comes back to it with them.
"""

from __future__ import annotations

from typing import Any

import django_otp
from axes.handlers.proxy import AxesProxyHandler
from django.contrib import messages
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from cgt_site.accounts import events, factors
from cgt_site.accounts.carrying import Carried, carried
from cgt_site.accounts.forms import ChangeForm, SetUpForm
from cgt_site.accounts.lockout import locked_out
from cgt_site.accounts.views import WRONG_CODE, desk_context, way_on

NEW_KEY = "new_second_factor"
"""In the session: the key that is being set up, and whether it may replace another."""
REFUSED = _("The password or the code is not right. A code works once: wait for the next one.")


@sensitive_post_parameters()
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set up, replace, remove; get recovery codes. For staff who have logged in whole."""
    user = request.user
    if not (user.is_active and user.is_staff) or factors.state(request) == "code":
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))
    has_one = factors.has_device(user)
    new = request.session.get(NEW_KEY)
    if has_one and not (new and new["replaces"]):
        return _change(request)
    form = SetUpForm(request.POST or None)
    return _set_up(request, form, carried(request), way_on(request))


def begin(request: HttpRequest, kept: Carried, to: str) -> HttpResponse:
    """The page to set up a factor, for who was on the way ``to`` a page with entries."""
    return _set_up(request, SetUpForm(), kept, to)


def _set_up(request: HttpRequest, form: SetUpForm, kept: Carried, to: str) -> HttpResponse:
    has_one = factors.has_device(request.user)
    new = request.session.setdefault(NEW_KEY, {"key": default_key(), "replaces": False})
    key = new["key"]
    if form.is_valid():
        codes = factors.confirm(request.user, key, form.cleaned_data["code"])
        if codes:
            _is_set_up(request, "replaced" if has_one else "set up")
            return _codes(request, codes, kept, to)
        form.add_error("code", WRONG_CODE)
    context = _context(request) | {
        "form": form,
        "picture": factors.picture(request.user, key),
        "key": factors.spelt(key),
        "carried": kept,
        "next": to,
    }
    return render(request, "admin/second_factor_set_up.html", context)


def _is_set_up(request: HttpRequest, what: str) -> None:
    """This session counts as verified; every other of the account is asked for a code."""
    del request.session[NEW_KEY]
    request.session.cycle_key()
    django_otp.login(request, TOTPDevice.objects.get(user=request.user))
    request._second_factor = "fine"  # type: ignore[attr-defined]
    events.second_factor(request, request.user, what)


def _codes(
    request: HttpRequest, codes: list[str], kept: Carried | None = None, to: str = ""
) -> HttpResponse:
    context = {"codes": codes, "carried": kept or Carried(), "following": to}
    return render(request, "admin/second_factor_codes.html", _context(request) | context)


def _change(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = ChangeForm(request.POST or None, is_demanded=factors.is_demanded(user))
    name = {"username": user.get_username()}
    if form.is_valid():
        if not AxesProxyHandler.is_allowed(request, name):
            return locked_out(request, None, name)
        if _are_both_right(user, form.cleaned_data):
            return _changed(request, form.cleaned_data["action"])
        user_login_failed.send(sender=__name__, credentials=name, request=request)
        form.add_error(None, REFUSED)
    context = _context(request) | {"form": form, "left": factors.recovery_codes_left(user)}
    return render(request, "admin/second_factor.html", context)


def _are_both_right(user: Any, given: dict[str, Any]) -> bool:
    is_known = user.check_password(given["password"])
    return is_known and factors.verified_by(user, given["code"]) is not None


def _changed(request: HttpRequest, action: str) -> HttpResponse:
    if action == "codes":
        events.second_factor(request, request.user, "given new recovery codes")
        return _codes(request, factors.new_recovery_codes(request.user))
    if action == "replace":
        request.session[NEW_KEY] = {"key": default_key(), "replaces": True}
        return redirect("admin:second_factor")
    factors.remove(request.user)
    events.second_factor(request, request.user, "removed")
    messages.success(request, _("Your second factor is removed."))
    return redirect("admin:index")


def _context(request: HttpRequest) -> dict[str, Any]:
    demanded = {"is_demanded": factors.is_demanded(request.user)}
    return desk_context(request, _("Second factor")) | demanded
