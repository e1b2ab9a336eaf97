"""A whole company is opened by JSON calls: owner, partner, clerk, officers, outside systems."""

from datetime import timedelta

import pytest
import time_machine

from tests.api.callers import Caller
from tests.api.opening import fill, member, outside, sign, start, submit, take
from tests.cast import NOW, PLACE
from yingshang.simulation.cast import ensure_cast

GOOD = {"granted", "delivered", "done"}


@pytest.mark.django_db
def test_a_company_is_opened_by_calls_alone() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        people = ensure_cast(PLACE, at=NOW)
        owner, partner = Caller(people["owner"]), Caller(people["partner"])
        clerk, approver, tax = (Caller(people[name]) for name in ("clerk", "approver", "tax"))

        draft = start(owner)
        plan = fill(owner, draft)
        assert plan["counts"]["fields_after"] < plan["counts"]["fields_before"]
        assert owner.get(f"/applications/{draft}/problems")["problems"] == []

        clock.shift(timedelta(minutes=5))
        assert submit(owner, draft)["state"] == "signing"
        wanted = partner.get("/signatures")["items"]
        assert [one["application_id"] for one in wanted] == [draft]
        bundle = sign(partner, draft)["case_id"]
        assert partner.get("/signatures")["items"] == []

        registration = member(owner, bundle, "company_registration")
        queue = clerk.get("/desk/queue")["items"]
        assert [one["id"] for one in queue] == [registration["id"]]
        take(clerk, registration, "accept")
        _decide(approver, registration, clock)
        outside(clock)
        invoices = member(owner, bundle, "invoice_first_issue")
        take(clerk, invoices, "accept")
        _decide(tax, invoices, clock)
        outside(clock)
        outside(clock)

        done = owner.get(f"/cases/{bundle}")
        assert done["state"] == "done"
        assert {one["state"] for one in done["members"]} <= GOOD
        promise = next(one for one in done["clocks"] if one["clock"] == "promised")
        assert promise["met_at"] is not None
        assert promise["why"]

        licences = owner.get("/licences")["items"]
        licence = next(one for one in licences if one["kind"] == "business_licence")
        checked = Caller().get(f"/check/{licence['token']}")
        assert checked["status"] == "valid"
        assert checked["number"] == licence["number"]

        entries = owner.get(f"/cases/{bundle}/entries?limit=200")["items"]
        assert all(entry["is_intact"] for entry in entries)
        assert {"case.open", "matter.accept", "matter.grant", "bundle.finish"} <= {
            entry["action"] for entry in entries
        }


def _decide(officer: Caller, case: dict[str, object], clock: time_machine.Traveller) -> None:
    for step in ("claim", "handle", "grant"):
        clock.shift(timedelta(minutes=5))
        take(officer, case, step, opinion="材料齐全，符合法定形式。")
