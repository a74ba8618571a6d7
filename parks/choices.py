"""The words of the industry: every code that the data files of ``parks`` may hold.

Values are those of the data dictionary (DEVELOPERS.md), labels are what readers see.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ParkKind(models.TextChoices):
    INDUSTRIAL_PARK = "industrial_park", _("industrial park")
    SCIENCE_CITY = "science_city", _("science city")
    SPECIAL_AREA = "special_area", _("special area")
    BONDED_ZONE = "bonded_zone", _("bonded zone")
    MEDICAL_ZONE = "medical_zone", _("medical zone")
    PRODUCTION_BASE = "production_base", _("production base")
    BUILDING_BASE = "building_base", _("building or group of buildings")


class FirmRole(models.TextChoices):
    """What a firm does in the industry."""

    DEVELOPER = "developer", _("developer")
    CDMO = "cdmo", _("contract developer and manufacturer")
    TOOLS_SUPPLIER = "tools_supplier", _("supplier of tools")
    TESTING = "testing", _("testing")
    HOSPITAL = "hospital", _("hospital")
    INVESTOR = "investor", _("investor")
    INCUBATOR = "incubator", _("incubator")


class Ownership(models.TextChoices):
    DOMESTIC = "domestic", _("domestic")
    FOREIGN = "foreign", _("foreign")
    JOINT_VENTURE = "joint_venture", _("joint venture")
    UNKNOWN = "unknown", _("not known")


class SiteKind(models.TextChoices):
    """What a firm does at a site."""

    HEAD_OFFICE = "head_office", _("head office")
    RND = "rnd", _("laboratory")
    PLANT = "plant", _("plant")
    OFFICE = "office", _("office")
    HOSPITAL = "hospital", _("hospital")
    UNKNOWN = "unknown", _("kind not known")


class Modality(models.TextChoices):
    """What a firm works on or a product is. One vocabulary for both."""

    CAR_T = "car_t", _("CAR-T cells")
    TCR_T = "tcr_t", _("TCR-T cells")
    TIL = "til", _("tumour-infiltrating lymphocytes")
    NK = "nk", _("NK cells")
    CELL_THERAPY = "cell_therapy", _("other cell therapy")
    STEM_CELL = "stem_cell", _("stem cells")
    IPSC = "ipsc", _("iPSC-derived cells")
    TISSUE_ENGINEERING = "tissue_engineering", _("engineered tissue")
    AAV = "aav", _("AAV gene therapy")
    GENE_EDITING = "gene_editing", _("gene editing")
    GENE_THERAPY = "gene_therapy", _("other gene therapy")
    ONCOLYTIC_VIRUS = "oncolytic_virus", _("oncolytic viruses")
    EXOSOME = "exosome", _("exosomes")
    CDMO = "cdmo", _("contract development and manufacture")
    TESTING = "testing", _("testing and contract research")
    EQUIPMENT = "equipment", _("equipment")
    CULTURE_MEDIA = "culture_media", _("culture media")
    CONSUMABLES = "consumables", _("consumables")
    REAGENTS = "reagents", _("reagents")
    CELL_BANKING = "cell_banking", _("cell banking")
    TARGET_DISCOVERY = "target_discovery", _("target discovery")
    CLINICAL_RESEARCH = "clinical_research", _("clinical research")
    GENOMICS = "genomics", _("genomics")
    MRNA = "mrna", _("mRNA")
    VACCINE = "vaccine", _("vaccines")


class Stage(models.TextChoices):
    """How far a product has come, earliest first."""

    PRECLINICAL = "preclinical", _("preclinical")
    IIT = "iit", _("investigator-initiated trial")
    PHASE1 = "phase1", _("phase 1")
    PHASE2 = "phase2", _("phase 2")
    PHASE3 = "phase3", _("phase 3")
    NDA = "nda", _("marketing application")
    APPROVED = "approved", _("approved")


class Authority(models.TextChoices):
    """Whose decision a stage rests on."""

    NMPA = "NMPA", _("NMPA (China)")
    FDA = "FDA", _("FDA (United States)")
    EMA = "EMA", _("EMA (European Union)")


class EventKind(models.TextChoices):
    POLICY = "policy", _("policy")
    OPENING = "opening", _("opening")
    APPROVAL = "approval", _("approval")
    DEAL = "deal", _("deal")
    CONFERENCE = "conference", _("conference")
    PROJECT = "project", _("project")
    PILOT = "pilot", _("pilot")


class MapQuantity(models.TextChoices):
    """What the districts can be shaded by, as in ``?shade=products``. Sorts their table, too."""

    FIRMS = "firms", _("Firms with a site")
    HEAD_OFFICES = "head_offices", _("Head offices")
    PRODUCTS = "products", _("Products of firms there")
    PARKS = "parks", _("Parks")
    TARGETS = "targets", _("Targets about it")
    MEASURES = "measures", _("Policy measures")
    EVENTS = "events", _("Events")
    POPULATION = "population", _("Residents")
    AREA = "area", _("Land area")
    FIRMS_PER_MILLION = "firms_per_million", _("Firms per million residents")
