"""A decision of a model, compiled to columns over a table."""

from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.schema as sch
import ibis.expr.types as ir

from yingshang.rules.backends.columns.compiling import nodes
from yingshang.rules.backends.columns.compiling.elements import decision as compiled_decision
from yingshang.rules.backends.columns.compiling.scope import Compilation, Scope
from yingshang.rules.backends.columns.emitting.assembling import Assembler
from yingshang.rules.backends.columns.emitting.inlining import written_out
from yingshang.rules.backends.columns.inputs import Child, TableInputs
from yingshang.rules.backends.columns.outputs import output, plans_of
from yingshang.rules.backends.columns.reasons import reason_columns
from yingshang.rules.backends.columns.refusals import NotCompilable, Noted, Refusal, Refused
from yingshang.rules.backends.columns.shapes import Shape
from yingshang.rules.errors import NoSuchDecision
from yingshang.rules.ir import Program

NODES = nodes
"""Importing it registers how each node is compiled."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A decision over a table.

    `table` has the table's own columns and `name`, the decision's value for each row: exactly that
    of the single case, a struct where it is a context, whole months or seconds where it is a
    duration. `diagnostics` are the boolean columns that say where a hit policy was broken (the
    value is null there); `reasons` the columns that were asked for. `inputs` are the names of the
    data that the decision depends on: bit i of the missing-inputs mask is the i-th of them.
    """

    table: ir.Table
    name: str
    inputs: tuple[str, ...]
    diagnostics: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def value(self) -> ir.Value:
        """The decision's value."""
        return self.table[self.name]


def to_columns(
    program: Program,
    decision: str,
    *,
    table: ir.Table | sch.Schema | Mapping[str, str],
    children: Mapping[str, Child] | None = None,
    reasons: bool = False,
) -> Columns:
    """The decision, by name or key, over a table with a column for each input datum.

    *Errors*: `NoSuchDecision`; `NotCompilable` with every node that has no exact counterpart.
    """
    key = program.names.get(decision, decision)
    if key not in program.decisions:
        raise NoSuchDecision(name=decision, known=", ".join(sorted(program.names)))
    rows = table if isinstance(table, ir.Table) else ibis.table(ibis.schema(table), name="facts")
    inputs = TableInputs(program, rows.schema(), children or {})
    model = Compilation(program, inputs)
    shape = compiled(key, model)
    return _emitted(program, key, rows, model, inputs, shape, reasons=reasons)


def compiled(key: str, model: Compilation) -> Shape:
    """The decision's shape. *Errors*: `NotCompilable`."""
    made = model.program.decisions[key]
    try:
        shape = compiled_decision(key, Scope(model, model.root))
    except Refused as why:
        model.refusals.append(Refusal(why.code, made.place, data=dict(why.data)))
    except Noted:
        pass
    else:
        return shape
    raise NotCompilable(decision=made.name, refusals=model.refusals)


def _emitted(
    program: Program, key: str, rows: ir.Table, model: Compilation, inputs: TableInputs,
    shape: Shape, *, reasons: bool,
) -> Columns:  # fmt: skip
    made = program.decisions[key]
    asked = reason_columns(made.name, model) if reasons else {}
    broken = {
        f"{made.name}__{number}_{watched.table.hit_policy.value.lower()}_broken": watched.violation
        for number, watched in enumerate(model.watched, 1)
        if watched.violation is not None
    }
    finals = [*plans_of(shape), *broken.values(), *asked.values()]
    names = {id(stages): name for name, stages in inputs.stages.items()}
    children = {mark: inputs.children[name] for mark, name in names.items()}
    assembler = Assembler(children, written_out(model.root, finals))
    try:
        whole = assembler.assemble(rows, model.root)
        emit = assembler.emitter(whole, model.root)
        value = output(shape, emit)
    except Refused as why:
        refusal = Refusal(why.code, made.place, what="Decision", data=dict(why.data))
        raise NotCompilable(decision=made.name, refusals=[refusal]) from None
    extra = {name: emit(plan) for name, plan in {**broken, **asked}.items()}
    found = whole.select(*rows.columns, **{made.name: value}, **extra)
    used = tuple(program.inputs[k].name for k in model.used)
    return Columns(found, made.name, used, tuple(broken), tuple(asked))
