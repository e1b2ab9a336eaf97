"""Who is on both sides of the desk stands back (回避), and gains nothing by serving."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import NOW, PLACE
from yingshang.city.matters.applications import drafting, submission
from yingshang.city.matters.applications.planning import planned
from yingshang.city.matters.window.services import Wanted, receive_at_window
from yingshang.core.access.doors import served_cases, visible_cases
from yingshang.core.access.models import User
from yingshang.core.access.posts import may_serve
from yingshang.core.cases.types import StepRefused
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Mandate, Party
from yingshang.core.parties.illustrative import illustrative_id_number
from yingshang.core.parties.persons import register_person
from yingshang.simulation.opening import ANSWERS, values

pytestmark = pytest.mark.django_db


def become(officer: User, person: Party) -> None:
    """The officer turns out to be this person, whose own log-in is given up."""
    User.objects.filter(person=person).update(person=None)
    officer.person = person
    officer.save()


def code_of(refused: pytest.ExceptionInfo[StepRefused]) -> str:
    return refused.value.code


def test_an_officer_decides_nothing_in_a_case_of_her_own_company(town):
    case = town.member(town.signed(), "company_registration")
    become(town.cast["approver"], town.cast["owner"].person)
    with pytest.raises(StepRefused) as refused:
        town.step(case, "accept", "approver")
    assert code_of(refused) == "cases.own"
    assert not may_serve(town.cast["approver"], case.pk, roles=["approver"], at=town.now)


def test_an_agent_of_the_party_who_serves_at_the_office_stands_back_too(town):
    case = town.member(town.signed(), "company_registration")
    person = register_person(
        "示例亲属", illustrative_id_number(78), place=PLACE, actor=Actor.system("demo"), at=NOW
    )
    become(town.cast["approver"], person)
    Mandate.objects.create(
        kind="agent", principal=case.party, holder=person, scope=["staff_hiring"], valid_from=NOW,
        valid_until=NOW + timedelta(days=30),
    )  # fmt: skip
    town.later()
    with pytest.raises(StepRefused) as refused:
        town.step(case, "accept", "approver")
    assert code_of(refused) == "cases.own"


def test_a_shareholder_who_signed_decides_nothing_in_it(town):
    case = town.member(town.signed(), "company_registration")
    become(town.cast["approver"], town.cast["partner"].person)
    with pytest.raises(StepRefused) as refused:
        town.step(case, "accept", "approver")
    assert code_of(refused) == "matters.own_signature"


def test_her_own_case_is_hers_to_see_as_applicant_and_not_at_the_desk(town):
    case = town.member(town.signed(), "company_registration")
    officer = town.cast["approver"]
    become(officer, town.cast["owner"].person)
    assert visible_cases(officer, at=town.now).filter(pk=case.pk).exists()
    assert not served_cases(officer, at=town.now).filter(pk=case.pk).exists()


def test_a_clerk_who_received_an_application_is_not_made_the_companys_agent(town):
    clerk = town.cast["clerk"]
    clerk.person = register_person(
        "示例窗口员", illustrative_id_number(77), place=PLACE, actor=Actor.system("demo"), at=NOW
    )
    clerk.save()
    owner = town.cast["owner"].person
    draft = receive_at_window(
        PLACE, Wanted("company_opening"), person=owner, clerk=clerk, at=town.now
    )
    draft = drafting.answer(draft.pk, ANSWERS, user=clerk, at=town.now)
    plan = planned(draft, at=town.now).plan
    wanted = {field.meaning for field in plan.fields}
    given = {name: v for name, v in values("湘潭窗口示例有限公司").items() if name in wanted}
    drafting.fill(draft.pk, given, user=clerk, at=town.now)
    for material in plan.materials:
        town.upload(draft, material.code, who="clerk")
    sent = submission.submit(draft.pk, user=clerk, key=uuid4(), at=town.later())
    for signature in sent.signatures.filter(state="pending"):
        submission.decide_signature(
            sent.pk, user=User.objects.get(person=signature.signer_id),
            content=signature.content_hash, at=town.later(), agrees=True,
        )  # fmt: skip
    sent.refresh_from_db()
    assert sent.case is not None
    assert not Mandate.objects.filter(holder=clerk.person).exists()
    assert Mandate.objects.filter(holder=owner, principal=sent.case.party).exists()
