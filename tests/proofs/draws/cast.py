"""The cast of the draws' tests: an announcement to vary, chance to order, and the checker."""

import hashlib
import importlib.util
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from yingshang.proofs import draws
from yingshang.proofs.draws import (
    Announced,
    Announcement,
    Count,
    Exclusion,
    Inspector,
    Inspectors,
    Stratum,
    Words,
)
from yingshang.proofs.randomness import (
    BeaconRound,
    BeaconSource,
    Commit,
    CommitReveal,
    Reveal,
    Revealed,
    commitment,
)

CHECKER = Path(draws.__file__).with_name("verify_draw.py")
AT = datetime(2023, 8, 23, 15, 0, tzinfo=UTC)  # an hour before drand's round 1000
ROUND_1000 = BeaconRound(
    1000,
    bytes.fromhex(
        "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b1957"
        "6350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
    ),
)
PARTIES = ("supervisor", "商会")
SECRETS = {"supervisor": b"s" * 32, "商会": b"c" * 40}
TWO_PARTIES = CommitReveal(PARTIES, AT + timedelta(hours=1), AT + timedelta(hours=2))


def plan(*strata: Stratum, **changes: Any) -> Announcement:
    """An announcement of these strata, drawn with two parties' secrets unless told otherwise."""
    usual = Announcement(
        place="430300",
        draw_id="2023-q3",
        purpose=Words("抽查", "Inspections"),
        announced_at=AT,
        strata=strata or (Stratum("A", ("a1", "a2", "a3", "a4"), Count(2), substitutes=1),),
        source=TWO_PARTIES,
    )
    return replace(usual, **changes)


def beacon_plan(*strata: Stratum, **changes: Any) -> Announcement:
    return plan(*strata, source=BeaconSource(1000), **changes)


def full_plan(**changes: Any) -> Announcement:
    """A small draw with everything in it: strata, weights, exclusion, substitutes, inspectors."""
    return plan(
        Stratum("A", ("a1", "a2", "a3", "甲4"), Count(1), substitutes=1),
        Stratum("W", ("w1", "w2", "w3"), Count(2), weights={"w1": 1, "w2": 20, "w3": 300}),
        exclusions=(Exclusion("a2", Words("本年已查", "Inspected this year")),),
        inspectors=Inspectors(
            tuple(Inspector(f"p{n}", ("fire",) if n % 2 else ()) for n in range(4)),
            conflicts=(("w3", "p1"),),
            needs={"w3": ("fire",)},
        ),
        total=3,
        **changes,
    )


def revealed(announced: Announced, *, secrets: dict[str, bytes] = SECRETS) -> Revealed:
    """All parties in time."""
    commits = tuple(
        Commit(party, commitment(announced.hash, party, secret), AT + timedelta(minutes=30))
        for party, secret in secrets.items()
    )
    reveals = tuple(
        Reveal(party, secret, AT + timedelta(minutes=90)) for party, secret in secrets.items()
    )
    return Revealed(commits, reveals, closed_at=AT + timedelta(hours=3))


def published(announcement: Announcement) -> bytes:
    announced = draws.announce(announcement)
    chance = ROUND_1000
    if isinstance(announcement.source, CommitReveal):
        chance = revealed(announced)
    return draws.publish(draws.draw(announced, chance))


@dataclass(frozen=True)
class FixedSeed:
    """Chance to order, for statistics: the seed is the hash of a number."""

    number: int

    def seed(self, *_: object) -> bytes:
        return hashlib.sha256(b"seed %d" % self.number).digest()


def chi_square(counts: list[int], expected: list[float]) -> float:
    return sum((n - e) ** 2 / e for n, e in zip(counts, expected, strict=True))


def checker() -> ModuleType:
    """The stand-alone file, loaded by its path as no part of the package."""
    spec = importlib.util.spec_from_file_location("stand_alone_checker", CHECKER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CHECK = checker().check


def objection(document: bytes, expected: str | None = None) -> str | None:
    """What the stand-alone file says against a document; None when it says yes."""
    try:
        CHECK(document, expected)
    except ArithmeticError as wrong:
        return f"differs at {wrong}"
    except (ValueError, LookupError, TypeError, AttributeError) as wrong:
        return f"cannot check: {wrong!r}"
    return None
