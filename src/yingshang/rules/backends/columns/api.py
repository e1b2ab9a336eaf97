"""A decision of a model, compiled to columns over a table."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import ibis
import ibis.expr.schema as sch
import ibis.expr.types as ir

from yingshang.rules.backends.columns.compiling import nodes
from yingshang.rules.backends.columns.compiling.elements import decision as compiled_decision
from yingshang.rules.backends.columns.compiling.scope import Compilation, Scope
from yingshang.rules.backends.columns.emitting.assembling import Assembler
from yingshang.rules.backends.columns.emitting.inlining import written_out
from yingshang.rules.backends.columns.emitting.sharing import shared_in
from yingshang.rules.backends.columns.inputs import Child, TableInputs
from yingshang.rules.backends.columns.outputs import output, plans_of
from yingshang.rules.backends.columns.reasons import reason_columns
from yingshang.rules.backends.columns.refusals import NotCompilable, Noted, Refusal, Refused
from yingshang.rules.backends.columns.shapes import Shape
from yingshang.rules.errors import NoSuchDecision
from yingshang.rules.ir import Decision, Program

NODES = nodes
"""Importing it registers how each node is compiled."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Decisions over a table.

    `table` has the table's own columns and `names`, each decision's value for each row: exactly
    that of the single case, a struct where it is a context, whole months or seconds where it is a
    duration. `diagnostics` are the boolean columns that say where a hit policy was broken (the
    value is null there); `reasons` the columns that were asked for. `inputs` are the names of the
    data that the decisions depend on: bit i of the missing-inputs mask is the i-th of them.
    """

    table: ir.Table
    names: tuple[str, ...]
    inputs: tuple[str, ...]
    diagnostics: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the decision, or of the first."""
        return self.names[0]

    @property
    def value(self) -> ir.Value:
        """The value of the decision, or of the first."""
        return self.table[self.name]


def to_columns(
    program: Program,
    decision: str | Sequence[str],
    *,
    table: ir.Table | sch.Schema | Mapping[str, str],
    children: Mapping[str, Child] | None = None,
    reasons: bool = False,
) -> Columns:
    """The decision, by name or key, over a table with a column for each input datum.

    Several decisions stand side by side and share what they require: that is the fast way to decide
    many policies at once.

    *Errors*: `NoSuchDecision`; `NotCompilable` with every node that has no exact counterpart.
    """
    keys = [_key(program, one) for one in ([decision] if isinstance(decision, str) else decision)]
    rows = table if isinstance(table, ir.Table) else ibis.table(ibis.schema(table), name="facts")
    inputs = TableInputs(program, rows.schema(), children or {})
    model = Compilation(program, inputs)
    shapes = {key: compiled(key, model) for key in keys}
    return _emitted(shapes, rows, model, inputs, reasons=reasons)


def _key(program: Program, decision: str) -> str:
    key = program.names.get(decision, decision)
    if key not in program.decisions:
        raise NoSuchDecision(name=decision, known=", ".join(sorted(program.names)))
    return key


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
    shapes: Mapping[str, Shape], rows: ir.Table, model: Compilation, inputs: TableInputs,
    *, reasons: bool,
) -> Columns:  # fmt: skip
    made = {key: model.program.decisions[key] for key in shapes}
    first = next(iter(made.values())).name
    asked = reason_columns(first, model) if reasons else {}
    broken = {
        f"{first}__{number}_{watched.table.hit_policy.value.lower()}_broken": watched.violation
        for number, watched in enumerate(model.watched, 1)
        if watched.violation is not None
    }
    results = [plan for shape in shapes.values() for plan in plans_of(shape)]
    finals = [*results, *broken.values(), *asked.values()]
    names = {id(stages): name for name, stages in inputs.stages.items()}
    children = {mark: inputs.children[name] for mark, name in names.items()}
    shared = shared_in([*(kept.plan for kept in model.root.kept), *finals], model.root)
    assembler = Assembler(children, written_out(model.root, finals), shared)
    with _refusing(next(iter(made.values()))):
        whole = assembler.assemble(rows, model.root)
        emit = assembler.emitter(whole, model.root)
    values: dict[str, ir.Value] = {}
    for key, shape in shapes.items():
        with _refusing(made[key]):
            values[made[key].name] = output(shape, emit)
    extra = {name: emit(plan) for name, plan in {**broken, **asked}.items()}
    found = whole.select(*rows.columns, **values, **extra)
    used = tuple(model.program.inputs[k].name for k in model.used)
    return Columns(found, tuple(values), used, tuple(broken), tuple(asked))


@contextmanager
def _refusing(made: Decision) -> Iterator[None]:
    """What cannot be written refuses the decision."""
    try:
        yield
    except Refused as why:
        refusal = Refusal(why.code, made.place, what="Decision", data=dict(why.data))
        raise NotCompilable(decision=made.name, refusals=[refusal]) from None
