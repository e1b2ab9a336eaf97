"""A bundle that is done, for what comes after."""

from datetime import timedelta

import time_machine

from tests.api.callers import Caller
from tests.api.opening import member, opened, outside, take
from yingshang.simulation.cast import DemoCast

DECIDED = (("company_registration", "approver"), ("invoice_first_issue", "tax"))


def finished(people: DemoCast, clock: time_machine.Traveller) -> str:
    """The id of a bundle whose members have all succeeded."""
    bundle = opened(people)
    owner, clerk = Caller(people["owner"]), Caller(people["clerk"])
    for code, name in DECIDED:
        case, officer = member(owner, bundle, code), Caller(people[name])
        take(clerk, case, "accept")
        for step in ("claim", "handle", "grant"):
            clock.shift(timedelta(minutes=5))
            take(officer, case, step)
        outside(clock)
    outside(clock)
    assert owner.get(f"/cases/{bundle}")["state"] == "done"
    return bundle
