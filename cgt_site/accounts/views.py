"""Logging in to the editors' desk: password, code, and the entries that a login interrupted."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

from axes.handlers.proxy import AxesProxyHandler
from django.contrib import admin, auth
from django.contrib.auth import REDIRECT_FIELD_NAME, get_user_model
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LoginView, redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.csrf import csrf_failure as djangos_csrf_failure
from django.views.decorators.debug import sensitive_post_parameters

from cgt_site.accounts import factors
from cgt_site.accounts.carrying import Carried, carried, entries
from cgt_site.accounts.forms import CodeForm, LoginForm
from cgt_site.accounts.lockout import locked_out

PENDING = "password_was_right"
"""In the session of who has still to show a code: the account, its backend, and until when."""
PENDING_SECONDS = 300
WRONG_CODE = _("This code is not right, or it was used before. Wait for the next one.")


def turned_away(request: HttpRequest) -> HttpResponse | None:
    """The answer to who may not (yet) see a page of the desk, where Django's does not do."""
    if request.path == reverse("admin:logout"):
        return None
    user = request.user
    if user.is_active and user.is_staff and factors.state(request) == "set_up":
        kept = entries(request.POST)
        return must_set_up(request, kept) if kept else redirect("admin:second_factor")
    return expired(request) if request.method == "POST" else None


def must_set_up(request: HttpRequest, kept: Carried) -> HttpResponse:
    """A form came after a group began to demand a second factor: its entries go through that."""
    from cgt_site.accounts.setting_up import begin  # it leans on this module

    return begin(request, kept, request.get_full_path())


def expired(request: HttpRequest, status: int = 200) -> HttpResponse:
    """A form came after its login had expired: nothing is saved, its entries go along."""
    context = desk_context(request, _("Log in")) | {
        "form": LoginForm(request),
        "app_path": reverse("admin:login"),
        REDIRECT_FIELD_NAME: request.get_full_path(),
        "expired": True,
        "carried": entries(request.POST),
    }
    return render(request, "admin/login.html", context, status=status)


class DeskLogin(LoginView):
    """Name and password; who has a second factor is then asked for a code."""

    authentication_form = LoginForm
    template_name = "admin/login.html"

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        if factors.has_device(user):
            until = time.time() + PENDING_SECONDS
            self.request.session.cycle_key()
            self.request.session[PENDING] = [str(user.pk), user.backend, until]
            return ask_for_code(self.request, CodeForm(), self.get_success_url())
        auth.login(self.request, user)
        return go_on(self.request, self.get_success_url())

    def get_default_redirect_url(self) -> str:
        return reverse("admin:index")


@sensitive_post_parameters()
def login(request: HttpRequest) -> HttpResponse:
    context = desk_context(request, _("Log in")) | {
        "app_path": request.get_full_path(),
        "carried": carried(request),
    }
    if REDIRECT_FIELD_NAME not in request.GET and REDIRECT_FIELD_NAME not in request.POST:
        context[REDIRECT_FIELD_NAME] = reverse("admin:index")
    view: Any = DeskLogin.as_view(extra_context=context)
    answer: HttpResponse = view(request)
    return answer


def login_code(request: HttpRequest) -> HttpResponse:
    """The second step. A wrong code counts as a failed login does, and may lock out."""
    user = _pending(request)
    following = way_on(request)
    if user is None:
        return redirect_to_login(following, reverse("admin:login"))
    form = CodeForm(request.POST or None)
    if form.is_valid():
        name = {"username": user.get_username()}
        if not AxesProxyHandler.is_allowed(request, name):
            return locked_out(request, None, name)
        device = factors.verified_by(user, form.cleaned_data["code"])
        if device is not None:
            del request.session[PENDING]
            user.otp_device = device
            auth.login(request, user)
            return go_on(request, following)
        user_login_failed.send(sender=__name__, credentials=name, request=request)
        form.add_error("code", WRONG_CODE)
    return ask_for_code(request, form, following)


def ask_for_code(request: HttpRequest, form: CodeForm, following: str) -> HttpResponse:
    context = desk_context(request, _("Second step")) | {
        "form": form,
        "next": following,
        "carried": carried(request),
    }
    return render(request, "admin/login_code.html", context)


def go_on(request: HttpRequest, following: str) -> HttpResponse:
    """To where the person was going; with entries, by a page that hands them on."""
    kept = carried(request)
    if not kept.fields:
        return HttpResponseRedirect(following)
    return hand_on(request, following, kept)


def hand_on(request: HttpRequest, following: str, kept: Any, status: int = 200) -> HttpResponse:
    context = desk_context(request, _("Your entries are still here")) | {
        "following": following,
        "carried": kept,
    }
    return render(request, "admin/kept_entries.html", context, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of the desk that was opened before a login in another tab gets its entries back.

    Only if it came from a page of this site: what others send is refused as Django refuses it.
    """
    if request.path.startswith(reverse("admin:index")) and _is_our_own(request):
        kept = entries(request.POST)
        login_pages = {reverse("admin:login"), reverse("admin:login_code")}
        if request.path in login_pages:
            return redirect_to_login(way_on(request), reverse("admin:login"))
        if not admin.site.has_permission(request):
            return expired(request, status=403)
        if kept.fields:
            return hand_on(request, request.get_full_path(), kept, status=403)
    return djangos_csrf_failure(request, reason)


def desk_context(request: HttpRequest, title: Any) -> dict[str, Any]:
    return {**admin.site.each_context(request), "title": title, "subtitle": None}


def _pending(request: HttpRequest) -> Any:
    """Who has given the right password in this session within five minutes, if still active."""
    found = request.session.get(PENDING)
    if not found or found[2] < time.time():
        return None
    users = get_user_model()._default_manager
    user: Any = users.filter(pk=found[0], is_active=True).first()
    if user is not None:
        user.backend = found[1]
    return user


def way_on(request: HttpRequest) -> str:
    """Where the person was going, if that is on this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_safe else reverse("admin:index")


def _is_our_own(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    parts = urlsplit(origin)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())
