"""Applications by API: happy, hidden, invalid, stale, and the same thing sent twice."""

import io
from uuid import uuid4

import pytest

from tests.api.callers import Caller
from tests.api.opening import fill, pdf, sign, start, submit
from yingshang.core.models import Case
from yingshang.simulation.cast import DemoCast

GONE = str(uuid4())


@pytest.fixture
def owner(people: DemoCast) -> Caller:
    return Caller(people["owner"])


def test_a_draft_is_kept_as_it_is_filled_in(owner: Caller) -> None:
    draft = start(owner)
    fill(owner, draft)
    kept = owner.get(f"/applications/{draft}")
    fields = {field["meaning"]: field for field in kept["fields"]}
    assert fields["registered_capital_fen"]["value"] == 100_000_000
    assert fields["legal_representative"]["persons"][0]["name"] == "李示例"
    assert [one["id"] for one in owner.get("/applications?state=draft")["items"]] == [draft]


def test_numbers_of_persons_never_come_back_whole(owner: Caller) -> None:
    draft = start(owner)
    fill(owner, draft)
    text = owner.ask("GET", f"/applications/{draft}").content.decode()
    assert "sealed" not in text
    assert "13800000001" not in text.replace('"contact_phone"', "").split('"persons"', 1)[1][:400]


def test_an_amount_may_be_fen_or_yuan(owner: Caller) -> None:
    draft = start(owner)
    for sent in (12_345, "123.45", "123.450"[:6]):
        values = {"values": {"registered_capital_fen": sent}}
        kept = owner.patch(f"/applications/{draft}/fields", values)
        amount = next(f for f in kept["fields"] if f["meaning"] == "registered_capital_fen")
        assert amount["value"] == 12_345


@pytest.mark.parametrize("path", ["", "/plan", "/problems", "/reusable"])
def test_a_stranger_s_look_is_answered_as_if_there_were_nothing(
    owner: Caller, stranger: Caller, path: str
) -> None:
    draft = start(owner)
    hidden = stranger.get(f"/applications/{draft}{path}", status=404)
    assert hidden == stranger.get(f"/applications/{GONE}{path}", status=404)
    owner.get(f"/applications/{draft}{path}")


def test_a_stranger_changes_nothing(owner: Caller, stranger: Caller) -> None:
    draft = start(owner)
    key = {"Idempotency-Key": str(uuid4())}
    for it in (draft, GONE):
        stranger.put(f"/applications/{it}/answers", {"answers": {}}, status=404)
        stranger.patch(f"/applications/{it}/fields", {"values": {}}, status=404)
        stranger.upload(f"/applications/{it}/materials/charter", pdf("章程"), status=404)
        stranger.post(f"/applications/{it}/submit", {}, status=404, **key)
        stranger.post(f"/applications/{it}/take-back", status=404)
        stranger.delete(f"/applications/{it}", status=404)
    assert owner.get(f"/applications/{draft}")["version"] == 1
    assert stranger.get("/applications")["items"] == []


def test_an_agent_applies_for_her_client_and_for_nobody_else(people: DemoCast) -> None:
    agent, client = Caller(people["agent"]), Caller(people["client"])
    clients = {one["kind"]: one["id"] for one in agent.get("/me")["clients"]}
    body = {"service": "company_opening", "applicant_id": clients["person"]}
    draft = agent.post("/applications", body, status=201)
    assert client.get(f"/applications/{draft['id']}")["applicant"]["name"] == "周示例"
    owner = str(people["owner"].person_id)
    for party in (owner, GONE):
        refused = agent.post("/applications", {**body, "applicant_id": party}, status=404)
        assert refused["code"] == "matters.no_such_client"


def test_an_officer_without_a_person_cannot_apply(people: DemoCast) -> None:
    body = {"service": "company_opening"}
    refused = Caller(people["clerk"]).post("/applications", body, status=403)
    assert refused["code"] == "matters.no_person"


def test_every_wrong_field_is_told_and_none_is_kept(owner: Caller) -> None:
    draft = start(owner)
    values = {
        "company_name": "湘潭示例有限公司",
        "registered_capital_fen": "1e999999",
        "seal_set": "golden",
        "legal_representative": {"name": "李示例", "id_number": "430303190001010000"},
    }
    refused = owner.patch(f"/applications/{draft}/fields", {"values": values}, status=422)
    assert {one["field"] for one in refused["problems"]} == set(values) - {"company_name"}
    assert owner.get(f"/applications/{draft}")["version"] == 1


def test_a_field_that_is_not_asked_for_is_not_lost_in_silence(owner: Caller) -> None:
    draft = start(owner)
    values = {"values": {"shoe_size": "42"}}
    refused = owner.patch(f"/applications/{draft}/fields", values, status=422)
    assert refused["problems"][0] == {
        "field": "shoe_size",
        "code": "matters.field_unknown",
        "title": refused["problems"][0]["title"],
    }


def test_a_stale_page_changes_nothing(owner: Caller) -> None:
    draft = start(owner)
    owner.put(f"/applications/{draft}/answers", {"answers": {}, "version": 1})
    path, stale = f"/applications/{draft}", {"version": 1}
    refused = [
        owner.put(f"{path}/answers", {"answers": {}, **stale}, status=409),
        owner.patch(f"{path}/fields", {"values": {}, **stale}, status=409),
    ]
    assert {one["code"] for one in refused} == {"matters.stale_page"}


def test_what_is_missing_is_told_before_and_at_submission(owner: Caller) -> None:
    draft = start(owner)
    told = owner.get(f"/applications/{draft}/problems")["problems"]
    key = {"Idempotency-Key": str(uuid4())}
    refused = owner.post(f"/applications/{draft}/submit", {}, status=422, **key)
    assert refused["code"] == "matters.application_incomplete"
    assert refused["problems"] == told
    assert "material.charter" in {one["field"] for one in told}


def test_a_submission_needs_its_key(owner: Caller) -> None:
    draft = start(owner)
    refused = owner.post(f"/applications/{draft}/submit", {}, status=422)
    assert [one["field"] for one in refused["problems"]] == ["Idempotency-Key"]


def test_the_same_submission_twice_is_done_once(owner: Caller, people: DemoCast) -> None:
    draft = start(owner)
    fill(owner, draft)
    key = str(uuid4())
    first = submit(owner, draft, key=key)
    assert submit(owner, draft, key=key) == first
    sign(Caller(people["partner"]), draft)
    again = submit(owner, draft, key=key)
    assert again["case_id"] is not None
    assert Case.objects.filter(kind="bundle").count() == 1
    late = {"Idempotency-Key": str(uuid4())}
    refused = owner.post(f"/applications/{draft}/submit", {}, status=409, **late)
    assert refused["code"] == "matters.no_longer_draft"


def test_a_key_submits_one_application_only(owner: Caller) -> None:
    key = str(uuid4())
    first, second = start(owner), start(owner)
    fill(owner, first)
    submit(owner, first, key=key)
    headers = {"Idempotency-Key": key}
    refused = owner.post(f"/applications/{second}/submit", {}, status=409, **headers)
    assert refused["code"] == "matters.key_used"


def test_what_waits_for_signatures_can_be_taken_back_and_discarded(owner: Caller) -> None:
    draft = start(owner)
    fill(owner, draft)
    submit(owner, draft)
    assert owner.delete(f"/applications/{draft}", status=409)["code"] == "matters.no_longer_draft"
    assert owner.post(f"/applications/{draft}/take-back")["state"] == "draft"
    assert owner.post(f"/applications/{draft}/take-back", status=409)
    owner.delete(f"/applications/{draft}")
    assert owner.get(f"/applications/{draft}")["state"] == "discarded"
    assert all(field["value"] is None for field in owner.get(f"/applications/{draft}")["fields"])


def test_a_material_is_uploaded_once_reused_by_consent_and_taken_out(owner: Caller) -> None:
    first, second = start(owner), start(owner)
    document = owner.upload(f"/applications/{first}/materials/charter", pdf("公司章程"))
    assert document["media_type"] == "application/pdf"
    held = owner.get(f"/applications/{second}/reusable")["items"]
    assert [one["id"] for one in held] == [document["id"]]
    path = f"/applications/{second}/materials/charter"
    reused = owner.post(f"{path}/reuse", {"document_id": document["id"]})
    assert [one["is_reuse"] for one in reused["materials"]] == [True]
    owner.delete(f"{path}/{document['id']}")
    owner.delete(f"{path}/{document['id']}")
    assert owner.get(f"/applications/{second}")["materials"] == []


def test_somebody_else_s_document_cannot_be_reused(owner: Caller, stranger: Caller) -> None:
    document = owner.upload(f"/applications/{start(owner)}/materials/charter", pdf("公司章程"))
    mine = start(stranger)
    for it in (document["id"], GONE):
        body = {"document_id": it}
        stranger.post(f"/applications/{mine}/materials/charter/reuse", body, status=404)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "documents.empty"),
        (b"MZ\x90\x00 not a paper", "documents.format_not_allowed"),
        (b"%PDF-1.4\nbroken", "documents.damaged"),
    ],
)
def test_a_hostile_file_is_refused_and_named(owner: Caller, content: bytes, code: str) -> None:
    file = io.BytesIO(content)
    file.name = "章程.pdf"
    refused = owner.upload(f"/applications/{start(owner)}/materials/charter", file, status=422)
    assert refused["code"] == code
    assert "章程.pdf" in refused["title"]


def test_a_material_that_is_not_asked_for_is_not_taken(owner: Caller) -> None:
    refused = owner.upload(f"/applications/{start(owner)}/materials/poem", pdf("诗"), status=422)
    assert refused["code"] == "matters.unknown_material"


def test_an_upload_without_a_file_is_told_so(owner: Caller) -> None:
    response = owner.client.post(f"/api/v1/applications/{start(owner)}/materials/charter", {})
    assert response.status_code == 422
    assert response.json()["problems"][0]["field"] == "file"
