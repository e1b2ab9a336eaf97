"""Who may call: a token, or a session with its CSRF token; nobody else, and each told why."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from tests.api.callers import API, Caller, told
from tests.api.scene import token
from tests.cast import PLACE, Cast
from yingshang.core.access.models import ApiToken
from yingshang.core.access.tokens import revoke_token
from yingshang.core.ledger.acts import Actor

pytestmark = pytest.mark.django_db


def test_nobody_is_told_to_sign_in() -> None:
    response = Caller().ask("GET", "/me")
    assert told(response, 401)["code"] == "api.sign_in_needed"
    assert response["WWW-Authenticate"] == "Bearer"


def test_a_token_calls_as_its_user(cast: Cast) -> None:
    secret = token(cast.owner, PLACE)
    me = Caller().get("/me", Authorization=f"Bearer {secret}")
    assert me["username"] == "owner"
    assert me["person"]["name"] == "示例业主"
    assert me["posts"] == []


def test_a_token_needs_no_csrf_token(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    headers = {"Authorization": f"Bearer {token(cast.owner, PLACE)}"}
    response = client.post(
        API + "/applications", {"service": "company_opening"},
        content_type="application/json", headers=headers,
    )  # fmt: skip
    told(response, 201)


@pytest.mark.parametrize("secret", ["ys_unknown", "", "ys_\udcff", "x" * 500])
def test_a_wrong_token_is_no_way_in_even_beside_a_session(cast: Cast, secret: str) -> None:
    owner = Caller(cast.owner)
    response = owner.ask("GET", "/me", Authorization=f"Bearer {secret}")
    assert told(response, 401)["code"] == "api.sign_in_needed"


def test_an_ended_and_a_revoked_token_are_no_way_in(
    cast: Cast, moment: time_machine.Traveller
) -> None:
    secret = token(cast.owner, PLACE)
    revoked = token(cast.owner, PLACE)
    row = ApiToken.objects.latest("created_at", "id")
    actor = Actor.user(cast.owner.pk)
    revoke_token(cast.owner, row.pk, place=PLACE, actor=actor, at=row.valid_until)
    Caller().get("/me", status=401, Authorization=f"Bearer {revoked}")
    moment.shift(timedelta(days=31))
    Caller().get("/me", status=401, Authorization=f"Bearer {secret}")


def test_a_session_changes_nothing_without_its_csrf_token(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.owner, "django.contrib.auth.backends.ModelBackend")
    body, kind = {"service": "company_opening"}, "application/json"
    refused = client.post(API + "/applications", body, content_type=kind)
    assert told(refused, 403)["code"] == "api.csrf_token_needed"
    assert told(client.get(API + "/applications"), 200)["items"] == []
    client.cookies["csrftoken"] = secret = "a" * 32
    headers = {"X-CSRFToken": secret}
    told(client.post(API + "/applications", body, content_type=kind, headers=headers), 201)


def test_staff_need_their_second_factor_in_a_session(cast: Cast) -> None:
    cast.clerk.is_demo = False
    cast.clerk.save()
    refused = Caller(cast.clerk).get("/me", status=403)
    assert refused["code"] == "api.second_factor_needed"


def test_the_demo_cast_is_nobody_outside_demo_mode(
    cast: Cast, settings: pytest.FixtureRequest
) -> None:
    secret = token(cast.owner, PLACE)
    settings.DEMO_MODE = False
    Caller(cast.owner).get("/me", status=401)
    Caller().get("/me", status=401, Authorization=f"Bearer {secret}")
