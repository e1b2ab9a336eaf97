"""Promises for the API's scene: a draft that may promise, gaps, checks and a record to repair."""

import io
from itertools import count
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from tests.api.callers import Caller
from tests.api.opening import pdf, start
from yingshang.city.matters.undertakings.credit import Breach, enter
from yingshang.city.matters.undertakings.models import BadCredit, Undertaking
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.models import Case
from yingshang.core.parties.illustrative import illustrative_credit_code, illustrative_id_number
from yingshang.simulation.cast import DemoCast

FOOD, LEASE = "food_business_licence", "lease_contract"
NUMBERS = count(40)
Aims = dict[str, tuple[str, dict[str, str], dict[str, Any]]]


def fields() -> dict[str, Any]:
    person = {"name": "李示例", "id_number": illustrative_id_number(1), "phone": "13800000001"}
    return {
        "company_name": f"湘潭示例餐饮{uuid4().hex[:6]}店", "legal_representative": person,
        "credit_code": "", "contact_phone": "13800000001", "shop_area": "120",
        "shop_address": "湘潭市岳塘区示例路 1 号", "food_business": "hot_food",
        "food_safety_officer": person,
    }  # fmt: skip


def draft_of(owner: Caller, premises: str = "rented") -> str:
    """A draft for a food licence, its form filled in."""
    draft = start(owner, FOOD)
    owner.put(f"/applications/{draft}/answers", {"answers": {"premises": premises}})
    plan = owner.get(f"/applications/{draft}/plan")
    asked = {field["meaning"] for page in plan["pages"] for field in page["fields"]}
    given = {name: value for name, value in fields().items() if name in asked and value}
    given |= {"credit_code": illustrative_credit_code(next(NUMBERS))}
    owner.patch(f"/applications/{draft}/fields", {"values": given})
    return draft


def way(owner: Caller, draft: str, kind: str) -> dict[str, Any]:
    """One of the ways of a draft."""
    found = owner.get(f"/applications/{draft}/promises")["items"]
    return next(one for one in found if one["kind"] == kind)


def promised(owner: Caller, kind: str | None, *, premises: str = "rented") -> dict[str, Any]:
    """A case submitted on a promise, or on none."""
    draft = draft_of(owner, premises)
    if kind:
        one = way(owner, draft, kind)
        late = [LEASE] if kind == "conditional" else []
        body = {"kind": kind, "text_hash": one["text_hash"], "materials": late, "publish": True}
        chosen = owner.put(f"/applications/{draft}/promises/{FOOD}", body)["items"]
        assert [one["kind"] for one in chosen if one["chosen"]] == [kind]
    for material in owner.get(f"/applications/{draft}/plan")["materials"]:
        if material["required"]:
            owner.upload(f"/applications/{draft}/materials/{material['code']}", pdf("材料"))
    headers = {"Idempotency-Key": str(uuid4())}
    bundle = owner.post(f"/applications/{draft}/submit", {}, **headers)["case_id"]
    return owner.get(f"/cases/{bundle}")["members"][0]


def step(officer: Caller, case: dict[str, Any], name: str, **more: Any) -> None:
    officer.post(f"/desk/cases/{case['id']}/steps", {"step": name, **more})


def checked(owner: Caller, officer: Caller) -> str:
    """The check of a case that was decided on a commitment."""
    case = promised(owner, "commitment")
    step(officer, case, "decide_on_undertaking")
    return str(Case.objects.get(checked_undertaking__case_id=case["id"]).pk)


def of_promises(people: DemoCast) -> tuple[dict[str, str], Aims]:
    """Ids by path parameter, and for each operation who succeeds, where and with what body."""
    owner, clerk = Caller(people["owner"]), Caller(people["clerk"])
    officer = Caller(people["approver"])
    check, short = checked(owner, officer), checked(owner, officer)
    steps = f"/desk/afterchecks/{short}/steps"
    officer.post(steps, {"step": "start_check", "mode": "online"})
    officer.post(steps, {"step": "find", "finding": "不符", "reason": "示例"})
    gap = promised(owner, "conditional")
    step(clerk, gap, "accept_conditionally")
    file = owner.upload(f"/cases/{gap['id']}/materials/{LEASE}", io.BytesIO(pdf("合同").read()))
    late = promised(owner, None, premises="owned")
    _rented(late["id"])
    step(clerk, late, "ask_correction", points=["缺租赁合同"])
    words = owner.get(f"/cases/{late['id']}/late")["items"][0]
    draft = draft_of(owner)
    chosen = {"kind": "commitment", "text_hash": way(owner, draft, "commitment")["text_hash"]}
    row = Undertaking.objects.get(aftercheck_id=check)
    (record, asked) = _records(row)
    return {"matter": FOOD, "undertaking_id": str(row.pk), "check_id": check,
            "record_id": str(record.pk)}, {
        "choose_promise": ("owner", {"application_id": draft}, {**chosen, "materials": []}),
        "supply_gap": ("owner", {"case_id": gap["id"]}, {
            "documents": [{"material": LEASE, "document_id": file["id"]}]}),
        "promise_late": ("owner", {"case_id": late["id"]}, {
            "materials": [LEASE], "text_hash": words["text_hash"], "documents": []}),
        "report_correction": ("owner", {"case_id": short}, {"words": "已改"}),
        "list_afterchecks": ("clerk", {}, {}),
        "take_check_step": ("approver", {}, {"step": "start_check", "mode": "online",
                                             "officers": []}),
        "ask_repair": ("owner", {}, {"words": "已改"}),
        "decide_repair": ("approver", {"record_id": str(asked.pk)}, {"reason": "已核实"}),
    }  # fmt: skip


def _rented(case_id: str) -> None:
    application = Case.objects.get(pk=case_id).parent.application
    application.answers = {"premises": "rented"}
    application.save()


def _records(row: Undertaking) -> list[BadCredit]:
    """Two records that no check led to: one to ask about, one that was asked about."""
    other = Undertaking.objects.exclude(pk=row.pk).filter(kind="commitment").get()
    breaches = [Breach(one, BadCredit.Kind.BROKEN, "示例") for one in (row, other)]
    with transaction.atomic():
        records = enter(breaches, actor=CLOCK, at=timezone.now())
    records[1].repair_asked_at = timezone.now()
    records[1].save()
    return records
