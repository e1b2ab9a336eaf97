"""Logging in by OpenID Connect: a claim names a log-in that exists."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.portal.login.conftest import make
from yingshang.config.oidc import Backend
from yingshang.core.access.models import User


@pytest.fixture
def backend(settings):
    issuer = "https://id.example.org"
    settings.OIDC_RP_CLIENT_ID, settings.OIDC_RP_CLIENT_SECRET = "yingshang", "invented"
    settings.OIDC_RP_SIGN_ALGO = "RS256"
    settings.OIDC_OP_TOKEN_ENDPOINT = f"{issuer}/token"
    settings.OIDC_OP_USER_ENDPOINT = f"{issuer}/userinfo"
    settings.OIDC_OP_JWKS_ENDPOINT = f"{issuer}/jwks"
    return Backend()


def enter(backend, monkeypatch, claims):
    monkeypatch.setattr(backend, "get_userinfo", lambda *_: claims)
    return backend.get_or_create_user("access", "id", claims)


def test_the_claim_names_the_log_in(db, owner, backend, monkeypatch):
    assert enter(backend, monkeypatch, {"preferred_username": " Owner "}) == owner


def test_the_claim_is_a_setting(db, owner, backend, monkeypatch, settings):
    settings.OIDC_USERNAME_CLAIM = "employee"
    assert enter(backend, monkeypatch, {"employee": "owner", "preferred_username": "x"}) == owner


def test_an_unknown_name_is_refused_and_makes_no_log_in(db, owner, backend, monkeypatch):
    assert enter(backend, monkeypatch, {"preferred_username": "stranger"}) is None
    assert list(User.objects.values_list("username", flat=True)) == ["owner"]


@pytest.mark.parametrize(
    "claims", [{}, {"preferred_username": ""}, {"preferred_username": ["owner"]}]
)
def test_claims_without_a_name_are_refused(db, owner, backend, monkeypatch, claims):
    from django.core.exceptions import SuspiciousOperation

    with pytest.raises(SuspiciousOperation):
        enter(backend, monkeypatch, claims)


def test_neither_the_closed_nor_the_demo_cast_enter_this_way(db, owner, backend, monkeypatch):
    make("cast", password=None, is_demo=True)
    User.objects.filter(pk=owner.pk).update(is_active=False)
    for name in ("owner", "cast"):
        assert enter(backend, monkeypatch, {"preferred_username": name}) is None


def test_the_provider_changes_neither_name_nor_post(db, owner, backend, monkeypatch):
    enter(backend, monkeypatch, {"preferred_username": "owner", "name": "Somebody Else"})
    owner.refresh_from_db()
    assert owner.display_name == "Owner"


def test_the_login_page_offers_the_provider_when_it_is_configured(client, db, backend, settings):
    settings.ROOT_URLCONF = "tests.portal.login.pages_with_provider"
    assert (
        "/oidc/authenticate/?next=%2Fdesk%2F" in client.get("/login/?next=/desk/").content.decode()
    )


@pytest.fixture
def provider(settings, backend, monkeypatch):
    """A verified fake of the provider: answers for the person whose claims are set."""
    settings.ROOT_URLCONF = "tests.portal.login.pages_with_provider"
    settings.OIDC_OP_AUTHORIZATION_ENDPOINT = "https://id.example.org/authorize"
    settings.AUTHENTICATION_BACKENDS = [
        *settings.AUTHENTICATION_BACKENDS, "yingshang.config.oidc.Backend",
    ]  # fmt: skip
    claims = {}
    tokens = {"id_token": "id", "access_token": "access"}
    monkeypatch.setattr(Backend, "get_token", lambda *_: tokens)
    monkeypatch.setattr(Backend, "verify_token", lambda *_, **__: {"sub": "1"})
    monkeypatch.setattr(Backend, "get_userinfo", lambda *_: claims)
    return claims


def come_back(client, next_url):
    away = client.get("/oidc/authenticate/", {"next": next_url})
    state = parse_qs(urlsplit(away.url).query)["state"][0]
    return client.get("/oidc/callback/", {"code": "x", "state": state})


def test_one_comes_back_from_the_provider_to_the_page_asked_for(client, owner, provider):
    provider["preferred_username"] = "owner"
    assert come_back(client, "/affairs/?page=2").url == "/affairs/?page=2"
    assert client.get("/affairs/").content == b"affairs"


def test_staff_who_come_from_the_provider_give_the_second_factor_too(client, approver, provider):
    provider["preferred_username"] = "approver"
    come_back(client, "/desk/")
    assert client.get("/desk/").url.startswith("/login/second-factor/")


def test_whom_the_provider_knows_and_we_do_not_stays_outside(client, owner, provider):
    provider["preferred_username"] = "stranger"
    come_back(client, "/affairs/")
    assert client.get("/affairs/").url.startswith("/login/")


def test_the_provider_never_leads_to_another_site(client, owner, provider):
    provider["preferred_username"] = "owner"
    assert come_back(client, "https://example.org/").url == "/affairs/"
