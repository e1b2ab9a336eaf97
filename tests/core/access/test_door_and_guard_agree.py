"""The door's conditions and the predicates in SQL say the same, on random towns."""

import random

import pytest
from django.db import connection

from tests.core.access.town import ELSEWHERE, HOME
from yingshang.core.access.doors import visible_cases
from yingshang.core.access.models import Role
from yingshang.core.access.posts import may_serve
from yingshang.core.access.predicates import sees_the_case
from yingshang.core.cases.models import Case

SEEN = f"""
SELECT c.id FROM core_case c JOIN core_item i ON i.id = c.item_id
CROSS JOIN (SELECT %s::uuid AS actor_id, %s::timestamptz AS at) b
WHERE {sees_the_case()}"""  # noqa: S608 - the predicate under test, no input


def by_predicate(user, at):
    with connection.cursor() as cursor:
        cursor.execute(SEEN, [user.pk, at])
        return {row[0] for row in cursor.fetchall()}


def populate(town, chance):
    """A dozen users with random posts, mandates and substitutions, and thirty cases."""

    def times():
        begun = town.at + town.day * chance.choice([-30, -1, 0, 1])
        return {"begun": begun, "ended": begun + town.day * chance.choice([1, 30])}

    def some_items():
        return chance.choice([[], [], ["seal"], ["registration", "bundle"]])

    offices = list(town.offices.values())
    parties = [town.person() for _ in range(4)] + [town.enterprise() for _ in range(4)]
    users = [town.user(person, is_active=chance.random() < 0.9) for person in parties[:4]]
    users += [town.user(is_active=chance.random() < 0.9) for _ in range(8)]
    posts = []
    for user in users:
        for role in chance.sample(list(Role), k=chance.choice([0, 0, 1, 2])):
            office = chance.choice(offices)
            posts.append(town.post(user, role, office=office, items=some_items(), **times()))
    for post in posts:
        town.substitute(post, chance.choice(users), **times())
    for holder in parties[:4]:
        principal = chance.choice([party for party in parties if party != holder])
        revoked = chance.choice([None, None, town.at])
        town.mandate(principal, holder, scope=some_items(), revoked=revoked, **times())
    bundles = [town.case(party, item="bundle", office=chance.choice(offices)) for party in parties]
    for _ in range(22):
        parent = chance.choice([None, *bundles])
        party = parent.party if parent else chance.choice(parties)
        item = chance.choice(["registration", "seal"])
        case = town.case(party, office=chance.choice(offices), item=item, parent=parent)
        if chance.random() < 0.3:  # a kind that only two roles see, at its own office
            Case.objects.filter(pk=case.pk).update(kind="followup")
    return users


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(12))
def test_the_door_and_the_predicate_agree(town, at, seed):
    users = populate(town, random.Random(seed))  # noqa: S311 - a test's repeatable chance
    seen = {user: {case.pk for case in visible_cases(user, at=at)} for user in users}
    assert seen == {user: by_predicate(user, at) for user in users}
    assert any(seen.values())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "office", "serves"),
    [
        ("handler", ("market", HOME), True),
        ("handler", ("tax", HOME), False),
        ("clerk", ("tax", HOME), True),
        ("clerk", ("market", ELSEWHERE), False),
        ("supervisor", ("tax", HOME), False),
        ("approver", ("market", HOME), False),
    ],
)
def test_one_serves_a_case_in_the_roles_of_ones_posts(town, at, role, office, serves):
    officer = town.officer(role)
    case = town.case(town.person(), office=town.office(*office))
    roles = ["handler", "clerk", "supervisor"]
    assert may_serve(officer, case.pk, roles=roles, at=at) is serves
