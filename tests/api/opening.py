"""Opening a company by JSON calls alone, as far as a test needs it."""

import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import time_machine
from django.utils import timezone

from tests.api.callers import Caller
from yingshang.core.exchange.services import turn
from yingshang.simulation.cast import DemoCast
from yingshang.simulation.files import illustrative_pdf
from yingshang.simulation.opening import ANSWERS, values

COMPANY = "湘潭示例接口科技有限公司"


def start(owner: Caller, service: str = "company_opening") -> str:
    """A draft; its id."""
    draft = owner.post("/applications", {"service": service}, status=201)
    assert draft["state"] == "draft"
    return draft["id"]


def fill(owner: Caller, draft: str, company: str = COMPANY) -> dict[str, Any]:
    """Answers, fields and materials; the plan."""
    owner.put(f"/applications/{draft}/answers", {"answers": ANSWERS})
    plan = owner.get(f"/applications/{draft}/plan")
    asked = {field["meaning"] for page in plan["pages"] for field in page["fields"]}
    known = {name: value for name, value in values(company).items() if name in asked}
    owner.patch(f"/applications/{draft}/fields", {"values": known})
    for material in plan["materials"]:
        owner.upload(f"/applications/{draft}/materials/{material['code']}", pdf(material["name"]))
    return plan


def submit(owner: Caller, draft: str, *, key: str | None = None) -> dict[str, Any]:
    """The submitted application."""
    headers = {"Idempotency-Key": key or str(uuid4())}
    return owner.post(f"/applications/{draft}/submit", {}, **headers)


def sign(partner: Caller, application: str) -> dict[str, Any]:
    """The partner reads and signs; what became of it."""
    content = partner.get(f"/signatures/{application}")["content"]
    return partner.post(f"/signatures/{application}", {"content": content, "agrees": True})


def opened(people: DemoCast, company: str = COMPANY) -> str:
    """A bundle that waits for the clerk; its id."""
    owner, partner = Caller(people["owner"]), Caller(people["partner"])
    draft = start(owner)
    fill(owner, draft, company)
    submit(owner, draft)
    return sign(partner, draft)["case_id"]


def member(owner: Caller, bundle: str, code: str) -> dict[str, Any]:
    """A member of the bundle as it stands."""
    members = owner.get(f"/cases/{bundle}")["members"]
    return next(one for one in members if one["item"] == code)


def take(officer: Caller, case: dict[str, Any], step: str, **more: Any) -> dict[str, Any]:
    """One step of one case, in the version that the officer saw last."""
    version = officer.get(f"/cases/{case['id']}")["version"]
    return officer.post(
        f"/desk/cases/{case['id']}/steps", {"step": step, "version": version, **more}
    )


def outside(clock: time_machine.Traveller) -> None:
    """The outside systems get what is sent to them and answer."""
    clock.shift(timedelta(minutes=3))
    turn(timezone.now())


def pdf(name: str) -> io.BytesIO:
    """An upload with a name."""
    file = io.BytesIO(illustrative_pdf(name))
    file.name = f"{name}.pdf"
    return file
