"""What a measure is: a named query with its definition, its count, and the way down to cases."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet

from yingshang.core.cases.models import Case
from yingshang.core.measures.period import Period


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a value, such as one office's: its label, its value and what it counted."""

    zh: str
    en: str
    value: Fraction | None
    n: int


@dataclass(frozen=True, slots=True)
class Value:
    """What was counted. `n` rows stand behind it; without any, `value` is None and never 0 or 100%.

    A count is its own `n` and may be 0.
    """

    value: Fraction | None
    n: int
    parts: tuple[Part, ...] = ()

    @classmethod
    def count(cls, n: int, parts: tuple[Part, ...] = ()) -> "Value":
        """A plain count."""
        return cls(Fraction(n), n, parts)

    @classmethod
    def ratio(cls, part: int, n: int, parts: tuple[Part, ...] = ()) -> "Value":
        """`part` of `n`."""
        return cls(Fraction(part, n) if n else None, n, parts)


Compute = Callable[[str, Period], Value]
CasesOf = Callable[[str, Period], QuerySet[Case]]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure's query under a stable `id` (`matters.bundle_cases`).

    `compute` takes the place's code and the period; `cases` answers the cases that it counted, for
    the way down, where there are cases. *Units*: `unit` is one of `UNITS`.
    """

    id: str
    zh: str
    en: str
    unit: str
    definition_zh: str
    definition_en: str
    compute: Compute
    cases: CasesOf | None = None


UNITS = {
    "bundle": ("件", "bundles"),
    "case": ("件", "cases"),
    "day": ("工作日", "working days"),
    "enterprise": ("家", "enterprises"),
    "entry": ("条", "entries"),
    "material": ("份", "materials"),
    "matter": ("项", "matters"),
    "promise": ("项", "promises"),
    "ratio": ("", ""),
    "visit": ("次", "visits"),
    "yuan": ("元", "yuan"),
}
"""The words of each unit, in Chinese and English; a ratio is shown as a percentage."""


def shown(value: Fraction | None, unit: str) -> str:
    """A value as it is read: whole, with up to two decimals, or as a percentage."""
    if value is None:
        return "—"
    if unit == "ratio":
        return f"{float(value * 100):.1f}%"
    if value.denominator == 1:
        return f"{value.numerator:,}"
    return f"{float(value):,.2f}".rstrip("0").rstrip(".")
