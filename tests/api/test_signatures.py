"""Signatures by API: who is asked sees exactly what she signs; nobody else sees anything."""

from uuid import uuid4

import pytest

from tests.api.callers import Caller
from tests.api.opening import fill, start, submit
from yingshang.simulation.cast import DemoCast


@pytest.fixture
def signing(people: DemoCast) -> str:
    owner = Caller(people["owner"])
    draft = start(owner)
    fill(owner, draft)
    submit(owner, draft)
    return draft


def test_who_is_asked_reads_what_she_signs(people: DemoCast, signing: str) -> None:
    partner = Caller(people["partner"])
    wanted = partner.get(f"/signatures/{signing}")
    assert {field["meaning"] for field in wanted["fields"]} >= {"company_name", "shareholders"}
    assert wanted["materials"]
    assert wanted["wanted"]["roles"] == ["shareholders", "officers"]


def test_nobody_else_is_asked(stranger: Caller, signing: str) -> None:
    assert stranger.get("/signatures")["items"] == []
    body = {"content": "0" * 64, "agrees": True}
    for it in (signing, str(uuid4())):
        stranger.get(f"/signatures/{it}", status=404)
        refused = stranger.post(f"/signatures/{it}", body, status=404)
        assert refused["code"] == "matters.no_signature_wanted"


def test_changed_content_is_not_signed(people: DemoCast, signing: str) -> None:
    body = {"content": "f" * 64, "agrees": True}
    refused = Caller(people["partner"]).post(f"/signatures/{signing}", body, status=409)
    assert refused["code"] == "matters.signed_content_changed"


def test_a_refusal_leaves_the_application_without_a_case(people: DemoCast, signing: str) -> None:
    partner = Caller(people["partner"])
    content = partner.get(f"/signatures/{signing}")["content"]
    decided = partner.post(f"/signatures/{signing}", {"content": content, "agrees": False})
    assert decided == {"application_id": signing, "state": "signing", "case_id": None}
    states = Caller(people["owner"]).get(f"/applications/{signing}")["signatures"]
    assert {one["signer"]: one["state"] for one in states} == {
        "李示例": "signed",
        "王示例": "refused",
    }
