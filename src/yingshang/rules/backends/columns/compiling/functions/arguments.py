"""Arguments as a function in columns wants them. *Errors*: `Refused` for any other."""

from decimal import Decimal

from yingshang.rules.backends.columns.kinds import TEXT, Kind, Number
from yingshang.rules.backends.columns.plan import Literal, Plan
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Ratio, Shape


def plan_of(shape: Shape, kind: Kind, function: str) -> Plan:
    """A plan of that kind."""
    if isinstance(shape, Plan) and shape.kind == kind:
        return shape
    raise Refused("arguments_not_in_columns", function=function)


def text(shape: Shape, function: str) -> Plan:
    """A string."""
    return plan_of(shape, TEXT, function)


def number(shape: Shape, function: str) -> Plan:
    """A number that is no open quotient."""
    if isinstance(shape, Plan) and isinstance(shape.kind, Number):
        return shape
    if isinstance(shape, Ratio):
        raise Refused("quotient_in_arithmetic", operator=function)
    raise Refused("arguments_not_in_columns", function=function)


def number_or_ratio(shape: Shape, function: str) -> Plan | Ratio:
    """A number, or a quotient to be rounded."""
    return shape if isinstance(shape, Ratio) else number(shape, function)


def whole_constant(shape: Shape, function: str) -> int:
    """A constant number without its fraction."""
    if isinstance(shape, Literal) and isinstance(shape.value, Decimal):
        return int(shape.value)
    raise Refused("argument_not_constant", function=function)
