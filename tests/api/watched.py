"""Permits told for the API's scene, priority given and to give, and papers to serve."""

from typing import Any

from tests.api.callers import Caller
from yingshang.core.models import Case
from yingshang.simulation.cast import DemoCast

GIVEN = "重点项目"
Aims = dict[str, tuple[str, dict[str, str], dict[str, Any]]]


def of_permits(people: DemoCast) -> Aims:
    """For each operation who succeeds, where and with what body; a firm is registered already."""
    told = str(Case.objects.get(kind="permit_watch").pk)
    words = Caller(people["owner"]).get(f"/permits/{told}/promise")["text_hash"]
    claimed = {"case_id": told, "step": "claim", "version": None}
    return {
        "read_permit_promise": ("owner", {"case_id": told}, {}),
        "promise_permit": ("owner", {"case_id": told}, {"text_hash": words}),
        "declare_not_trading": ("owner", {"case_id": told}, {"reason": "先不卖食品"}),
        "take_permit_steps": ("approver", {}, {"steps": [claimed]}),
    }


def of_priority(people: DemoCast, *, plain: str, prior: str) -> Aims:
    """For the green channel: one of the registrar's cases without it, and one that is given it."""
    approver = people["approver"]
    body = {"manager": str(approver.pk), "reason": GIVEN}
    Caller(approver).put(f"/desk/cases/{prior}/green", body, status=204)
    return {
        "open_green_channel": ("approver", {"case_id": plain}, body),
        "end_green_channel": ("approver", {"case_id": prior}, {}),
    }


def of_papers() -> Aims:
    """For the service of the paper that the scene names."""
    handed = {"way": "desk", "has_arrived": True, "received_by": "李示例", "reason": ""}
    return {"serve_paper": ("clerk", {}, handed)}
