"""For whom somebody may begin something."""

import pytest
from django.contrib.auth.models import AnonymousUser

from yingshang.core.access.acting import clients_of, may_act_for

pytestmark = pytest.mark.django_db


def test_everybody_acts_for_themselves_in_everything(town, at):
    owner = town.person()
    assert may_act_for(town.user(owner), owner, item_code="seal", at=at)


def test_an_agent_acts_within_the_mandate(town, at):
    agent, client = town.person("示例乙"), town.enterprise()
    town.mandate(client, agent, scope=["bundle"])
    user = town.user(agent)
    assert may_act_for(user, client, item_code="bundle", at=at)
    assert may_act_for(user, client, item_code="seal", bundle_code="bundle", at=at)
    assert not may_act_for(user, client, item_code="seal", at=at)
    assert not may_act_for(user, client, item_code="bundle", at=at + town.day)
    assert list(clients_of(user, at=at)) == [client]


def test_nobody_acts_without_a_running_log_in_of_a_person(town, at):
    owner = town.person()
    closed = town.user(owner, is_active=False)
    for user in (closed, town.user(), town.officer("clerk"), AnonymousUser()):
        assert not may_act_for(user, owner, item_code="seal", at=at)
        assert not clients_of(user, at=at).exists()
