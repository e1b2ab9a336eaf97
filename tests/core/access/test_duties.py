"""Posts and substitutions: given, ended, recorded."""

import pytest

from yingshang.core.access.duties import add_post, end_post, end_substitution, substitute
from yingshang.core.access.errors import (
    NotYourPost,
    PostEnded,
    PostHeld,
    ReasonNeeded,
    WrongSubstitute,
    WrongTerm,
)
from yingshang.core.access.models import Role, Substitution
from yingshang.core.access.posts import has_post, posts_of
from yingshang.core.ledger.acts import CLOCK, Actor
from yingshang.core.ledger.queries import entries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(town, at):
    return add_post(town.user(), town.office(), Role.HANDLER, items=["seal"], actor=CLOCK, at=at)


def actions(post):
    return [entry.action for entry in entries_of([post.pk])]


def stand_in(town, post, at, *, by=None, actor=None, **more):
    terms = {"valid_from": at, "valid_until": at + town.day, "reason": "休假"} | more
    actor = actor or Actor.user(post.user_id)
    return substitute(post, by or town.user(), actor=actor, at=at, **terms)


def test_a_post_makes_staff_from_its_beginning_to_its_end(town, at, post):
    later = at + town.day
    assert has_post(post.user, at=at)
    assert not has_post(post.user, at=at - town.day)
    end_post(post, actor=CLOCK, at=later)
    assert has_post(post.user, at=at)
    assert not has_post(post.user, at=later)
    assert actions(post) == ["post.add", "post.end"]


def test_a_post_is_held_once_and_ended_once(town, at, post):
    with pytest.raises(PostHeld):
        add_post(post.user, post.office, Role.HANDLER, actor=CLOCK, at=at)
    end_post(post, actor=CLOCK, at=at)
    with pytest.raises(PostEnded):
        end_post(post, actor=CLOCK, at=at)


def test_an_ended_post_can_be_taken_up_again(town, at, post):
    end_post(post, actor=CLOCK, at=at)
    again = add_post(post.user, post.office, Role.HANDLER, actor=CLOCK, at=at + town.day)
    assert again == post
    assert (again.items, again.valid_until) == ([], None)
    assert actions(post) == ["post.add", "post.end", "post.add"]


def test_a_post_cannot_end_before_it_begins(town, at):
    with pytest.raises(WrongTerm):
        add_post(town.user(), town.office(), Role.CLERK, valid_until=at, actor=CLOCK, at=at)


def test_a_substitute_serves_at_the_colleagues_post_for_a_time(town, at, post):
    colleague = town.user()
    stand_in(town, post, at, by=colleague)
    assert list(posts_of(colleague, at=at)) == [post]
    assert not has_post(colleague, at=at + town.day)
    assert list(posts_of(post.user, at=at)) == [post]
    assert entries_of([post.pk])[-1].data["reason"] == "休假"


def test_the_standing_in_ends_when_the_colleague_is_back(town, at, post):
    colleague = town.user()
    running = stand_in(town, post, at, by=colleague, valid_until=at + 9 * town.day)
    end_substitution(running, actor=Actor.user(post.user_id), at=at + town.day)
    assert not has_post(colleague, at=at + town.day)
    assert actions(post)[-1] == "post.substitute_end"
    with pytest.raises(PostEnded):
        end_substitution(running, actor=CLOCK, at=at + town.day)


def test_the_standing_in_ends_with_the_post(town, at, post):
    colleague = town.user()
    stand_in(town, post, at, by=colleague)
    end_post(post, actor=CLOCK, at=at)
    assert not has_post(colleague, at=at)


def test_nobody_gives_away_the_post_of_another(town, at, post):
    with pytest.raises(NotYourPost):
        stand_in(town, post, at, actor=Actor.user(town.user().pk))
    running = stand_in(town, post, at)
    with pytest.raises(NotYourPost):
        end_substitution(running, actor=Actor.user(town.user().pk), at=at)
    assert Substitution.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"reason": "  "}, ReasonNeeded),
        ({"reason": "长" * 201}, ReasonNeeded),
        ({"by": "the holder"}, WrongSubstitute),
        ({"by": "a closed log-in"}, WrongSubstitute),
        ({"valid_until": "now"}, WrongTerm),
    ],
)
def test_a_wrong_substitution_is_refused(town, at, post, wrong, error):
    values = {"the holder": post.user, "a closed log-in": town.user(is_active=False), "now": at}
    with pytest.raises(error):
        stand_in(
            town, post, at, **{name: values.get(value, value) for name, value in wrong.items()}
        )
    assert actions(post) == ["post.add"]


def test_nobody_stands_in_for_a_post_that_has_ended(town, at, post):
    end_post(post, actor=CLOCK, at=at)
    post.refresh_from_db()
    with pytest.raises(PostEnded):
        stand_in(town, post, at)
