"""What a search over the whole site shows of places, firms, products and events."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parks.models import District, Event, Firm, Park, Product
from plans.domain.texts import Twin
from plans.pages.search import Hit, SearchKind, as_twin, named_twin


def district_hit(district: District, language: str) -> Hit:
    role = [Twin(district.role, district.role_zh)] if district.role else []
    return Hit(district.name_en, district.name_zh, district.get_absolute_url(), about=role)


def park_hit(park: Park, language: str) -> Hit:
    around = [named_twin(park.public_district)] if park.public_district else []
    return Hit(
        park.name_en,
        park.name_zh,
        park.get_absolute_url(),
        about=[as_twin(park.get_kind_display()), *around],
    )


def firm_hit(firm: Firm, language: str) -> Hit:
    return Hit(
        firm.name_en,
        firm.name_zh,
        firm.get_absolute_url(),
        about=[as_twin(firm.get_role_display()), named_twin(firm.area)],
        further=[formerly(name) for name in firm.former_names],
    )


def formerly(name: str) -> Twin:
    return as_twin(gettext("formerly %(name)s") % {"name": name})


def product_hit(product: Product, language: str) -> Hit:
    return Hit(
        product.name_en,
        product.name_zh,
        product.get_absolute_url(),
        about=[as_twin(product.get_stage_display()), named_twin(product.firm)],
        further=[
            Twin(product.generic_name),
            Twin(product.indication, product.indication_zh),
            as_twin(product.modality_detail),
        ],
    )


def event_hit(event: Event, language: str) -> Hit:
    return Hit(
        event.title,
        event.title_zh,
        event.get_absolute_url(),
        about=[as_twin(event.date.words(language)), as_twin(event.get_kind_display())],
        further=[Twin(event.summary, event.summary_zh)],
    )


DISTRICTS = SearchKind(
    "districts",
    _("Districts"),
    "parks:district_list",
    lambda: District.objects.published(),
    district_hit,
)
PARKS = SearchKind(
    "parks", _("Parks"), "parks:park_list", lambda: Park.objects.published(), park_hit
)
FIRMS = SearchKind(
    "firms", _("Firms"), "parks:firm_list", lambda: Firm.objects.published(), firm_hit
)
PRODUCTS = SearchKind(
    "products",
    _("Products"),
    "parks:product_list",
    lambda: Product.objects.published(),
    product_hit,
)
EVENTS = SearchKind(
    "events", _("Events"), "parks:event_list", lambda: Event.objects.published(), event_hit
)
