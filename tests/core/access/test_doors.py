"""Who sees which case through the one door."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.core.access.town import ELSEWHERE
from yingshang.core.access.doors import CaseMissing, get_case_for, served_cases, visible_cases
from yingshang.core.ids import new_id
from yingshang.errors import Missing

pytestmark = pytest.mark.django_db


def sees(user, case, at):
    return visible_cases(user, at=at).filter(pk=case.pk).exists()


def test_a_hidden_case_answers_exactly_as_a_missing_one(town, at):
    case = town.case(town.person())
    answers = []
    for case_id in (case.pk, new_id()):
        with pytest.raises(Missing) as caught:
            get_case_for(town.user(town.person()), case_id, at=at)
        answers.append((type(caught.value), caught.value.code, str(caught.value)))
    assert answers[0] == answers[1]
    assert answers[0][0] is CaseMissing


def test_nobody_sees_anything_without_logging_in(town, at):
    case = town.case(town.person())
    assert not sees(AnonymousUser(), case, at)
    with pytest.raises(CaseMissing):
        get_case_for(AnonymousUser(), case.pk, at=at)


def test_an_applicant_sees_her_bundle_and_all_its_members(town, at):
    owner = town.person()
    bundle = town.case(owner, item="bundle")
    member = town.case(owner, office=town.office("tax"), parent=bundle)
    assert set(visible_cases(town.user(owner), at=at)) == {bundle, member}


def test_a_closed_log_in_sees_nothing_any_more(town, at):
    owner = town.person()
    town.case(owner)
    officer = town.user(is_active=False)
    town.post(officer, "handler")
    assert not visible_cases(town.user(owner, is_active=False), at=at).exists()
    assert not visible_cases(officer, at=at).exists()


def test_an_agent_sees_the_cases_of_the_mandate_and_no_others(town, at):
    agent = town.person("示例代办")
    client, other = town.enterprise(), town.enterprise("另一示例")
    town.mandate(client, agent, scope=["seal"])
    user = town.user(agent)
    assert sees(user, town.case(client, item="seal"), at)
    assert not sees(user, town.case(client, item="registration"), at)
    assert not sees(user, town.case(other, item="seal"), at)


def test_a_mandate_for_a_bundle_covers_its_members(town, at):
    agent, client = town.person("示例代办"), town.enterprise()
    town.mandate(client, agent, scope=["bundle"])
    bundle = town.case(client, item="bundle")
    member = town.case(client, item="seal", parent=bundle)
    assert set(visible_cases(town.user(agent), at=at)) == {bundle, member}


@pytest.mark.parametrize("end", ["revoked", "ended", "not begun"])
def test_a_mandate_that_does_not_run_shows_nothing(town, at, end):
    agent, client = town.person("示例代办"), town.enterprise()
    times = {
        "revoked": {"revoked": at - town.day},
        "ended": {"ended": at},
        "not begun": {"begun": at + town.day, "ended": at + 2 * town.day},
    }
    town.mandate(client, agent, **times[end])
    assert not sees(town.user(agent), town.case(client), at)


@pytest.mark.parametrize("role", ["handler", "reviewer", "approver", "leader"])
def test_an_officer_sees_the_cases_at_the_own_office_only(town, at, role):
    officer = town.officer(role)
    assert sees(officer, town.case(town.person()), at)
    assert not sees(officer, town.case(town.person(), office=town.office("tax")), at)


@pytest.mark.parametrize("role", ["clerk", "delivery", "callback", "supervisor"])
def test_a_desk_sees_the_whole_place_and_no_other_place(town, at, role):
    officer = town.officer(role)
    assert sees(officer, town.case(town.person(), office=town.office("tax")), at)
    away = town.office("market", ELSEWHERE)
    assert not sees(officer, town.case(town.person(), office=away), at)


def test_an_officer_for_some_items_does_not_see_the_others(town, at):
    officer = town.officer("handler", items=["seal"])
    assert sees(officer, town.case(town.person(), item="seal"), at)
    assert not sees(officer, town.case(town.person(), item="registration"), at)


def test_an_officer_of_a_members_office_does_not_see_the_bundle(town, at):
    owner = town.person()
    bundle = town.case(owner, item="bundle")
    member = town.case(owner, office=town.office("tax"), parent=bundle)
    officer = town.officer("handler", office=town.office("tax"))
    assert set(visible_cases(officer, at=at)) == {member}


@pytest.mark.parametrize("end", ["ended", "not begun"])
def test_a_post_that_does_not_run_shows_nothing(town, at, end):
    times = {"ended": {"ended": at}, "not begun": {"begun": at + town.day}}
    officer = town.officer("handler", **times[end])
    assert not sees(officer, town.case(town.person()), at)


def test_a_substitute_sees_what_the_absent_colleague_sees_while_it_runs(town, at):
    post = town.post(town.user(), "handler")
    substitute = town.user()
    town.substitute(post, substitute, ended=at + town.day)
    case = town.case(town.person())
    assert sees(substitute, case, at)
    assert not sees(substitute, case, at + town.day)


def test_what_one_applies_for_is_not_what_one_serves(town, at):
    owner = town.person()
    officer = town.user(owner)
    town.post(officer, "handler", office=town.office("tax"))
    own, served = town.case(owner), town.case(town.person(), office=town.office("tax"))
    assert set(visible_cases(officer, at=at)) == {own, served}
    assert set(served_cases(officer, at=at)) == {served}


def test_the_door_reads_three_times_however_many_cases_there_are(
    town, at, django_assert_num_queries
):
    owner = town.person()
    user = town.user(owner)
    for count in (1, 20):
        for _ in range(count):
            town.case(owner)
        with django_assert_num_queries(3):
            list(visible_cases(user, at=at).select_related("item", "office"))
