"""What comes out of a comparison: small numbers only, no firm by name. Money in fen."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


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
    """The firms of one size, district or industry: who gains and loses, how much by either side.

    `entered` were not due anything and are now; `left` the other way round.
    """

    label: str
    firms: int
    gainers: int
    losers: int
    gained_fen: int
    lost_fen: int
    before_fen: int
    after_fen: int
    entered: int = 0
    left: int = 0

    @property
    def unchanged(self) -> int:
        """The firms whose amount stays."""
        return self.firms - self.gainers - self.losers


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
class Near:
    """So many firms that fulfil a condition, or do not, and are off its limit by so much at most.

    *Units*: `percent` of the limit.
    """

    percent: int
    holding: int
    failing: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """A condition of the changed rule that compares numbers: who fulfils it, who only just.

    `text` is the condition as the rule has it; `unknown` are the firms of which it cannot be known.
    """

    decision: str
    text: str
    holding: int
    failing: int
    unknown: int
    near: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything that one comparison says; the same inputs give the same bytes of it.

    `industries` are as a dataset names them, empty text where none does; `thresholds` are counted
    after everything else.
    """

    firms: int
    before: Side
    after: Side
    total: Group
    sizes: tuple[Group, ...]
    districts: tuple[Group, ...]
    moved: tuple[Moved, ...]
    bins: tuple[Bin, ...]
    industries: tuple[Group, ...] = ()
    thresholds: tuple[Threshold, ...] = ()

    def to_json(self) -> dict[str, object]:
        """As it is kept: dates as text."""
        found = asdict(self)
        for name in ("before", "after"):
            spent = found[name]["spent_on"]
            found[name]["spent_on"] = None if spent is None else spent.isoformat()
        return found

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "Compared":
        """As it was kept; what an older note does not have is empty."""
        return cls(
            firms=kept["firms"],
            before=_side(kept["before"]),
            after=_side(kept["after"]),
            total=Group(**kept["total"]),
            sizes=tuple(Group(**row) for row in kept["sizes"]),
            districts=tuple(Group(**row) for row in kept["districts"]),
            moved=tuple(Moved(**row) for row in kept["moved"]),
            bins=tuple(Bin(**row) for row in kept["bins"]),
            industries=tuple(Group(**row) for row in kept.get("industries", ())),
            thresholds=tuple(_threshold(row) for row in kept.get("thresholds", ())),
        )


def _side(row: Mapping[str, Any]) -> Side:
    spent = row["spent_on"]
    return Side(**{**row, "spent_on": None if spent is None else date.fromisoformat(spent)})


def _threshold(row: Mapping[str, Any]) -> Threshold:
    return Threshold(**{**row, "near": tuple(Near(**one) for one in row["near"])})
