"""Unresolved matters for the API's scene: one to take, one at an office, one of one's own."""

from typing import Any
from uuid import uuid4

from tests.api.callers import Caller
from yingshang.core.models import Case
from yingshang.simulation.cast import DemoCast

WHAT = "材料齐了三次都没有收件"
FACTS = {"conditions_met": "yes", "is_litigation": "no", "is_unlawful": "no"}
Aims = dict[str, tuple[str, dict[str, str], dict[str, Any]]]


def reported(people: DemoCast) -> tuple[dict[str, str], Aims]:
    """Ids by path parameter, and for each operation who succeeds, where and with what body."""
    owner, clerk = Caller(people["owner"]), Caller(people["clerk"])
    told = {"what": WHAT, "about_case": "", "about_item": None}
    mine = owner.post("/unresolved", {"key": str(uuid4()), **told}, status=201)["id"]
    sent = owner.post("/unresolved", {"key": str(uuid4()), **told}, status=201)["id"]
    steps = f"/desk/unresolved/{sent}/steps"
    clerk.post(steps, {"step": "accept", "facts": FACTS, "matter_class": "transferred"})
    clerk.post(steps, {"step": "send", "offices": ["tax"]})
    listed = Caller(people["tax"]).get(f"/cases/{sent}", status=404)
    assert listed["code"] == "cases.missing"
    visitor = {"name": "示例来人", "phone": "13800000000", "about_item": None}
    receipt = Caller().post(
        "/unresolved/visitor", {"key": str(uuid4()), "what": WHAT, **visitor}, status=201
    )
    task = str(Case.objects.get(parent_id=sent).pk)
    redirect = {"step": "redirect", "way": "court", "facts": {"is_litigation": "yes"}, "text": ""}
    take = {"step": "take", "text": ""}
    return {"reported_id": mine, "task_id": task}, {
        "report_unresolved": ("owner", {}, told),
        "report_unresolved_as_visitor": ("owner", {}, visitor),
        "follow_unresolved": ("owner", {}, receipt),
        "list_unresolved": ("clerk", {}, {}),
        "take_unresolved_step": ("clerk", {}, redirect),
        "take_office_step": ("tax", {}, take),
    }
