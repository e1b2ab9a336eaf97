"""One durable step of an officer, by eight clients, beside SQL by hand that writes the same rows.

    python -m bench.step [--clients 8] [--seconds 8] [--no-peers]

The step is `accept` through `take_step`, the door that the page and the API use: the case and its
clocks, the acceptance notice with its number, the party's message, the ledger's entry. The other
side is one transaction written by hand with psycopg: rows locked, the same rows written, no rule
checked, no date reckoned. Both run on the same server in turn, in the same run, twice; fsync on.
Beside them SpiffWorkflow (own environment, `make bench-rules` makes it) with its state saved at
each step in a file that is synced.
"""

import argparse
import hashlib
import json
import os
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

from bench import cases as five

five.NAME = "bench_step"
ROOM = 700
"""Cases made ready for a client and second; no client today comes near it."""
TABLES = ("core_case", "core_commitment", "core_notice", "matters_paper", "ledger_entry",
          "ledger_content")  # fmt: skip


def main() -> None:
    """Prepare, run both sides in turn, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--no-peers", action="store_true")
    asked = parser.parse_args()
    five.prepare()
    row, who = five.template()
    seen = _rows_of_one(row, who)
    print("rows that one step writes, ours and by hand alike:", _words(seen))
    rates: dict[str, list[float]] = {"ours": [], "by hand": []}
    for _ in range(2):
        for name, work in (("ours", _ours), ("by hand", _by_hand)):
            rates[name].append(_together(work, asked, row, who))
    best = {name: median(found) for name, found in rates.items()}
    for name, rate in best.items():
        print(f"{name:8} {rate:8,.0f} steps/s by {asked.clients} clients")
    print(f"ratio    {best['ours'] / best['by hand']:8.2f}   (wanted: 0.50 or more)")
    if not asked.no_peers:
        _spiff()


def _together(
    work: Callable[..., int], asked: argparse.Namespace, row: Any, who: dict[str, Any]
) -> float:
    """Steps a second by all clients at once, each with cases of its own."""
    from django.db import connections

    shares = [_fresh(row, int(ROOM * asked.seconds)) for _ in range(asked.clients)]
    connections.close_all()
    with ProcessPoolExecutor(asked.clients) as pool:
        jobs = [pool.submit(work, share, asked.seconds, who["accept"]) for share in shares]
        return sum(job.result() for job in jobs) / asked.seconds


def _fresh(row: Any, count: int) -> list[UUID]:
    from yingshang.core.cases.opening import open_cases
    from yingshang.core.ids import new_id

    openings = [replace(row, case_id=new_id()) for _ in range(count)]
    open_cases(openings)
    return [opening.case_id for opening in openings]


def _ours(case_ids: list[UUID], seconds: float, user_id: UUID) -> int:
    import django

    django.setup()
    from yingshang.city.matters.desk import DeskStep, take_step
    from yingshang.core.models import User

    user = User.objects.get(pk=user_id)
    at = five.START + timedelta(minutes=1)
    take_step(DeskStep(case_ids[0], "accept"), user=user, at=at)
    until = time.perf_counter() + seconds
    for done, case_id in enumerate(case_ids[1:], start=1):
        take_step(DeskStep(case_id, "accept"), user=user, at=at)
        if time.perf_counter() > until:
            return done
    raise SystemExit("more cases must be made ready: raise ROOM")


def _by_hand(case_ids: list[UUID], seconds: float, user_id: UUID) -> int:
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        _one_by_hand(connection, case_ids[0], user_id)
        until = time.perf_counter() + seconds
        for done, case_id in enumerate(case_ids[1:], start=1):
            _one_by_hand(connection, case_id, user_id)
            if time.perf_counter() > until:
                return done
    raise SystemExit("more cases must be made ready: raise ROOM")


def _one_by_hand(connection: Any, case_id: UUID, user_id: UUID) -> None:
    """What somebody would write who knows exactly this step and its rows."""
    from yingshang.core.ids import new_id

    at, due = five.START + timedelta(minutes=1), five.START + timedelta(days=3)
    with connection.transaction():
        place, party, office, number = connection.execute(
            "SELECT place, party_id, office_id, number FROM core_case WHERE id = %s"
            " AND state = 'received' FOR UPDATE", [case_id]).fetchone()  # fmt: skip
        connection.execute(
            "UPDATE core_case SET state = 'accepted', version = version + 1, handler_id = NULL"
            " WHERE id = %s", [case_id])  # fmt: skip
        connection.execute(
            "UPDATE core_commitment SET met_at = %s WHERE case_id = %s AND clock = 'intake'"
            " AND met_at IS NULL AND cancelled_at IS NULL", [at, case_id])  # fmt: skip
        clocks = [(new_id(), place, case_id, clock, office, party, 1, "working_days", at, due, due,
                   False, "2026") for clock in ("promised", "statutory")]  # fmt: skip
        connection.cursor().executemany(
            "INSERT INTO core_commitment (id, place, case_id, clock, office_id, party_id, budget,"
            " unit, started_at, due_at, original_due_at, is_provisional, calendar_version)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", clocks)  # fmt: skip
        paper = connection.execute(
            "UPDATE core_casesequence SET last = last + 1 WHERE place = %s AND prefix = '潭受'"
            " RETURNING last", [place]).fetchone()[0]  # fmt: skip
        body = json.dumps({"case": number, "party": str(party), "due": due.isoformat()})
        connection.execute(
            "INSERT INTO matters_paper (id, place, case_id, kind, number, body, issued_at)"
            " VALUES (%s, %s, %s, 'acceptance', %s, %s, %s)",
            [new_id(), place, case_id, f"潭受 hand-{paper:06}", body, at])  # fmt: skip
        connection.execute(
            "INSERT INTO core_notice (id, place, template, subject_kind, subject_id, recipient_id,"
            " data, created_at) VALUES (%s, %s, 'case_accepted', 'matter', %s, %s, %s, %s)",
            [new_id(), place, case_id, party, body, at])  # fmt: skip
        _entry_by_hand(connection, place, case_id, user_id, at.isoformat(), "matter.accept")


def _entry_by_hand(
    connection: Any, place: str, case_id: UUID, user: UUID, at: str, action: str
) -> None:
    from yingshang.core.ids import new_id

    entry, salt = new_id(), os.urandom(32)
    body = json.dumps({"action": action, "at": at, "id": str(entry), "subject": str(case_id)})
    digest = hashlib.sha256(b"by-hand" + salt + body.encode()).digest()
    connection.execute(
        "INSERT INTO ledger_entry (id, place, epoch, subject_kind, subject_id, actor_kind,"
        " actor_id, at, action, commitment_hash) VALUES"
        " (%s, %s, 1, 'matter', %s, 'user', %s, %s, %s, %s)",
        [entry, place, case_id, user, at, action, digest])  # fmt: skip
    connection.execute(
        "INSERT INTO ledger_content (entry_id, salt, body) VALUES (%s, %s, %s)",
        [entry, salt, body.encode()])  # fmt: skip


def _rows_of_one(row: Any, who: dict[str, Any]) -> dict[str, int]:
    """Rows that a step adds, table by table; the two sides must agree."""
    import psycopg

    from yingshang.city.matters.desk import DeskStep, take_step
    from yingshang.core.models import User

    user = User.objects.get(pk=who["accept"])
    first, second, third = _fresh(row, 3)
    at = five.START + timedelta(minutes=1)
    take_step(DeskStep(first, "accept"), user=user, at=at)
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        counts = [_counts(connection)]
        take_step(DeskStep(second, "accept"), user=user, at=at)
        connection.rollback()
        counts.append(_counts(connection))
        _one_by_hand(connection, third, user.pk)
        counts.append(_counts(connection))
    ours, hand = ({t: b[t] - a[t] for t in TABLES} for a, b in pairwise(counts))
    if ours != hand:
        raise SystemExit(f"the two sides write different rows: ours {ours}, by hand {hand}")
    return ours


def _counts(connection: Any) -> dict[str, int]:
    return {t: connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in TABLES}  # noqa: S608 - names of this file


def _words(rows: dict[str, int]) -> str:
    return ", ".join(f"{table} {count}" for table, count in rows.items() if count)


def _spiff() -> None:
    """SpiffWorkflow's answer to the same question, where its environment was made."""
    python = Path(__file__).parent / "peers" / ".venv" / "bin" / "python"
    script = Path(__file__).parent / "peers" / "spiff_steps.py"
    if not python.exists():
        print("SpiffWorkflow: not measured, its environment is not there (make bench-rules)")
        return
    print(subprocess.run([python, script], check=True, capture_output=True, text=True).stdout)  # noqa: S603  # ours


if __name__ == "__main__":
    main()
