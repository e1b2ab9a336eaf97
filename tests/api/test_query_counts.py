"""A list asks the database the same number of questions however long it is."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.callers import Caller
from tests.api.opening import fill, member, opened, start, submit, take
from yingshang.simulation.cast import DemoCast

LISTS = {
    "owner": ("/applications", "/cases", "/licences", "/inbox", "/me"),
    "partner": ("/signatures",),
    "clerk": ("/desk/queue?state=all",),
}


def _asked(caller: Caller, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        caller.get(path)
    return len(queries)


def _questions(people: DemoCast) -> Iterator[tuple[str, int]]:
    for name, paths in LISTS.items():
        caller = Caller(people[name])
        for path in paths:
            yield path, _asked(caller, path)


def test_lists_ask_no_more_when_they_grow(people: DemoCast, opened_bundle: str) -> None:
    owner = Caller(people["owner"])
    _signing(owner, "湘潭示例一号有限公司")
    few = dict(_questions(people))
    opened(people, "湘潭示例二号有限公司")
    _signing(owner, "湘潭示例三号有限公司")
    many = dict(_questions(people))
    assert many == few
    assert max(many.values()) <= 12


def test_a_case_asks_no_more_when_more_has_happened(people: DemoCast, opened_bundle: str) -> None:
    owner, clerk, bundle = Caller(people["owner"]), Caller(people["clerk"]), opened_bundle
    few = _asked(owner, f"/cases/{bundle}")
    take(clerk, member(owner, bundle, "company_registration"), "accept")
    for step in ("claim", "handle"):
        registration = member(owner, bundle, "company_registration")
        take(Caller(people["approver"]), registration, step)
    assert _asked(owner, f"/cases/{bundle}") == few
    assert few <= 20


def test_public_lists_are_cheap(db: None) -> None:
    assert _asked(Caller(), "/services") <= 2
    assert _asked(Caller(), "/services/company_opening") <= 3


@pytest.mark.parametrize("rows", [1, 20])
def test_a_batch_asks_no_more_when_it_grows(people: DemoCast, rows: int) -> None:
    clerk = Caller(people["clerk"])
    missing = [
        {"case_id": f"00000000-0000-7000-8000-{n:012d}", "step": "accept"} for n in range(rows)
    ]
    with CaptureQueriesContext(connection) as queries:
        clerk.post("/desk/steps", {"steps": missing})
    assert len(queries) <= 12


def _signing(owner: Caller, company: str) -> None:
    draft = start(owner)
    fill(owner, draft, company)
    submit(owner, draft)
