"""A table with the kept columns added, stage by stage, and the grouped columns of its children."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir

from yingshang.rules.backends.columns.emitting import duckdb, spark
from yingshang.rules.backends.columns.emitting.emitter import Emitter
from yingshang.rules.backends.columns.emitting.operations import exact, kept
from yingshang.rules.backends.columns.emitting.sharing import Key, Shared
from yingshang.rules.backends.columns.inputs import Child
from yingshang.rules.backends.columns.kinds import Number, number_type
from yingshang.rules.backends.columns.plan import Column, Plan
from yingshang.rules.backends.columns.stages import Aggregate, Kept, Stages

WRITERS = (duckdb.write, spark.write)
"""Importing them teaches Ibis' compilers our operations."""

OUTER = "__outer_"


@dataclass(frozen=True, slots=True)
class Assembler:
    """The tables that stages are computed over."""

    children: Mapping[int, Child]
    """By the identity of their stages."""
    inlined: Mapping[str, Plan] = field(default_factory=dict)
    """Columns that are written out where they are used."""
    shared: Mapping[Key, Shared] = field(default_factory=dict)
    """Comparisons of the population's columns that get a column of their own."""

    def assemble(self, table: ir.Table, stages: Stages) -> ir.Table:
        """The population with all kept columns."""
        table = self._with_shared(table, stages, 0)
        for level in range(1, stages.levels + 1):
            table = self._joined(table, stages, level)
            wanted = [k for k in stages.kept if k.column.level == level]
            table = self._with_kept(
                table, [k for k in wanted if k.column.name not in self.inlined], stages
            )
            table = self._with_shared(table, stages, level)
        return table

    def emitter(self, table: ir.Table, stages: Stages) -> Emitter:
        """What writes plans over the table."""

        def resolve(column: Column) -> ir.Value:
            if column.name in self.inlined and column.home is stages:
                return emit(self.inlined[column.name])
            return table[column.name if column.home is stages else f"{OUTER}{column.name}"]

        here = [(k, s.name) for k, s in self.shared.items() if s.name in table.columns]
        emit = Emitter(resolve, {key: table[name] for key, name in here})
        return emit

    def _with_shared(self, table: ir.Table, stages: Stages, level: int) -> ir.Table:
        wanted = [shared for shared in self.shared.values() if shared.level == level]
        if not wanted:
            return table
        emit = self.emitter(table, stages)
        return table.mutate(**{shared.name: kept(emit(shared.plan)) for shared in wanted})

    def _with_kept(self, table: ir.Table, columns: Sequence[Kept], stages: Stages) -> ir.Table:
        if not columns:
            return table
        emit = self.emitter(table, stages)
        return table.mutate(**{k.column.name: kept(emit(k.plan)) for k in columns})

    def _joined(self, table: ir.Table, stages: Stages, level: int) -> ir.Table:
        wanted = [a for a in stages.aggregates if a.column.level == level]
        for children in dict.fromkeys(a.children for a in wanted):
            for correlated in (False, True):
                group = [
                    a for a in wanted if a.children is children and a.is_correlated is correlated
                ]
                if group:
                    table = self._join(table, children, group, correlated=correlated)
        return table

    def _join(
        self, table: ir.Table, children: Stages, group: Sequence[Aggregate], *, correlated: bool
    ) -> ir.Table:
        child = self.children[id(children)]
        rows = child.table
        if correlated:
            outer = table.rename({f"{OUTER}{name}": name for name in table.columns})
            rows = rows.join(outer, rows[child.key] == outer[f"{OUTER}{child.parent_key}"])
        plans = [p for a in group for p in (a.plan, a.where) if p is not None]
        for needed in _by_level(_needed(plans, children)):
            rows = self._with_kept(rows, needed, children)
        emit = self.emitter(rows, children)
        grouped = rows.group_by(**{f"{OUTER}key": rows[child.key]}).aggregate(
            **{a.column.name: _aggregated(a, emit, rows) for a in group}
        )
        joined = table.left_join(grouped, table[child.parent_key] == grouped[f"{OUTER}key"])
        return joined.drop(f"{OUTER}key").mutate(
            **{a.column.name: kept(_finished(a, joined)) for a in group}
        )


def _needed(plans: Sequence[Plan], stages: Stages) -> list[Kept]:
    """The kept columns of the child table that the plans use, directly or not."""
    by_name = {k.column.name: k for k in stages.kept}
    found: dict[Kept, None] = {}
    waiting = [column for plan in plans for column in plan.uses]
    while waiting:
        column = waiting.pop()
        one = by_name.get(column.name) if column.home is stages else None
        if one is not None and one not in found:
            found[one] = None
            waiting.extend(one.plan.uses)
    return list(found)


def _by_level(columns: Sequence[Kept]) -> list[list[Kept]]:
    levels = sorted({k.column.level for k in columns})
    return [[k for k in columns if k.column.level == level] for level in levels]


def _aggregated(one: Aggregate, emit: Emitter, rows: ir.Table) -> ir.Value:
    where = None if one.where is None else emit(one.where)
    if one.plan is None:
        return rows.count(where=where)
    value = emit(one.plan)
    match one.function:
        case "sum":
            return value.sum(where=where)
        case "min":
            return value.min(where=where)
        case "max":
            return value.max(where=where)
        case _:
            pass
    return value.any(where=where)


def _finished(one: Aggregate, joined: ir.Table) -> ir.Value:
    """Of the type of its kind; what has no children counts 0."""
    value = joined[one.column.name]
    if one.function == "count":
        value = ibis.coalesce(value, ibis.literal(0, type="int64"))
    if one.function == "sum" and isinstance(one.column.kind, Number):
        return _cast(value, one.column.kind)
    return value


def _cast(value: ir.Value, kind: Number) -> ir.Value:
    return exact("cast", value, result=number_type(kind))
