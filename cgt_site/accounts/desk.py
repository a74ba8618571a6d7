"""The editors' desk with its doors: password, second factor, and entries that survive a login."""

from __future__ import annotations

from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

# Django makes the desk before it knows the models: what needs them is imported when it is asked.


class Desk(AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        from cgt_site.accounts import factors

        return super().has_permission(request) and factors.state(request) == "fine"

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """As Django's; but who must set up a second factor is led there, and what is posted after
        the login expired is carried through the login."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            from cgt_site.accounts.views import turned_away

            answer: HttpResponse | None = None
            if not self.has_permission(request):
                answer = turned_away(request)
            return inner(request, *args, **kwargs) if answer is None else answer

        return update_wrapper(guarded, view)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from cgt_site.accounts import setting_up, views

        own: list[URLPattern | URLResolver] = [
            path("login/code/", never_cache(views.login_code), name="login_code"),
            path("second-factor/", never_cache(setting_up.second_factor), name="second_factor"),
        ]
        return own + super().get_urls()

    @method_decorator(never_cache)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        from cgt_site.accounts import views

        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        return views.login(request)
