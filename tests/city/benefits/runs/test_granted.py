"""What was granted on application is paid by a run of its own kind, once."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.city.benefits.desk import FIRST_DAY, ZOMBIE, Desk, code, due_fen, hand_in
from tests.city.benefits.matching.hall import PLACE, Door, made
from tests.city.benefits.runs.story import fresh
from yingshang.city.benefits.matching.applying import Ask, apply
from yingshang.city.benefits.matching.deciding import grant
from yingshang.city.benefits.matching.handing import hand_over, waiting
from yingshang.city.benefits.matching.models import Application
from yingshang.city.benefits.payments.models import Payment
from yingshang.city.benefits.runs import closing, ordering, publishing, reviewing
from yingshang.city.benefits.runs.errors import NeverPaid, NobodyWaits, RunUnderWay
from yingshang.city.benefits.runs.evaluating import SYSTEM, work
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.city.benefits.runs.opening import open_run
from yingshang.city.benefits.runs.queries import explained
from yingshang.city.benefits.runs.rechecking import recheck
from yingshang.core.access.models import Post, Role
from yingshang.core.cases.types import StepRefused
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Case, Commitment

INSTANT = "made_instant"


class Hall(Door):
    """Firms that applied for a policy, and the officers who list and pay what was granted."""

    def granted(self, n: int, policy: str = INSTANT, **stated: str) -> Case:
        desk = self.desk
        firm = desk.firm(n)
        if not firm.mandates_given.exists():
            self.represent(firm, desk.owner)
        ask = Ask(uuid4(), policy, stated)
        case = apply(PLACE, firm, ask, user=desk.owner, at=desk.later())
        if case.state != "granted":
            grant(case.pk, user=desk.chief, at=desk.later())
        return case

    def listed(self, policy: str = INSTANT) -> Run:
        desk = self.desk
        run = open_run(PLACE, policy, on=desk.now.date(), user=desk.reviewer, at=desk.later())
        work(run.pk, at=desk.later())
        return fresh(run)

    def ordered(self, run: Run) -> Run:
        desk = self.desk
        reviewing.confirm(run.pk, user=desk.reviewer, at=desk.later())
        publishing.publish(run.pk, user=desk.reviewer, at=desk.later())
        publishing.end_notice(run.pk, user=desk.reviewer, at=desk.later(days=9))
        ordering.order(run.pk, user=desk.reviewer, at=desk.later())
        return fresh(run)

    def released(self, run: Run) -> Run:
        desk = self.desk
        ordering.fund(run.pk, user=desk.payer, at=desk.later())
        ordering.release(run.pk, user=desk.payer, at=desk.later())
        ordering.release(run.pk, user=desk.second_payer, at=desk.later())
        return fresh(run)


@pytest.fixture
def hall(desk: Desk) -> Hall:
    made("instant", mode="on_application")
    made("review", mode="by_review")
    made("declared", mode="self_declared")
    return Hall(desk)


def test_the_list_is_what_was_granted_under_one_root_and_explains_itself(hall: Hall):
    cases = {n: hall.granted(n) for n in (2, 1)}
    by_statement = hall.granted(8, is_zombie="否", is_discredited="否")
    run = hall.listed()
    rows = Entitlement.objects.filter(run=run).order_by("credit_code")
    due = {code(n): due_fen(n) for n in (1, 2, 8)}
    assert {row.credit_code: row.amount_fen for row in rows} == due
    assert (run.basis, run.case.state, run.total_fen) == ("granted", "listed", sum(due.values()))
    assert [row["dataset"] for row in run.snapshots] == ["credit_lists"]
    handed = Application.objects.get(pk=cases[1].pk)
    assert handed.entitlement.credit_code == code(1)
    assert explained(run, code(8)).answer.amount_fen == due_fen(8)
    found = recheck(run)
    assert found.holds
    assert found.now.rows == 3
    kept = Application.objects.get(pk=by_statement.pk)
    Application.objects.filter(pk=kept.pk).update(statements={"is_zombie": True})
    again = recheck(run)
    assert [(one.credit_code, one.now) for one in again.differing] == [(code(8), None)]


def test_it_is_paid_like_any_other_run_and_never_twice(hall: Hall):
    case = hall.granted(1)
    run = hall.released(hall.ordered(hall.listed()))
    (payment,) = Payment.objects.filter(run=run)
    assert (payment.credit_code, payment.amount_fen) == (code(1), due_fen(1))
    with pytest.raises(NobodyWaits):
        hall.listed()
    (row,) = Entitlement.objects.filter(run=run)
    with pytest.raises(RuntimeError, match="handed over before"), transaction.atomic():
        hand_over(PLACE, {case.pk: row.pk}, run=run.pk, actor=SYSTEM, at=hall.desk.now)
    hall.granted(2)
    second = hall.listed()
    assert second.instalment == 2
    assert [r.credit_code for r in Entitlement.objects.filter(run=second)] == [code(2)]
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(credit_code=code(2)).update(entitlement=row)
    hall.granted(3)
    with pytest.raises(RunUnderWay):
        hall.listed()


def test_the_firm_is_promised_the_next_run_and_the_promise_is_met(hall: Hall):
    case = hall.granted(1)
    promise = Commitment.objects.get(case=case, clock="benefit_inclusion")
    assert promise.met_at is None
    assert promise.due_at > hall.desk.now
    hall.listed()
    promise.refresh_from_db()
    assert promise.met_at == hall.desk.now
    acts = [entry.action for entry in entries_of([case.pk])]
    assert acts[-1] == "benefit_application.hand"


def test_a_void_run_lets_its_applications_wait_for_the_next(hall: Hall):
    case = hall.granted(1)
    run = hall.listed()
    closing.void(run.pk, reason="重来", user=hall.desk.chief, at=hall.desk.later())
    assert [row.pk for row in waiting(PLACE, INSTANT)] == [case.pk]
    assert Commitment.objects.filter(case=case, clock="benefit_inclusion", met_at=None).exists()
    assert hall.listed().instalment == 1


def test_credit_is_looked_at_again_and_who_is_listed_waits_on(hall: Hall, tmp_path):
    hall.granted(1)
    held = hall.granted(2)
    lines = [f"{code(1)},否,否", f"{code(2)},否,是"]
    hand_in(tmp_path, "credit_lists", "统一社会信用代码,僵尸企业,严重失信", lines, as_of=FIRST_DAY)
    hall.desk.later(days=1)
    run = hall.listed()
    rows = {r.credit_code: r for r in Entitlement.objects.filter(run=run)}
    assert (rows[code(2)].state, bool(rows[code(2)].reason)) == ("excluded", True)
    assert run.total_fen == due_fen(1)
    assert recheck(run).holds
    run = hall.released(hall.ordered(run))
    Payment.objects.filter(run=run).update(state="paid", paid_at=hall.desk.now)
    closing.close(run.pk, user=hall.desk.payer, at=hall.desk.later())
    assert [row.pk for row in waiting(PLACE, INSTANT)] == [held.pk]
    assert ZOMBIE.isdisjoint({1, 2})


def test_who_granted_an_application_does_not_pay_it(hall: Hall):
    hall.granted(1, "made_review")
    run = hall.ordered(hall.listed("made_review"))
    payer = hall.desk.office("social_insurance")
    Post.objects.create(user=hall.desk.chief, office=payer, role=Role.PAYER, items=[],
                        valid_from=hall.desk.now)  # fmt: skip
    with pytest.raises(StepRefused) as refused:
        ordering.fund(run.pk, user=hall.desk.chief, at=hall.desk.later())
    assert refused.value.code == "benefits.reviewed_it"


def test_what_is_declared_is_never_paid(hall: Hall):
    with pytest.raises(NeverPaid, match="keeping the papers"):
        hall.listed("made_declared")
