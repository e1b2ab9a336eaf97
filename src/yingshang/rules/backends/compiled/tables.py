"""Decision tables: the cells that say something, in the order of the columns, and no others."""

from collections.abc import Callable, Sequence

from yingshang.rules.backends.compiled.compiler import Compiler, compiles
from yingshang.rules.backends.compiled.controlling import border_code
from yingshang.rules.backends.compiled.frame import Code, Frame, Test
from yingshang.rules.backends.compiled.testing import tests_code
from yingshang.rules.backends.policies import Row, as_value, resolve, without_match
from yingshang.rules.ir import DecisionTable, HitPolicy, InputClause, OutputClause, Rule
from yingshang.rules.source import NOWHERE
from yingshang.rules.types import ANY
from yingshang.rules.values import Undefined, Value, show

Cells = tuple[tuple[int, Test], ...]
Matching = Callable[[Frame, Sequence[Value]], list[int]]
RowCode = Callable[[Frame], Row]


@compiles(DecisionTable)
def _table(node: DecisionTable, compiler: Compiler) -> Code:
    inputs = [_input(clause, compiler) for clause in node.inputs]
    matching = _matching(node, compiler)
    rows = [_row(node, rule, compiler) for rule in node.rules]
    default = _default(node, compiler)
    priorities = [[compiler.code(p) for p in clause.priorities] for clause in node.outputs]
    simple = node.hit_policy in (HitPolicy.FIRST, HitPolicy.UNIQUE, HitPolicy.ANY)

    def run(frame: Frame) -> Value:
        values = [code(frame) for code in inputs]
        found = matching(frame, values)
        if simple and len(found) == 1:
            return as_value(node, rows[found[0]](frame))
        if not found:
            return without_match(node, lambda: default(frame))
        by_rule = {node.rules[i].number: rows[i] for i in found}
        return resolve(
            node,
            [node.rules[i] for i in found],
            lambda rule: by_rule[rule.number](frame),
            lambda: [[code(frame) for code in order] for order in priorities],
        )

    return compiler.guarded(node, run)


def _input(clause: InputClause, compiler: Compiler) -> Code:
    with compiler.at(compiler.place.at(f"input “{clause.label}”")):
        value = compiler.code(clause.expression)
        allowed = None if clause.allowed is None else tests_code(clause.allowed, compiler)
    if allowed is None:
        return value

    def run(frame: Frame) -> Value:
        given = value(frame)
        if given is None or allowed(frame, given) is True:
            return given
        raise Undefined("input_not_allowed", name=clause.label, value=show(given))

    return run


def _matching(node: DecisionTable, compiler: Compiler) -> Matching:
    """Which rules match, by their index; under FIRST the first alone."""
    rules = [_cells(node, rule, compiler) for rule in node.rules]
    only_first = node.hit_policy is HitPolicy.FIRST

    def run(frame: Frame, values: Sequence[Value]) -> list[int]:
        found = []
        for index, cells in enumerate(rules):
            for column, test in cells:
                if test(frame, values[column]) is not True:
                    break
            else:
                found.append(index)
                if only_first:
                    break
        return found

    return run


def _cells(node: DecisionTable, rule: Rule, compiler: Compiler) -> Cells:
    cells = []
    for column, (clause, tests) in enumerate(zip(node.inputs, rule.conditions, strict=True)):
        with compiler.at(compiler.place.at(f"rule {rule.number}, input “{clause.label}”")):
            test = tests_code(tests, compiler)
        if test is not None:
            cells.append((column, test))
    return tuple(cells)


def _row(node: DecisionTable, rule: Rule, compiler: Compiler) -> RowCode:
    parts = []
    for clause, cell in zip(node.outputs, rule.outputs, strict=True):
        with compiler.at(compiler.place.at(f"rule {rule.number}, output “{clause.label}”")):
            parts.append(_output(clause, compiler.code(cell), compiler))
    return lambda frame: tuple([part(frame) for part in parts])


def _default(node: DecisionTable, compiler: Compiler) -> RowCode:
    parts = [
        (lambda frame: None) if clause.default is None
        else _output(clause, compiler.code(clause.default), compiler)
        for clause in node.outputs
    ]  # fmt: skip
    return lambda frame: tuple([part(frame) for part in parts])


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
        warn(frame, Undefined("output_not_allowed", name=clause.label, value=show(value)))
        return None

    return run
