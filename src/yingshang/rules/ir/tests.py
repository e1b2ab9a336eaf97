"""Unary tests: what stands in the cells of a decision table, after `in`, and in allowed values.

Source: DMN 1.5, 10.3.2.8 and grammar rules 7 to 18.
"""

from dataclasses import dataclass

from typing_extensions import override

from yingshang.rules.ir.base import Binding, Node
from yingshang.rules.ir.operators import Comparison
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

    `value` is what `?` stands for inside them.
    """

    value: Binding
    tests: tuple[Test, ...]
    is_negated: bool = False

    @property
    def is_any(self) -> bool:
        """Whether everything passes, unseen."""
        return not self.tests


@dataclass(frozen=True, slots=True)
class In(Node):
    """`value in tests`."""

    value: Node
    tests: Tests

    @property
    @override
    def type(self) -> Type:
        return BOOLEAN
