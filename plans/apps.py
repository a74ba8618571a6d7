from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("evidence")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from plans.models import searching
        from plans.pages import care, care_kinds, care_reports, evidence, fact_kinds

        evidence.register(self.name, fact_kinds.KINDS)
        care.register(self.name, [*care_kinds.KINDS, *care_reports.of_one_report(fact_kinds.KINDS)])
        connection_created.connect(searching.set_likeness, dispatch_uid="searching")
