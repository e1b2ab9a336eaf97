"""Dates and durations: their sums, differences, multiples and properties.

A duration is a number of months or of seconds; a date is a date. Source: DMN 1.5, tables 57 to 65.
"""

from yingshang.rules.backends.columns.arithmetic import NULL, calculate, divide, figure, negative
from yingshang.rules.backends.columns.kinds import DAY, Day, Number
from yingshang.rules.backends.columns.plan import (
    Applied,
    ArithmeticSign,
    Cut,
    Plan,
    constant_number,
)
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.rounding import rounded
from yingshang.rules.backends.columns.shapes import Shape, Span
from yingshang.rules.backends.columns.stages import Stages
from yingshang.rules.ir import Arithmetic

DAY_SECONDS = 86_400
_MOST_DAYS = 3_652_058
_LONGEST_DAYS, _LONGEST_MONTHS = 400_000_000, 12_000_000


def moments(operator: Arithmetic, left: Shape, right: Shape, stages: Stages) -> Shape:
    """`left operator right` where at least one is a date or a duration; null without a meaning."""
    if not (isinstance(left, Plan | Span) and isinstance(right, Plan | Span)):
        raise Refused("not_in_columns")
    if operator in (Arithmetic.ADD, Arithmetic.SUBTRACT):
        return _moved(operator, left, right, stages)
    return _scaled(operator, left, right, stages)


def _moved(operator: Arithmetic, left: Plan | Span, right: Plan | Span, stages: Stages) -> Shape:
    """Dates and durations added and subtracted."""
    is_sum = operator is Arithmetic.ADD
    match left, right:
        case Span(), Span():
            return _sum(operator, left, right)
        case Plan(kind=Day()), Plan(kind=Day()) if not is_sum:
            return Span(_seconds_between(left, right), is_months=False)
        case Plan(kind=Day()) as date, Span() as span:
            amount = span.amount if is_sum else negative(span.amount)
            return _later(date, Span(amount, span.is_months), stages)
        case Span() as span, Plan(kind=Day()) as date if is_sum:
            return _later(date, span, stages)
        case _:
            return NULL


def _scaled(operator: Arithmetic, left: Plan | Span, right: Plan | Span, stages: Stages) -> Shape:
    """Durations multiplied and divided."""
    match operator, left, right:
        case Arithmetic.MULTIPLY, Span() as span, Plan(kind=Number()) as number:
            return _multiple(span, number, stages)
        case Arithmetic.MULTIPLY, Plan(kind=Number()) as number, Span() as span:
            return _multiple(span, number, stages)
        case Arithmetic.DIVIDE, Span() as span, Plan(kind=Number()) as number:
            return _part(span, number, stages)
        case Arithmetic.DIVIDE, Span(), Span() if left.is_months == right.is_months:
            return divide(left.amount, right.amount)
        case _:
            return NULL


def _seconds_between(end: Plan, start: Plan) -> Plan:
    days = Applied(
        Number(-_MOST_DAYS, _MOST_DAYS), "days_between", (end, start),
        nullable=end.nullable or start.nullable,
    )  # fmt: skip
    return calculate("*", days, constant_number(DAY_SECONDS))


def _later(date: Plan, span: Span, stages: Stages) -> Plan:
    amount, most = span.amount, _LONGEST_MONTHS
    if not span.is_months:
        amount = rounded(divide(amount, constant_number(DAY_SECONDS)), 0, "floor", stages)
        most = _LONGEST_DAYS
    if figure(amount).size > most:
        raise Refused("span_too_long", size=figure(amount).size, most=most)
    function = "plus_months" if span.is_months else "plus_days"
    return Applied(DAY, function, (date, amount), nullable=date.nullable or amount.nullable)


def _sum(operator: Arithmetic, left: Span, right: Span) -> Shape:
    if left.is_months is not right.is_months:
        return NULL
    sign: ArithmeticSign = "+" if operator is Arithmetic.ADD else "-"
    return Span(calculate(sign, left.amount, right.amount), left.is_months)


def _multiple(span: Span, number: Plan, stages: Stages) -> Shape:
    product = calculate("*", span.amount, number)
    return Span(rounded(product, _places(span), "down", stages), span.is_months)


def _part(span: Span, number: Plan, stages: Stages) -> Shape:
    quotient = divide(span.amount, number)
    return Span(rounded(quotient, _places(span), "down", stages), span.is_months)


def _places(span: Span) -> int:
    return 0 if span.is_months else 9


def whole_months(start: Plan, end: Plan, stages: Stages) -> Plan:
    """Complete months from start to end; negative when the end is earlier."""
    size = 12 * 9999
    nullable = start.nullable or end.nullable
    return Applied(Number(-size, size), "whole_months", (
        stages.keep(start, "start"), stages.keep(end, "end")
    ), nullable=nullable)  # fmt: skip


def date_property(date: Plan, name: str) -> Plan:
    """A property of a date. *Errors*: `Refused` when it has none of that name."""
    highest = {"year": 9999, "month": 12, "day": 31, "weekday": 7}
    if name not in highest:
        return NULL
    return Applied(Number(1, highest[name]), name, (date,), nullable=date.nullable)


def duration_property(span: Span, name: str, stages: Stages) -> Shape:
    """A property of a duration, of its sign."""
    if span.is_months:
        years = _cut(span.amount, 12)
        if name == "years":
            return years
        return _rest(span.amount, years, 12) if name == "months" else NULL
    whole = stages.keep(rounded(span.amount, 0, "down", stages), "seconds")
    days, hours, minutes = (_cut(whole, unit) for unit in (DAY_SECONDS, 3600, 60))
    match name:
        case "days":
            return days
        case "hours":
            return _rest(hours, days, 24)
        case "minutes":
            return _rest(minutes, hours, 60)
        case "seconds":
            return _rest(span.amount, minutes, 60)
        case _:
            pass
    return NULL


def _cut(amount: Plan, unit: int) -> Plan:
    most = figure(amount).size // unit
    return Cut(
        Number(-most, most), amount, constant_number(unit), nullable=amount.nullable
    )  # fmt: skip


def _rest(amount: Plan, larger: Plan, unit: int) -> Plan:
    """What remains of the amount beyond so many larger units."""
    return calculate("-", amount, calculate("*", larger, constant_number(unit)))
