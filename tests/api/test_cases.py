"""Cases by API: the owner sees all of hers, officers what their posts have, a stranger nothing."""

from uuid import uuid4

import pytest

from tests.api.callers import Caller
from tests.api.opening import member, pdf, take
from yingshang.simulation.cast import DemoCast

GONE = str(uuid4())
LOOKS = ("", "/form", "/entries", "/papers")


@pytest.fixture
def bundle(people: DemoCast, opened_bundle: str) -> str:
    return opened_bundle


@pytest.fixture
def owner(people: DemoCast) -> Caller:
    return Caller(people["owner"])


def test_a_case_says_where_it_stands_when_it_is_due_and_why(owner: Caller, bundle: str) -> None:
    english = {"Accept-Language": "en"}
    case = owner.get(f"/cases/{bundle}", **english)
    assert case["state_name"] == "under way"
    promise = case["clocks"][0]
    assert (promise["clock"], promise["is_late"]) == ("promised", False)
    assert any("26 November" in line or "Nov" in line for line in promise["why"])
    members = {one["item"]: one for one in case["members"]}
    registration = members["company_registration"]["id"]
    assert members["seal_making"]["needs"] == [registration]
    assert case["time_line"][0]["by"] == "李示例"
    assert case["steps"] == ["withdraw"]


def test_my_cases_come_latest_first_and_in_pages(owner: Caller, bundle: str) -> None:
    page = owner.get("/cases?state=open&limit=1")
    assert [one["id"] for one in page["items"]] == [bundle]
    assert page["next"] is None
    assert owner.get("/cases?state=closed")["items"] == []
    assert owner.get(f"/cases?after={bundle}")["items"] == []


@pytest.mark.parametrize("look", LOOKS)
def test_a_stranger_s_look_is_answered_as_if_there_were_nothing(
    stranger: Caller, bundle: str, look: str
) -> None:
    hidden = stranger.get(f"/cases/{bundle}{look}", status=404)
    assert hidden == stranger.get(f"/cases/{GONE}{look}", status=404)


def test_a_stranger_changes_nothing(owner: Caller, stranger: Caller, bundle: str) -> None:
    for it in (bundle, GONE):
        stranger.post(f"/cases/{it}/withdraw", {}, status=404)
        stranger.post(f"/cases/{it}/resubmit", {}, status=404)
        stranger.upload(f"/cases/{it}/materials/charter", pdf("章程"), status=404)
        stranger.post(f"/desk/cases/{it}/steps", {"step": "accept"}, status=404)
        stranger.post(f"/cases/{it}/rating", {"grade": 1}, status=404)
        stranger.get(f"/cases/{it}/rating", status=404)
    assert owner.get(f"/cases/{bundle}")["version"] == 1
    assert stranger.get("/cases")["items"] == []


def test_an_officer_of_another_office_sees_nothing(people: DemoCast, bundle: str) -> None:
    registration = member(Caller(people["owner"]), bundle, "company_registration")
    Caller(people["tax"]).get(f"/cases/{registration['id']}", status=404)
    assert Caller(people["approver"]).get(f"/cases/{registration['id']}")["state"] == "received"


def test_the_ledger_of_a_case_is_read_in_pages_with_its_hashes(owner: Caller, bundle: str) -> None:
    whole = owner.get(f"/cases/{bundle}/entries?limit=200")["items"]
    first = owner.get(f"/cases/{bundle}/entries?limit=3")
    rest = owner.get(f"/cases/{bundle}/entries?limit=200&after={first['next']}")
    assert first["items"] + rest["items"] == whole
    assert len({entry["hash"] for entry in whole}) == len(whole)
    assert all(entry["is_intact"] for entry in whole)


def test_a_case_is_withdrawn_in_the_version_that_was_seen(owner: Caller, bundle: str) -> None:
    stale = owner.post(f"/cases/{bundle}/withdraw", {"version": 7}, status=409)
    assert stale["code"] == "cases.moved_on"
    done = owner.post(f"/cases/{bundle}/withdraw", {"version": 1, "reason": "改主意了"})
    assert done["state"] == "withdrawn"
    assert {one["state"] for one in done["members"]} == {"withdrawn"}
    assert owner.post(f"/cases/{bundle}/withdraw", {}, status=409)["code"] == "cases.wrong_state"


def test_a_correction_is_answered_with_a_value_and_a_file(
    owner: Caller, people: DemoCast, bundle: str
) -> None:
    case = member(owner, bundle, "company_registration")
    points = ["经营范围写得太宽", "章程缺一页"]
    take(Caller(people["clerk"]), case, "ask_correction", points=points)
    papers = owner.get(f"/cases/{case['id']}/papers")["items"]
    notice = next(paper for paper in papers if paper["kind"] == "deficiency_notice")
    assert notice["points"] == points

    document = owner.upload(f"/cases/{case['id']}/materials/charter", pdf("新章程"))
    answer = {
        "values": {"business_scope": "软件开发"},
        "documents": [{"material": "charter", "document_id": document["id"]}],
    }
    again = owner.post(f"/cases/{case['id']}/resubmit", answer)
    assert again["state"] == "received"
    form = owner.get(f"/cases/{case['id']}/form")
    texts = {field["meaning"]: field["text"] for field in form["fields"]}
    assert texts["business_scope"] == "软件开发"
    assert document["id"] in {one["document"]["id"] for one in form["materials"]}
    assert owner.post(f"/cases/{case['id']}/resubmit", answer, status=409)


def test_a_correction_takes_no_document_of_somebody_else(
    owner: Caller, stranger: Caller, people: DemoCast, bundle: str
) -> None:
    case = member(owner, bundle, "company_registration")
    take(Caller(people["clerk"]), case, "ask_correction", points=["章程缺一页"])
    draft = stranger.post("/applications", {"service": "company_opening"}, status=201)["id"]
    theirs = stranger.upload(f"/applications/{draft}/materials/charter", pdf("章程"))["id"]
    for it in (theirs, GONE):
        answer = {"documents": [{"material": "charter", "document_id": it}]}
        refused = owner.post(f"/cases/{case['id']}/resubmit", answer, status=404)
        assert refused["code"] == "documents.missing"
    assert owner.get(f"/cases/{case['id']}")["state"] == "correction"


def test_a_file_is_taken_only_where_a_correction_is_asked_for(owner: Caller, bundle: str) -> None:
    case = member(owner, bundle, "company_registration")
    path = f"/cases/{case['id']}/materials/charter"
    refused = owner.upload(path, pdf("章程"), status=409)
    assert refused["code"] == "matters.no_correction_asked"


def test_documents_are_opened_by_who_sees_the_case(
    owner: Caller, stranger: Caller, people: DemoCast, bundle: str
) -> None:
    document = owner.get(f"/cases/{bundle}/form")["materials"][0]["document"]["id"]
    stranger.get(f"/documents/{document}", status=404)
    stranger.get(f"/documents/{document}/file", status=404)
    file = Caller(people["clerk"]).ask("GET", f"/documents/{document}/file")
    assert (file.status_code, file["Content-Type"]) == (200, "application/pdf")
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    assert owner.get(f"/documents/{document}")["media_type"] == "application/pdf"
