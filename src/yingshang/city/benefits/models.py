"""Every model of the capability, for Django to find; the packages hold them."""

from yingshang.city.benefits.laboratory.models import LaboratoryNote, LaboratoryTrial
from yingshang.city.benefits.matching.models import Application
from yingshang.city.benefits.payments.models import (
    Batch,
    Budget,
    Line,
    PayeeAccount,
    Payment,
    Receipt,
    Recovery,
    Signature,
)
from yingshang.city.benefits.policies.models import ReviewWarning
from yingshang.city.benefits.runs.models import Entitlement, Objection, Run

__all__ = [
    "Application",
    "Batch",
    "Budget",
    "Entitlement",
    "LaboratoryNote",
    "LaboratoryTrial",
    "Line",
    "Objection",
    "PayeeAccount",
    "Payment",
    "Receipt",
    "Recovery",
    "ReviewWarning",
    "Run",
    "Signature",
]
