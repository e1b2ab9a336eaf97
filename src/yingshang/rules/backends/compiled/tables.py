"""Decision tables: which rules match, and what the hit policy makes of them."""

from yingshang.rules.backends.compiled.compiler import Compiler, compiles
from yingshang.rules.backends.compiled.frame import Code, Frame
from yingshang.rules.backends.compiled.matching import matcher, rules_of
from yingshang.rules.backends.compiled.rows import default_row, rule_row
from yingshang.rules.backends.compiled.testing import tests_code
from yingshang.rules.backends.policies import as_value, resolve, without_match
from yingshang.rules.ir import DecisionTable, HitPolicy, InputClause
from yingshang.rules.values import Undefined, Value, show


@compiles(DecisionTable)
def _table(node: DecisionTable, compiler: Compiler) -> Code:
    inputs = [input_code(clause, compiler) for clause in node.inputs]
    matching = matcher(node, compiler).matching
    resolved = Resolution(node, compiler)

    def run(frame: Frame) -> Value:
        return resolved(frame, matching(frame, [code(frame) for code in inputs]))

    return compiler.guarded(node, run)


class Resolution:
    """What the hit policy makes of the rules that match. *Errors*: `Undefined`."""

    def __init__(self, node: DecisionTable, compiler: Compiler) -> None:
        self.node = node
        self.rows = [rule_row(node, rule, compiler) for rule in node.rules]
        self._default = default_row(node, compiler)
        self._priorities = [[compiler.code(p) for p in c.priorities] for c in node.outputs]
        self._is_single = node.hit_policy in (HitPolicy.FIRST, HitPolicy.UNIQUE, HitPolicy.ANY)
        self._has_one = len(node.outputs) == 1

    def __call__(self, frame: Frame, matching: int) -> Value:
        if not matching:
            return without_match(self.node, lambda: self._default(frame))
        if self._is_single and not matching & (matching - 1):
            row = self.rows[matching.bit_length() - 1](frame)
            return row[0] if self._has_one else as_value(self.node, row)
        found = rules_of(matching)
        by_number = {self.node.rules[i].number: self.rows[i] for i in found}
        return resolve(
            self.node,
            [self.node.rules[i] for i in found],
            lambda rule: by_number[rule.number](frame),
            lambda: [[code(frame) for code in order] for order in self._priorities],
        )


def input_code(clause: InputClause, compiler: Compiler) -> Code:
    """The value of a column's expression. *Errors*: `Undefined` where it is not allowed."""
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
