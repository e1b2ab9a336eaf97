"""Whether no two rules of a table can match together, as far as constant cells tell.

Sound, not complete: where it says yes, the check for overlapping rules may be left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from yingshang.rules.backends.columns.compiling.scope import Scope, shape_of
from yingshang.rules.backends.columns.plan import Literal
from yingshang.rules.backends.columns.shapes import Interval, Items, Shape
from yingshang.rules.ir import CompareTest, Comparison, ExpressionTest, Test, Tests

MOST_RULES = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """The values between two ends of one kind; an end that is None has no bound."""

    kind: type
    low: Any = None
    high: Any = None
    includes_low: bool = True
    includes_high: bool = True

    def meets(self, other: "Piece") -> bool:
        """Whether some value might lie in both."""
        if self.kind is not other.kind:
            return True
        return not (self._is_before(other) or other._is_before(self))

    def _is_before(self, other: "Piece") -> bool:
        if self.high is None or other.low is None:
            return False
        touching = self.high == other.low and not (self.includes_high and other.includes_low)
        return bool(self.high < other.low or touching)


Cell = tuple[Piece, ...] | None
"""What a cell lets through; None: we cannot tell."""


def are_disjoint(rules: Sequence[tuple[Tests, ...]], scope: Scope) -> bool:
    """Whether each two rules have an input whose cells let no value through in common."""
    if len(rules) > MOST_RULES:
        return False
    cells = [[_cell(tests, scope) for tests in conditions] for conditions in rules]
    return all(
        any(_apart(one, other) for one, other in zip(cells[i], cells[j], strict=True))
        for i in range(len(cells))
        for j in range(i)
    )


def _apart(one: Cell, other: Cell) -> bool:
    if one is None or other is None:
        return False
    return not any(a.meets(b) for a in one for b in other)


def _cell(tests: Tests, scope: Scope) -> Cell:
    if tests.is_any or tests.is_negated:
        return None
    pieces: list[Piece] = []
    for test in tests.tests:
        found = _pieces(test, scope)
        if found is None:
            return None
        pieces.extend(found)
    return tuple(pieces)


def _pieces(test: Test, scope: Scope) -> Cell:
    if isinstance(test, CompareTest):
        return _compared(test.operator, shape_of(test.operand, scope))
    if isinstance(test, ExpressionTest) and not test.uses_value:
        return _of_shape(shape_of(test.expression, scope))
    return None


def _compared(operator: Comparison, operand: Shape) -> Cell:
    value = _constant(operand)
    if value is None:
        return None
    match operator:
        case Comparison.EQUAL:
            return (Piece(type(value), value, value),)
        case Comparison.LESS | Comparison.LESS_EQUAL:
            closed = operator is Comparison.LESS_EQUAL
            return (Piece(type(value), high=value, includes_high=closed),)
        case Comparison.GREATER | Comparison.GREATER_EQUAL:
            closed = operator is Comparison.GREATER_EQUAL
            return (Piece(type(value), low=value, includes_low=closed),)
        case _:
            pass
    return None


def _of_shape(shape: Shape) -> Cell:
    match shape:
        case Items(elements=elements):
            found = [_of_shape(element) for element in elements]
            if any(pieces is None for pieces in found):
                return None
            return tuple(piece for pieces in found for piece in pieces or ())
        case Interval(unary=None, low=low, high=high):
            return _interval(shape, _constant(low), _constant(high))
        case _:
            pass
    value = _constant(shape)
    return None if value is None else (Piece(type(value), value, value),)


def _interval(shape: Interval, low: Any, high: Any) -> Cell:
    known = [value for value in (low, high) if value is not None]
    missing = (shape.low is not None and low is None) or (shape.high is not None and high is None)
    if missing or not known:
        return None
    return (Piece(type(known[0]), low, high, shape.includes_low, shape.includes_high),)


def _constant(shape: Shape | None) -> Any:
    return shape.value if isinstance(shape, Literal) else None
