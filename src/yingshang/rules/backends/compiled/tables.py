"""Decision tables: which rules match, and what the hit policy makes of them."""

from operator import itemgetter

from yingshang.rules.backends.compiled.compiler import Compiler, compiles
from yingshang.rules.backends.compiled.frame import Code, Frame
from yingshang.rules.backends.compiled.matching import Matcher, matcher, rules_of
from yingshang.rules.backends.compiled.rows import RowCode, default_row, fixed_row, rule_row
from yingshang.rules.backends.policies import as_value, resolve, without_match
from yingshang.rules.ir import DecisionTable, HitPolicy
from yingshang.rules.values import Undefined, Value


@compiles(DecisionTable)
def _table(node: DecisionTable, compiler: Compiler) -> Code:
    matches, resolution = matcher(node, compiler), Resolution(node, compiler)
    if len(node.inputs) == 1 and len(matches.indexed) == 1:
        return _of_one_column(node, matches, resolution, compiler)
    matching, warn = matches.code, compiler.warner(node.span)
    fixed = resolution.fixed

    def run(frame: Frame) -> Value:
        try:
            found = matching(frame)
            return fixed[found] if found in fixed else resolution(frame, found)
        except Undefined as why:
            warn(frame, why)
            return None

    return run


def _of_one_column(
    node: DecisionTable, matches: Matcher, resolution: "Resolution", compiler: Compiler
) -> Code:
    """A table with one column, which is looked up."""
    every, warn, fixed = matches.every, compiler.warner(node.span), resolution.fixed
    ((slot, passing),), is_first = matches.indexed, matches.only_first
    value = matches.made[0][1] if matches.made else itemgetter(slot)

    def run(frame: Frame) -> Value:
        try:
            found = passing(frame, value(frame), every)
            if is_first:
                found &= -found
            return fixed[found] if found in fixed else resolution(frame, found)
        except Undefined as why:
            warn(frame, why)
            return None

    return run


class Resolution:
    """What the hit policy makes of the rules that match. *Errors*: `Undefined`.

    Where one rule alone matches and that is all the policy asks, `single` gives its value at once;
    `fixed` holds it already where it does not depend on the case.
    """

    def __init__(self, node: DecisionTable, compiler: Compiler) -> None:
        self.node = node
        self.rows = [rule_row(node, rule, compiler) for rule in node.rules]
        self.fixed: dict[int, Value] = {}
        self._default = default_row(node, compiler)
        self._priorities = [[compiler.code(p) for p in c.priorities] for c in node.outputs]
        is_single = node.hit_policy in (HitPolicy.FIRST, HitPolicy.UNIQUE, HitPolicy.ANY)
        self.single: dict[int, Code] = {}
        if is_single:
            self.single = {1 << i: self._alone(row) for i, row in enumerate(self.rows)}
        if is_single and len(node.outputs) == 1:
            constant = {1 << i: fixed_row(row) for i, row in enumerate(self.rows)}
            self.fixed = {mask: row[0] for mask, row in constant.items() if row is not None}

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
