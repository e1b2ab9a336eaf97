"""Who may let whom act, and how that ends."""

from datetime import timedelta

import pytest

from yingshang.core.access.models import User
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.queries import entries_of
from yingshang.core.parties.errors import (
    HolderIsNoPerson,
    MandateEnded,
    NotYoursToGive,
    NotYoursToRevoke,
    WrongScope,
    WrongTerm,
)
from yingshang.core.parties.models import Mandate, Party
from yingshang.core.parties.queries import holds_mandate, principals_of
from yingshang.core.parties.services import give_mandate, register_enterprise, revoke_mandate

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


class Cast:
    """An owner with her enterprise, her agent, and a stranger; each with a log-in."""

    def __init__(self, act):
        self.act = act
        self.owner, self.agent, self.stranger = (
            Party.objects.create(kind="person", name=name)
            for name in ("示例甲", "示例乙", "示例丙")
        )
        for person in (self.owner, self.agent, self.stranger):
            User.objects.create(username=f"u{new_id()}", display_name=person.name, person=person)
        self.enterprise = register_enterprise("示例企业", legal_representative=self.owner, **act)

    def by(self, person):
        return self.act | {"actor": Actor.user(person.user.pk)}

    def give(self, *, by=None, **more):
        at = self.act["at"]
        terms = {"valid_from": at, "valid_until": at + 30 * DAY, "scope": ["registration"]} | more
        principal, holder = terms.pop("principal", self.enterprise), terms.pop("holder", self.agent)
        return give_mandate(principal, holder, **terms, **self.by(by or self.owner))


@pytest.fixture
def cast(act):
    return Cast(act)


def test_the_legal_representative_lets_an_agent_act_in_some_services(cast, at):
    cast.give()
    holder, principal = cast.agent.pk, cast.enterprise.pk
    assert holds_mandate(holder, principal, item_code="registration", at=at)
    assert not holds_mandate(holder, principal, item_code="seal", at=at)
    assert holds_mandate(holder, principal, item_code="seal", bundle_code="registration", at=at)
    assert not holds_mandate(holder, principal, item_code="registration", at=at + 30 * DAY)
    assert not holds_mandate(holder, principal, item_code="registration", at=at - DAY)


def test_an_empty_scope_means_every_service(cast, at):
    cast.give(scope=[])
    assert holds_mandate(cast.agent.pk, cast.enterprise.pk, item_code="anything", at=at)


def test_an_agent_knows_the_clients(cast, at):
    cast.give()
    cast.give(principal=cast.stranger, by=cast.stranger)
    assert list(principals_of(cast.agent, at=at)) == [cast.stranger, cast.enterprise]
    assert list(principals_of(cast.owner, at=at)) == [cast.enterprise]
    assert list(principals_of(cast.agent, at=at + 30 * DAY)) == []


def test_a_mandate_is_an_entry_on_behalf_of_the_principal(cast):
    mandate = cast.give()
    (entry,) = entries_of([mandate.pk])
    assert entry.action == "mandate.give"
    assert entry.on_behalf_of == cast.enterprise.pk
    assert entry.data["scope"] == ["registration"]


def test_neither_a_stranger_nor_the_agent_can_give_it(cast):
    cast.give(scope=[])
    for person in (cast.stranger, cast.agent):
        with pytest.raises(NotYoursToGive):
            cast.give(by=person, holder=cast.stranger)
    assert Mandate.objects.filter(kind="agent").count() == 1


def test_who_no_longer_represents_the_enterprise_gives_nothing(cast, act):
    revoke_mandate(Mandate.objects.get(kind="legal_representative"), **act)
    with pytest.raises(NotYoursToGive):
        cast.give()


def test_only_another_person_can_hold_it(cast, act):
    other = register_enterprise("另一示例", **act)
    for holder in (other, cast.owner):
        with pytest.raises(HolderIsNoPerson):
            cast.give(principal=cast.owner, holder=holder)


def test_it_must_end_later_than_it_begins_and_than_now(cast, at):
    for terms in (
        {"valid_until": at},
        {"valid_from": at + 2 * DAY, "valid_until": at + DAY},
        {"valid_from": at - 2 * DAY, "valid_until": at - DAY},
    ):
        with pytest.raises(WrongTerm) as caught:
            cast.give(**terms)
        assert caught.value.field == "valid_until"


@pytest.mark.parametrize("scope", [[""], ["x" * 61], ["a", "a"], [f"c{n}" for n in range(101)]])
def test_a_scope_of_impossible_codes_is_refused(cast, scope):
    with pytest.raises(WrongScope):
        cast.give(scope=scope)


@pytest.mark.parametrize("who", ["owner", "agent"])
def test_either_side_ends_it_at_once_and_only_once(cast, at, who):
    mandate = cast.give()
    by = cast.by(getattr(cast, who))
    revoke_mandate(mandate, **by)
    assert not holds_mandate(cast.agent.pk, cast.enterprise.pk, item_code="registration", at=at)
    assert entries_of([mandate.pk])[-1].action == "mandate.revoke"
    with pytest.raises(MandateEnded):
        revoke_mandate(mandate, **by)


def test_a_stranger_cannot_end_it(cast, at):
    mandate = cast.give()
    with pytest.raises(NotYoursToRevoke):
        revoke_mandate(mandate, **cast.by(cast.stranger))
    assert holds_mandate(cast.agent.pk, cast.enterprise.pk, item_code="registration", at=at)
