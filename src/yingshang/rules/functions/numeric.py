"""Functions of numbers. Source: DMN 1.5, 10.3.4.5, table 76."""

from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from functools import lru_cache, partial

from yingshang.rules.functions.declaration import Function, Parameter
from yingshang.rules.functions.making import declared, optional, way
from yingshang.rules.types import BOOLEAN, DAYS, MONTHS, NUMBER
from yingshang.rules.values import CONTEXT, Days, Months, Undefined
from yingshang.rules.values.numbers import (
    DIGITS,
    MAX_SCALE,
    MIN_SCALE,
    NUMBER_ERRORS,
    ZERO,
    show_number,
    truncated,
)

SECTION = "10.3.4.5"


def rounded(value: Decimal, scale: Decimal, *, rounding: str) -> Decimal:
    """The number with so many digits after the point; before it, when the scale is negative.

    *Errors*: `Undefined` for a scale that numbers do not have.
    """
    digits = truncated(scale, name="scale")
    if not MIN_SCALE <= digits <= MAX_SCALE:
        raise Undefined("scale_out_of_range", scale=digits, low=MIN_SCALE, high=MAX_SCALE)
    if value.adjusted() + digits >= DIGITS and int(value.as_tuple().exponent) >= -digits:
        return value
    return CONTEXT.plus(value.quantize(_last_digit(digits), rounding=rounding, context=_WIDE))


@lru_cache(maxsize=64)
def _last_digit(digits: int) -> Decimal:
    return Decimal((0, (1,), -digits))


_WIDE = CONTEXT.copy()
_WIDE.Emin, _WIDE.Emax, _WIDE.prec = -9999, 9999, DIGITS + 1


def _rounder(rounding: str) -> Callable[[Decimal, Decimal | None], Decimal]:
    def round_to(value: Decimal, scale: Decimal | None) -> Decimal:
        return rounded(value, ZERO if scale is None else scale, rounding=rounding)

    return round_to


def _absolute(value: Decimal) -> Decimal:
    return value.copy_abs()


def _absolute_days(value: Days) -> Days:
    return Days(abs(value.nanoseconds))


def _absolute_months(value: Months) -> Months:
    return Months(abs(value.months))


def modulo(dividend: Decimal, divisor: Decimal) -> Decimal:
    """`dividend - divisor * floor(dividend / divisor)`: its sign is the divisor's."""
    if not divisor:
        raise Undefined("division_by_zero")
    if dividend and dividend.adjusted() - divisor.adjusted() > 2 * DIGITS:
        raise Undefined("number_out_of_range", operator="modulo")
    rest = dividend.remainder_near(divisor, _EXACT)
    if rest and (rest < 0) is not (divisor < 0):
        rest = _EXACT.add(rest, divisor)
    return CONTEXT.plus(rest) if rest else ZERO


_EXACT = CONTEXT.copy()
_EXACT.prec = 4 * DIGITS


def _computed(name: str, compute: Callable[[Decimal], Decimal], value: Decimal) -> Decimal:
    try:
        found = compute(value)
    except NUMBER_ERRORS:
        raise Undefined("outside_domain", function=name, value=show_number(value)) from None
    if not found.is_finite():
        raise Undefined("outside_domain", function=name, value=show_number(value))
    return found


def _is_odd(value: Decimal) -> bool:
    exponent = int(value.as_tuple().exponent)
    return exponent <= 0 and value == value.to_integral_value() and int(value) % 2 == 1


def _is_even(value: Decimal) -> bool:
    return value == value.to_integral_value() and not _is_odd(value)


_N, _NUMBER = Parameter("n", NUMBER), Parameter("number", NUMBER)
_SCALE = Parameter("scale", NUMBER)


def _rounding(name: str, rounding: str, scale: Parameter, zh: str, en: str) -> Function:
    return declared(
        name,
        way(_rounder(rounding), _N, scale, result=NUMBER),
        zh=zh,
        en=en,
        section=SECTION,
    )


def _of_number(name: str, compute: Callable[[Decimal], Decimal], zh: str, en: str) -> Function:
    return declared(
        name,
        way(partial(_computed, name, compute), _NUMBER, result=NUMBER),
        zh=zh,
        en=en,
        section=SECTION,
    )


FUNCTIONS: tuple[Function, ...] = (
    _rounding(
        "decimal",
        ROUND_HALF_EVEN,
        _SCALE,
        "按小数位数取舍，五成双。",
        "The number rounded to the scale, ties to even.",
    ),
    _rounding(
        "floor",
        ROUND_FLOOR,
        optional("scale", NUMBER),
        "不大于该数的最大值（可指定小数位数）。",
        "The greatest number of the scale (0 by default) that is not greater.",
    ),
    _rounding(
        "ceiling",
        ROUND_CEILING,
        optional("scale", NUMBER),
        "不小于该数的最小值（可指定小数位数）。",
        "The least number of the scale (0 by default) that is not less.",
    ),
    _rounding(
        "round up",
        ROUND_UP,
        _SCALE,
        "按小数位数远离零取舍。",
        "The number rounded to the scale, away from zero.",
    ),
    _rounding(
        "round down",
        ROUND_DOWN,
        _SCALE,
        "按小数位数向零截断。",
        "The number rounded to the scale, towards zero.",
    ),
    _rounding(
        "round half up",
        ROUND_HALF_UP,
        _SCALE,
        "按小数位数四舍五入，正好一半时远离零。",
        "The number rounded to the scale, ties away from zero.",
    ),
    _rounding(
        "round half down",
        ROUND_HALF_DOWN,
        _SCALE,
        "按小数位数取舍，正好一半时向零。",
        "The number rounded to the scale, ties towards zero.",
    ),
    declared(
        "abs",
        way(_absolute, _N, result=NUMBER),
        way(_absolute_days, Parameter("n", DAYS), result=DAYS),
        way(_absolute_months, Parameter("n", MONTHS), result=MONTHS),
        zh="绝对值。",
        en="The number or duration without its sign.",
        section=SECTION,
    ),
    declared(
        "modulo",
        way(modulo, Parameter("dividend", NUMBER), Parameter("divisor", NUMBER), result=NUMBER),
        zh="除后的余数，符号随除数。",
        en="The remainder of the division, with the divisor's sign.",
        section=SECTION,
    ),
    _of_number("sqrt", CONTEXT.sqrt, "平方根。", "The square root."),
    _of_number("log", CONTEXT.ln, "自然对数。", "The natural logarithm."),
    _of_number("exp", CONTEXT.exp, "e 的幂。", "e to the power of the number."),
    declared(
        "odd",
        way(_is_odd, _NUMBER, result=BOOLEAN),
        zh="是否奇数。",
        en="Whether the number is odd.",
        section=SECTION,
    ),
    declared(
        "even",
        way(_is_even, _NUMBER, result=BOOLEAN),
        zh="是否偶数。",
        en="Whether the number is even.",
        section=SECTION,
    ),
)
