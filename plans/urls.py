"""Addresses of plans, metrics and sources."""

from django.urls import path

from plans import views
from plans.views.files import list_paths

app_name = "plans"

urlpatterns = [
    path("plans/", views.PlanListView.as_view(), name="plan_list"),
    path("plans/<slug:key>/", views.PlanDetailView.as_view(), name="plan_detail"),
    path("plans/<slug:plan>/targets/<slug:key>/", views.target_detail, name="target_detail"),
    path("plans/<slug:plan>/targets/<slug:key>.svg", views.target_svg, name="target_svg"),
    path("plans/<slug:plan>/targets/<slug:key>.csv", views.target_csv, name="target_csv"),
    path("plans/<slug:plan>/targets/<slug:key>.json", views.target_json, name="target_json"),
    path(
        "embed/plans/<slug:plan>/targets/<slug:key>/",
        views.target_embed,
        name="target_embed",
    ),
    path("embed/computed/<slug:key>/", views.computed_embed, name="computed_embed"),
    path("embed/compare/", views.compare_embed, name="compare_embed"),
    path("embed/metrics/<slug:key>/", views.metric_embed, name="metric_embed"),
    path("targets/", views.target_list, name="target_list"),
    path("measures/", views.MeasureListView.as_view(), name="measure_list"),
    path("metrics/", views.MetricListView.as_view(), name="metric_list"),
    path("metrics/<slug:key>.svg", views.metric_svg, name="metric_svg"),
    path("metrics/<slug:key>.csv", views.metric_csv, name="metric_csv"),
    path("metrics/<slug:key>.json", views.metric_json, name="metric_json"),
    path("metrics/<slug:key>/", views.MetricDetailView.as_view(), name="metric_detail"),
    path("figures/<slug:key>.json", views.figure_json, name="figure_json"),
    path("figures/<slug:key>.svg", views.figure_svg, name="figure_svg"),
    path("figures/<slug:key>.bib", views.figure_bib, name="figure_bib"),
    path("figures/<slug:key>.ris", views.figure_ris, name="figure_ris"),
    path("figures/<slug:key>/", views.figure_detail, name="figure_detail"),
    path("changes/", views.ChangeListView.as_view(), name="change_list"),
    path("changes.atom", views.changes_atom, name="changes_atom"),
    path("computed/", views.computed_index, name="computed_list"),
    path("computed/<slug:key>.svg", views.computed_svg, name="computed_detail_svg"),
    path("computed/<slug:key>.csv", views.computed_csv, name="computed_detail_csv"),
    path("computed/<slug:key>.json", views.computed_json, name="computed_detail_json"),
    path("computed/<slug:key>/", views.computed_detail, name="computed_detail"),
    path("compare.svg", views.compare_svg, name="compare_svg"),
    path("compare.csv", views.compare_csv, name="compare_csv"),
    path("compare.json", views.compare_json, name="compare_json"),
    path("compare/", views.compare, name="compare"),
    path("coverage/", views.coverage, name="coverage"),
    path("method/", views.method, name="method"),
    path("sources/", views.SourceListView.as_view(), name="source_list"),
    path("sources/<slug:key>/", views.source_detail, name="source_detail"),
    *list_paths(*views.LISTINGS),
]
