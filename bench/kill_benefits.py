"""Kills of benefits: runs and payments killed at any point, and the database under them.

    python -m bench.kill_benefits [--kills 200] [--seed N] [--broken early|async]

Officers take one run after the other from the delivery of the data to the closing, with files,
receipts, retries and claw-backs; a bank that takes whatever it sees pays into a ledger of its own.
Processes are killed (SIGKILL) at a counted point of their way or by the clock, the database by the
clock. At the end everything is held against what was acknowledged, what the bank paid and what is
due by hand. `--broken` runs a build that must be found out: files that the bank sees before their
row stands, or a database that says yes before anything is on disk.
"""

import argparse
import os
import random
import resource
import sys
import time
from pathlib import Path

from bench.kill_city.parts import Place


def main() -> None:
    """Prepare, kill, judge; exit 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None, help="of the moments and the victims")
    parser.add_argument("--broken", choices=["early", "async"], default=None,
                        help="a build that is wrong, and must be found out")  # fmt: skip
    asked = parser.parse_args()
    place = Place()
    try:
        found = _killed(place, asked)
    finally:
        place.remove()
    for sentence in found[:20]:
        print(sentence)
    print(f"{len(found)} troubles" if found else "nobody paid twice, nothing lost, audit clean")
    sys.exit(bool(found))


def _killed(place: Place, asked: argparse.Namespace) -> list[str]:
    _prepare(place, forgetting=asked.broken == "async")
    from tests.city.benefits.killing.life import Life

    if asked.broken == "early":
        _show_files_early()

    def outage() -> None:
        place.database.kill()
        place.database.start()

    folder = place.folder / "life"
    folder.mkdir()
    begun = time.monotonic()
    life = Life(
        folder, asked.kills, random.Random(asked.seed), from_outside=True, outage=outage  # noqa: S311  # points of time, nothing secret
    )  # fmt: skip
    found = life.live()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{life.victims.kills} kills in {life.rounds} rounds, {time.monotonic() - begun:,.0f} s,"
        f" {used.ru_utime + used.ru_stime:,.0f} s of CPU by what was killed;"
        f" {len(list(life.notes)):,} acknowledged acts, {len(life.bank.seen)} payment files,"
        f" {sum(life.bank.paid().values()) / 100:,.2f} yuan paid"
    )
    for where, times in sorted(life.struck.items()):
        print(f"  {times:4}  {where}")
    return found


def _prepare(place: Place, *, forgetting: bool) -> None:
    """Schema and lists."""
    place.database.start()
    if forgetting:
        place.database.make_it_forget()
    os.environ.update(place.environment())
    os.environ["YINGSHANG_PAYMENTS_FOLDER"] = str(place.folder / "payments")
    import django

    django.setup()
    from yingshang.config.cli.ready import migrate
    from yingshang.core.catalogue.services import load_place

    migrate()
    load_place("xiangtan")


def _show_files_early() -> None:
    from yingshang.city.benefits.payments import batching, folders

    def at_once(path: Path, content: bytes) -> None:
        folders.write_whole(path.parent.parent / "outgoing" / path.name, content)

    batching.write_whole = at_once


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # a text stream
    main()
