"""Numbers: decimals of 34 digits, ties to even. Source: DMN 1.5, 10.3.2.3.1."""

from decimal import (
    ROUND_HALF_EVEN,
    Clamped,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    Underflow,
)

from yingshang.rules.values.undefined import Undefined

DIGITS = 34

CONTEXT = Context(
    prec=DIGITS,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[InvalidOperation, DivisionByZero, Overflow, Underflow],
)
"""IEEE 754 decimal128. What does not fit raises; nothing becomes infinite or silently zero."""

NUMBER_ERRORS = (InvalidOperation, DivisionByZero, Overflow, Underflow, Clamped)
"""What `CONTEXT` raises."""

MIN_SCALE, MAX_SCALE = -6111, 6176
"""The scales a number may have. Source: DMN 1.5, 10.3.2.3.1."""

ZERO, ONE = Decimal(0), Decimal(1)

MOST_DIGITS = 40
"""Digits before the point beyond which a number is no count of anything here."""


def number_of(text: str) -> Decimal:
    """The number of a literal such as `1.2e3`, rounded to 34 digits.

    *Errors*: `Undefined` when it is not a number or has no place among them.
    """
    if not text.isascii() or "_" in text:
        raise Undefined("not_a_number", text=text)
    try:
        found = CONTEXT.create_decimal(text.strip())
    except NUMBER_ERRORS:
        raise Undefined("not_a_number", text=text) from None
    if not found.is_finite():
        raise Undefined("not_a_number", text=text)
    return found


def whole(value: Decimal, *, name: str) -> int:
    """The number as an integer. *Errors*: `Undefined` when it has a fraction."""
    integer = int(value) if not value or value.adjusted() <= MOST_DIGITS else None
    if integer is None or integer != value:
        raise Undefined("not_whole", name=name, value=show_number(value))
    return integer


def truncated(value: Decimal, *, name: str) -> int:
    """The number without its fraction. *Errors*: `Undefined` when it has too many digits."""
    if value and value.adjusted() > MOST_DIGITS:
        raise Undefined("number_out_of_range", operator=name)
    return int(value)


def show_number(value: Decimal) -> str:
    """The number in digits, never with an exponent; the scale is kept, zero has no sign."""
    return format(value or abs(value), "f")
