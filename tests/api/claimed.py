"""One firm's benefits for the API's scene: a firm that applied, and one that has not."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from tests.city.benefits.matching.things import POLICY, STATED, benefit_things, renting_firm
from yingshang.simulation.cast import DemoCast

Aims = dict[str, tuple[str, dict[str, str], dict[str, Any]]]


def claimed(people: DemoCast, place: str) -> tuple[dict[str, str], Aims, dict[str, str]]:
    """Ids by path parameter, for each operation who succeeds, and the query of a firm."""
    owner, at = people["owner"], timezone.now()
    ids = benefit_things(place, owner=owner, at=at)
    firm = renting_firm(owner, at=at, number=78).credit_code or ""
    applied = {"key": str(uuid4()), "firm": firm, "policy": POLICY, "statements": STATED}
    aims: Aims = {
        "try_benefits": ("owner", {}, {"firm": firm, "statements": STATED}),
        "explain_benefits": ("clerk", {}, {"firm": firm, "purpose": "企业来窗口咨询"}),
        "apply_for_benefit": ("owner", {}, applied),
        "get_benefit_application": ("owner", {}, {}),
        "list_benefit_applications": ("approver", {}, {}),
        "take_benefit_step": ("owner", {}, {"step": "withdraw", "text": "", "version": None}),
    }
    return {"claim_id": str(ids["claim_id"])}, aims, {"firm": firm}
