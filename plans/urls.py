"""Addresses of plans, metrics and sources."""

from django.urls import path

from plans import views

app_name = "plans"

urlpatterns = [
    path("plans/", views.PlanListView.as_view(), name="plan_list"),
    path("plans/<slug:key>/", views.PlanDetailView.as_view(), name="plan_detail"),
    path("plans/<slug:plan>/targets/<slug:key>/", views.target_detail, name="target_detail"),
    path("targets/", views.target_list, name="target_list"),
    path("targets.json", views.targets_json, name="targets_json"),
    path("targets.csv", views.targets_csv, name="targets_csv"),
    path("metrics/", views.MetricListView.as_view(), name="metric_list"),
    path("metrics/<slug:key>/", views.MetricDetailView.as_view(), name="metric_detail"),
    path("coverage/", views.coverage, name="coverage"),
    path("method/", views.method, name="method"),
    path("sources/", views.SourceListView.as_view(), name="source_list"),
    path("sources/<slug:key>/", views.source_detail, name="source_detail"),
]
