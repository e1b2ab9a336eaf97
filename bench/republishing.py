"""A year's calendar is published late: every open deadline that reaches into it is computed anew.

    python -m bench.republishing [--cases 100000]

Each case runs under one promise that began at a moment of its own; each deadline that moves gets
its entry. All in one transaction, with production settings (fsync on).
"""

import argparse
import time
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bench import cases as five
from bench.sealing import memory_mib, processor_seconds

five.NAME = "bench_republishing"
FIRST = datetime(2026, 12, 21, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
SPAN = timedelta(days=10)
BATCH = 20_000


def main() -> None:
    """Open, publish, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=100_000)
    asked = parser.parse_args()
    five.prepare()
    _open(asked.cases)
    from django.db import connection, transaction
    from tests.cast import PLACE
    from tests.core.commitments.test_republishing import DECEMBER, publish_2027

    from yingshang.core.commitments.republishing import recompute_under_new_calendar
    from yingshang.core.ledger.acts import CLOCK

    publish_2027()
    begun, used = time.perf_counter(), processor_seconds()
    with transaction.atomic():
        moved = recompute_under_new_calendar(PLACE, actor=CLOCK, at=DECEMBER)
        used = processor_seconds() - used
    seconds = time.perf_counter() - begun
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_entry WHERE action = 'commitment.recompute'")
        (entries,) = cursor.fetchone()
    assert entries == moved
    print(
        f"{asked.cases:,} open deadlines, {moved:,} moved, each with its entry: {used:.1f} s of "
        f"processor (ours and the database's), {seconds:.1f} s by the clock; {memory_mib():.0f} MiB"
    )


def _open(count: int) -> None:
    from yingshang.core.cases.opening import open_cases
    from yingshang.core.ids import new_id
    from yingshang.worktime import Budget, Unit

    row, _ = five.template()
    for first in range(0, count, BATCH):
        many = min(BATCH, count - first)
        open_cases(
            [
                replace(
                    row, case_id=new_id(), at=FIRST + n * SPAN / count,
                    starts=(("promised", Budget(10 + n % 20, Unit.WORKING_DAY)),),
                )
                for n in range(first, first + many)
            ]
        )  # fmt: skip


if __name__ == "__main__":
    main()
