"""Constants of the model as shapes, and shapes that are constants as values again."""

from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, date
from decimal import Decimal

from yingshang.rules.backends.columns.kinds import DAY, NOTHING, TEXT, TRUTH, Number, number_of
from yingshang.rules.backends.columns.numbers import fits
from yingshang.rules.backends.columns.plan import Literal, Plan
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Interval, Items, Record, Shape, Span
from yingshang.rules.values import Date, Days, Months, Range, Value, show

SECOND = 10**9


def shape_of_value(value: Value) -> Shape:
    """The shape of a constant. *Errors*: `Refused` for times and for what no column can hold."""
    match value:
        case tuple():
            return Items(tuple(map(shape_of_value, value)))
        case Mapping():
            return Record({name: shape_of_value(entry) for name, entry in value.items()})
        case Range():
            return _interval(value)
        case Months():
            return Span(_number(Decimal(value.months)), is_months=True)
        case Days():
            seconds = Decimal(value.nanoseconds).scaleb(-9)
            return Span(_number(seconds), is_months=False)
        case _:
            pass
    return _literal(value)


def _interval(value: Range) -> Interval:
    ends = [None if end is None else shape_of_value(end) for end in (value.low, value.high)]
    return Interval(
        ends[0], ends[1], value.includes_low, value.includes_high, value.unary or None
    )  # fmt: skip


def _literal(value: Value) -> Plan:
    match value:
        case None:
            return Literal(NOTHING, None)
        case bool():
            return Literal(TRUTH, value)
        case Decimal():
            return _number(value)
        case str() if "\x00" not in value:
            return Literal(TEXT, value)
        case Date() if MINYEAR <= value.year <= MAXYEAR:
            return Literal(DAY, date(value.year, value.month, value.day))
    raise Refused("constant_without_column", value=show(value))


def _number(value: Decimal) -> Literal:
    kind: Number = number_of(value)
    if not fits(kind):
        raise Refused("too_many_digits", digits=kind.digits, most=38)
    return Literal(kind, value)


def value_of_shape(shape: Shape) -> Value:
    """The value of a shape that is constant. *Errors*: `Refused` (`not_constant`)."""
    match shape:
        case Literal(value=date() as day):
            return Date(day.year, day.month, day.day)
        case Literal(value=value):
            return value  # type: ignore[return-value]  # the other literals are FEEL values
        case Items(elements=elements):
            return tuple(map(value_of_shape, elements))
        case Record(members=members, present=None):
            return {name: value_of_shape(entry) for name, entry in members.items()}
        case Span(amount=Literal(value=Decimal() as amount), is_months=is_months):
            return Months(int(amount)) if is_months else Days(int(amount.scaleb(9)))
        case Interval(low=low, high=high, broken=None):
            ends = [None if end is None else value_of_shape(end) for end in (low, high)]
            return Range(
                ends[0], ends[1], shape.includes_low, shape.includes_high, shape.unary or ""
            )  # fmt: skip
        case _:
            pass
    raise Refused("not_constant")


def is_constant_shape(shape: Shape) -> bool:
    """Whether the shape is the same for every row."""
    match shape:
        case Plan():
            return isinstance(shape, Literal)
        case Items(elements=elements):
            return all(map(is_constant_shape, elements))
        case Record(members=members, present=present):
            return present is None and all(map(is_constant_shape, members.values()))
        case Span(amount=amount):
            return isinstance(amount, Literal)
        case Interval(low=low, high=high, broken=broken):
            return broken is None and all(
                end is None or is_constant_shape(end) for end in (low, high)
            )
        case _:
            pass
    return False
