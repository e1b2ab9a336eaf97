"""Hit policies: what becomes of the rules that match. Source: DMN 1.5, 8.2.8.

Shared by the back ends that decide one case; how rules are matched is theirs.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import reduce

from yingshang.rules.ir import Aggregation, DecisionTable, HitPolicy, Rule
from yingshang.rules.values import Undefined, Value, brief, operators

Row = tuple[Value, ...]
RowOf = Callable[[Rule], Row]
Priorities = Callable[[], Sequence[Sequence[Value]]]
"""For each output, its allowed values in the order of their priority."""


def resolve(
    table: DecisionTable, matching: Sequence[Rule], row_of: RowOf, priorities: Priorities
) -> Value:
    """The table's value from the rules that match (one at least), in the order of the table.

    Errors: `Undefined` where the policy is broken, or what is collected does not add up.
    """
    match table.hit_policy:
        case HitPolicy.UNIQUE:
            return _unique(table, matching, row_of)
        case HitPolicy.ANY:
            return _any(table, matching, row_of)
        case HitPolicy.FIRST:
            return as_value(table, row_of(matching[0]))
        case HitPolicy.PRIORITY:
            return as_value(table, _ranked(matching, row_of, priorities)[0])
        case HitPolicy.OUTPUT_ORDER:
            return tuple(as_value(table, row) for row in _ranked(matching, row_of, priorities))
        case HitPolicy.RULE_ORDER:
            return tuple(as_value(table, row_of(rule)) for rule in matching)
        case HitPolicy.COLLECT:
            return _collect(table, [as_value(table, row_of(rule)) for rule in matching])


def without_match(table: DecisionTable, default: Callable[[], Row]) -> Value:
    """The table's value when no rule matches: the default, nothing collected, or none at all."""
    if any(clause.default is not None for clause in table.outputs):
        value = as_value(table, default())
        return (value,) if makes_list(table) else value
    if table.aggregation is Aggregation.COUNT:
        return Decimal(0)
    if makes_list(table):
        return ()
    raise Undefined("no_rule_matches", table=table.name)


def makes_list(table: DecisionTable) -> bool:
    """Whether the policy answers a list of results."""
    return table.hit_policy in (HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER) or (
        table.hit_policy is HitPolicy.COLLECT and table.aggregation is Aggregation.NONE
    )


def as_value(table: DecisionTable, row: Row) -> Value:
    """A row as a value: the one output's, or a context of several."""
    if len(row) == 1:
        return row[0]
    return {clause.name or "": value for clause, value in zip(table.outputs, row, strict=True)}


def _unique(table: DecisionTable, matching: Sequence[Rule], row_of: RowOf) -> Value:
    if len(matching) > 1:
        raise Undefined("several_rules_match", table=table.name, rules=_numbers(matching))
    return as_value(table, row_of(matching[0]))


def _any(table: DecisionTable, matching: Sequence[Rule], row_of: RowOf) -> Value:
    first, *others = [as_value(table, row_of(rule)) for rule in matching]
    if not all(operators.surely_equal(first, other) for other in others):
        raise Undefined("rules_disagree", table=table.name, rules=_numbers(matching))
    return first


def _ranked(matching: Sequence[Rule], row_of: RowOf, priorities: Priorities) -> list[Row]:
    """The rows by the order of their output values; the first output decides first."""
    orders = priorities()

    def rank(row: Row) -> tuple[int, ...]:
        return tuple(_position(order, value) for order, value in zip(orders, row, strict=True))

    return sorted((row_of(rule) for rule in matching), key=rank)


def _position(order: Sequence[Value], value: Value) -> int:
    found = (i for i, known in enumerate(order) if operators.surely_equal(known, value))
    return next(found, len(order))


def _collect(table: DecisionTable, results: list[Value]) -> Value:
    if table.aggregation is Aggregation.NONE:
        return tuple(results)
    if table.aggregation is Aggregation.COUNT:
        return Decimal(len(results))
    try:
        return reduce(_AGGREGATIONS[table.aggregation], results)
    except Undefined:
        raise Undefined(
            "cannot_aggregate", table=table.name, value=brief(tuple(results)),
            aggregation=table.aggregation.value,
        ) from None  # fmt: skip


def _least(one: Value, other: Value) -> Value:
    return one if operators.compare("<=", one, other) is True else other


def _greatest(one: Value, other: Value) -> Value:
    return one if operators.compare(">=", one, other) is True else other


_AGGREGATIONS: dict[Aggregation, Callable[[Value, Value], Value]] = {
    Aggregation.SUM: operators.add,
    Aggregation.MIN: _least,
    Aggregation.MAX: _greatest,
}


def _numbers(rules: Sequence[Rule]) -> str:
    return ", ".join(str(rule.number) for rule in rules)
