"""Ranges. Source: DMN 1.5, 10.3.2.7 and table 65 (properties)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yingshang.rules.values.value import Value


@dataclass(frozen=True, slots=True)
class Range:
    """The values from `low` to `high`; an end that is None has no bound.

    `unary` is `=` or `!=` for the ranges that `(= x)` and `(!= x)` make, whose ends are both x and
    which equal no range that is written with two ends.
    """

    low: "Value"
    high: "Value"
    includes_low: bool = True
    includes_high: bool = True
    unary: str = ""

    def elements(self) -> tuple["Value", ...]:
        """The integers or dates of the range in order. *Errors*: `Undefined` for anything else."""
        from yingshang.rules.values.ranges import elements

        return elements(self)
