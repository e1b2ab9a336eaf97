"""Tokens of the API: seen once, ended by date, by hand, or with the log-in."""

import pytest

from yingshang.core.access.errors import TokenMissing, WrongTokenTerm
from yingshang.core.access.models import ApiToken
from yingshang.core.access.tokens import create_token, revoke_token, user_of_token
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.queries import entries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(town):
    return town.user()


def create(owner, at, **more):
    terms = {"label": "记账软件", "days": 30} | more
    return create_token(owner, place="430302", actor=Actor.user(owner.pk), at=at, **terms)


def revoke(owner, token_id, at):
    revoke_token(owner, token_id, place="430302", actor=Actor.user(owner.pk), at=at)


def test_a_token_acts_as_its_user_until_it_ends(town, owner, at):
    _, secret = create(owner, at)
    assert user_of_token(secret, at=at) == owner
    assert user_of_token(secret, at=at + 29 * town.day) == owner
    assert user_of_token(secret, at=at + 30 * town.day) is None


def test_the_secret_is_kept_nowhere(owner, at):
    token, secret = create(owner, at)
    assert len(bytes(ApiToken.objects.get().digest)) == 32
    (entry,) = entries_of([token.pk])
    assert secret not in str(vars(ApiToken.objects.get())) + str(entry)
    assert entry.data["label"] == "记账软件"


@pytest.mark.parametrize("wrong", ["", "ys_", "ys_unknown", "Bearer x", "ys_\ud800"])
def test_an_unknown_token_is_nobody(owner, at, wrong):
    create(owner, at)
    assert user_of_token(wrong, at=at) is None


def test_a_revoked_token_is_nobody_and_is_revoked_once(owner, at):
    token, secret = create(owner, at)
    revoke(owner, token.pk, at)
    assert user_of_token(secret, at=at) is None
    with pytest.raises(TokenMissing):
        revoke(owner, token.pk, at)


def test_the_token_of_another_is_as_missing_as_none(town, owner, at):
    token, secret = create(owner, at)
    for token_id in (token.pk, new_id()):
        with pytest.raises(TokenMissing):
            revoke(town.user(), token_id, at)
    assert user_of_token(secret, at=at) == owner


def test_a_closed_log_in_ends_its_tokens(owner, at):
    _, secret = create(owner, at)
    owner.is_active = False
    owner.save()
    assert user_of_token(secret, at=at) is None


@pytest.mark.parametrize("days", [0, -1, 367])
def test_no_token_is_for_ever(owner, at, days):
    with pytest.raises(WrongTokenTerm):
        create(owner, at, days=days)
