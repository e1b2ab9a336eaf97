"""Which kept columns are written out where they are used: those that are used just once.

A column of its own costs the database a pass; an expression that is written twice costs it twice.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from yingshang.rules.backends.columns.plan import Applied, Column, Plan
from yingshang.rules.backends.columns.stages import Stages

REPEATED = frozenset(("whole_months",))
"""Functions whose arguments are written more than once."""


def written_out(stages: Stages, finals: Iterable[Plan]) -> Mapping[str, Plan]:
    """The plans of the columns that are used once, by the column's name."""
    uses: Counter[str] = Counter()
    known: dict[Plan, Counter[str]] = {}
    for plan in [*(kept.plan for kept in stages.kept), *finals]:
        uses.update(_uses(plan, known))
    for one in stages.aggregates:
        for column in _outer_uses(one.children, stages):
            uses[column.name] += 2
    return {
        kept.column.name: kept.plan for kept in stages.kept if uses[kept.column.name] == 1
    }  # fmt: skip


def _uses(plan: Plan, known: dict[Plan, Counter[str]]) -> Counter[str]:
    """How often each column is written in the plan's text."""
    if isinstance(plan, Column):
        return Counter((plan.name,))
    if plan not in known:
        found: Counter[str] = Counter()
        for part in plan.parts:
            found.update(_uses(part, known))
        if isinstance(plan, Applied) and plan.function in REPEATED:
            found.update(found)
        known[plan] = found
    return known[plan]


def _outer_uses(children: Stages, parent: Stages) -> set[Column]:
    """The parent's columns that the columns of a child table are computed from."""
    plans = [kept.plan for kept in children.kept]
    plans += [p for a in parent.aggregates for p in (a.plan, a.where) if p is not None]
    return {column for plan in plans for column in plan.uses if column.home is parent}
