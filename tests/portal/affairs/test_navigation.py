"""The navigation shows what a reader may open, and nothing that is not served."""

import pytest
from django.urls import NoReverseMatch, reverse

from yingshang.portal.context import nav_items


def urls(user):
    return {item.url for item in nav_items("/", user)}


def served(name):
    try:
        return {reverse(name)}
    except NoReverseMatch:
        return set()


def test_without_a_log_in_there_are_the_services(db):
    assert reverse("services") in urls(None)
    assert reverse("my_affairs") not in urls(None)


def test_a_person_has_her_affairs_and_no_desk(cast):
    assert reverse("my_affairs") in urls(cast["owner"])
    assert not urls(cast["owner"]) & (served("desk_queue") | served("board"))


@pytest.mark.parametrize("name", ["clerk", "approver", "tax"])
def test_an_officer_has_the_desk(name, cast):
    assert served("desk_queue") <= urls(cast[name])
    assert reverse("my_affairs") not in urls(cast[name])


def test_a_leader_has_the_board(cast):
    assert served("board") <= urls(cast["leader"])


def test_one_entry_is_current(cast):
    current = [item for item in nav_items("/my/inbox/", cast["owner"]) if item.current]
    assert [item.url for item in current] == [reverse("my_affairs")]
