"""Runs of benefits for the API's scene: one in public notice, with an objection."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from tests.city.benefits.runs.award import AWARD, award_things
from yingshang.simulation.cast import DemoCast

Aims = dict[str, tuple[str, dict[str, str], dict[str, Any]]]


def of_runs(people: DemoCast, place: str) -> tuple[dict[str, str], Aims]:
    """Ids by path parameter, and for each operation who succeeds, where and with what body."""
    now = timezone.now()
    things = award_things(
        place, owner=people["owner"], reviewer=people["tax"], chief=people["head"], at=now
    )
    objection = {"key": str(uuid4()), "credit_code": things["credit_code"], "wish": "strike",
                 "text": "不是工业企业"}  # fmt: skip
    answer = {"upholds": False, "answer": "已核实，属工业企业", "version": None}
    return {name: str(things[name]) for name in ("run_id", "entitlement_id", "objection_id")}, {
        "list_notice_rows": ("owner", {}, {}),
        "object_to_notice": ("owner", {}, objection),
        "list_own_listings": ("owner", {}, {}),
        "waive_listing": ("owner", {}, {}),
        "list_runs": ("tax", {}, {}),
        "get_run": ("tax", {}, {}),
        "list_run_firms": ("tax", {}, {}),
        "open_run": ("tax", {}, {"policy": AWARD, "on": now.date().isoformat()}),
        "take_run_step": ("head", {}, {"step": "void", "reason": "数据有误", "version": None}),
        "decide_objection": ("head", {}, answer),
    }
