"""Unary tests: what stands in the cells of a decision table, after `in`, and in allowed values.

Source: DMN 1.5, 10.3.2.8 and grammar rules 7 to 18.
"""

from dataclasses import dataclass, field

from typing_extensions import override

from yingshang.rules.ir.base import Binding, Node
from yingshang.rules.ir.operators import Comparison
from yingshang.rules.source import Place
from yingshang.rules.types import BOOLEAN, Type


@dataclass(frozen=True, slots=True)
class Test:
    """One positive test of the value that `?` stands for."""


@dataclass(frozen=True, slots=True)
class CompareTest(Test):
    """`< operand`, `= operand` and so on: the value on the left."""

    operator: Comparison
    operand: Node


@dataclass(frozen=True, slots=True)
class ExpressionTest(Test):
    """An expression. With `?` in it (`uses_value`) it must itself be true. Without, the value must
    equal it, lie in it when it is a range, or be among its elements when it is a list."""

    expression: Node
    uses_value: bool = False


@dataclass(frozen=True, slots=True)
class Tests:
    """Tests of which one must hold (`is_negated`: none may). No tests: `-`, which always holds.

    `value` is what `?` stands for inside them; `place` is where their text stands, if it is one of
    its own.
    """

    value: Binding
    tests: tuple[Test, ...]
    is_negated: bool = False
    place: Place | None = field(default=None, kw_only=True, compare=False, repr=False)

    @property
    def is_any(self) -> bool:
        """Whether everything passes, unseen."""
        return not self.tests

    @property
    def text(self) -> str:
        """The tests as they are written; nothing where that is not known."""
        return self.place.text.strip() if self.place is not None else ""


@dataclass(frozen=True, slots=True)
class In(Node):
    """`value in tests`."""

    value: Node
    tests: Tests

    @property
    @override
    def type(self) -> Type:
        return BOOLEAN
