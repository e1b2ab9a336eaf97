"""Who may release, and what becomes of payments that did not arrive."""

import pytest

from tests.cast import PLACE
from tests.city.benefits.desk import code
from tests.city.benefits.payments.treasury import (
    FREE,
    YUAN,
    answered,
    balances,
    fails,
    fund,
    released,
    run_of,
    sent,
    states,
)
from yingshang.city.benefits.payments.errors import (
    BadAccount,
    NotAPayer,
    ReviewedBySame,
    SignedBefore,
    WrongState,
)
from yingshang.city.benefits.payments.models import PayeeAccount, Payment
from yingshang.city.benefits.payments.payees import NewAccount, payees_of
from yingshang.city.benefits.payments.services import (
    cancel,
    cancel_run,
    make_batches,
    release,
    release_retried,
    reserve,
    retry,
)
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record

pytestmark = pytest.mark.django_db
MENDED = NewAccount("湘潭示例02号有限公司", "示例银行二", "6200 1234 5678 90")


def reserved(desk, **more):
    run = run_of(desk, **more)
    reserve(run, Actor.user(desk.payer.pk), desk.later())
    return run


def failed(desk, n=2):
    run = run_of(desk)
    sent(desk, run)
    answered(desk, judge=fails(n))
    return run, Payment.objects.get(run=run, credit_code=code(n))


def test_two_different_persons_release(desk):
    fund(desk)
    run = reserved(desk)
    first = release(run, desk.payer, desk.later())
    assert (first.signed, first.needed, first.is_released) == (1, 2, False)
    assert set(states(run).values()) == {"reserved"}
    with pytest.raises(SignedBefore):
        release(run, desk.payer, desk.later())
    assert release(run, desk.second_payer, desk.later()).is_released
    assert set(states(run).values()) == {"released"}


def test_above_the_limit_a_third_person_releases(desk):
    fund(desk)
    run = reserved(desk, firms=[1], fen=1_000_001 * YUAN)
    release(run, desk.payer, desk.later())
    assert not release(run, desk.second_payer, desk.later()).is_released
    assert release(run, desk.third_payer, desk.later()).is_released


def test_exactly_at_the_limit_two_are_enough(desk):
    fund(desk)
    run = reserved(desk, firms=[1], fen=1_000_000 * YUAN)
    release(run, desk.payer, desk.later())
    assert release(run, desk.second_payer, desk.later()).is_released


@pytest.mark.parametrize("action", ["benefit_run.confirm", "benefit_run.strike"])
def test_who_reviewed_the_run_does_not_release_it(desk, action):
    fund(desk)
    run = reserved(desk)
    actor = Actor.user(desk.payer.pk)
    record([Act(PLACE, "benefit_run", run.pk, actor, desk.later(), action)])
    with pytest.raises(ReviewedBySame):
        release(run, desk.payer, desk.later())


def test_without_a_paying_post_nobody_releases(desk):
    fund(desk)
    run = reserved(desk)
    for user in (desk.reviewer, desk.chief, desk.stranger):
        with pytest.raises(NotAPayer):
            release(run, user, desk.later())


def test_a_failed_payment_arrives_with_a_mended_account(desk):
    budget = fund(desk)
    run, payment = failed(desk)
    retry(payment, MENDED, reason="账号更正", user=desk.payer, at=desk.later())
    with pytest.raises(SignedBefore):
        release_retried(run, user=desk.payer, at=desk.later())
    assert release_retried(run, user=desk.second_payer, at=desk.later()) == 1
    make_batches(run, Actor.user(desk.payer.pk), desk.later())
    bank = answered(desk)
    assert bank.paid() == {code(n): 50 * YUAN for n in (1, 2, 3)}
    assert set(states(run).values()) == {"paid"}
    assert balances(budget)["paid"] == 150 * YUAN
    assert list(payment.lines.order_by("attempt").values_list("attempt", "outcome")) == [
        (1, "failed"), (2, "paid"),
    ]  # fmt: skip


def test_the_mended_account_is_sealed_and_used(desk):
    fund(desk)
    _, payment = failed(desk)
    retry(payment, MENDED, reason="账号更正", user=desk.payer, at=desk.later())
    row = PayeeAccount.objects.get(credit_code=code(2))
    assert b"62001234" not in bytes(row.number_cipher)
    assert row.tail == "7890"
    actor = Actor.user(desk.payer.pk)
    found = payees_of(PLACE, [code(1), code(2)], actor=actor, at=desk.later())
    assert found[code(2)].number == "62001234567890"
    assert found[code(1)].number == "6200000000000001"


def test_a_number_that_is_no_account_is_refused(desk):
    fund(desk)
    _, payment = failed(desk)
    with pytest.raises(BadAccount):
        retry(payment, NewAccount("某", "某行", "62A0"), reason="x", user=desk.payer,
              at=desk.later())  # fmt: skip
    payment.refresh_from_db()
    assert payment.state == "failed"


def test_a_cancelled_payment_gives_its_money_back(desk):
    budget = fund(desk)
    _, payment = failed(desk)
    cancel(payment, reason="企业已注销", user=desk.payer, at=desk.later())
    after = balances(budget)
    assert (after["available"], after["reserved"]) == (FREE - 100 * YUAN, 0)
    with pytest.raises(WrongState):
        cancel(payment, reason="再来", user=desk.payer, at=desk.later())


def test_what_is_at_the_bank_is_not_cancelled(desk):
    budget, run = fund(desk), run_of(desk)
    sent(desk, run)
    with pytest.raises(WrongState):
        cancel_run(run, reason="作废", actor=Actor.user(desk.chief.pk), at=desk.later())
    assert balances(budget)["transit"] == 150 * YUAN


def test_a_void_run_gives_all_back(desk):
    budget, run = fund(desk), run_of(desk)
    released(desk, run)
    count = cancel_run(run, reason="作废", actor=Actor.user(desk.chief.pk), at=desk.later())
    assert count == 3
    assert balances(budget)["reserved"] == 0
    assert set(states(run).values()) == {"cancelled"}
