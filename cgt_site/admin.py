"""The name and the way home of the editors' pages; the records themselves are in each app."""

from typing import cast

from django.contrib import admin
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

admin.site.site_header = _("Shanghai Cell & Gene Therapy: the editors' desk")
admin.site.site_title = _("Editors' desk")
admin.site.index_title = _("Records")
admin.site.site_url = cast(str, reverse_lazy("home"))  # of the language at hand
