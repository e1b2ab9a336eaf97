"""Runs of benefits for the API's scene: one in public notice, with an objection; one that was paid
to a firm, and failed to reach another.
"""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from tests.city.benefits.desk import Desk
from tests.city.benefits.payments.treasury import YUAN, run_of
from tests.city.benefits.runs.award import AWARD, award_things
from yingshang.city.benefits.payments.budgets import ensure
from yingshang.city.benefits.payments.models import Payment
from yingshang.core.access.models import Post, Role
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Office
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
    paid, failed = _answered(people, place)
    answer = {"upholds": False, "answer": "已核实，属工业企业", "version": None}
    ids = {name: str(things[name]) for name in ("run_id", "entitlement_id", "objection_id")}
    return ids | {"payment_id": failed}, {
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
        "retry_payment": ("leader", {"payment_id": failed}, {"reason": "更正后重付"}),
        "demand_recovery": ("leader", {"payment_id": paid}, {"amount_fen": 100, "reason": "多发"}),
    }


def _answered(people: DemoCast, place: str) -> tuple[str, str]:
    """Payments of the refund that the bank answered: one arrived, one did not."""
    desk, at = Desk(), timezone.now()
    desk.now = at
    office = Office.objects.get(place=place, code="social_insurance")
    Post.objects.create(user=people["leader"], office=office, role=Role.PAYER, valid_from=at)
    run = run_of(desk, (1, 2))
    budget = ensure(place, "unemployment_insurance", run.period, Actor.system("test"), at)
    found = [
        Payment.objects.create(
            entitlement=row, run=run, budget=budget, place=place, policy=run.policy,
            period=run.period, instalment=1, credit_code=row.credit_code, amount_fen=50 * YUAN,
            channel="bank_account", state=state, changed_at=at, paid_at=at,
        )
        for row, state in zip(run.entitlements.order_by("credit_code"), ("paid", "failed"),
                              strict=True)
    ]  # fmt: skip
    return str(found[0].pk), str(found[1].pk)
