"""Whether rules cover a box of values: column by column, over the sets of rules still in play.

Two values of a column after which the same rules are in play are the same from there on, and what
is known of a set of rules is remembered. The work is bounded: a table that takes more of it is not
judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

MOST_WORK = 1_500_000


class TooMuchToTell(Exception):
    """The table is too big to be judged in useful time."""


@dataclass(slots=True)
class Coverage:
    """The boxes of rules: `boxes[k][i]` are the regions of column k that rule i passes."""

    boxes: Sequence[Sequence[int]]
    sizes: Sequence[int]
    work: int = MOST_WORK
    at: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.at = [_by_region(box, size) for box, size in zip(self.boxes, self.sizes, strict=True)]

    def uncovered(self, box: Sequence[int], rules: int) -> list[int] | None:
        """One region for each column, inside the box, that none of the rules passes together; None
        where there is none. *Errors*: `TooMuchToTell`."""
        whole = self._whole_from(box)
        if not all(box):
            return None
        known: set[tuple[int, int]] = set()
        return self._search(0, rules, box, whole, known)

    def _whole_from(self, box: Sequence[int]) -> list[int]:
        """For each column: the rules that let the box pass there and in all columns after it."""
        count = len(self.boxes[0]) if self.boxes else 0
        whole = [(1 << count) - 1]
        for regions, wanted in zip(reversed(self.boxes), reversed(box), strict=True):
            lets = sum(1 << i for i, r in enumerate(regions) if not wanted & ~r)
            whole.append(whole[-1] & lets)
        return whole[::-1]

    def _search(
        self, column: int, live: int, box: Sequence[int], whole: Sequence[int],
        known: set[tuple[int, int]],
    ) -> list[int] | None:  # fmt: skip
        if not live:
            return [regions & -regions for regions in box[column:]]
        if column == len(box) or live & whole[column] or (column, live) in known:
            return None
        for rules, region in sorted(self._after(column, live, box).items(), key=_size):
            found = self._search(column + 1, rules, box, whole, known)
            if found is not None:
                return [region, *found]
        known.add((column, live))
        return None

    def _after(self, column: int, live: int, box: Sequence[int]) -> dict[int, int]:
        """The sets of rules that may be in play after the column, each with a region."""
        found: dict[int, int] = {}
        left, at = box[column], self.at[column]
        while left:
            region = left & -left
            left ^= region
            found.setdefault(live & at[region.bit_length() - 1], region)
            self.work -= 1
        if self.work < 0:
            raise TooMuchToTell
        return found


def _size(item: tuple[int, int]) -> int:
    return item[0].bit_count()


def _by_region(box: Sequence[int], size: int) -> list[int]:
    """For each region the rules that pass there."""
    rules_of: dict[int, int] = {}
    for rule, regions in enumerate(box):
        rules_of[regions] = rules_of.get(regions, 0) | 1 << rule
    at = [0] * size
    for regions, rules in rules_of.items():
        left = regions
        while left:
            region = left & -left
            left ^= region
            at[region.bit_length() - 1] |= rules
    return at


def meeting(boxes: Sequence[Sequence[int]], count: int) -> list[int]:
    """For each rule the rules, itself too, whose box meets its own in every column."""
    found = [(1 << count) - 1] * count
    for box in boxes:
        rules_of: dict[int, int] = {}
        for rule, regions in enumerate(box):
            rules_of[regions] = rules_of.get(regions, 0) | 1 << rule
        meets = {
            regions: sum(rules for other, rules in rules_of.items() if other & regions)
            for regions in rules_of
        }
        found = [rules & meets[regions] for rules, regions in zip(found, box, strict=True)]
    return found
