"""Hit policies over a population: one value for each row, or null where the policy is broken."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from yingshang.rules.backends.columns.arithmetic import calculate, figure
from yingshang.rules.backends.columns.choosing import NULL, choice
from yingshang.rules.backends.columns.comparing import equal, order
from yingshang.rules.backends.columns.compiling.scope import Scope, shape_of
from yingshang.rules.backends.columns.constants import is_constant_shape, value_of_shape
from yingshang.rules.backends.columns.keeping import keep
from yingshang.rules.backends.columns.kinds import NOTHING, Number
from yingshang.rules.backends.columns.logic import (
    all_of,
    any_of,
    case,
    is_null,
    joined_kind,
    negation,
    surely,
)
from yingshang.rules.backends.columns.plan import Extreme, Literal, Plan, constant_number
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Record, Shape
from yingshang.rules.ir import Aggregation, DecisionTable, HitPolicy, Rule
from yingshang.rules.values import Value
from yingshang.rules.values.equality import surely_equal

Outputs = tuple[Shape, ...]
ZERO, ONE = constant_number(0), constant_number(1)


@dataclass(frozen=True, eq=False)
class Row:
    """A rule in columns: whether each cell holds, and what each output is."""

    rule: Rule
    conditions: tuple[Plan, ...]
    outputs: Outputs

    @cached_property
    def matches(self) -> Plan:
        """Whether every cell holds; null counts as no."""
        return all_of(self.conditions)


@dataclass(frozen=True, slots=True, eq=False)
class Resolved:
    """The table's value, and where its policy is broken (None: it cannot be)."""

    value: Shape
    violation: Plan | None = None


def resolve(
    table: DecisionTable,
    rows: Sequence[Row],
    default: Outputs | None,
    scope: Scope,
    *,
    disjoint: bool,
) -> Resolved:
    """What the policy makes of the rules. *Errors*: `Refused` where that is a list."""
    otherwise = NULL if default is None else as_value(table, default)
    match table.hit_policy:
        case HitPolicy.FIRST:
            return Resolved(_first(table, rows, otherwise))
        case HitPolicy.UNIQUE:
            if disjoint:
                return Resolved(_first(table, rows, otherwise))
            return _unique(table, rows, otherwise, scope)
        case HitPolicy.ANY:
            if disjoint:
                return Resolved(_first(table, rows, otherwise))
            return _any(table, rows, otherwise, scope)
        case HitPolicy.PRIORITY:
            return Resolved(_first(table, _ranked(table, rows, scope), otherwise))
        case HitPolicy.COLLECT if table.aggregation is not Aggregation.NONE:
            return Resolved(_aggregated(table, rows, default, scope))
    raise Refused("list_result", policy=table.hit_policy.value)


def as_value(table: DecisionTable, outputs: Outputs) -> Shape:
    """A row's outputs as a value: the one output's, or a context of several."""
    if len(outputs) == 1:
        return outputs[0]
    names = [clause.name or "" for clause in table.outputs]
    return Record(dict(zip(names, outputs, strict=True)))


def _first(table: DecisionTable, rows: Sequence[Row], otherwise: Shape) -> Shape:
    return choice([(row.matches, as_value(table, row.outputs)) for row in rows], otherwise)


def _kept(rows: Sequence[Row], scope: Scope) -> list[Plan]:
    return [scope.stages.keep(surely(row.matches), f"rule{row.rule.number}") for row in rows]


def _unique(table: DecisionTable, rows: Sequence[Row], otherwise: Shape, scope: Scope) -> Resolved:
    """Two rules match when the first that does and the last that does are not the same."""
    matches = _kept(rows, scope)
    numbered = [(m, constant_number(number)) for number, m in enumerate(matches, 1)]
    first, last = case(numbered, ZERO), case(numbered[::-1], ZERO)
    violation = scope.stages.keep(order("!=", first, last), "overlap")
    cases = [(m, as_value(table, row.outputs)) for m, row in zip(matches, rows, strict=True)]
    return Resolved(choice([(violation, NULL), *cases], otherwise), violation)


def _any(table: DecisionTable, rows: Sequence[Row], otherwise: Shape, scope: Scope) -> Resolved:
    """All rules that match agree with the first that does."""
    matches = _kept(rows, scope)
    results = [as_value(table, row.outputs) for row in rows]
    first = keep(choice(list(zip(matches, results, strict=True)), otherwise), scope.stages, "first")
    differing = [
        all_of([m, negation(same(result, first))])
        for m, result in zip(matches, results, strict=True)
    ]
    violation = scope.stages.keep(surely(any_of(differing)), "disagreement")
    return Resolved(choice([(violation, NULL)], first), violation)


def same(one: Shape, other: Shape) -> Plan:
    """Whether two results are the same value, member by member."""
    if isinstance(one, Record) and isinstance(other, Record):
        return all_of(same(entry, other.members[name]) for name, entry in one.members.items())
    return surely(equal(one, other))


def _ranked(table: DecisionTable, rows: Sequence[Row], scope: Scope) -> list[Row]:
    """The rules in the order of their outputs' priorities; those outputs must be constants."""
    orders = [
        [value_of_shape(shape_of(p, scope)) for p in clause.priorities] for clause in table.outputs
    ]

    def position(known: list[Value], shape: Shape) -> int:
        if not is_constant_shape(shape):
            raise Refused("priority_not_constant")
        value = value_of_shape(shape)
        found = (i for i, one in enumerate(known) if surely_equal(one, value))
        return next(found, len(known))

    def rank(row: Row) -> tuple[int, ...]:
        return tuple(
            position(list(known), shape) for known, shape in zip(orders, row.outputs, strict=True)
        )

    return sorted(rows, key=rank)


def _aggregated(
    table: DecisionTable, rows: Sequence[Row], default: Outputs | None, scope: Scope
) -> Shape:
    if len(table.outputs) != 1 and table.aggregation is not Aggregation.COUNT:
        raise Refused("list_result", policy=table.hit_policy.value)
    matches = _kept(rows, scope)
    combine = _AGGREGATIONS[table.aggregation]
    results = [_scalar(row.outputs[0]) for row in rows]
    found = combine(list(zip(matches, results, strict=True)))
    if default is None and table.aggregation is Aggregation.COUNT:
        return found
    otherwise = NULL if default is None else as_value(table, default)
    return choice([(any_of(matches), found)], otherwise)


def _scalar(shape: Shape) -> Plan:
    if not isinstance(shape, Plan):
        raise Refused("list_result", policy="COLLECT")
    return shape


Results = list[tuple[Plan, Plan]]


def _sum(results: Results) -> Plan:
    """Null where a rule that matches has null."""
    broken = any_of(match for match, result in results if result.kind == NOTHING)
    known = [(match, result) for match, result in results if result.kind != NOTHING]
    for _, result in known:
        figure(result)
    terms = [case([(match, result)], ZERO) for match, result in known]
    return case([(broken, NULL)], _added(terms or [ZERO]))


def _added(terms: list[Plan]) -> Plan:
    """Their sum, as a balanced tree."""
    if len(terms) == 1:
        return terms[0]
    middle = len(terms) // 2
    return calculate("+", _added(terms[:middle]), _added(terms[middle:]))


def _count(results: Results) -> Plan:
    return _added([case([(match, ONE)], ZERO) for match, _ in results])


def _extreme(*, is_least: bool) -> Callable[[Results], Plan]:
    def combine(results: Results) -> Plan:
        kind = joined_kind([result.kind for _, result in results])
        if kind != NOTHING and not isinstance(kind, Number):
            raise Refused("not_a_number", kind=type(kind).__name__)
        null = Literal(kind, None)
        terms = tuple(case([(match, result)], null) for match, result in results)
        broken = any_of(all_of([match, is_null(result)]) for match, result in results)
        return case([(broken, null)], Extreme(kind, is_least, terms))

    return combine


_AGGREGATIONS: dict[Aggregation, Callable[[Results], Plan]] = {
    Aggregation.SUM: _sum,
    Aggregation.COUNT: _count,
    Aggregation.MIN: _extreme(is_least=True),
    Aggregation.MAX: _extreme(is_least=False),
}
