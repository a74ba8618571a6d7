"""The words of the evidence: every code that the data files of ``plans`` may hold.

Values are those of the data dictionary (DEVELOPERS.md), labels are what readers see.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PublicationState(models.TextChoices):
    """Only published facts are public, counted or exported."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class SourceKind(models.TextChoices):
    """Who speaks, in the order of authority (method: official statistics first)."""

    OFFICIAL_STATISTICS = "official_statistics", _("official statistics")
    OFFICIAL = "official", _("government body")
    COMPANY = "company", _("company")
    PAPER = "paper", _("paper")
    DATABASE = "database", _("register or directory")
    NEWS = "news", _("news")


class SourceLanguage(models.TextChoices):
    ENGLISH = "en", _("English")
    CHINESE = "zh", _("Chinese")
    JAPANESE = "ja", _("Japanese")


class AreaKind(models.TextChoices):
    COUNTRY = "country", _("country")
    CITY = "city", _("city")
    DISTRICT = "district", _("district")
    PARK = "park", _("park")
    OTHER = "other", _("other area")


class Unit(models.TextChoices):
    """The base unit that a value is stored in."""

    YUAN = "yuan", _("yuan")
    USD = "USD", _("US dollars")
    COUNT = "count", _("count")
    PERCENT = "percent", _("per cent")
    M2 = "m2", _("m²")
    MONTH = "month", _("months")


class AmountUnit(models.TextChoices):
    """The unit of the amount of a policy measure or an event."""

    YUAN = "yuan", _("yuan")
    YUAN_PER_YEAR = "yuan/year", _("yuan a year")
    YUAN_PER_PERSON = "yuan/person", _("yuan a person")
    USD = "USD", _("US dollars")
    HKD = "HKD", _("Hong Kong dollars")
    EUR = "EUR", _("euros")
    PERCENT = "percent", _("per cent")
    M2 = "m2", _("m²")
    COUNT = "count", _("count")


class ComputedUnit(models.TextChoices):
    """The unit of what is computed here; no figure is stored in it."""

    POINTS = "points", _("percentage points")


class MeasureType(models.TextChoices):
    """What kind of number a metric is."""

    FLOW = "flow", _("amount over a period")
    STOCK = "stock", _("level on a day")
    SHARE = "share", _("share of a whole")
    INDEX = "index", _("rate, growth or duration")


class Show(models.TextChoices):
    """What a metric's page shows of its figures."""

    ACTUAL = "actual", _("figures of the sources")
    GROWTH = "growth", _("change on the period before")
    SHARE = "share", _("per cent of another metric")


class Direction(models.TextChoices):
    """Which way is good. Never read from a metric's name."""

    UP_IS_GOOD = "up_is_good", _("more is better")
    DOWN_IS_GOOD = "down_is_good", _("less is better")
    NEUTRAL = "neutral", _("neither way is better")


class Qualifier(models.TextChoices):
    """How firmly a source states a number."""

    EXACT = "exact", _("exactly")
    ABOUT = "about", _("about")
    MORE_THAN = "more_than", _("more than")
    AT_LEAST = "at_least", _("at least")
    LESS_THAN = "less_than", _("less than")
    AT_MOST = "at_most", _("at most")


class ObservationKind(models.TextChoices):
    ACTUAL = "actual", _("actual")
    ESTIMATE = "estimate", _("estimate")
    FORECAST = "forecast", _("forecast")


class Basis(models.TextChoices):
    """What a target promises."""

    LEVEL = "level", _("level on the due day")
    FLOW = "flow", _("amount in the due year")
    RUNNING_TOTAL = "running_total", _("total since the plan began")
    WORDING = "wording", _("in words, without a number")


class Comparator(models.TextChoices):
    AT_LEAST = ">=", _("at least")
    MORE_THAN = ">", _("more than")
    PLAIN = "=", _("plain number")
    AT_MOST = "<=", _("at most")
    LESS_THAN = "<", _("less than")
    ABOUT = "about", _("about")


class PlanField(models.TextChoices):
    CELL_THERAPY = "cell-therapy", _("cell therapy")
    GENE_THERAPY = "gene-therapy", _("gene therapy")
    CELL_AND_GENE_THERAPY = "cell-and-gene-therapy", _("cell and gene therapy")
    SYNTHETIC_BIOLOGY = "synthetic-biology", _("synthetic biology")
    MEDICAL_ROBOTS = "medical-robots", _("medical robots")
    INTELLIGENT_MANUFACTURING = "intelligent-manufacturing", _("intelligent manufacturing")
    BIOMEDICINE = "biomedicine", _("biomedicine")
    MEDICAL_DEVICES = "medical-devices", _("medical devices")
    FUTURE_INDUSTRIES = "future-industries", _("industries of the future")
    REGULATION = "regulation", _("regulation")
    OPENING_UP = "opening-up", _("opening up")


class MeasureTheme(models.TextChoices):
    """What a policy measure is about."""

    ACCESS = "access", _("access for patients")
    CLINICAL_RESEARCH = "clinical-research", _("clinical research")
    ETHICS_REVIEW = "ethics-review", _("ethics review")
    FINANCE = "finance", _("finance")
    GOVERNANCE = "governance", _("governance")
    INDUSTRY_MODEL = "industry-model", _("industry model")
    INDUSTRY_SUPPORT = "industry-support", _("industry support")
    MARKET_ACCESS = "market-access", _("market access")
    OPENING_UP = "opening-up", _("opening up")
    PLATFORMS = "platforms", _("platforms")
    RD = "rd", _("research and development")
    REGULATORY_APPROVAL = "regulatory-approval", _("regulatory approval")
    SPACE = "space", _("space")
    SPATIAL_LAYOUT = "spatial-layout", _("spatial layout")
    STANDARDS = "standards", _("standards")
    TALENT = "talent", _("talent")


class Validity(models.TextChoices):
    """Whether what a plan offers is still on offer (plans.domain.validity). In order of lists."""

    OPEN = "open", pgettext_lazy("policy measure", "open")
    END_NOT_STATED = "end_not_stated", _("end not stated")
    NOT_YET = "not_yet", _("not yet in force")
    EXPIRED = "expired", _("expired")


class Beneficiary(models.TextChoices):
    """Who gains from a policy measure, in groups (plans.domain.beneficiaries)."""

    FIRMS = "firms", _("firms and applicants")
    STARTUPS = "startups", _("start-ups")
    FOREIGN = "foreign", _("foreign investors and their firms")
    INVESTORS = "investors", _("investors")
    HOSPITALS = "hospitals", _("hospitals")
    RESEARCH = "research", _("research institutions and researchers")
    PATIENTS = "patients", _("patients")
    OTHER = "other", _("others")
    UNKNOWN = "unknown", _("not stated")


class AmountBand(models.TextChoices):
    """How much a policy measure gives (plans.domain.amounts)."""

    STATED = "stated", _("any amount stated")
    UNDER_10M = "under-10m", _("under 10 million yuan")
    FROM_10M = "from-10m", _("10 to under 30 million yuan")
    FROM_30M = "from-30m", _("30 to under 100 million yuan")
    FROM_100M = "from-100m", _("100 million yuan or more")
    OTHER_UNIT = "other-unit", _("in another unit")
    UNKNOWN = "unknown", _("no amount stated")


class VerdictGroup(models.TextChoices):
    """What a reader first wants to know of a target."""

    ACHIEVED = "achieved", _("achieved")
    ON_THE_WAY = "on_the_way", _("on the way")
    MISSED = "missed", _("missed")
    NO_RESULT = "no_result", _("no result published")
    CANNOT_BE_JUDGED = "cannot_be_judged", _("cannot be judged")


class Verdict(models.TextChoices):
    """How a target stands (method, section 8). The order is that of tables and legends."""

    MET = "met", _("met")
    REACHED_EARLY = "reached_early", _("reached early")
    HOLDING = "holding", _("holding")
    MET_LATE = "met_late", _("met late")
    MET_DATE_UNKNOWN = "met_date_unknown", _("met, date unknown")
    ON_TRACK = "on_track", _("on track")
    BEHIND = "behind", _("behind")
    OFF_TRACK = "off_track", _("off track")
    MOVING_AWAY = "moving_away", _("moving away")
    SLIPPING = "slipping", _("slipping")
    LEVEL_ONLY = "level_only", _("level known, pace not")
    MISSED = "missed", _("missed")
    AWAITING_DATA = "awaiting_data", _("due, not yet published")
    UNDETERMINED = "undetermined", _("evidence does not decide")
    NO_EVIDENCE = "no_evidence", _("no evidence found")
    NOT_YET_MEASURED = "not_yet_measured", _("not yet measured")
    SOURCES_DISAGREE = "sources_disagree", _("sources disagree")
    NOT_MEASURABLE = "not_measurable", _("no number promised")

    @property
    def group(self) -> VerdictGroup:
        return _GROUPS[self]

    @property
    def sign(self) -> str:
        """A sign for those who do not see the colour."""
        return _SIGNS[self.group]


_GROUPS = {
    **dict.fromkeys(
        ["met", "reached_early", "holding", "met_late", "met_date_unknown"], VerdictGroup.ACHIEVED
    ),
    **dict.fromkeys(
        ["on_track", "behind", "off_track", "moving_away", "slipping", "level_only"],
        VerdictGroup.ON_THE_WAY,
    ),
    "missed": VerdictGroup.MISSED,
    **dict.fromkeys(
        ["awaiting_data", "undetermined", "no_evidence", "not_yet_measured"],
        VerdictGroup.NO_RESULT,
    ),
    **dict.fromkeys(["sources_disagree", "not_measurable"], VerdictGroup.CANNOT_BE_JUDGED),
}
_SIGNS = {
    VerdictGroup.ACHIEVED: "✓",
    VerdictGroup.ON_THE_WAY: "→",
    VerdictGroup.MISSED: "✕",
    VerdictGroup.NO_RESULT: "?",
    VerdictGroup.CANNOT_BE_JUDGED: "≠",
}


class LinkProblem(models.TextChoices):
    """Why the address of a source gave no answer at all when it was last asked."""

    NO_HOST = "no_host", _("its host is not known")
    NO_CONNECTION = "no_connection", _("no connection")
    TIMEOUT = "timeout", _("no answer in time")
    NOT_SECURE = "not_secure", _("its certificate does not hold")
    NO_HTTP = "no_http", _("what answers does not speak HTTP")
    REDIRECTS = "redirects", _("it redirects in circles")
    NOT_PUBLIC = "not_public", _("it leads to a private network")
    MALFORMED = "malformed", _("it is no address of a web page")


class Arrangement(models.TextChoices):
    """How a comparison is drawn."""

    MULTIPLES = "multiples", _("a chart for each metric")
    ONE = "one", _("all in one chart")


class Waits(models.TextChoices):
    """How content stands that readers do not see (yet): a record, or a change of a public one."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CHANGE = "change", _("change in review")
    RETURNED = "returned", _("change returned")


class Operation(models.TextChoices):
    """What was done to a record. A new one is kept where a person entered it."""

    ADD = "add", _("entered")
    UPDATE = "update", _("changed")
    DELETE = "delete", _("deleted")


class Shown(models.TextChoices):
    """What readers are told of a change; of most changes nothing."""

    CORRECTED = "corrected", _("corrected")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RESTORED = "restored", _("restored")


class Happened(models.TextChoices):
    """What an entry of the list of changes tells: of a fact, as ``Shown``, or of a verdict."""

    CORRECTED = Shown.CORRECTED.value, Shown.CORRECTED.label
    WITHDRAWN = Shown.WITHDRAWN.value, Shown.WITHDRAWN.label
    RESTORED = Shown.RESTORED.value, Shown.RESTORED.label
    VERDICT = "verdict", _("verdict changed")


class Way(models.TextChoices):
    """How a change came in. None of these: by a program or by hand."""

    DESK = "desk", _("editors' desk")
    LOAD = "load", _("load of files")


class Record(models.TextChoices):
    """The kinds of facts whose changes readers are told of, by the names of their tables."""

    OBSERVATION = "observation", _("figure")
    TARGET = "target", _("target")
    POLICY_MEASURE = "policymeasure", _("policy measure")
    PLAN = "plan", _("plan")
    DISTRICT = "district", _("district")
    PARK = "park", _("park")
    FIRM = "firm", _("firm")
    SITE = "site", _("site")
    PRODUCT = "product", _("product")
    EVENT = "event", _("event")
