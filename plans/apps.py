from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("evidence")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from plans.pages import evidence, fact_kinds

        evidence.register(self.name, fact_kinds.KINDS)
