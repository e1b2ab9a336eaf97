"""The promises of a matter: their budgets as the list has them."""

from collections.abc import Mapping
from typing import Any

from yingshang.city.matters.listing import matter_from
from yingshang.core.cases.lifecycle import Clock
from yingshang.worktime import Budget, Unit


def _limit(limit: Mapping[str, Any] | None) -> Budget | None:
    return Budget(int(limit["amount"]), Unit(limit["unit"])) if limit else None


def statutory_budget(body: Mapping[str, Any]) -> Budget | None:
    """The limit of the item's own law."""
    return _limit(body.get("statutory_limit"))


def promised_budget(body: Mapping[str, Any]) -> Budget | None:
    """The limit the office promises."""
    return _limit(body.get("promised_limit"))


def extension_budget(body: Mapping[str, Any]) -> Budget | None:
    """What the law lets the head of the office add, once."""
    return _limit((body.get("statutory_limit") or {}).get("extension"))


def intake_budget(body: Mapping[str, Any]) -> Budget | None:
    """How long the office may take to tell everything that is missing; then it counts as accepted.

    *Source*: Administrative Licensing Law Art. 32(4): 5 working days; other services only where
    their own law says so.
    """
    rule = matter_from(body).silence
    return _limit(rule.told_within.model_dump()) if rule else None


def delivery_budget(body: Mapping[str, Any]) -> Budget | None:
    """Ten working days from the decision for a permit (Administrative Licensing Law Art. 44)."""
    return Budget(10, Unit.WORKING_DAY) if body.get("type") == "permit" else None


STATUTORY = Clock("statutory", "法定时限", "statutory time limit", statutory_budget)
PROMISED = Clock("promised", "承诺时限", "promised time limit", promised_budget)
INTAKE = Clock("intake", "受理答复期限", "time to answer the application", intake_budget)
DELIVERY = Clock("delivery", "送达期限", "time to deliver", delivery_budget)
