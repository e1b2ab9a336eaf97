"""Sealing, checking and receipts on a big log; kills; and what the index costs those who write.

    python -m bench.sealing [--entries 1000000] [--inserts 200000] [--kills 0]

Entries are written as the platform writes them (`record`), in batches of 5,000, into a database
made anew on the embedded cluster of `bench/` with production settings (fsync on).
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

PLACE = "430381"
BATCH = 5_000
_INDEX = "CREATE INDEX ledger_entry_order ON ledger_entry (place, epoch, xid, id)"


def main() -> None:
    """Prepare, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--inserts", type=int, default=200_000)
    parser.add_argument("--kills", type=int, default=0)
    chosen = parser.parse_args()
    if chosen.kills:
        _kill(chosen.kills)
        return
    from bench.cases import CHECKOUT, prepare

    log = CHECKOUT / "var" / "bench" / f"log-{os.getpid()}"
    os.environ["YINGSHANG_LOG_FOLDER"] = str(log)
    try:
        prepare()
        if chosen.inserts:
            index_cost(chosen.inserts)
        fill(chosen.entries)
        seal_all_of(chosen.entries)
        verify_all()
        receipts()
    finally:
        shutil.rmtree(log, ignore_errors=True)


def _kill(count: int) -> None:
    """The test of kills, with more of them."""
    environment = os.environ | {"YINGSHANG_TEST_KILLS": str(count)}
    command = [sys.executable, "-m", "pytest", "tests/core/ledger/test_kills.py", "--durations=1"]
    sys.exit(subprocess.run(command, env=environment, check=False).returncode)  # noqa: S603  # ours


def write_batches(count: int, place: str = PLACE) -> float:
    """Entries a second through `record`."""
    from django.db import transaction
    from tests.core.ledger.town import act

    from yingshang.core.ledger.services import record

    begun = time.perf_counter()
    for _ in range(count // BATCH):
        acts = [act(place, n=number) for number in range(BATCH)]
        with transaction.atomic():
            record(acts)
    return count / (time.perf_counter() - begun)


def index_cost(count: int) -> None:
    """`record` with and without the index by which the sealer chooses, in turns.

    Processor time, the database's and ours, which other work on the machine disturbs least.
    """
    from django.db import connections

    spent: dict[bool, list[float]] = {True: [], False: []}
    write_batches(BATCH * 4, "430399")
    for has_index in (True, False, False, True) * 3:
        with connections["owner"].cursor() as cursor:
            cursor.execute("DROP INDEX IF EXISTS ledger_entry_order")
            if has_index:
                cursor.execute(_INDEX)
        begun = processor_seconds()
        write_batches(count, "430399")
        spent[has_index].append((processor_seconds() - begun) / count * 1e6)
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE INDEX IF NOT EXISTS" + _INDEX.removeprefix("CREATE INDEX"))
    with_index, without = median(spent[True]), median(spent[False])
    print(
        f"record: {with_index:.1f} µs of processor an entry with the sealer's index, "
        f"{without:.1f} without: {with_index - without:+.1f} µs, {with_index / without - 1:+.1%}"
    )


def processor_seconds() -> float:
    """What this process and its database backend have used."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    parts = Path(f"/proc/{backend}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    ticks = int(parts[11]) + int(parts[12])
    return ticks / os.sysconf("SC_CLK_TCK") + time.process_time()


def fill(count: int) -> None:
    """Entries that wait to be sealed."""
    print(f"record: {count:,} entries at {write_batches(count):,.0f}/s")


def seal_all_of(count: int) -> None:
    """Seal them, and say what the last tenth cost beside the first."""
    from yingshang.core.ledger.sealing.turn import CHUNK, _turn

    seconds, placed, processor, early = [], 0, 0.0, 0.0
    while placed < count:
        begun, used = time.perf_counter(), processor_seconds()
        _, turn = _turn(PLACE, chunk=CHUNK)
        seconds.append(time.perf_counter() - begun)
        processor += processor_seconds() - used
        placed += turn
        assert turn
        if len(seconds) == 2:
            early = memory_mib()
    total = sum(seconds)
    print(
        f"seal: {placed:,} entries in {total:.1f} s: {placed / total:,.0f} entries/s "
        f"({processor:.1f} s of processor); a turn of "
        f"{CHUNK:,} takes {median(seconds[:5]):.2f} s at first, {median(seconds[-5:]):.2f} s at "
        f"last; memory {early:.0f} MiB after two turns, {memory_mib():.0f} MiB at the end"
    )


def verify_all() -> None:
    """Compute everything again."""
    from yingshang.core.ledger.verifying import verify

    begun = time.perf_counter()
    report = verify(PLACE)
    taken = time.perf_counter() - begun
    assert report.holds
    print(
        f"verify: {report.size:,} entries in {taken:.1f} s: {report.size / taken:,.0f}/s; "
        f"memory {memory_mib():.0f} MiB"
    )


def receipts() -> None:
    """Receipts of entries all over the log."""
    from django.db import connection

    from yingshang.core.ledger.publishing import receipt_for
    from yingshang.core.ledger.sealing import sealing_state

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT entry_id FROM ledger_placement WHERE place = %s AND index %% 9973 = 1", [PLACE]
        )
        ids = [entry_id for (entry_id,) in cursor.fetchall()]
    begun = time.perf_counter()
    for entry_id in ids:
        receipt_for(entry_id)
    each = (time.perf_counter() - begun) / len(ids) * 1000
    begun = time.perf_counter()
    sealing_state(PLACE)
    print(f"receipt: {each:.1f} ms; state: {(time.perf_counter() - begun) * 1000:.1f} ms")


def memory_mib() -> float:
    """The most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
