"""Addresses of the site. English at the plain address, Chinese at the same under /zh-hans/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from cgt_site import quality, queue, views

handler400 = "cgt_site.views.not_understood"
handler404 = "cgt_site.views.not_found"
handler500 = "cgt_site.views.failed"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("data/", views.catalogue, name="catalogue"),
        path("search/", views.search, name="search"),
        path("", include("plans.urls")),
        path("", include("parks.urls")),
        path("admin/quality/<slug:key>/", admin.site.admin_view(quality.quality), name="quality"),
        path("admin/queue/", admin.site.admin_view(queue.queue), name="queue"),
        path("admin/queue/<int:pk>/", admin.site.admin_view(queue.entry), name="queue_entry"),
        path("admin/", include("cgt_site.importing.urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]
