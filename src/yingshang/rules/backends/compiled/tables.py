"""Decision tables: which rules match, and what the hit policy makes of them."""

from yingshang.rules.backends.compiled.compiler import Compiler, compiles
from yingshang.rules.backends.compiled.frame import Code, Frame
from yingshang.rules.backends.compiled.indexing import Passing
from yingshang.rules.backends.compiled.matching import matcher, rules_of
from yingshang.rules.backends.compiled.rows import RowCode, default_row, rule_row
from yingshang.rules.backends.compiled.testing import tests_code
from yingshang.rules.backends.policies import as_value, resolve, without_match
from yingshang.rules.ir import DecisionTable, HitPolicy, InputClause
from yingshang.rules.values import Undefined, Value, brief


@compiles(DecisionTable)
def _table(node: DecisionTable, compiler: Compiler) -> Code:
    inputs = [input_code(clause, compiler) for clause in node.inputs]
    matches, resolution = matcher(node, compiler), Resolution(node, compiler)
    only = matches.only_column if len(inputs) == 1 else None
    if only is not None:
        return _of_one_column(node, inputs[0], only, resolution, compiler)
    matching, warn = matches.matching, compiler.warner(node.span)
    single = resolution.single

    def run(frame: Frame) -> Value:
        try:
            found = matching(frame, [code(frame) for code in inputs])
            code = single.get(found)
            return code(frame) if code is not None else resolution(frame, found)
        except Undefined as why:
            warn(frame, why)
            return None

    return run


def _of_one_column(
    node: DecisionTable, value: Code, passing: Passing, resolution: "Resolution", compiler: Compiler
) -> Code:
    """A table with one column, which is looked up."""
    every, warn, single = (1 << len(node.rules)) - 1, compiler.warner(node.span), resolution.single
    is_first = node.hit_policy is HitPolicy.FIRST

    def run(frame: Frame) -> Value:
        try:
            found = passing(frame, value(frame), every)
            if is_first:
                found &= -found
            code = single.get(found)
            return code(frame) if code is not None else resolution(frame, found)
        except Undefined as why:
            warn(frame, why)
            return None

    return run


class Resolution:
    """What the hit policy makes of the rules that match. *Errors*: `Undefined`.

    `single` gives the value at once where one rule alone matches and that is all the policy asks.
    """

    def __init__(self, node: DecisionTable, compiler: Compiler) -> None:
        self.node = node
        self.rows = [rule_row(node, rule, compiler) for rule in node.rules]
        self._default = default_row(node, compiler)
        self._priorities = [[compiler.code(p) for p in c.priorities] for c in node.outputs]
        is_single = node.hit_policy in (HitPolicy.FIRST, HitPolicy.UNIQUE, HitPolicy.ANY)
        self.single: dict[int, Code] = {}
        if is_single:
            self.single = {1 << i: self._alone(row) for i, row in enumerate(self.rows)}

    def _alone(self, row: RowCode) -> Code:
        node = self.node
        if len(node.outputs) == 1:
            return lambda frame: row(frame)[0]
        return lambda frame: as_value(node, row(frame))

    def __call__(self, frame: Frame, matching: int) -> Value:
        if not matching:
            return without_match(self.node, lambda: self._default(frame))
        alone = self.single.get(matching)
        if alone is not None:
            return alone(frame)
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
        raise Undefined("input_not_allowed", name=clause.label, value=brief(given))

    return run
