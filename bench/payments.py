"""A hundred thousand payments: set aside, released, into files and ledger, receipts taken.

    python -m bench.payments [--firms 100000] [--reserving 1000]

Then so many at once on a budget for half of them. The payees' accounts are delivered as a dataset,
the bank is the one that stands in; fsync on.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench import cases as base

base.NAME = "bench_payments"
FEN = 171_400
WRITTEN = ("benefits_payment", "benefits_line", "ledger_entry", "ledger_content", "core_posting",
           "core_reservation")  # fmt: skip
"""The tables that grow by rows for each payment."""


def main() -> None:
    """Prepare, pay, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--firms", type=int, default=100_000)
    parser.add_argument("--reserving", type=int, default=1_000)
    asked = parser.parse_args()
    base.prepare()
    from django.conf import settings

    with tempfile.TemporaryDirectory() as folder:
        settings.FACTS_FOLDER = Path(folder) / "facts"
        settings.PAYMENTS_FOLDER = Path(folder) / "payments"
        _pay(Path(folder), asked.firms)
    _at_once(asked.reserving)


def _pay(folder: Path, firms: int) -> None:
    from tests.city.benefits.desk import Desk
    from tests.city.benefits.payments import treasury

    from yingshang.city.benefits.payments.bank.stand_in import StandInBank
    from yingshang.city.benefits.payments.folders import folder_of
    from yingshang.city.benefits.payments.models import Payment
    from yingshang.city.benefits.payments.services import make_batches, receive, release, reserve
    from yingshang.core.ledger.acts import Actor

    desk = Desk()
    _accounts(folder, firms)
    treasury.fund(desk)
    run = treasury.run_of(desk, range(1, firms + 1), fen=FEN)
    actor = Actor.user(desk.payer.pk)
    print(f"{firms:,} payments; peak {_peak():.0f} MB before")
    _timed("set aside", lambda: reserve(run, actor, desk.later()))
    signers = (desk.payer, desk.second_payer, desk.third_payer)
    _timed("released", lambda: [release(run, user, desk.later()) for user in signers])
    _timed("files and ledger", lambda: make_batches(run, actor, desk.later()))
    bank = StandInBank(folder_of(treasury.PLACE))
    paths = bank.work()
    _timed(
        "receipts taken",
        lambda: [receive(path, treasury.PLACE, treasury.BANK, desk.later()) for path in paths],
    )
    _timed("bare", _barely)
    paid = Payment.objects.filter(run=run, state=Payment.State.PAID).count()
    print(f"{paid:,} paid in the database, {len(bank.paid()):,} at the bank")


def _barely() -> None:
    """The rows that all of it wrote, copied into tables like those: what cannot be saved."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for table in WRITTEN:
            cursor.execute(f"CREATE TEMP TABLE bare_{table} (LIKE {table} INCLUDING INDEXES)")
            cursor.execute(f"INSERT INTO bare_{table} SELECT * FROM {table}")  # noqa: S608 - our own tables


def _accounts(folder: Path, firms: int) -> None:
    from tests.city.benefits.desk import code, hand_in, name

    hand_in(
        folder, "payee_accounts", "统一社会信用代码,户名,开户银行,账号",
        [f"{code(n)},{name(n)},示例银行,62{n:014d}" for n in range(1, firms + 1)],
        as_of=date(2021, 12, 31),
    )  # fmt: skip
    hand_in(
        folder, "fund_reserves", "资金代码,滚存结余（元）,月均支出（元）",
        ["unemployment_insurance,900000000.00,1000000.00"], as_of=date(2021, 12, 31),
    )  # fmt: skip


def _at_once(count: int) -> None:
    """Each on a thread and a connection of its own, as many at a time as the server has seats."""
    from tests.city.benefits.payments.treasury import balances
    from tests.core.accounts.test_accounts_concurrency import SEATS, at_once

    from yingshang.city.benefits.payments.services import open_budget
    from yingshang.core.accounts.services import reserve
    from yingshang.core.accounts.types import Hold
    from yingshang.core.ledger.acts import CLOCK

    at = base.START
    budget = open_budget("430300", "bench", "2022", count // 2 * FEN, CLOCK, at)
    rows = [
        Hold(f"once:{n}", budget.available_id, budget.transit_id, FEN, CLOCK, at)
        for n in range(count)
    ]
    begun = time.perf_counter()
    answers = at_once([lambda r=r: reserve([r], all_or_nothing=False) for r in rows])
    done = sum(len(answer.done) for answer in answers)
    held = balances(budget)["reserved"] // FEN
    print(
        f"{count:,} at once ({SEATS} seats) on a budget for {count // 2:,}: {done:,} reserved, "
        f"{held:,} held, in {time.perf_counter() - begun:.1f} s"
    )


def _timed(what: str, work: Callable[[], object]) -> None:
    begun, used = time.perf_counter(), time.process_time()
    work()
    spent, used = time.perf_counter() - begun, time.process_time() - used
    print(f"{what:18} {spent:6.1f} s  ({used:.1f} s of our processor)  peak {_peak():.0f} MB",
          flush=True)  # fmt: skip


def _peak() -> float:
    """The most memory this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
