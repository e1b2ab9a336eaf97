"""A policy's runs from the command line: first payments and top-ups, once and never again."""

from datetime import date

import pytest

from tests.cast import PLACE
from tests.city.benefits.desk import FIRMS, PAYABLE, RAISED_ON, REFUND, due_fen, due_firms
from yingshang.city.benefits.payments.bank.stand_in import StandInBank
from yingshang.city.benefits.payments.folders import folder_of
from yingshang.city.benefits.payments.models import Payment
from yingshang.city.benefits.payments.services import receive
from yingshang.city.benefits.runs.driving import Drive, days_of, drive, officers_of, paid_in
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.city.benefits.runs.rechecking import recheck
from yingshang.core.ledger.acts import Actor

UNTIL = date(2022, 7, 31)


@pytest.fixture
def plan(desk, settings, tmp_path) -> Drive:
    settings.PAYMENTS_FOLDER = tmp_path / "payments"
    bank = StandInBank(folder_of(PLACE))

    def answer(at) -> None:
        for path in bank.work():
            receive(path, PLACE, Actor.exchange("bank"), at)

    listed = desk.refund
    return Drive(PLACE, REFUND, UNTIL, officers_of(listed, PLACE, at=desk.now), str, answer)


def test_the_days_are_those_on_which_a_paper_or_a_parameter_changes(desk):
    assert days_of(desk.refund, PLACE, paid_to=UNTIL) == [date(2022, 4, 30), RAISED_ON]


def test_first_payments_and_top_ups_add_up_and_a_second_time_nothing_is_paid(plan):
    runs = drive(plan)
    assert [run.instalment for run in runs] == [1, 2]
    assert {run.case.state for run in runs} == {"closed"}
    total = sum(due_fen(n, on=RAISED_ON) for n in due_firms())
    assert paid_in(runs) == (PAYABLE, total)
    assert sum(StandInBank(folder_of(PLACE)).paid().values()) == total
    hashes, payments = [run.list_hash for run in runs], Payment.objects.count()
    again = drive(plan)
    assert [run.list_hash for run in again] == hashes
    assert (paid_in(again), Payment.objects.count()) == ((PAYABLE, total), payments)


def test_a_run_computed_again_is_the_same_and_a_changed_amount_is_named(plan):
    (run, _) = drive(plan)
    assert recheck(run).holds
    firm = Entitlement.objects.filter(run=run).first()
    Entitlement.objects.filter(pk=firm.pk).update(
        full_fen=firm.full_fen + 1, amount_fen=firm.amount_fen + 1
    )
    found = recheck(run)
    assert not found.holds
    assert [(one.credit_code, one.was, one.now) for one in found.differing] == [
        (firm.credit_code, firm.full_fen + 1, firm.full_fen)
    ]
    Run.objects.filter(pk=run.pk).update(list_hash="0" * 64)
    run.refresh_from_db()
    assert not recheck(run).holds
    assert FIRMS > PAYABLE
