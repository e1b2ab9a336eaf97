"""Rounding of numbers and of quotients to a stated number of places, exactly as FEEL rounds."""

from yingshang.rules.backends.columns import numbers
from yingshang.rules.backends.columns.arithmetic import calculate, figure, negative
from yingshang.rules.backends.columns.comparing import order
from yingshang.rules.backends.columns.kinds import MOST_DIGITS, Number
from yingshang.rules.backends.columns.logic import all_of, any_of, case
from yingshang.rules.backends.columns.plan import (
    FALSE,
    Cut,
    Literal,
    Plan,
    Rounded,
    Rounding,
    Whole,
    constant_number,
)
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Ratio
from yingshang.rules.backends.columns.stages import Stages

ZERO, ONE, TWO = constant_number(0), constant_number(1), constant_number(2)


def rounded(value: Plan | Ratio, places: int, rounding: Rounding, stages: Stages) -> Plan:
    """The value with at most `places` digits after the point. *Errors*: `Refused`."""
    if isinstance(value, Ratio):
        return _rounded_ratio(value, places, rounding, stages)
    kind = figure(value)
    if places >= kind.scale:
        return value
    if rounding in ("half even", "half up", "down"):
        return _plain(value, places, rounding)
    return _by_direction(stages.keep(value, "exact"), places, rounding, stages)


def _plain(value: Plan, places: int, rounding: Rounding) -> Plan:
    """The roundings that a database has itself."""
    kind = numbers.kept(numbers.rounded(figure(value), places))
    return Rounded(kind, value, places, rounding, nullable=value.nullable)


def _by_direction(value: Plan, places: int, rounding: Rounding, stages: Stages) -> Plan:
    """The other roundings: cut off, then one unit more where what was cut off says so."""
    cut = stages.keep(_plain(value, places, "down"), "cut")
    rest = calculate("-", value, cut)
    unit = constant_number(1, places) if places >= 0 else constant_number(10**-places)
    half = calculate("*", unit, constant_number(5, 1))
    more = {
        "floor": FALSE,
        "down": FALSE,
        "up": order(">", rest, ZERO),
        "ceiling": order(">", rest, ZERO),
        "half down": order(">", rest, half),
    }[rounding]
    less = {
        "ceiling": FALSE,
        "down": FALSE,
        "up": order("<", rest, ZERO),
        "floor": order("<", rest, ZERO),
        "half down": order("<", rest, negative(half)),
    }[rounding]
    return case([(more, calculate("+", cut, unit)), (less, calculate("-", cut, unit))], cut)


def _rounded_ratio(ratio: Ratio, places: int, rounding: Rounding, stages: Stages) -> Plan:
    """Long division in whole numbers: the quotient cut off, then corrected by its remainder."""
    top, bottom = figure(ratio.numerator), figure(ratio.divisor)
    if places < 0 or not numbers.keeps_apart(top, bottom, 2 * 10 ** max(places, 0)):
        raise Refused("quotient_too_fine", places=places)
    scale = max(top.scale, bottom.scale)
    numerator = _whole(ratio.numerator, scale + places, stages, "numerator")
    divisor = _whole(ratio.divisor, scale, stages, "divisor")
    cut = stages.keep(_cut(numerator, divisor), "quotient")
    rest = stages.keep(_rest(numerator, divisor, cut), "remainder")
    more = _is_moved(rounding, divisor, cut, rest, _is_negative(numerator, divisor))
    sign = case([(_is_negative(numerator, divisor), constant_number(-1))], ONE)
    result = case([(more, calculate("+", cut, sign, most=MOST_DIGITS))], cut)
    numbers.kept(figure(result))
    return calculate("*", result, constant_number(1, places)) if places else result


def _whole(value: Plan, scale: int, stages: Stages, hint: str) -> Plan:
    kind = numbers.at_scale(figure(value), scale)
    units = numbers.kept(Number(kind.low, kind.high), most=MOST_DIGITS)
    if isinstance(value, Literal):
        return constant_number(units.low)
    return stages.keep(Whole(units, value, scale, nullable=value.nullable), hint)


def _cut(numerator: Plan, divisor: Plan) -> Plan:
    most = figure(numerator).size // numbers.smallest(figure(divisor))
    nullable = numerator.nullable or divisor.nullable or _may_be_zero(divisor)
    return Cut(Number(-most, most), numerator, divisor, nullable=nullable)


def _may_be_zero(divisor: Plan) -> bool:
    kind = figure(divisor)
    return kind.low <= 0 <= kind.high


def _rest(numerator: Plan, divisor: Plan, cut: Plan) -> Plan:
    """What the division leaves over: of the numerator's sign, smaller than the divisor."""
    most = figure(divisor).size
    product = calculate("*", cut, divisor, most=MOST_DIGITS + 38)
    found = calculate("-", numerator, product, most=MOST_DIGITS + 39)
    limit = figure(numerator).size
    object.__setattr__(product, "kind", Number(-limit, limit))
    object.__setattr__(found, "kind", Number(-most, most))
    return found


def _is_negative(numerator: Plan, divisor: Plan) -> Plan:
    """Whether the quotient that was cut off is negative."""
    return any_of(
        [
            all_of([order("<", numerator, ZERO), order(">", divisor, ZERO)]),
            all_of([order(">", numerator, ZERO), order("<", divisor, ZERO)]),
        ]
    )


def _is_moved(rounding: Rounding, divisor: Plan, cut: Plan, rest: Plan, negative_: Plan) -> Plan:
    """Whether the quotient is rounded away from where it was cut off."""
    left_over = any_of([order(">", rest, ZERO), order("<", rest, ZERO)])
    twice, whole = _size(calculate("*", rest, TWO, most=40)), _size(divisor)
    match rounding:
        case "down":
            return FALSE
        case "up":
            return left_over
        case "floor":
            return all_of([left_over, negative_])
        case "ceiling":
            return all_of([left_over, order(">=", calculate("*", _sign(negative_), ONE), ZERO)])
        case "half up":
            return order(">=", twice, whole)
        case "half down":
            return order(">", twice, whole)
        case "half even":
            tie = all_of([order("=", twice, whole), _is_odd(cut)])
            return any_of([order(">", twice, whole), tie])


def _sign(negative_: Plan) -> Plan:
    return case([(negative_, constant_number(-1))], ONE)


def _size(value: Plan) -> Plan:
    """The absolute value."""
    if figure(value).low >= 0:
        return value
    return case([(order("<", value, ZERO), calculate("-", ZERO, value, most=40))], value)


def _is_odd(cut: Plan) -> Plan:
    half = Cut(figure(cut), cut, TWO, nullable=cut.nullable)
    rest = calculate("-", cut, calculate("*", half, TWO, most=40), most=41)
    return any_of([order(">", rest, ZERO), order("<", rest, ZERO)])
