"""Every model of the capability, for Django to find; the packages hold them."""

from yingshang.city.benefits.runs.models import Entitlement, Run

__all__ = ["Entitlement", "Run"]
