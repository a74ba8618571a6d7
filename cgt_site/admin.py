"""The name and the way home of the editors' pages, and accounts; records are in each app."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from cgt_site.accounts import events, factors
from cgt_site.models import GroupPolicy

admin.site.site_header = _("Shanghai Cell & Gene Therapy: the editors' desk")
admin.site.site_title = _("Editors' desk")
admin.site.index_title = _("Records")
admin.site.site_url = cast(str, reverse_lazy("home"))  # of the language at hand

admin.site.unregister([User, Group])
# The secrets of second factors are nobody's to read: each sets up their own (accounts.setting_up).
admin.site.unregister([StaticDevice, TOTPDevice])


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Who is not a superuser makes nobody one, changes no superuser, and gives groups alone."""

    actions = ["remove_second_factor"]
    list_display = ["username", "email", "is_active", "is_staff", "is_superuser", "last_login"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets: Any = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return fieldsets
        kept = {"is_active", "is_staff", "groups"}
        return [
            (title, options | {"fields": [name for name in options["fields"] if name in kept]})
            if "is_superuser" in options["fields"]
            else (title, options)
            for title, options in fieldsets
        ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not is_above and super().has_change_permission(request, obj)

    @admin.action(description=_("Remove the second factor"), permissions=["change"])
    def remove_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """For who has lost the device: they set up a new one after the password."""
        done = 0
        for user in queryset:
            if self.has_change_permission(request, user) and factors.remove(user):
                events.second_factor(request, user, "removed")
                self.log_change(request, user, [{"changed": {"fields": ["second factor"]}}])
                done += 1
        said = ngettext("%(n)d second factor removed.", "%(n)d second factors removed.", done)
        self.message_user(request, said % {"n": done}, messages.SUCCESS)


class PolicyInline(admin.StackedInline):
    model = GroupPolicy
    can_delete = False


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """Nobody gives a group what they may not do themselves."""

    inlines = [PolicyInline]

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest | None = None, **kwargs: Any
    ) -> Any:
        user: Any = request and request.user
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "permissions" and field and not user.is_superuser:
            own = Q(group__user=user) | Q(user=user)
            field.queryset = field.queryset.filter(
                pk__in=Permission.objects.filter(own).values("pk")
            )
        return field


@admin.register(GroupPolicy)
class GroupPolicyAdmin(admin.ModelAdmin):
    list_display = ["group", "demands_second_factor"]
    list_select_related = ["group"]
