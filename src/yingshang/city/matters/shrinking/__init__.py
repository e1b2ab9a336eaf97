"""Answers shrink a bundle: fewer members, one form, each material once. Pure; no database."""

from yingshang.city.matters.shrinking.plans import (
    Counts,
    CriticalPath,
    Held,
    Plan,
    PlannedField,
    PlannedMaterial,
    PlannedMember,
    PlannedPage,
    Saved,
)
from yingshang.city.matters.shrinking.promise import critical_path
from yingshang.city.matters.shrinking.selection import NotDeferrable, questions_of
from yingshang.city.matters.shrinking.shrink import alone, plan

__all__ = [
    "Counts",
    "CriticalPath",
    "Held",
    "NotDeferrable",
    "Plan",
    "PlannedField",
    "PlannedMaterial",
    "PlannedMember",
    "PlannedPage",
    "Saved",
    "alone",
    "critical_path",
    "plan",
    "questions_of",
]
