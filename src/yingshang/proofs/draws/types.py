"""What an announcement says: the pool by strata, how many, who is left out and why, and whence
the chance comes. Nothing here checks anything; `announcing` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from yingshang.proofs.randomness.beacon import BeaconSource
from yingshang.proofs.randomness.commit_reveal import CommitReveal

ALGORITHM = "yingshang-draw/1"

Source = BeaconSource | CommitReveal


@dataclass(frozen=True)
class Words:
    """The same words in both languages."""

    zh: str
    en: str


class Rounding(StrEnum):
    """How a ratio of the eligible entries becomes a whole number."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True)
class Count:
    """So many entries of the stratum."""

    count: int


@dataclass(frozen=True)
class Ratio:
    """A part of the stratum's eligible entries, such as 3/100, rounded as stated."""

    numerator: int
    denominator: int
    rounding: Rounding = Rounding.UP


@dataclass(frozen=True)
class Stratum:
    """A named part of the pool that is drawn on its own, such as credit-risk class D.

    *Shapes*: `entries` are public ids or pseudonyms, in any order. `weights`, when given, names
    every entry.
    """

    name: str
    entries: tuple[str, ...]
    share: Count | Ratio
    substitutes: int = 0
    weights: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Exclusion:
    """An entry of the pool that cannot be drawn, with the reason that is published."""

    entry: str
    reason: Words


@dataclass(frozen=True)
class Inspector:
    """Who may be sent: a public id or pseudonym, and what they know."""

    id: str
    expertise: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inspectors:
    """The second pool of a joint draw.

    *Shapes*: `conflicts` are (entry, inspector) pairs that must not meet; `needs` names what
    the team of an entry must know between them. *Units*: `each` is inspectors for each entry.
    """

    people: tuple[Inspector, ...]
    each: int = 2
    conflicts: tuple[tuple[str, str], ...] = ()
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Announcement:
    """All that is fixed before the randomness exists.

    `total`, when given, must be what the strata's numbers add up to.
    """

    place: str
    draw_id: str
    purpose: Words
    announced_at: datetime
    strata: tuple[Stratum, ...]
    source: Source
    exclusions: tuple[Exclusion, ...] = ()
    inspectors: Inspectors | None = None
    total: int | None = None
