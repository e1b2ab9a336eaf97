"""Operators between kinds that have no meaning, and conditions that are neither true nor false."""

from collections.abc import Callable, Iterator

from yingshang.rules.backends.reference.operating import CALCULATIONS
from yingshang.rules.checking.kinds import is_vague, sample_of
from yingshang.rules.checking.located import Located
from yingshang.rules.ir import (
    And,
    Between,
    Calculate,
    Compare,
    Comparison,
    Constant,
    Every,
    Filter,
    If,
    Negate,
    Node,
    Or,
    Some,
)
from yingshang.rules.problems import Problem
from yingshang.rules.types import BOOLEAN, NUMBER, Type, plain
from yingshang.rules.values import Undefined, Value, operators

_MEANINGLESS = ("wrong_operands", "wrong_operand", "kinds_differ")


def has_meaning(act: Callable[..., Value], *types: Type) -> bool:
    """Whether the operator has a meaning for values of these types, as far as they tell."""
    if any(map(is_vague, types)):
        return True
    try:
        act(*map(sample_of, types))
    except Undefined as why:
        return why.code not in _MEANINGLESS
    return True


def compares(operator: str, left: Type, right: Type) -> bool:
    """Whether values of the types can be compared."""
    return has_meaning(lambda one, other: operators.compare(operator, one, other), left, right)


def check_operators(at: Located) -> Iterator[Problem]:
    """What is wrong with the node, if it is an operator or has a condition."""
    match at.node:
        case Calculate(operator=operator, left=left, right=right):
            if not has_meaning(CALCULATIONS[operator], left.type, right.type):
                yield _between(at, operator.value, left, right)
        case Negate(operand=operand):
            if not has_meaning(operators.negate, operand.type):
                yield at.problem("no_negative", type=operand.type)
        case Compare(operator=operator, left=left, right=right):
            yield from _comparison(at, operator, left, right)
        case Between(value=value, low=low, high=high):
            for end in (low, high):
                if not compares("<=", value.type, end.type):
                    yield _between(at, "between", value, end)
        case _:
            yield from _conditions(at)


def _comparison(at: Located, operator: Comparison, left: Node, right: Node) -> Iterator[Problem]:
    if not compares(operator, left.type, right.type):
        yield _between(at, operator.value, left, right)
    elif operator not in (Comparison.EQUAL, Comparison.NOT_EQUAL) and any(
        isinstance(side, Constant) and side.value is None for side in (left, right)
    ):
        yield at.problem("order_of_null", operator=operator.value)


def _between(at: Located, operator: str, left: Node, right: Node) -> Problem:
    return at.problem("kinds_do_not_fit", operator=operator, left=left.type, right=right.type)


def _conditions(at: Located) -> Iterator[Problem]:
    match at.node:
        case And(left=left, right=right) | Or(left=left, right=right):
            conditions: tuple[Node, ...] = (left, right)
        case If(condition=condition) | Some(condition=condition) | Every(condition=condition):
            conditions = (condition,)
        case Filter(predicate=predicate):
            if plain(predicate.type) == NUMBER:
                return
            conditions = (predicate,)
        case _:
            return
    for condition in conditions:
        if not is_vague(condition.type) and plain(condition.type) != BOOLEAN:
            yield at.problem("not_a_condition", type=condition.type)
