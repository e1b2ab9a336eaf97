"""Applying: granted at once by the data, or by an officer; never twice, never for others."""

from uuid import uuid4

import pytest

from tests.city.benefits.desk import Desk, due_fen
from tests.city.benefits.matching.hall import PLACE, Door, made
from yingshang.city.benefits.matching import errors
from yingshang.city.benefits.matching.applying import Ask, apply
from yingshang.city.benefits.matching.deciding import grant, refuse, support, withdraw
from yingshang.city.benefits.matching.handing import waiting
from yingshang.city.benefits.matching.models import Application
from yingshang.core.cases.types import StepRefused
from yingshang.core.facts.models import Consultation
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Case, Commitment

CLEAN = {"is_zombie": "否", "is_discredited": "否"}


class Hall(Door):
    """An applicant of the desk's, and policies that are applied for."""

    def ask(self, n: int, policy: str, *, key=None, user=None, **statements: str) -> Case:
        owner = user or self.owner_of(n)
        ask = Ask(key or uuid4(), policy, statements)
        return apply(PLACE, self.desk.firm(n), ask, user=owner, at=self.desk.later())


@pytest.fixture
def hall(desk: Desk) -> Hall:
    made("instant", mode="on_application")
    made("review", mode="by_review")
    made("declared", mode="self_declared")
    return Hall(desk)


def state(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


def test_the_data_grant_at_once_what_is_granted_on_application(hall: Hall) -> None:
    case = hall.ask(1, "made_instant")
    row = Application.objects.get(pk=case.pk)
    assert (case.state, row.granted_fen) == ("granted", due_fen(1))
    acts = [entry.action for entry in entries_of([case.pk])]
    assert acts == ["case.open", "benefit_application.grant_at_once"]
    promise = Commitment.objects.get(case=case, clock="benefit_decision")
    assert promise.met_at is not None
    assert row.decided["model_hash"] == row.decided["reasons"]["model_hash"]
    assert {one["dataset"] for one in row.snapshots} >= {"credit_lists"}


def test_a_statement_opens_nothing_an_officer_decides(hall: Hall) -> None:
    case = hall.ask(8, "made_instant", **CLEAN)
    row = Application.objects.get(pk=case.pk)
    assert (case.state, row.granted_fen) == ("submitted", None)
    assert row.statements == {"is_zombie": False, "is_discredited": False}
    (opened, *_) = entries_of([case.pk])
    assert opened.data["statements"] == {"is_zombie": "False", "is_discredited": "False"}
    grant(case.pk, user=hall.desk.chief, at=hall.desk.later())
    row.refresh_from_db()
    assert (state(case), row.granted_fen) == ("granted", due_fen(8))


def test_reading_the_facts_for_an_application_is_recorded_for_the_firm(hall: Hall) -> None:
    case = hall.ask(1, "made_review")
    read = Consultation.objects.get()
    assert (read.run_kind, read.run_id) == ("benefit_application", case.pk)
    assert "premiums_paid" in read.elements
    assert "enterprise_name" not in read.elements


def test_who_wrote_the_opinion_does_not_decide(hall: Hall) -> None:
    case, desk = hall.ask(1, "made_review"), hall.desk
    assert case.state == "submitted"
    support(case.pk, "材料齐全", user=desk.chief, at=desk.later())
    with pytest.raises(StepRefused) as refused:
        grant(case.pk, user=desk.chief, at=desk.later())
    assert refused.value.code == "benefits.own_opinion"
    with pytest.raises(StepRefused):
        grant(case.pk, user=desk.reviewer, at=desk.later())


def test_after_a_refusal_with_its_reason_one_may_apply_anew(hall: Hall) -> None:
    case, desk = hall.ask(1, "made_review"), hall.desk
    with pytest.raises(errors.ReasonNeeded):
        refuse(case.pk, " ", user=desk.chief, at=desk.later())
    refuse(case.pk, "账目不符", user=desk.chief, at=desk.later())
    assert state(case) == "refused"
    again = hall.ask(1, "made_review", user=desk.owner)
    assert again.pk != case.pk
    withdraw(again.pk, user=desk.owner, at=desk.later())
    assert state(again) == "withdrawn"
    assert hall.ask(1, "made_review", user=desk.owner).state == "submitted"


def test_one_application_at_a_time_and_the_same_key_is_the_same(hall: Hall) -> None:
    key = uuid4()
    case = hall.ask(1, "made_review", key=key)
    assert hall.ask(1, "made_review", key=key, user=hall.desk.owner).pk == case.pk
    with pytest.raises(errors.AppliedBefore) as refused:
        hall.ask(1, "made_review", user=hall.desk.owner)
    assert case.number in refused.value.text("en")


def test_what_is_not_applied_for_says_how_it_is_had(hall: Hall) -> None:
    with pytest.raises(errors.NotByApplication, match="keep the papers"):
        hall.ask(1, "made_declared")
    with pytest.raises(errors.NotByApplication, match="paid without it"):
        hall.ask(1, "job-retention-refund-2022", user=hall.desk.owner)


def test_what_is_not_due_or_not_known_is_not_taken(hall: Hall) -> None:
    with pytest.raises(errors.NotDue):
        hall.ask(6, "made_review")
    with pytest.raises(errors.StillUnknown) as refused:
        hall.ask(8, "made_review")
    assert "严重失信" in refused.value.text()
    hall.desk.now = hall.desk.now.replace(year=2023)
    with pytest.raises(errors.NotInForce):
        hall.ask(1, "made_review")
    assert not Case.objects.filter(kind="benefit_application").exists()


def test_a_stranger_applies_for_no_firm_and_sees_no_application(hall: Hall) -> None:
    desk = hall.desk
    with pytest.raises(errors.FirmMissing):
        hall.ask(1, "made_review", user=desk.stranger)
    case = hall.ask(1, "made_review")
    for user in (desk.stranger, desk.clerk, desk.payer, desk.owner):
        with pytest.raises(errors.ApplicationMissing):
            grant(case.pk, user=user, at=desk.later())
    with pytest.raises(errors.ApplicationMissing):
        withdraw(case.pk, user=desk.stranger, at=desk.later())


def test_what_was_granted_with_an_amount_waits_for_a_run(hall: Hall) -> None:
    case = hall.ask(1, "made_instant")
    hall.ask(2, "made_review", user=hall.owner_of(2))
    (row,) = waiting(PLACE, "made_instant", "2022")
    assert (row.pk, row.granted_fen) == (case.pk, due_fen(1))
    assert not waiting(PLACE, "made_review").exists()
