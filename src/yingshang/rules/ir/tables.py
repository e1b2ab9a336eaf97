"""Decision tables. Source: DMN 1.5, chapter 8."""

from dataclasses import dataclass
from enum import StrEnum

from typing_extensions import override

from yingshang.rules.ir.base import Binding, Node
from yingshang.rules.ir.tests import Tests
from yingshang.rules.types import ANY, NUMBER, ContextOf, ListOf, Type, join


class HitPolicy(StrEnum):
    """What is done when several rules match."""

    UNIQUE = "UNIQUE"
    ANY = "ANY"
    PRIORITY = "PRIORITY"
    FIRST = "FIRST"
    RULE_ORDER = "RULE ORDER"
    OUTPUT_ORDER = "OUTPUT ORDER"
    COLLECT = "COLLECT"


class Aggregation(StrEnum):
    """What COLLECT does with the outputs; NONE makes a list."""

    NONE = ""
    SUM = "SUM"
    COUNT = "COUNT"
    MIN = "MIN"
    MAX = "MAX"


@dataclass(frozen=True, slots=True)
class InputClause:
    """A column of conditions: `expression` is evaluated once; the cells see it as their `?`.

    `allowed` are the input values, or None.
    """

    label: str
    expression: Node
    value: Binding
    allowed: Tests | None = None


@dataclass(frozen=True, slots=True)
class OutputClause:
    """A column of results. `allowed` is in the order of priority; `default` stands when no rule
    matches. `priorities` are the constants of `allowed`, in their order, where they are listed."""

    name: str | None
    label: str
    declared: Type = ANY
    allowed: Tests | None = None
    priorities: tuple[Node, ...] = ()
    default: Node | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: it matches when every cell's tests hold. `label` is its number or annotation."""

    id: str
    number: int
    conditions: tuple[Tests, ...]
    outputs: tuple[Node, ...]
    annotations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionTable(Node):
    """A decision table. Each rule has a cell for each input and each output clause."""

    name: str
    hit_policy: HitPolicy
    aggregation: Aggregation
    inputs: tuple[InputClause, ...]
    outputs: tuple[OutputClause, ...]
    rules: tuple[Rule, ...]

    def __post_init__(self) -> None:
        if not self.outputs:
            raise ValueError("a decision table has at least one output")
        for rule in self.rules:
            if len(rule.conditions) != len(self.inputs) or len(rule.outputs) != len(self.outputs):
                raise ValueError(f"rule {rule.number} has not one cell for each column")

    @property
    @override
    def type(self) -> Type:
        if self.aggregation is Aggregation.COUNT:
            return NUMBER
        row = self._row_type()
        many = self.hit_policy in (HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER) or (
            self.hit_policy is HitPolicy.COLLECT and self.aggregation is Aggregation.NONE
        )
        return ListOf(row) if many else row

    def _row_type(self) -> Type:
        columns = [self._column_type(index) for index in range(len(self.outputs))]
        if len(columns) == 1:
            return columns[0]
        return ContextOf(
            tuple((o.name or "", t) for o, t in zip(self.outputs, columns, strict=True))
        )

    def _column_type(self, index: int) -> Type:
        declared = self.outputs[index].declared
        return declared if declared != ANY else join([r.outputs[index].type for r in self.rules])
