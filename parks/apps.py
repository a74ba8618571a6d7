from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParksConfig(AppConfig):
    name = "parks"
    verbose_name = _("industry")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from parks.pages import care_kinds, computed, fact_kinds, where
        from plans import computed as series
        from plans.pages import care, care_reports, evidence
        from plans.pages import where as places

        care.register(self.name, [*care_kinds.KINDS, *care_reports.of_one_report(fact_kinds.KINDS)])
        evidence.register(self.name, fact_kinds.KINDS)
        places.register(self.name, where.places_of)
        series.register(self.name, computed.SERIES)
