"""What comes out of a comparison: small numbers only, no firm by name. Money in fen."""

from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Side:
    """One variant over everyone: under which rule, how many are due, how much, which list.

    `spent_on` is the day on which the budget is used up if the total falls evenly on the days of
    the policy's period; None where it lasts or no budget was given.
    """

    model_hash: str
    list_hash: str
    eligible: int
    unknown: int
    fen: int
    spent_on: date | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The firms of one size or district: how many gain and lose, and how much by either side."""

    label: str
    firms: int
    gainers: int
    losers: int
    gained_fen: int
    lost_fen: int
    before_fen: int
    after_fen: int


@dataclass(frozen=True, slots=True)
class Moved:
    """So many firms whose outcome is another one now; empty text where it is not known."""

    was: str
    now: str
    firms: int


@dataclass(frozen=True, slots=True)
class Bin:
    """So many firms get more than `above_fen` and at most `most_fen` (None: no limit)."""

    above_fen: int
    most_fen: int | None
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything that one comparison says; the same inputs give the same bytes of it."""

    firms: int
    before: Side
    after: Side
    total: Group
    sizes: tuple[Group, ...]
    districts: tuple[Group, ...]
    moved: tuple[Moved, ...]
    bins: tuple[Bin, ...]

    def to_json(self) -> dict[str, object]:
        """As it is kept: dates as text."""
        found = asdict(self)
        for name in ("before", "after"):
            spent = found[name]["spent_on"]
            found[name]["spent_on"] = None if spent is None else spent.isoformat()
        return found
