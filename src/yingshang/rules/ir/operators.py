"""Operators. Source: DMN 1.5, 10.3.2.3 to 10.3.2.13."""

from dataclasses import dataclass
from enum import StrEnum

from typing_extensions import override

from yingshang.rules.ir.base import Node
from yingshang.rules.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS,
    MONTHS,
    NUMBER,
    STRING,
    TIME,
    Type,
    plain,
)  # fmt: skip


class Arithmetic(StrEnum):
    """Operators between numbers, durations, dates; `+` also between strings."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"
    POWER = "**"


class Comparison(StrEnum):
    """Operators that compare."""

    EQUAL = "="
    NOT_EQUAL = "!="
    LESS = "<"
    LESS_EQUAL = "<="
    GREATER = ">"
    GREATER_EQUAL = ">="


@dataclass(frozen=True, slots=True)
class Calculate(Node):
    """`left operator right`."""

    operator: Arithmetic
    left: Node
    right: Node

    @property
    @override
    def type(self) -> Type:
        return _result(self.operator, plain(self.left.type), plain(self.right.type))


def _result(operator: Arithmetic, left: Type, right: Type) -> Type:
    if ANY in (left, right):
        return ANY
    if left == right and left in (NUMBER, STRING, DAYS, MONTHS):
        return NUMBER if operator is Arithmetic.DIVIDE else left
    if {left, right} <= {DATE, DATE_TIME} or left == right == TIME:
        return DAYS
    for moment in (DATE_TIME, DATE, TIME):
        if moment in (left, right):
            return moment
    for duration in (DAYS, MONTHS):
        if duration in (left, right):
            return duration
    return ANY


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """`- operand`."""

    operand: Node

    @property
    @override
    def type(self) -> Type:
        return self.operand.type


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """`left operator right`: true, false, or null where the two cannot be compared."""

    operator: Comparison
    left: Node
    right: Node

    @property
    @override
    def type(self) -> Type:
        return BOOLEAN


@dataclass(frozen=True, slots=True)
class And(Node):
    """Three-valued conjunction: false wins over null, and null over true."""

    left: Node
    right: Node

    @property
    @override
    def type(self) -> Type:
        return BOOLEAN


@dataclass(frozen=True, slots=True)
class Or(Node):
    """Three-valued disjunction: true wins over null, and null over false."""

    left: Node
    right: Node

    @property
    @override
    def type(self) -> Type:
        return BOOLEAN


@dataclass(frozen=True, slots=True)
class Between(Node):
    """`value between low and high`, both ends included."""

    value: Node
    low: Node
    high: Node

    @property
    @override
    def type(self) -> Type:
        return BOOLEAN


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """`value instance of wanted`."""

    value: Node
    wanted: Type

    @property
    @override
    def type(self) -> Type:
        return BOOLEAN
