"""Draws of up to a million firms: seconds to draw, seconds to check, and how both grow.

    python -m bench.draws [--firms 1000000] [--weighted]

A tenth of the firms is drawn from four strata, with substitutes. The check is the stand-alone file
in an interpreter of its own, from its start to its answer. Limits on one core: draw 2 s, check 5 s.
Seconds are of processor time (`--wall` for the clock's), which a busy machine does not blur.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from yingshang.proofs import draws
from yingshang.proofs.draws import Announcement, Ratio, Stratum, Words, announce, draw, publish
from yingshang.proofs.randomness import BeaconRound, BeaconSource

Clock = Callable[[], float]
CHECKER = Path(draws.__file__).with_name("verify_draw.py")
ROUND = BeaconRound(  # drand quicknet, 2023-08-23T15:59:24Z
    1000,
    bytes.fromhex(
        "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b1957"
        "6350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
    ),
)


def processor_seconds() -> float:
    """Used so far by this process and by the children it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def announcement(firms: int, *, weighted: bool) -> Announcement:
    """Four strata of equal size; ids as long as a unified social credit code."""
    ids = [f"91430300MA{number:08d}" for number in range(firms)]
    parts = [tuple(ids[start::4]) for start in range(4)]
    strata = tuple(
        Stratum(
            name,
            part,
            Ratio(percent, 100),
            substitutes=100,
            weights={one: 1 + at % 1000 for at, one in enumerate(part)} if weighted else None,
        )
        for name, part, percent in zip("ABCD", parts, (1, 3, 10, 26), strict=True)
    )
    return Announcement(
        place="430300",
        draw_id="bench",
        purpose=Words("测速", "Benchmark"),
        announced_at=datetime(2023, 8, 23, 15, tzinfo=UTC),
        strata=strata,
        source=BeaconSource(ROUND.round),
    )


def measure(firms: int, clock: Clock, *, weighted: bool) -> tuple[float, float]:
    """Print one line of figures; give the seconds to draw and to check."""
    plan = announcement(firms, weighted=weighted)
    times = [clock()]
    announced = announce(plan)
    times.append(clock())
    drawn = draw(announced, ROUND)
    times.append(clock())
    text = publish(drawn)
    times.append(clock())
    check(text)
    times.append(clock())
    announcing, drawing, publishing, checking = (
        after - before for before, after in pairwise(times)
    )
    own, child = (
        resource.getrusage(who).ru_maxrss // 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(
        f"{firms:>9,} firms, {len(text) / 1e6:5.1f} MB: announce {announcing:.2f} s, "
        f"draw {drawing:.2f} s, publish {publishing:.2f} s, check {checking:.2f} s; "
        f"peak memory {own} MB here, {child} MB in the checker"
    )
    return drawing, checking


def check(text: bytes) -> None:
    """Run the stand-alone file on the document; it must say yes."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        file.write(text)
        file.flush()
        subprocess.run(  # noqa: S603  # our own file, this interpreter, no shell
            [sys.executable, "-I", str(CHECKER), file.name], check=True, capture_output=True
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--firms", type=int, default=1_000_000)
    parser.add_argument("--weighted", action="store_true")
    parser.add_argument("--wall", action="store_true")
    given = parser.parse_args()
    clock = time.perf_counter if given.wall else processor_seconds
    small = measure(given.firms // 10, clock, weighted=given.weighted)
    large = measure(given.firms, clock, weighted=given.weighted)
    for what, one, ten in zip(("draw", "check"), small, large, strict=True):
        print(f"{what}: ten times the firms take {ten / one:.1f} times as long")


if __name__ == "__main__":
    main()
