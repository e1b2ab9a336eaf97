"""Bad input gets one clear problem, in the reader's language, naming every field and the remedy."""

import json

import pytest
from django.test import Client

from tests.api.callers import API, Caller, told
from tests.api.opening import start
from tests.cast import Cast
from yingshang.config.api import health

pytestmark = pytest.mark.django_db


def test_an_unknown_path_and_a_missing_thing_answer_alike(cast: Cast) -> None:
    assert Caller().get("/nothing/here", status=404)["code"] == "yingshang.missing"


def test_a_method_that_a_path_does_not_take_is_told_which_it_does(cast: Cast) -> None:
    response = Caller(cast.owner).ask("DELETE", "/me")
    assert told(response, 405)["code"] == "api.method_not_allowed"
    assert response["Allow"] == "GET"


def test_broken_json_is_told_apart_from_a_wrong_value(cast: Cast) -> None:
    owner = Caller(cast.owner)
    response = owner.client.post(API + "/applications", "{", content_type="application/json")
    assert told(response, 400)["code"] == "api.body_unreadable"


def test_every_wrong_value_is_told_at_once_beside_its_field(cast: Cast) -> None:
    body = {"service": "COMPANY", "applicant_id": "me", "surprise": 1}
    refused = Caller(cast.owner).post("/applications", body, status=422)
    assert refused["code"] == "api.request_invalid"
    assert {one["field"] for one in refused["problems"]} == {"service", "applicant_id", "surprise"}


@pytest.mark.parametrize(
    ("language", "words"), [("en", "is required"), ("zh-hans", "是必填项"), ("fr", "是必填项")]
)
def test_a_problem_speaks_the_reader_s_language(cast: Cast, language: str, words: str) -> None:
    owner = Caller(cast.owner, **{"Accept-Language": language})
    refused = owner.post("/applications", {}, status=422)
    assert words in refused["title"]
    assert words in refused["problems"][0]["title"]


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "\u202eabc", "\ud800"])
def test_characters_that_nobody_can_see_are_refused(cast: Cast, text: str) -> None:
    owner = Caller(cast.owner)
    draft = start(owner)
    body = json.dumps({"values": {"company_name": text}})
    response = owner.client.patch(
        f"{API}/applications/{draft}/fields", body, content_type="application/json"
    )
    assert told(response, 422)["problems"][0]["field"].startswith("values.company_name")


def test_a_huge_body_is_refused(cast: Cast) -> None:
    owner = Caller(cast.owner)
    body = {"service": "x" * (3 * 1024 * 1024)}
    assert owner.post("/applications", body, status=413)["code"] == "api.body_too_large"


def test_what_says_it_is_huge_is_refused_unread(cast: Cast) -> None:
    owner = Caller(cast.owner)
    response = owner.client.generic("GET", API + "/me", CONTENT_LENGTH="99999999999")
    assert told(response, 413)["code"] == "api.body_too_large"


@pytest.mark.parametrize("limit", [0, 201, "many"])
def test_a_page_has_between_one_and_two_hundred_rows(cast: Cast, limit: object) -> None:
    Caller(cast.owner).get(f"/cases?limit={limit}", status=422)


def test_a_defect_answers_a_reference_and_nothing_else(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(health.connection, "cursor", broken)
    client = Client(raise_request_exception=False)
    response = client.get(API + "/health/ready")
    body = told(response, 500)
    assert body["reference"] in body["title"]
    assert "secret" not in response.content.decode()


def test_a_silent_database_is_not_ready(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent() -> None:
        raise health.DatabaseError("gone")

    monkeypatch.setattr(health.connection, "cursor", silent)
    assert Caller().get("/health/ready", status=503)["code"] == "api.not_ready"


def test_a_platform_that_works_is_alive_and_ready(db: None) -> None:
    assert Caller().get("/health/live") == {"status": "alive"}
    assert Caller().get("/health/ready")["status"] == "ready"
