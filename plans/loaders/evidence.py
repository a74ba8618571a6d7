"""The seven tables of the evidence, as the data dictionary has them."""

from django.utils import timezone

from plans.loaders.tables import FACT, STATE, Column, Table, optional, refers, repeats, stored
from plans.models import Area, Metric, Observation, Plan, PolicyMeasure, Source, Target

SOURCES = Table(
    "sources",
    Source,
    (
        *stored("key", "title", "title_original", "publisher", "published_on"),
        Column("retrieved_on", "retrieved_on", optional=True, when_new=timezone.localdate),
        *stored("url", "language", "kind"),
        refers("origin_key", "sources"),
        *stored("note", "note_zh"),
        *optional("checked_on"),
    ),
)

AREAS = Table(
    "areas",
    Area,
    (*stored("key", "name_en", "name_zh", "kind"), refers("parent_key", "areas")),
)

METRICS = Table(
    "metrics",
    Metric,
    (
        *stored("key", "name_en", "name_zh", "unit", "measure_type", "direction"),
        *stored("description", "description_zh"),
        *optional("theme", "publication_lag_days", "headline"),
        Column("part_of_key", "part_of", refers_to="metrics", optional=True),
    ),
)

OBSERVATIONS = Table(
    "observations",
    Observation,
    (
        *stored("key"),
        refers("metric_key", "metrics"),
        refers("area_key", "areas"),
        *stored("period_start", "period_end", "value", "qualifier", "kind"),
        *FACT,
        *stored("note", "note_zh"),
        *optional("preferred", "preference_reason", "interval_percent", "series", "series_zh"),
        *STATE,
    ),
)

PLANS = Table(
    "plans",
    Plan,
    (
        *stored("key", "name_en", "name_zh"),
        refers("area_key", "areas"),
        *stored("issued_on", "period_start", "period_end", "issuers", "issuers_zh", "field"),
        *FACT,
        *stored("note", "note_zh"),
        *STATE,
    ),
)

TARGETS = Table(
    "targets",
    Target,
    (
        refers("plan_key", "plans"),
        *stored("key", "statement", "statement_zh"),
        refers("metric_key", "metrics"),
        refers("area_key", "areas"),
        *stored("basis", "comparator", "value", "value_upper"),
        repeats("unit", "metric_key.unit"),
        *stored("due_on"),
        refers("variant_of", "targets", within="plan_key"),
        *FACT,
        *stored("note", "note_zh"),
        *optional("position", "baseline_value", "baseline_on"),
        *STATE,
    ),
    key=("plan_key", "key"),
)

MEASURES = Table(
    "measures",
    PolicyMeasure,
    (
        refers("plan_key", "plans"),
        *stored("key", "theme", "summary", "summary_zh", "beneficiary", "beneficiary_zh"),
        refers("area_key", "areas"),
        *stored("amount_qualifier", "amount", "amount_unit"),
        *FACT,
        *STATE,
    ),
    key=("plan_key", "key"),
)

TABLES = (SOURCES, AREAS, METRICS, OBSERVATIONS, PLANS, TARGETS, MEASURES)
"""In the order in which they can be loaded: what is referred to comes first."""
