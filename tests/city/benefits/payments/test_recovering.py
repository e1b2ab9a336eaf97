"""What a firm was not due comes back: repaid, or kept back from its next payment."""

import pytest

from tests.city.benefits.desk import code
from tests.city.benefits.payments.treasury import (
    YUAN,
    answered,
    balances,
    fund,
    released,
    run_of,
    sent,
)
from yingshang.city.benefits.payments.errors import BadAmount, NotAPayer, WrongState
from yingshang.city.benefits.payments.models import Payment
from yingshang.city.benefits.payments.queries import paid_before
from yingshang.city.benefits.payments.services import (
    By,
    demand,
    drop,
    make_batches,
    note_repayment,
    set_off,
)
from yingshang.core.cases.types import StepRefused
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Case, Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def budget(desk):
    return fund(desk)


@pytest.fixture
def paid(desk, budget):
    desk.firm(1)
    run = run_of(desk, [1])
    sent(desk, run)
    answered(desk)
    return Payment.objects.select_related("run", "budget").get(run=run)


def asked(desk, paid, fen=50 * YUAN):
    return demand(paid, fen, reason="数据有误", user=desk.payer, at=desk.later())


def test_a_claw_back_is_a_case_with_a_deadline_and_the_firm_is_told(desk, paid):
    recovery = asked(desk, paid)
    case = Case.objects.get(pk=recovery.pk)
    assert (case.kind, case.state, case.party.credit_code) == (
        "benefit_recovery", "demanded", code(1),
    )  # fmt: skip
    assert (
        recovery.due_on.isoformat() == "2022-05-25"
    )  # 15 working days after 5 May; the 7th is one
    (notice,) = Notice.objects.filter(template="benefit_demanded")
    assert notice.data["amount"] == "50.00"
    assert notice.data["due"] == "2022-05-25"


def test_what_is_repaid_in_parts_closes_the_case(desk, budget, paid):
    recovery = asked(desk, paid)
    note_repayment(recovery, 20 * YUAN, reference="回单一", by=By(desk.payer, desk.later()))
    assert Case.objects.get(pk=recovery.pk).state == "demanded"
    note_repayment(recovery, 30 * YUAN, reference="回单二", by=By(desk.payer, desk.later()))
    assert Case.objects.get(pk=recovery.pk).state == "settled"
    paid.refresh_from_db()
    assert (paid.state, paid.recovered_fen) == ("recovered", 50 * YUAN)
    after = balances(budget)
    assert (after["paid"], after["recovered"]) == (0, 50 * YUAN)
    assert paid_before(paid.place, paid.policy, paid.period) == {code(1): 0}
    assert "benefit_payment.recover" in [e.action for e in entries_of([paid.pk])]


def test_more_than_was_paid_is_not_asked_back(desk, paid):
    asked(desk, paid, 30 * YUAN)
    with pytest.raises(BadAmount, match=r"at most 20\.00 yuan"):
        asked(desk, paid, 21 * YUAN)


def test_more_than_is_open_is_not_noted(desk, budget, paid):
    recovery = asked(desk, paid, 30 * YUAN)
    with pytest.raises(BadAmount):
        note_repayment(recovery, 31 * YUAN, reference="x", by=By(desk.payer, desk.later()))
    assert balances(budget)["recovered"] == 0


def test_only_the_payer_asks_back(desk, paid):
    with pytest.raises(NotAPayer):
        demand(paid, 1, reason="x", user=desk.reviewer, at=desk.later())


def test_what_is_set_off_never_reaches_the_bank(desk, budget, paid):
    recovery = asked(desk, paid, 20 * YUAN)
    run = released(desk, run_of(desk, [1], fen=70 * YUAN, instalment=2))
    following = Payment.objects.get(run=run)
    set_off(recovery, following, 20 * YUAN, by=By(desk.payer, desk.later()))
    assert Case.objects.get(pk=recovery.pk).state == "settled"
    (batch,) = make_batches(run, Actor.user(desk.payer.pk), desk.later())
    assert batch.total_fen == 50 * YUAN
    bank = answered(desk)
    assert bank.paid() == {code(1): 100 * YUAN}  # 50 before, 70 less 20 now
    after = balances(budget)
    assert (after["paid"], after["recovered"], after["reserved"]) == (10000, 2000, 0)
    assert sum(v for k, v in after.items() if k != "reserved") == 0


def test_a_payment_can_be_set_off_whole(desk, budget, paid):
    recovery = asked(desk, paid)
    run = released(desk, run_of(desk, [1], fen=30 * YUAN, instalment=2))
    following = Payment.objects.get(run=run)
    set_off(recovery, following, 30 * YUAN, by=By(desk.payer, desk.later()))
    following.refresh_from_db()
    assert following.state == "paid"
    assert Case.objects.get(pk=recovery.pk).state == "demanded"
    assert balances(budget)["reserved"] == 0


def test_a_payment_of_another_firm_is_not_set_off(desk, paid):
    recovery = asked(desk, paid)
    run = released(desk, run_of(desk, [2], instalment=2))
    with pytest.raises(WrongState):
        set_off(recovery, Payment.objects.get(run=run), 1, by=By(desk.payer, desk.later()))


def test_who_asked_does_not_drop_it(desk, paid):
    recovery = asked(desk, paid)
    with pytest.raises(StepRefused):
        drop(recovery, reason="算错了", user=desk.payer, at=desk.later())
    drop(recovery, reason="算错了", user=desk.second_payer, at=desk.later())
    assert Case.objects.get(pk=recovery.pk).state == "dropped"
