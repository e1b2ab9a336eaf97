"""Facts for the API's scene: a list delivered by the registry, a value of it contested."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from tests.core.facts.contested import fact_things
from yingshang.simulation.cast import DemoCast

Aims = dict[str, tuple[str, dict[str, str], dict[str, Any]]]


def delivered(people: DemoCast, place: str) -> tuple[dict[str, str], Aims]:
    """Ids by path parameter, and for each operation who succeeds, where and with what body."""
    owner, officer, at = people["owner"], people["approver"], timezone.now()
    ids = {
        name: str(value)
        for name, value in fact_things(place, owner=owner, officer=officer, at=at).items()
    }
    zombie = {"key": str(uuid4()), "dataset": ids["dataset"], "element": "is_zombie",
              "claimed": "否", "grounds": "照常经营"}  # fmt: skip
    return ids, {
        "list_datasets": ("approver", {}, {}),
        "deliver_facts": ("approver", {}, {}),
        "get_facts_delivery": ("approver", {}, {}),
        "list_snapshots": ("approver", {}, {}),
        "get_snapshot": ("approver", {}, {}),
        "get_firm_facts": ("owner", {}, {}),
        "list_firm_readings": ("owner", {}, {}),
        "contest_fact": ("owner", {}, zombie),
        "list_fact_contests": ("approver", {}, {}),
        "get_fact_contest": ("owner", {}, {}),
        "take_fact_step": ("approver", {}, {"step": "verify", "text": "", "version": None}),
    }
