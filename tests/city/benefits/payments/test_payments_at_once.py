"""Many at once on one budget: exactly as many as it covers, never below zero."""

import os

from tests.city.benefits.desk import Desk, deliver_all
from tests.city.benefits.payments.treasury import YUAN, balances, fund, run_of
from tests.core.accounts.test_accounts_concurrency import at_once
from yingshang.city.benefits.payments.budgets import budgets_of, ensure
from yingshang.city.benefits.payments.errors import BudgetShort
from yingshang.city.benefits.payments.models import Payment
from yingshang.city.benefits.payments.services import reserve
from yingshang.core.accounts.services import reserve as set_aside
from yingshang.core.accounts.types import Hold
from yingshang.core.ledger.acts import CLOCK

RESERVING = int(os.environ.get("YINGSHANG_TEST_RESERVING", "60"))
"""How many reserve at once on a budget for half of them; `make bench-benefits` takes 1,000."""


def test_a_budget_for_half_of_those_who_reserve_at_once_serves_exactly_half(real_database):
    desk = Desk()
    from yingshang.city.benefits.payments.services import open_budget

    half = RESERVING // 2
    budget = open_budget("430300", "示例预算", "2022", half * 700, CLOCK, desk.now)
    rows = [
        Hold(f"at-once:{n}", budget.available_id, budget.transit_id, 700, CLOCK, desk.now)
        for n in range(RESERVING)
    ]
    answers = at_once([lambda r=r: set_aside([r], all_or_nothing=False) for r in rows])
    assert sum(len(answer.done) for answer in answers) == half
    after = balances(budget)
    assert (after["available"], after["reserved"]) == (half * 700, half * 700)


def test_of_two_runs_that_together_are_too_much_one_is_reserved_whole(real_database, tmp_path):
    desk = Desk()
    deliver_all(tmp_path)
    fund(desk)
    runs = [run_of(desk, [1, 2], fen=10_000_000 * YUAN, instalment=n) for n in (1, 2)]
    answers = at_once([lambda r=r: reserve(r, CLOCK, desk.now) for r in runs])
    assert sorted(type(answer).__name__ for answer in answers) == ["BudgetShort", "Set"]
    assert Payment.objects.count() == 2
    assert isinstance(next(a for a in answers if isinstance(a, Exception)), BudgetShort)


def test_a_budget_opened_from_two_sides_at_once_is_one(real_database):
    desk = Desk()
    at_once([lambda: ensure("430300", "示例预算二", "2022", CLOCK, desk.now)] * 4)
    assert budgets_of("430300").filter(fund="示例预算二").count() == 1
