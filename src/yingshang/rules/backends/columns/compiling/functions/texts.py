"""Functions of strings, by code point. Source: DMN 1.5, 10.3.4.3.

Upper and lower case are not here: databases map letters one by one and Unicode does not. Nor are
regular expressions: theirs are other dialects.
"""

from yingshang.rules.backends.columns.arithmetic import calculate
from yingshang.rules.backends.columns.comparing import order
from yingshang.rules.backends.columns.compiling.calling import InColumns, in_columns
from yingshang.rules.backends.columns.compiling.functions.arguments import number, text
from yingshang.rules.backends.columns.compiling.scope import Scope
from yingshang.rules.backends.columns.kinds import TEXT, TRUTH, Kind, Number
from yingshang.rules.backends.columns.logic import any_of, case
from yingshang.rules.backends.columns.plan import Applied, Literal, Plan, constant_number
from yingshang.rules.backends.columns.rounding import rounded
from yingshang.rules.backends.columns.shapes import Shape

LONGEST = 10**9
"""Code points of the longest string."""

ZERO, EMPTY = constant_number(0), Literal(TEXT, "")


def _applied(kind: Kind, function: str, *arguments: Plan) -> Plan:
    return Applied(kind, function, arguments, nullable=any(a.nullable for a in arguments))


def _length(value: Plan) -> Plan:
    return _applied(Number(0, LONGEST), "length", value)


@in_columns("string length")
def _string_length(value: Shape, *, scope: Scope) -> Shape:
    return _length(text(value, "string length"))


def _two(name: str, function: str) -> InColumns:
    def compute(value: Shape, match: Shape, *, scope: Scope) -> Shape:
        return _applied(TRUTH, function, text(value, name), text(match, name))

    return in_columns(name)(compute)


_two("contains", "contains")
_two("starts with", "starts_with")
_two("ends with", "ends_with")


@in_columns("substring")
def _substring(value: Shape, start: Shape, *rest: Shape, scope: Scope) -> Shape:
    """Null where the position lies outside, or the length is not positive."""
    whole = scope.stages.keep(text(value, "substring"), "text")
    at = rounded(number(start, "substring"), 0, "down", scope.stages)
    at, length = scope.stages.keep(at, "position"), _length(whole)
    first = case(
        [(order("<", at, ZERO), calculate("+", calculate("+", length, at), constant_number(1)))], at
    )
    outside = any_of(
        [order("=", at, ZERO), order(">", at, length), order("<", at, calculate("-", ZERO, length))]
    )
    none = Literal(TEXT, None)
    if not rest:
        return case([(outside, none)], _applied(TEXT, "substring", whole, first))
    size = rounded(number(rest[0], "substring"), 0, "down", scope.stages)
    outside = any_of([outside, order("<", size, constant_number(1))])
    return case([(outside, none)], _applied(TEXT, "substring", whole, first, size))


@in_columns("substring before")
def _before(value: Shape, match: Shape, *, scope: Scope) -> Shape:
    whole, _, at = _found(value, match, "substring before", scope)
    before = _applied(TEXT, "substring", whole, constant_number(1), _less_one(at))
    return case([(order("<=", at, constant_number(1)), EMPTY)], before)


@in_columns("substring after")
def _after(value: Shape, match: Shape, *, scope: Scope) -> Shape:
    whole, sought, at = _found(value, match, "substring after", scope)
    start = calculate("+", at, _length(sought))
    after = _applied(TEXT, "substring", whole, start)
    return case([(order("=", at, ZERO), EMPTY)], after)


def _found(value: Shape, match: Shape, name: str, scope: Scope) -> tuple[Plan, Plan, Plan]:
    whole = scope.stages.keep(text(value, name), "text")
    sought = scope.stages.keep(text(match, name), "match")
    place = _applied(Number(0, LONGEST), "position", whole, sought)
    return whole, sought, scope.stages.keep(place, "position")


def _less_one(at: Plan) -> Plan:
    return calculate("-", at, constant_number(1))
