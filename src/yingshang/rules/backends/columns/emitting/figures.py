"""Numbers as the databases hold them: BIGINT, or DECIMAL of a width and scale that we know.

The scale of a column is always that of its kind; its width may be larger than the kind's digits.
The rules for the width of a result are DuckDB's; a test asks DuckDB whether they are.
"""

from decimal import Decimal

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from yingshang.rules.backends.columns.emitting.operations import exact
from yingshang.rules.backends.columns.kinds import MOST_DIGITS, Number, number_type
from yingshang.rules.backends.columns.refusals import Refused

SHORT = 18
"""The widest decimal that is computed in 64 bits."""


def digits(kind: Number) -> int:
    """The width that holds every value of the kind."""
    return max(kind.digits, kind.scale, 1)


def as_number(value: ir.Value, kind: Number) -> ir.Value:
    """A column of a table as an integer of at most 64 bits, with its sign, or as a decimal."""
    if isinstance(value.type(), dt.Decimal | dt.SignedInteger):
        return value
    return exact("cast", value, result=number_type(kind))


def bigint(value: ir.Value) -> ir.Value:
    """A shorter integer as one of 64 bits, so that sums and products have room."""
    given = value.type()
    if isinstance(given, dt.SignedInteger) and not isinstance(given, dt.Int64):
        return exact("cast", value, result=dt.int64)
    return value


def cast(value: ir.Value, width: int, scale: int) -> ir.Value:
    """As a decimal of that width and scale."""
    wanted = dt.Decimal(width, scale)
    return value if value.type() == wanted else exact("cast", value, result=wanted)


def to_type(value: ir.Value, wanted: dt.DataType) -> ir.Value:
    """As that type; the cast is written unless the type is known to be it."""
    return value if value.type() == wanted else exact("cast", value, result=wanted)


def is_well_typed(value: ir.Value, kind: Number) -> bool:
    """Whether the column may be given out as it is: BIGINT, or a decimal that is as short."""
    given = value.type()
    if isinstance(given, dt.Decimal):
        return not kind.is_bigint and (given.precision <= SHORT or digits(kind) > SHORT)
    return isinstance(given, dt.Int64)


def literal(value: Decimal | None, wanted: dt.DataType) -> ir.Value:
    """A constant of that type."""
    if value is None:
        return ibis.null(wanted)
    return ibis.literal(int(value) if isinstance(wanted, dt.Integer) else value, type=wanted)


def scale_of(value: ir.Value) -> int:
    """Digits after the point of the column."""
    given = value.type()
    return int(given.scale) if isinstance(given, dt.Decimal) else 0


def width_of(value: ir.Value, kind: Number) -> int:
    """The width of the column, or of the decimal that it becomes."""
    given = value.type()
    return given.precision if isinstance(given, dt.Decimal) else digits(kind)


def decimal(value: ir.Value, kind: Number, *, tight: bool = False) -> ir.Value:
    """As a decimal; `tight`: no wider than its kind."""
    if tight or not isinstance(value.type(), dt.Decimal):
        return cast(value, digits(kind), kind.scale)
    return value


def product(left: ir.Value, one: Number, right: ir.Value, other: Number, kind: Number) -> ir.Value:
    """`left * right`. Two short decimals give a short one, and raise when it does not fit."""
    left, right = bigint(left), bigint(right)
    if _are_bigint(left, right) and kind.is_bigint:
        return exact("*", left, right, result=dt.int64)
    widths = width_of(left, one), width_of(right, other)
    tight = sum(widths) + 1 > MOST_DIGITS or (max(widths) > SHORT and digits(kind) <= SHORT)
    left, right = decimal(left, one, tight=tight), decimal(right, other, tight=tight)
    width = left.type().precision + right.type().precision
    if width > SHORT and max(left.type().precision, right.type().precision) <= SHORT:
        if digits(kind) <= SHORT:
            width = SHORT
        else:
            left = cast(left, SHORT + 1, one.scale)
            width = SHORT + 1 + right.type().precision
    return exact("*", left, right, result=dt.Decimal(min(width, MOST_DIGITS), kind.scale))


def total(
    sign: str, left: ir.Value, one: Number, right: ir.Value, other: Number, kind: Number
) -> ir.Value:
    """`left + right` or `left - right`: one digit wider than the wider, at the finer scale."""
    left, right = bigint(left), bigint(right)
    if _are_bigint(left, right) and kind.is_bigint:
        return exact(sign, left, right, result=dt.int64)
    left, right = aligned(left, one, right, other, spare=1, short=digits(kind) <= SHORT)
    width = max(left.type().precision, right.type().precision) + 1
    return exact(sign, left, right, result=dt.Decimal(min(width, MOST_DIGITS), kind.scale))


def aligned(
    left: ir.Value,
    one: Number,
    right: ir.Value,
    other: Number,
    *,
    spare: int = 0,
    short: bool = False,
) -> tuple[ir.Value, ir.Value]:
    """Both as decimals of the finer scale. *Errors*: `Refused` past 38 digits."""
    scale = max(one.scale, other.scale)
    natural = [width_of(v, k) + scale - k.scale for v, k in ((left, one), (right, other))]
    tight = [digits(k) + scale - k.scale for k in (one, other)]
    limit = SHORT if short else MOST_DIGITS
    widths = natural if max(natural) + spare <= limit else tight
    if max(widths) + spare > MOST_DIGITS:
        raise Refused("too_many_digits", digits=max(widths) + spare, most=MOST_DIGITS)
    return cast(left, max(widths[0], scale), scale), cast(right, max(widths[1], scale), scale)


def _are_bigint(left: ir.Value, right: ir.Value) -> bool:
    return isinstance(left.type(), dt.Int64) and isinstance(right.type(), dt.Int64)


def common_type(values: list[tuple[ir.Value, Number]], kind: Number) -> dt.DataType:
    """One type for the values of a choice; where all are null, the kind's own."""
    if not values:
        return number_type(kind)
    types = {value.type() for value, _ in values}
    if len(types) == 1 and scale_of(values[0][0]) == kind.scale:
        return types.pop()
    natural = max(width_of(v, k) - k.scale for v, k in values) + kind.scale
    if natural <= SHORT or digits(kind) > SHORT:
        return dt.Decimal(min(max(natural, kind.scale), MOST_DIGITS), kind.scale)
    return dt.Decimal(SHORT, kind.scale)
