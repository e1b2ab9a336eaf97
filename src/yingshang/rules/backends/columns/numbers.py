"""Bounds and scales of what is computed from numbers. Source: interval arithmetic over integers.

All bounds are exact. Nothing here looks at SQL types.
"""

from yingshang.rules.backends.columns.kinds import FEEL_DIGITS, MOST_DIGITS, Number
from yingshang.rules.backends.columns.refusals import Refused


def kept(number: Number, *, most: int = FEEL_DIGITS) -> Number:
    """The number itself, where all its digits are kept. *Errors*: `Refused` (`too_many_digits`)."""
    if max(number.digits, number.scale) > most:
        raise Refused("too_many_digits", digits=max(number.digits, number.scale), most=most)
    return number


def at_scale(number: Number, scale: int) -> Number:
    """The same values in units of a finer scale."""
    factor = 10 ** (scale - number.scale)
    return Number(number.low * factor, number.high * factor, scale)


def aligned(left: Number, right: Number) -> tuple[Number, Number]:
    """Both in units of the finer scale."""
    scale = max(left.scale, right.scale)
    return at_scale(left, scale), at_scale(right, scale)


def plus(left: Number, right: Number) -> Number:
    """The sum of two numbers."""
    left, right = aligned(left, right)
    return Number(left.low + right.low, left.high + right.high, left.scale)


def minus(left: Number, right: Number) -> Number:
    """The difference of two numbers."""
    return plus(left, negative(right))


def times(left: Number, right: Number) -> Number:
    """The product of two numbers."""
    corners = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    return Number(min(corners), max(corners), left.scale + right.scale)


def negative(number: Number) -> Number:
    """The number with the other sign."""
    return Number(-number.high, -number.low, number.scale)


def size_of(number: Number) -> Number:
    """The absolute value."""
    low = 0 if number.low <= 0 <= number.high else min(abs(number.low), abs(number.high))
    return Number(low, number.size, number.scale)


def joined(numbers: list[Number]) -> Number:
    """What holds every value of any of them, at the finest of their scales."""
    scale = max(number.scale for number in numbers)
    same = [at_scale(number, scale) for number in numbers]
    return Number(min(n.low for n in same), max(n.high for n in same), scale)


def rounded(number: Number, places: int) -> Number:
    """Whatever the rounding: one unit of the coarser scale may be added on either side."""
    if places >= number.scale:
        return number
    factor = 10 ** (number.scale - places)
    low, high = number.low // factor, -(-number.high // factor)
    if places < 0:
        unit = 10**-places
        return Number(low * unit, high * unit)
    return Number(low, high, places)


def keeps_apart(numerator: Number, divisor: Number, boundary: int) -> bool:
    """Whether rounding a quotient to FEEL's 34 digits can never move it onto or across a boundary.

    Boundaries are the multiples of 1/`boundary`. With both numbers as integers A and B of one
    scale, a quotient that is not on a boundary stands off by at least 1/(B * boundary). Rounding
    moves it by at most half a unit of its 34th digit, which is at most A/B * 10^-33 / 2. So the
    divisor does not matter: A * boundary has to be less than 2 * 10^33.
    """
    size: int = aligned(numerator, divisor)[0].size * boundary
    most: int = 2 * 10 ** (FEEL_DIGITS - 1)
    return size < most


def smallest(number: Number) -> int:
    """The smallest absolute value but zero, in units of the scale."""
    if number.low > 0 or number.high < 0:
        return min(abs(number.low), abs(number.high))
    return 1


def fits(number: Number) -> bool:
    """Whether a SQL decimal holds every value."""
    return max(number.digits, number.scale) <= MOST_DIGITS
