from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CgtSiteConfig(AppConfig):
    name = "cgt_site"
    verbose_name = _("site")
