"""The six tables of the industry, as the data dictionary has them."""

from parks.models import District, Event, Firm, Park, Product, Site
from plans.loaders.tables import FACT, STATE, Column, Table, refers, repeats, stored

_AREA = (
    refers("key", "areas", field="area"),
    repeats("name_en", "key.name_en"),
    repeats("name_zh", "key.name_zh"),
)
"""Key and names of a district or park are those of its area."""

DISTRICTS = Table(
    "districts",
    District,
    (
        *_AREA,
        *stored("division_code", "area_km2"),
        refers("area_source_key", "sources"),
        *stored("population", "population_year", "role", "role_zh"),
        *FACT,
        *STATE,
    ),
)

PARKS = Table(
    "parks",
    Park,
    (
        *_AREA,
        refers("district_key", "districts"),
        *stored("kind", "role", "role_zh", "area_m2", "opened_on", "latitude", "longitude"),
        *stored("operator", "operator_zh"),
        *FACT,
        *stored("note", "note_zh"),
        *STATE,
    ),
)

FIRMS = Table(
    "firms",
    Firm,
    (
        *stored("key", "name_en", "name_zh", "former_names", "role", "ownership"),
        *stored("origin_country"),
        refers("area_key", "areas"),
        *stored("founded_on", "modality", "listing", "website"),
        *FACT,
        *stored("note", "note_zh"),
        *STATE,
    ),
)

SITES = Table(
    "sites",
    Site,
    (
        *stored("key"),
        refers("firm_key", "firms"),
        *stored("kind"),
        refers("district_key", "districts"),
        refers("park_key", "parks"),
        *stored("address"),
        Column("from", "since"),
        Column("to", "until"),
        *FACT,
        *STATE,
    ),
)

PRODUCTS = Table(
    "products",
    Product,
    (
        *stored("key"),
        refers("firm_key", "firms"),
        *stored("name_en", "name_zh", "generic_name", "modality", "modality_detail"),
        *stored("indication", "indication_zh", "stage", "authority", "status_on"),
        *FACT,
        *stored("note", "note_zh"),
        *STATE,
    ),
)

EVENTS = Table(
    "events",
    Event,
    (
        *stored("key", "date", "title", "title_zh", "summary", "summary_zh"),
        refers("area_key", "areas"),
        refers("firm_key", "firms"),
        refers("plan_key", "plans"),
        *stored("kind", "amount_qualifier", "amount", "amount_unit"),
        *FACT,
        *STATE,
    ),
)

TABLES = (DISTRICTS, PARKS, FIRMS, SITES, PRODUCTS, EVENTS)
"""In the order in which they can be loaded: what is referred to comes first."""
