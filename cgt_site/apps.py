from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CgtSiteConfig(AppConfig):
    name = "cgt_site"
    default = True
    verbose_name = _("accounts")

    def ready(self) -> None:
        from cgt_site.accounts import events, granting

        post_migrate.connect(granting.grant, dispatch_uid="roles")
        events.connect()


class DeskConfig(admin_apps.AdminConfig):
    """Django's admin with the doors of ``accounts.desk``."""

    default = False
    default_site = "cgt_site.accounts.desk.Desk"
