"""The schema and the checks of this capability's lists: service items, bundles, vocabulary."""

from yingshang.city.matters.listing.bundle import (
    Bundle,
    Effort,
    EffortBefore,
    Member,
    Page,
    bundle_from,
)
from yingshang.city.matters.listing.kinds import register_life_kinds, register_matter_kinds
from yingshang.city.matters.listing.lifelong import Remedies, SpecialProcedure, TerminationGround
from yingshang.city.matters.listing.limits import (
    DeemedAcceptance,
    Extension,
    Law,
    Limit,
    Period,
    StatutoryLimit,
)
from yingshang.city.matters.listing.matter import (
    FormField,
    Material,
    Matter,
    Producer,
    Result,
    Stage,
    matter_from,
)
from yingshang.city.matters.listing.questions import Choice, Question, When
from yingshang.city.matters.listing.terms import MATTER_TYPES, PROCEDURES, RETENTIONS, UNITS
from yingshang.city.matters.listing.vocabulary import Meaning, SharedMaterial, SharedQuestion

__all__ = [
    "MATTER_TYPES",
    "PROCEDURES",
    "RETENTIONS",
    "UNITS",
    "Bundle",
    "Choice",
    "DeemedAcceptance",
    "Effort",
    "EffortBefore",
    "Extension",
    "FormField",
    "Law",
    "Limit",
    "Material",
    "Matter",
    "Meaning",
    "Member",
    "Page",
    "Period",
    "Producer",
    "Question",
    "Remedies",
    "Result",
    "SharedMaterial",
    "SharedQuestion",
    "SpecialProcedure",
    "Stage",
    "StatutoryLimit",
    "TerminationGround",
    "When",
    "bundle_from",
    "matter_from",
    "register_life_kinds",
    "register_matter_kinds",
]
