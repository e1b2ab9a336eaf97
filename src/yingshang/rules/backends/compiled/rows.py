"""A table's results: each output as its column wants it; constant ones are made once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from yingshang.rules.backends.compiled.borders import border_code
from yingshang.rules.backends.compiled.compiler import Compiler
from yingshang.rules.backends.compiled.frame import UNSET, Code, Frame, State
from yingshang.rules.backends.compiled.testing import tests_code
from yingshang.rules.backends.policies import Row
from yingshang.rules.ir import Conform, DecisionTable, Node, OutputClause, Rule
from yingshang.rules.regions import constant_of
from yingshang.rules.source import NOWHERE
from yingshang.rules.types import ANY
from yingshang.rules.values import Undefined, Value, brief

RowCode = Callable[[Frame], Row]


@dataclass(frozen=True, slots=True)
class FixedRow:
    """The outputs of a rule that are the same in every case."""

    row: Row

    def __call__(self, frame: Frame) -> Row:
        return self.row


def fixed_row(code: RowCode) -> Row | None:
    """The row that the code always gives; None where it hangs on the case."""
    return code.row if isinstance(code, FixedRow) else None


def rule_row(node: DecisionTable, rule: Rule, compiler: Compiler) -> RowCode:
    """The outputs of a rule."""
    parts = []
    for clause, cell in zip(node.outputs, rule.outputs, strict=True):
        with compiler.at(compiler.place.at(f"rule {rule.number}, output “{clause.label}”")):
            parts.append(_output(clause, compiler.code(cell), compiler))
    return _row(parts, rule.outputs, compiler)


def default_row(node: DecisionTable, compiler: Compiler) -> RowCode:
    """The outputs when no rule matches."""
    parts = [
        (lambda frame: None) if clause.default is None
        else _output(clause, compiler.code(clause.default), compiler)
        for clause in node.outputs
    ]  # fmt: skip
    return _row(parts, [c.default for c in node.outputs if c.default is not None], compiler)


def _row(parts: Sequence[Code], cells: Sequence[Node], compiler: Compiler) -> RowCode:
    def run(frame: Frame) -> Row:
        return tuple([part(frame) for part in parts])

    if not all(map(_is_constant, cells)):
        return run
    state = State()
    row = run([cast(Value, state)] + [UNSET] * (compiler.size - 1))
    return run if state.warnings else FixedRow(row)


def _is_constant(cell: Node) -> bool:
    while isinstance(cell, Conform):
        cell = cell.value
    return constant_of(cell) is not None


def _output(clause: OutputClause, code: Code, compiler: Compiler) -> Code:
    """The output as its column wants it: of the declared type, among the allowed values."""
    allowed = None if clause.allowed is None else tests_code(clause.allowed, compiler)
    if clause.declared == ANY and allowed is None:
        return code
    border = border_code(clause.declared, clause.label, NOWHERE, compiler)
    warn = compiler.warner(NOWHERE)

    def run(frame: Frame) -> Value:
        value = border(frame, code(frame))
        if value is None or allowed is None or allowed(frame, value) is True:
            return value
        warn(frame, Undefined("output_not_allowed", name=clause.label, value=brief(value)))
        return None

    return run
