"""The desk by API: queues, steps, and refusals row by row."""

from uuid import uuid4

import pytest

from tests.api.callers import Caller
from tests.api.opening import member, opened, take
from yingshang.simulation.cast import DemoCast

GONE = str(uuid4())


@pytest.fixture
def registration(people: DemoCast, opened_bundle: str) -> dict[str, object]:
    return member(Caller(people["owner"]), opened_bundle, "company_registration")


@pytest.fixture
def clerk(people: DemoCast) -> Caller:
    return Caller(people["clerk"])


def test_the_queue_shows_what_comes_next(
    people: DemoCast, clerk: Caller, registration: dict[str, object]
) -> None:
    row = clerk.get("/desk/queue")["items"][0]
    assert (row["id"], row["next_step"]) == (registration["id"], "accept")
    assert row["is_paused"] is False
    assert Caller(people["tax"]).get("/desk/queue")["items"] == []
    assert clerk.get("/desk/queue?matter=seal_making")["items"] == []
    assert clerk.get(f"/desk/queue?after={registration['id']}")["items"] == []


def test_a_queue_in_pages_misses_none_and_repeats_none(people: DemoCast, clerk: Caller) -> None:
    owner = Caller(people["owner"])
    for number in range(2):
        bundle = opened(people, f"湘潭示例第{number}有限公司")
        take(clerk, member(owner, bundle, "company_registration"), "accept")
    whole = [row["id"] for row in clerk.get("/desk/queue?state=all")["items"]]
    found: list[str] = []
    page = clerk.get("/desk/queue?state=all&limit=3")
    while page["next"]:
        found += [row["id"] for row in page["items"]]
        page = clerk.get(f"/desk/queue?state=all&limit=3&after={page['next']}")
    assert len(whole) > 6
    assert found + [row["id"] for row in page["items"]] == whole


def test_only_staff_have_a_queue(stranger: Caller) -> None:
    assert stranger.get("/desk/queue", status=403)["code"] == "access.staff_only"


def test_a_step_is_taken_once(clerk: Caller, registration: dict[str, object]) -> None:
    path = f"/desk/cases/{registration['id']}/steps"
    moved = clerk.post(path, {"step": "accept", "version": 1})
    assert (moved["state"], moved["version"]) == ("accepted", 2)
    again = clerk.post(path, {"step": "accept", "version": 1}, status=409)
    assert again["code"] == "cases.moved_on"
    assert clerk.post(path, {"step": "accept"}, status=409)["code"] == "cases.wrong_state"


def test_the_owner_cannot_grant_her_own_case(
    people: DemoCast, clerk: Caller, registration: dict[str, object]
) -> None:
    take(clerk, registration, "accept")
    path = f"/desk/cases/{registration['id']}/steps"
    refused = Caller(people["owner"]).post(path, {"step": "grant"}, status=403)
    assert refused["code"] == "cases.not_yours"


def test_a_missing_case_is_missing(clerk: Caller) -> None:
    refused = clerk.post(f"/desk/cases/{GONE}/steps", {"step": "accept"}, status=404)
    assert refused["code"] == "cases.missing"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"step": "ask_correction"}, "points"),
        ({"step": "suspend", "procedure": "lunch", "reason": "午休"}, "procedure"),
        ({"step": "suspend", "procedure": "hearing", "reason": "听证"}, "expected_end"),
    ],
)
def test_what_a_step_lacks_is_named(
    clerk: Caller, registration: dict[str, object], body: dict[str, str], field: str
) -> None:
    path = f"/desk/cases/{registration['id']}/steps"
    assert clerk.post(path, body, status=422)["field"] == field


def test_an_unknown_step_is_no_step(clerk: Caller, registration: dict[str, object]) -> None:
    path = f"/desk/cases/{registration['id']}/steps"
    assert clerk.post(path, {"step": "bless"}, status=422)["problems"][0]["field"] == "step"


def test_a_batch_does_what_it_can_and_refuses_the_rest_by_row(
    people: DemoCast, clerk: Caller, registration: dict[str, object]
) -> None:
    bundle = clerk.get(f"/cases/{registration['id']}")["parent_id"]
    seals = member(Caller(people["owner"]), bundle, "seal_making")
    steps = [
        {"case_id": GONE, "step": "accept"},
        {"case_id": registration["id"], "step": "accept"},
        {"case_id": seals["id"], "step": "accept"},
    ]
    outcome = clerk.post("/desk/steps", {"steps": steps})
    assert [one["case_id"] for one in outcome["moved"]] == [registration["id"]]
    assert [(one["row"], one["code"]) for one in outcome["refused"]] == [
        (0, "cases.missing"),
        (2, "cases.no_such_step"),
    ]


def test_all_or_nothing_does_nothing_when_one_is_refused(
    clerk: Caller, registration: dict[str, object]
) -> None:
    steps = [
        {"case_id": registration["id"], "step": "accept"},
        {"case_id": GONE, "step": "accept"},
    ]
    clerk.post("/desk/steps", {"steps": steps, "all_or_nothing": True}, status=404)
    assert clerk.get(f"/cases/{registration['id']}")["state"] == "received"


def test_a_hidden_case_in_a_batch_looks_like_a_missing_one(
    stranger: Caller, registration: dict[str, object]
) -> None:
    answers = [
        stranger.post("/desk/steps", {"steps": [{"case_id": it, "step": "accept"}]})
        for it in (registration["id"], GONE)
    ]
    for answer in answers:
        assert answer["moved"] == []
        del answer["refused"][0]["case_id"]
    assert answers[0] == answers[1]


def test_an_empty_batch_and_one_that_is_too_long_are_refused(clerk: Caller) -> None:
    clerk.post("/desk/steps", {"steps": []}, status=422)
    many = [{"case_id": GONE, "step": "accept"}] * 201
    clerk.post("/desk/steps", {"steps": many}, status=422)


def test_other_offices_are_asked_and_answer_and_the_case_shows_it(
    people: DemoCast, clerk: Caller, registration: dict[str, object]
) -> None:
    take(clerk, registration, "accept")
    approver, tax = Caller(people["approver"]), Caller(people["tax"])
    office = str(people["tax"].posts.first().office_id)
    body = {"question": "是否欠税？", "offices": [{"office_id": office, "days": 2}]}
    path = f"/desk/cases/{registration['id']}/opinions"
    assert clerk.post(path, body, status=403)["code"] == "matters.opinion_not_yours"
    (opinion,) = approver.post(path, body)["ids"]
    assert approver.post(path, body, status=409)["code"] == "matters.opinion_asked_before"
    (asked,) = tax.get("/desk/opinions")["items"]
    assert (asked["opinion_id"], asked["question"]) == (opinion, "是否欠税？")
    answer = {"answer": "没有欠税。", "version": asked["version"]}
    assert clerk.post(f"/desk/opinions/{opinion}/answer", answer, status=404)
    tax.post(f"/desk/opinions/{opinion}/answer", answer)
    assert tax.get("/desk/opinions")["items"] == []
    loads = Caller(people["head"]).get("/desk/workload")["items"]
    assert sum(load["open"] for load in loads) >= 1
    assert approver.get("/desk/workload", status=403)["code"] == "matters.head_only"
    assert approver.get("/desk/templates")["items"] == []
