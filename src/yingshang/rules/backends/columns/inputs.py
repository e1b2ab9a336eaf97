"""Where input data stand in a table: a column each; a struct, or `a.b` columns, for a context; a
child table for a list of contexts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import ibis.expr.datatypes as dt
import ibis.expr.schema as sch
import ibis.expr.types as ir

from yingshang.rules.backends.columns.compiling.scope import Scope
from yingshang.rules.backends.columns.kinds import NOTHING, TRUTH, Kind, Number, kind_of_type
from yingshang.rules.backends.columns.plan import Column, IsNull, Member, Not, Plan
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Record, Rows, Shape, Span
from yingshang.rules.backends.columns.stages import Stages
from yingshang.rules.ir import Program
from yingshang.rules.types import ANY, DAYS, MONTHS, ContextOf, ListOf, Type, plain


@dataclass(frozen=True, slots=True)
class Child:
    """The table of the elements of a list: `key` names the row of the population, whose own key is
    `parent_key`. Both keys are never null, and `parent_key` is unique."""

    table: ir.Table
    key: str
    parent_key: str


@dataclass(slots=True, eq=False)
class TableInputs:
    """The input data of a program over a table's columns. `required` are the columns in use."""

    program: Program
    schema: sch.Schema
    children: Mapping[str, Child] = field(default_factory=dict)
    stages: dict[str, Stages] = field(default_factory=dict)

    def __call__(self, key: str, scope: Scope) -> Shape:
        datum = self.program.inputs[key]
        child = self.children.get(datum.name)
        if child is None:
            return _shape(datum.name, plain(datum.type), self.schema, scope.stages)
        stages = self.stages.setdefault(
            datum.name, Stages(f"c{len(self.stages) + 1}_", scope.stages)
        )
        return Rows(stages, _element(plain(datum.type), child, stages))


def _element(type_: Type, child: Child, stages: Stages) -> Shape:
    schema = child.table.schema()
    inner = plain(type_.element) if isinstance(type_, ListOf) else type_
    if isinstance(inner, ContextOf):
        members = {
            name: _shape(name, plain(member), schema, stages) for name, member in inner.members
        }
        return Record(members)
    names = [name for name in schema.names if name != child.key]
    if len(names) != 1:
        raise Refused("column_of_wrong_type", column=", ".join(names), type="table",
                      wanted="a list of single values needs one column beside the key")  # fmt: skip
    return _shape(names[0], inner, schema, stages)


def _shape(name: str, type_: Type, schema: sch.Schema, stages: Stages) -> Shape:
    if name in schema:
        return _of_column(Column(NOTHING, name, stages), name, schema[name], type_)
    if isinstance(type_, ContextOf):
        members = {
            member: _shape(f"{name}.{member}", plain(inner), schema, stages)
            for member, inner in type_.members
        }
        return Record(members)
    raise Refused("column_missing", column=name)


def _of_column(plan: Plan, name: str, given: dt.DataType, type_: Type) -> Shape:
    if isinstance(given, dt.Struct):
        inner = dict(type_.members) if isinstance(type_, ContextOf) else {}
        members = {
            member: _of_column(
                Member(NOTHING, plan, member), f"{name}.{member}", of, plain(inner.get(member, ANY))
            )
            for member, of in given.items()
        }
        there = Not(TRUTH, IsNull(TRUTH, plan, nullable=False), nullable=False)
        return Record(members, there if given.nullable else None)
    kind = kind_of_type(given)
    if kind is None:
        raise Refused("column_of_wrong_type", column=name, type=str(given),
                      wanted="numbers have to be integers or decimals")  # fmt: skip
    found = _with_kind(plan, kind, nullable=given.nullable)
    if isinstance(kind, Number) and type_ in (MONTHS, DAYS):
        return Span(found, is_months=type_ == MONTHS)
    return found


def _with_kind(plan: Plan, kind: Kind, *, nullable: bool) -> Plan:
    return replace(plan, kind=kind, nullable=nullable)
