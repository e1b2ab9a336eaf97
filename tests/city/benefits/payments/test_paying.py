"""From the finance check to the bank's receipt: the money and the states at every step."""

import pytest

from tests.cast import PLACE
from tests.city.benefits.desk import code
from tests.city.benefits.payments.treasury import (
    BANK,
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
from yingshang.city.benefits.payments.bank.csv_bank import CsvBank
from yingshang.city.benefits.payments.errors import BudgetShort, NotReleased, PaidBefore
from yingshang.city.benefits.payments.folders import folder_of
from yingshang.city.benefits.payments.models import Batch, Line, Payment
from yingshang.city.benefits.payments.queries import paid_before, standing_of
from yingshang.city.benefits.payments.services import make_batches, reserve
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Notice

pytestmark = pytest.mark.django_db


def test_the_money_goes_from_the_budget_over_transit_to_paid(desk):
    budget, run = fund(desk), run_of(desk)
    reserve(run, Actor.user(desk.payer.pk), desk.later())
    assert balances(budget)["reserved"] == 150 * YUAN
    (batch,) = sent(desk, run)
    assert balances(budget)["transit"] == 150 * YUAN
    assert (batch.size, batch.total_fen) == (3, 150 * YUAN)
    bank = answered(desk)
    after = balances(budget)
    assert (after["available"], after["reserved"], after["transit"]) == (FREE - 15000, 0, 0)
    assert after["paid"] == 150 * YUAN
    assert sum(v for k, v in after.items() if k != "reserved") == 0
    assert set(states(run).values()) == {"paid"}
    assert bank.paid() == {code(n): 50 * YUAN for n in (1, 2, 3)}


def test_the_file_says_what_the_rows_say(desk):
    fund(desk)
    (batch,) = sent(desk, run_of(desk))
    content = (folder_of(PLACE) / "outgoing" / batch.file_name).read_bytes()
    head, orders = CsvBank().read_orders(content)
    assert (head.number, head.count, head.total_fen) == (batch.number, 3, 150 * YUAN)
    lines = {str(line.pk): line for line in Line.objects.filter(batch=batch)}
    assert {o.reference for o in orders} == set(lines)
    assert all(o.account.endswith(lines[o.reference].account_tail) for o in orders)
    assert all(o.account.startswith("62") for o in orders)


def test_no_number_of_an_account_stands_in_the_ledger_or_in_a_row(desk):
    fund(desk)
    run = run_of(desk)
    sent(desk, run)
    payments = list(Payment.objects.filter(run=run).values_list("pk", flat=True))
    texts = [str(entry.data) for entry in entries_of(payments)]
    assert len(texts) == 9  # reserved, released, sent
    assert not any("6200000000" in text for text in texts)
    assert all(len(tail) == 4 for tail in Line.objects.values_list("account_tail", flat=True))


def test_a_short_budget_says_what_lacks_and_reserves_nothing(desk):
    budget, run = fund(desk), run_of(desk, fen=50_000_000 * YUAN)
    with pytest.raises(BudgetShort) as refused:
        reserve(run, Actor.user(desk.payer.pk), desk.later())
    assert refused.value.data["lacking_fen"] == 150_000_000 * YUAN - FREE
    assert balances(budget)["reserved"] == 0
    assert not Payment.objects.exists()


def test_reserving_again_finds_nothing_left_to_do(desk):
    budget, run = fund(desk), run_of(desk)
    first = reserve(run, Actor.user(desk.payer.pk), desk.later())
    again = reserve(run, Actor.user(desk.payer.pk), desk.later())
    assert (first.payments, again.payments) == (3, 0)
    assert balances(budget)["reserved"] == 150 * YUAN


def test_a_firm_is_paid_once_a_policy_period_and_instalment(desk):
    fund(desk)
    first = run_of(desk, [1, 2])
    sent(desk, first)
    first.is_void = True
    first.save()
    with pytest.raises(PaidBefore) as refused:
        reserve(run_of(desk, [2, 3]), Actor.user(desk.payer.pk), desk.later())
    assert refused.value.data == {"count": 1, "firm": code(2)}
    assert Payment.objects.count() == 2


def test_a_top_up_is_another_instalment(desk):
    fund(desk)
    sent(desk, run_of(desk, [1]))
    sent(desk, run_of(desk, [1], fen=20 * YUAN, instalment=2))
    assert paid_before(PLACE, "job_retention_refund_2022", "2022") == {code(1): 70 * YUAN}


def test_nothing_is_sent_before_it_is_released(desk):
    fund(desk)
    run = run_of(desk)
    reserve(run, Actor.user(desk.payer.pk), desk.later())
    with pytest.raises(NotReleased) as refused:
        make_batches(run, Actor.user(desk.payer.pk), desk.later())
    assert refused.value.data == {"signed": 0, "needed": 2}
    assert not Batch.objects.exists()


def test_a_firm_without_an_account_fails_alone(desk):
    budget, run = fund(desk), run_of(desk, [1, 2, 77])
    (batch,) = sent(desk, run)
    assert batch.size == 2
    assert states(run) == {code(1): "sent", code(2): "sent", code(77): "failed"}
    assert balances(budget)["reserved"] == 50 * YUAN


def test_large_runs_become_several_files(desk):
    fund(desk)
    batches = sent(desk, run_of(desk, range(1, 8)), size=3)
    assert [batch.size for batch in batches] == [3, 3, 1]
    assert len({batch.sha256 for batch in batches}) == 3
    answered(desk)
    assert Payment.objects.filter(state="paid").count() == 7


def test_what_fails_is_set_aside_again_for_the_same_firm(desk):
    budget, run = fund(desk), run_of(desk)
    sent(desk, run)
    answered(desk, judge=fails(2))
    assert states(run) == {code(1): "paid", code(2): "failed", code(3): "paid"}
    after = balances(budget)
    assert (after["paid"], after["transit"], after["reserved"]) == (10000, 0, 5000)
    assert {state: s.fen for state, s in standing_of(run).items()} == {
        "paid": 100 * YUAN, "failed": 50 * YUAN,
    }  # fmt: skip


def test_what_was_paid_can_come_back_from_the_bank(desk):
    budget, run = fund(desk), run_of(desk)
    (batch,) = sent(desk, run)
    content = (folder_of(PLACE) / "outgoing" / batch.file_name).read_bytes()
    bank = answered(desk)
    _, orders = CsvBank().read_orders(content)
    path = bank.give_back(batch.number, [o for o in orders if o.credit_code == code(3)], "销户")
    from yingshang.city.benefits.payments.services import receive

    receive(path, PLACE, BANK, desk.later())
    assert states(run)[code(3)] == "returned"
    after = balances(budget)
    assert (after["paid"], after["reserved"]) == (10000, 5000)
    assert bank.paid() == {code(1): 5000, code(2): 5000}


def test_a_firm_hears_of_what_it_was_paid(desk):
    fund(desk)
    known = desk.firm(1)
    sent(desk, run_of(desk))
    answered(desk)
    (notice,) = Notice.objects.filter(template="benefit_paid")
    assert notice.data["amount"] == "50.00"
    assert known.credit_code == code(1)


def test_statements_do_not_grow_with_the_payments(desk, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    fund(desk)
    counts = []
    for firms, instalment in ((range(1, 10), 5), (range(1, 25), 6)):
        run = released(desk, run_of(desk, firms, instalment=instalment))
        with CaptureQueriesContext(
            connection,
        ) as caught:
            make_batches(run, Actor.user(desk.payer.pk), desk.later())
        counts.append(len(caught))
    assert counts[0] == counts[1]
