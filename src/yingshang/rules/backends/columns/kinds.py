"""What a column of values is: our own types, from which the SQL types follow and never the reverse.

A number carries its bounds and its scale, so that the digits of every result are known before
anything runs. FEEL keeps 34 digits; a result that could need more would be rounded there, and is
refused here.
"""

from dataclasses import dataclass
from decimal import Context, Decimal

import ibis.expr.datatypes as dt

MOST_DIGITS = 38
"""What a SQL decimal holds."""

FEEL_DIGITS = 34
"""What a FEEL number holds without rounding."""

_BIGINT = 2**63
_WIDE = Context(prec=80)


class Kind:
    """A kind of column. Subclasses are frozen; compare them with `==`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Number(Kind):
    """Numbers between two bounds, both given in units of 10 to the power of minus `scale`."""

    low: int
    high: int
    scale: int = 0

    @property
    def digits(self) -> int:
        """Decimal digits of the largest, counted in units of the scale."""
        return len(str(self.size)) if self.size else 1

    @property
    def size(self) -> int:
        """The largest absolute value, in units of the scale."""
        return max(abs(self.low), abs(self.high))

    @property
    def is_bigint(self) -> bool:
        """Whether a 64-bit integer holds every value."""
        return self.scale == 0 and self.low >= -_BIGINT and self.high < _BIGINT


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """Strings; length and positions by code point."""


@dataclass(frozen=True, slots=True)
class Truth(Kind):
    """True or false."""


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """Dates, from year 1 to 9999."""


@dataclass(frozen=True, slots=True)
class Nothing(Kind):
    """Only null."""


TEXT, TRUTH, DAY, NOTHING = Text(), Truth(), Day(), Nothing()


def number_of(value: Decimal) -> Number:
    """The kind that holds just this value."""
    sign, digits, exponent = value.normalize(_WIDE).as_tuple()
    assert isinstance(exponent, int)  # noqa: S101 - a FEEL number is finite
    size = int("".join(map(str, digits))) * 10 ** max(exponent, 0)
    size = -size if sign else size
    return Number(size, size, max(-exponent, 0))


def sql_type(kind: Kind) -> dt.DataType:
    """The type in which a result of the kind is given out."""
    match kind:
        case Number():
            return number_type(kind)
        case Text():
            return dt.string
        case Truth() | Nothing():
            return dt.boolean
        case Day():
            return dt.date
        case _:
            pass
    raise TypeError(f"{kind} has no SQL type")


def number_type(kind: Number) -> dt.DataType:
    """BIGINT where it fits, else the narrowest decimal."""
    return dt.int64 if kind.is_bigint else dt.Decimal(max(kind.digits, kind.scale), kind.scale)


def kind_of_type(given: dt.DataType) -> Kind | None:
    """The kind of a column of a table; None where there is none, as for floats."""
    match given:
        case dt.Boolean():
            return TRUTH
        case dt.Integer():
            return Number(given.bounds.lower, given.bounds.upper)
        case dt.Decimal(precision=int(precision), scale=int(scale)) if precision <= MOST_DIGITS:
            return Number(1 - 10**precision, 10**precision - 1, scale)
        case dt.String():
            return TEXT
        case dt.Date():
            return DAY
        case dt.Null():
            return NOTHING
        case _:
            pass
    return None
