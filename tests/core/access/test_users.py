"""Log-ins are created once, with a password worth the name, and closed for good."""

import pytest

from yingshang.core.access.errors import UsernameTaken, WeakPassword, WrongUsername
from yingshang.core.access.models import User
from yingshang.core.access.users import change_password, close_user, create_user
from yingshang.core.ledger.acts import CLOCK
from yingshang.core.ledger.queries import entries_of

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-sentence-2026"


@pytest.fixture
def act(at):
    return {"place": "430302", "actor": CLOCK, "at": at}


def test_a_log_in_keeps_no_password_in_clear(act):
    user = create_user("owner", display_name="示例甲", password=PASSWORD, **act)
    assert user.check_password(PASSWORD)
    assert PASSWORD not in User.objects.get().password
    (entry,) = entries_of([user.pk])
    assert (entry.action, entry.data) == ("user.create", {"username": "owner"})


def test_without_a_password_no_password_opens_it(act):
    user = create_user("owner", display_name="示例甲", **act)
    assert not user.has_usable_password()


@pytest.mark.parametrize("password", ["short", "password1234", ""])
def test_a_weak_password_is_refused_and_no_log_in_made(act, password):
    with pytest.raises(WeakPassword) as caught:
        create_user("owner", display_name="示例甲", password=password, **act)
    assert caught.value.field == "password"
    assert not User.objects.exists()


@pytest.mark.parametrize("username", ["", "ab", "Owner", "a b c", "-abc", "示例甲", "a" * 61])
def test_a_user_name_has_plain_characters(act, username):
    with pytest.raises(WrongUsername):
        create_user(username, display_name="示例甲", **act)


def test_neither_a_name_nor_a_person_has_two_log_ins(act, town):
    person = town.person()
    create_user("owner", display_name="示例甲", person=person, **act)
    for username, whose in (("owner", None), ("other", person)):
        with pytest.raises(UsernameTaken):
            create_user(username, display_name="示例甲", person=whose, **act)
    assert User.objects.count() == 1


def test_a_new_password_replaces_the_old_one(act):
    user = create_user("owner", display_name="示例甲", password=PASSWORD, **act)
    change_password(user, "another-sentence-2026", **act)
    assert not User.objects.get().check_password(PASSWORD)
    assert entries_of([user.pk])[-1].action == "user.password"


def test_a_closed_log_in_opens_nothing(act, client):
    user = create_user("owner", display_name="示例甲", password=PASSWORD, **act)
    close_user(user, **act)
    assert not User.objects.get().is_active
    assert entries_of([user.pk])[-1].action == "user.close"
