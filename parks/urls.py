"""Addresses of places, firms, products and events."""

from django.urls import path

from parks import views
from plans.views.files import list_paths

app_name = "parks"

urlpatterns = [
    path("districts/", views.DistrictListView.as_view(), name="district_list"),
    path("districts/<slug:key>/", views.DistrictDetailView.as_view(), name="district_detail"),
    path("parks/", views.ParkListView.as_view(), name="park_list"),
    path("parks/<slug:key>/", views.ParkDetailView.as_view(), name="park_detail"),
    path("firms/", views.FirmListView.as_view(), name="firm_list"),
    # Before the page of a firm: no firm may be called "compare" (parks.models.firms.RESERVED_KEYS).
    path("firms/compare/", views.firm_compare, name="firm_compare"),
    path("firms/<slug:key>/", views.FirmDetailView.as_view(), name="firm_detail"),
    path("products/", views.ProductListView.as_view(), name="product_list"),
    path("products/<slug:key>/", views.ProductDetailView.as_view(), name="product_detail"),
    path("events/", views.EventListView.as_view(), name="event_list"),
    path("events/<slug:key>/", views.EventDetailView.as_view(), name="event_detail"),
    *list_paths(*views.LISTINGS),
]
