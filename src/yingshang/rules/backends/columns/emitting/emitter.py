"""From a plan to an Ibis expression over a table: one short function for each kind of node."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from functools import reduce
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from yingshang.rules.backends.columns.emitting import figures
from yingshang.rules.backends.columns.emitting.operations import exact
from yingshang.rules.backends.columns.emitting.sharing import Key, key_of
from yingshang.rules.backends.columns.kinds import (
    DAY,
    NOTHING,
    TEXT,
    TRUTH,
    Number,
    number_type,
    sql_type,
)
from yingshang.rules.backends.columns.plan import (
    AllOf,
    AnyOf,
    Applied,
    Calculated,
    Case,
    Column,
    Compared,
    Cut,
    Extreme,
    IsNull,
    Literal,
    Member,
    Not,
    OneOf,
    Plan,
    Rounded,
    Same,
    Whole,
    Within,
)

Resolver = Callable[[Column], ir.Value]


@dataclass(slots=True)
class Emitter:
    """Expressions over the columns that `resolve` finds. A plan used twice is one expression."""

    resolve: Resolver
    shared: Mapping[Key, ir.Value] = field(default_factory=dict)
    """Comparisons that have a column of their own already."""
    known: dict[Plan, ir.Value] = field(default_factory=dict)

    def __call__(self, plan: Plan) -> ir.Value:
        found = self.known.get(plan)
        if found is None:
            found = self.shared.get(key_of(plan) or ()) if self.shared else None
            found = EMITTERS[type(plan)](plan, self) if found is None else found
            self.known[plan] = found
        return found

    def figure(self, plan: Plan) -> tuple[ir.Value, Number]:
        """A number's expression and its kind."""
        assert isinstance(plan.kind, Number)  # noqa: S101 - the compiler has seen to it
        value = self(plan)
        if figures.scale_of(value) != plan.kind.scale:
            raise TypeError(f"{value.type()} is not of the scale {plan.kind.scale}")
        return value, plan.kind


Handler = Callable[[Any, Emitter], ir.Value]
EMITTERS: dict[type[Plan], Handler] = {}


def emits(kind: type[Plan]) -> Callable[[Handler], Handler]:
    """Register the function that writes nodes of the kind."""

    def register(handler: Handler) -> Handler:
        EMITTERS[kind] = handler
        return handler

    return register


@emits(Column)
def _column(plan: Column, emit: Emitter) -> ir.Value:
    value = emit.resolve(plan)
    return figures.as_number(value, plan.kind) if isinstance(plan.kind, Number) else value


@emits(Member)
def _member(plan: Member, emit: Emitter) -> ir.Value:
    value = emit(plan.source)[plan.name]
    return figures.as_number(value, plan.kind) if isinstance(plan.kind, Number) else value


@emits(Literal)
def _literal(plan: Literal, emit: Emitter) -> ir.Value:
    wanted = sql_type(plan.kind)
    return ibis.null(wanted) if plan.value is None else ibis.literal(plan.value, type=wanted)


@emits(Within)
def _within(plan: Within, emit: Emitter) -> ir.Value:
    return emit(plan.value)


@emits(Calculated)
def _calculated(plan: Calculated, emit: Emitter) -> ir.Value:
    (left, one), (right, other) = emit.figure(plan.left), emit.figure(plan.right)
    assert isinstance(plan.kind, Number)  # noqa: S101 - of numbers
    if plan.sign == "*":
        return figures.product(left, one, right, other, plan.kind)
    return figures.total(plan.sign, left, one, right, other, plan.kind)


@emits(Rounded)
def _rounded(plan: Rounded, emit: Emitter) -> ir.Value:
    value, kind = emit.figure(plan.value)
    given = figures.decimal(value, kind)
    wanted = dt.Decimal(given.type().precision, max(plan.places, 0))
    return exact(plan.rounding, given, result=wanted, places=plan.places)


@emits(Cut)
def _cut(plan: Cut, emit: Emitter) -> ir.Value:
    (top, one), (bottom, other) = emit.figure(plan.numerator), emit.figure(plan.divisor)
    if isinstance(top.type(), dt.Integer) and isinstance(bottom.type(), dt.Integer):
        return exact("cut", figures.bigint(top), figures.bigint(bottom), result=dt.int64)
    assert isinstance(plan.kind, Number)  # noqa: S101 - of numbers
    del one, other
    return exact("wide cut", top, bottom, result=dt.Decimal(38, 0))


@emits(Whole)
def _whole(plan: Whole, emit: Emitter) -> ir.Value:
    """Counted in its own units first, then in the finer ones."""
    value, kind = emit.figure(plan.value)
    assert isinstance(plan.kind, Number)  # noqa: S101 - of numbers
    units = Number(kind.low, kind.high)
    if kind.scale:
        unit = Number(10**kind.scale, 10**kind.scale)
        raised = figures.product(
            figures.decimal(value, kind, tight=True), kind,
            figures.literal(Decimal(10**kind.scale), dt.Decimal(kind.scale + 1, 0)), unit,
            Number(kind.low * 10**kind.scale, kind.high * 10**kind.scale, kind.scale),
        )  # fmt: skip
        value = exact("cast", raised, result=number_type(units))
    factor = 10 ** (plan.scale - kind.scale)
    if factor > 1:
        more = Number(factor, factor)
        value = figures.product(
            value, units, figures.literal(Decimal(factor), number_type(more)), more, plan.kind
        )
    return figures.to_type(value, number_type(plan.kind))


@emits(Compared)
def _compared(plan: Compared, emit: Emitter) -> ir.Value:
    if plan.operator == "=" and isinstance(plan.right, Literal) and plan.right.kind == TRUTH:
        value = emit(plan.left)
        return value if plan.right.value else exact("not", value, result=dt.boolean)
    left, right = _sides(plan.left, plan.right, plan.operator, emit)
    return _COMPARISONS[plan.operator](left, right)


_COMPARISONS: dict[str, Callable[[ir.Value, ir.Value], ir.Value]] = {
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
_FLIPPED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _sides(left: Plan, right: Plan, operator: str, emit: Emitter) -> tuple[ir.Value, ir.Value]:
    if not isinstance(left.kind, Number):
        return emit(left), emit(right)
    if isinstance(left, Literal) and not isinstance(right, Literal):
        one, other = _sides(right, left, _FLIPPED[operator], emit)
        return other, one
    (one, kind), (other, other_kind) = emit.figure(left), emit.figure(right)
    if isinstance(right, Literal) and isinstance(right.value, Decimal):
        near = _at_scale(right.value, kind.scale, operator)
        if near is not None and _has_room(one, near):
            return one, figures.literal(near, one.type())
    if isinstance(one.type(), dt.Integer) and isinstance(other.type(), dt.Integer):
        return one, other
    return figures.aligned(one, kind, other, other_kind)


def _at_scale(value: Decimal, scale: int, operator: str) -> Decimal | None:
    """The constant of that scale which compares alike with every number of the scale."""
    rounding = {"<": ROUND_CEILING, ">=": ROUND_CEILING, "<=": ROUND_FLOOR, ">": ROUND_FLOOR}
    unit = Decimal(1).scaleb(-scale)
    near = value.quantize(unit, rounding.get(operator, ROUND_FLOOR), _WIDE)
    return near if operator in rounding or near == value else None


def _has_room(value: ir.Value, constant: Decimal) -> bool:
    given = value.type()
    if isinstance(given, dt.Decimal):
        return bool(abs(constant.scaleb(given.scale, _WIDE)) < 10**given.precision)
    return bool(given.bounds.lower <= constant <= given.bounds.upper)


_WIDE = Context(prec=90)


@emits(Same)
def _same(plan: Same, emit: Emitter) -> ir.Value:
    left, right = _sides(plan.left, plan.right, "=", emit)
    if plan.left.nullable and plan.right.nullable:
        return left.identical_to(right)
    return _or_false(left == right)


@emits(OneOf)
def _one_of(plan: OneOf, emit: Emitter) -> ir.Value:
    value = emit(plan.value)
    if isinstance(plan.value.kind, Number):
        equal = [_equal(plan.value, constant, emit) for constant in plan.constants]
        found = reduce(lambda left, right: left | right, equal)
    else:
        found = value.isin([emit(constant) for constant in plan.constants])
    return found if plan.nullable or not plan.value.nullable else _or_false(found)


def _equal(left: Plan, right: Plan, emit: Emitter) -> ir.Value:
    one, other = _sides(left, right, "=", emit)
    return one == other


def _or_false(condition: ir.Value) -> ir.Value:
    return ibis.coalesce(condition, ibis.literal(False))


@emits(IsNull)
def _is_null(plan: IsNull, emit: Emitter) -> ir.Value:
    return emit(plan.value).isnull()


@emits(AllOf)
def _all_of(plan: AllOf, emit: Emitter) -> ir.Value:
    return _paired(plan.conditions, emit, lambda left, right: left & right)


@emits(AnyOf)
def _any_of(plan: AnyOf, emit: Emitter) -> ir.Value:
    return _paired(plan.conditions, emit, lambda left, right: left | right)


def _paired(
    parts: Sequence[Plan], emit: Emitter, join: Callable[[ir.Value, ir.Value], ir.Value]
) -> ir.Value:
    """A balanced tree, so that many parts do not nest deeply."""
    if len(parts) == 1:
        return emit(parts[0])
    middle = (len(parts) + 1) // 2
    return join(_paired(parts[:middle], emit, join), _paired(parts[middle:], emit, join))


@emits(Not)
def _not(plan: Not, emit: Emitter) -> ir.Value:
    return exact("not", emit(plan.condition), result=dt.boolean)


@emits(Case)
def _case(plan: Case, emit: Emitter) -> ir.Value:
    values = [*(value for _, value in plan.cases), plan.otherwise]
    wanted = _type_of(values, plan.kind, emit)
    cases = [(emit(condition), _typed(value, wanted, emit)) for condition, value in plan.cases]
    return ibis.cases(*cases, else_=_typed(plan.otherwise, wanted, emit))


def _type_of(values: Sequence[Plan], kind: object, emit: Emitter) -> dt.DataType:
    if not isinstance(kind, Number):
        return dt.boolean if kind == NOTHING else _PLAIN.get(kind, dt.boolean)
    known = [v for v in values if isinstance(v.kind, Number) and not _is_null_literal(v)]
    columns = [emit.figure(v) for v in known if not isinstance(v, Literal)]
    columns = [(figures.bigint(value), of) for value, of in columns]
    constants = [emit.figure(v) for v in known if isinstance(v, Literal)]
    if columns and all(_fits(value, columns[0][0].type(), kind) for value in known):
        return columns[0][0].type()
    return figures.common_type([*columns, *constants], kind)


_PLAIN: dict[object, dt.DataType] = {TEXT: dt.string, DAY: dt.date}


def _is_null_literal(plan: Plan) -> bool:
    return isinstance(plan, Literal) and plan.value is None


def _fits(value: Plan, wanted: dt.DataType, kind: Number) -> bool:
    """Whether a type holds the value at the scale of the whole."""
    assert isinstance(value.kind, Number)  # noqa: S101 - of numbers
    if isinstance(wanted, dt.Decimal):
        room = wanted.precision - wanted.scale >= figures.digits(value.kind) - value.kind.scale
        return bool(wanted.scale == kind.scale and room)
    return kind.is_bigint


def _typed(value: Plan, wanted: dt.DataType, emit: Emitter) -> ir.Value:
    if value.kind == NOTHING:
        return ibis.null(wanted)
    if isinstance(value, Literal) and (value.value is None or isinstance(value.value, Decimal)):
        return figures.literal(value.value, wanted)
    found = emit(value)
    return figures.to_type(found, wanted) if isinstance(value.kind, Number) else found


@emits(Extreme)
def _extreme(plan: Extreme, emit: Emitter) -> ir.Value:
    wanted = _type_of(plan.values, plan.kind, emit)
    values = [_typed(value, wanted, emit) for value in plan.values]
    return ibis.least(*values) if plan.is_least else ibis.greatest(*values)


@emits(Applied)
def _applied(plan: Applied, emit: Emitter) -> ir.Value:
    arguments = [emit(argument) for argument in plan.arguments]
    wanted = dt.int64 if isinstance(plan.kind, Number) else sql_type(plan.kind)
    return exact(plan.function, *arguments, result=wanted)
