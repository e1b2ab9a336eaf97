"""Columns that are computed once and then used by name, stage after stage.

A stage's columns refer to columns of earlier stages only. So a decision that many others require
is computed once, and the text grows with the model and not with its paths.
"""

from dataclasses import dataclass, field
from typing import Literal as Only

from yingshang.rules.backends.columns.kinds import Kind
from yingshang.rules.backends.columns.plan import Column, Literal, Plan

Aggregation = Only["count", "sum", "min", "max", "any"]


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """A column and what it is computed from."""

    column: Column
    plan: Plan


@dataclass(frozen=True, slots=True, eq=False)
class Aggregate:
    """A column of the parent from the child rows for which `where` holds (None: all).

    `any` is whether the plan is true for any of them; a row without such children has null for
    `sum`, `min`, `max` and `any`, and 0 for `count`.
    """

    column: Column
    children: "Stages"
    function: Aggregation
    plan: Plan | None
    where: Plan | None
    is_correlated: bool


@dataclass(slots=True, eq=False)
class Stages:
    """The columns computed over one table: the population's, or that of the children of a list.

    `outer` is the parent of a child table. Names start with two underscores and the table's mark.
    """

    mark: str = ""
    outer: "Stages | None" = None
    kept: list[Kept] = field(default_factory=list)
    aggregates: list[Aggregate] = field(default_factory=list)
    _known: dict[Plan, Column] = field(default_factory=dict)

    def keep(self, plan: Plan, hint: str) -> Plan:
        """The plan as a column of its own; what is a column or a constant already stays."""
        if isinstance(plan, Column | Literal):
            return plan
        if plan not in self._known:
            column = Column(
                plan.kind,
                self._name(hint),
                self,
                self.level(plan) + 1,
                outer=self.outer_level(plan),
                nullable=plan.nullable,
            )
            self.kept.append(Kept(column, plan))
            self._known[plan] = column
        return self._known[plan]

    def aggregate(
        self, children: "Stages", function: Aggregation, plan: Plan | None, where: Plan | None,
        *, kind: Kind,
    ) -> Column:  # fmt: skip
        """A column of this table from the rows of a child table."""
        outer = max((children.outer_level(p) for p in (plan, where) if p is not None), default=-1)
        column = Column(
            kind, self._name(f"{children.mark}_{function}"), self, max(outer, 0) + 1,
            nullable=function != "count",
        )  # fmt: skip
        self.aggregates.append(
            Aggregate(column, children, function, plan, where, is_correlated=outer >= 0)
        )
        return column

    def level(self, plan: Plan) -> int:
        """The highest level of this table's columns that the plan uses."""
        return max((c.level for c in plan.uses if c.home is self), default=0)

    def outer_level(self, plan: Plan) -> int:
        """The highest level of the parent's columns that it uses, at whatever depth; -1: none."""
        return max(
            (c.outer if c.home is self else c.level for c in plan.uses), default=-1
        )  # fmt: skip

    @property
    def levels(self) -> int:
        """The number of stages."""
        columns = [k.column for k in self.kept] + [a.column for a in self.aggregates]
        return max((c.level for c in columns), default=0)

    def _name(self, hint: str) -> str:
        number = len(self.kept) + len(self.aggregates) + 1
        return f"__{self.mark}{number}_{hint}"
