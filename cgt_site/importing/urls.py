"""Addresses of imports and of lists in the shipped form; all under the admin, for its users."""

from django.contrib import admin
from django.urls import path

from cgt_site.importing import views

app_name = "importing"
guarded = admin.site.admin_view

urlpatterns = [
    path("import/", guarded(views.bring), name="bring"),
    path("import/<int:pk>/", guarded(views.show), name="job"),
    path("import/<int:pk>/confirm/", guarded(views.confirm), name="confirm"),
    path("import/<int:pk>/restart/", guarded(views.restart), name="restart"),
    path("import/<int:pk>/discard/", guarded(views.discard), name="discard"),
    path("import/<slug:table>/", guarded(views.bring), name="bring_table"),
    path("export/<slug:table>.csv", guarded(views.take), {"form": "csv"}, name="take_csv"),
    path("export/<slug:table>.xlsx", guarded(views.take), {"form": "xlsx"}, name="take_xlsx"),
]
