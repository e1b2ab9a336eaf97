"""Decision tables in a run that is explained: every rule's outcome, and what is sure in spite of
what is not known."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from yingshang.rules.backends.compiled.compiler import Compiler
from yingshang.rules.backends.compiled.frame import Code, Frame
from yingshang.rules.backends.compiled.indexing import Passing, index, one_by_one
from yingshang.rules.backends.compiled.matching import column_tests, input_code
from yingshang.rules.backends.compiled.tables import Resolution
from yingshang.rules.explaining.conditions import phrase
from yingshang.rules.explaining.structure import (
    Datum,
    Known,
    Outcome,
    RuleStep,
    TableStep,
    Unknown,
)
from yingshang.rules.explaining.unknown import NotKnown, agreed
from yingshang.rules.ir import DecisionTable, HitPolicy
from yingshang.rules.regions import Uncuttable
from yingshang.rules.values import Undefined, Value

MOST_TABLES = 200
"""Tables of one run that are noted; more, as in a loop, are counted."""
MOST_OPEN = 5
"""Rules that may or may not match whose every combination is tried."""
MOST_REMEMBERED = 1_000


def explained_table(node: DecisionTable, compiler: Compiler) -> Code:
    """The table's value, its rules' outcomes noted."""
    table = _Table(node, compiler)
    return compiler.guarded(node, table.run)


@dataclass(slots=True)
class _Open:
    """What is known of the rules: those that match, may match, and which inputs that hangs on."""

    sure: int = 0
    may: int = 0
    keys: frozenset[str] = frozenset()
    steps: list[RuleStep] = field(default_factory=list)


class _Table:
    def __init__(self, node: DecisionTable, compiler: Compiler) -> None:
        self.node = node
        self.inputs = [input_code(clause, compiler) for clause in node.inputs]
        self.resolved = Resolution(node, compiler)
        self.columns: list[tuple[int, Passing]] = []
        self.asked = [column_tests(node, i, compiler) for i in range(len(node.inputs))]
        self.is_plain = True
        for number, tests in enumerate(self.asked):
            if any(tests):
                self.columns.append((number, self._passing(number)))
        self.every = (1 << len(node.rules)) - 1
        self.labels = [clause.label for clause in node.inputs]
        self.is_first = node.hit_policy is HitPolicy.FIRST
        self.steps: dict[tuple[int, Outcome, int], RuleStep] = {}
        self.remembered: dict[tuple[int, ...], tuple[RuleStep, ...]] = {}

    def _passing(self, column: int) -> Passing:
        cells = [rule.conditions[column] for rule in self.node.rules]
        try:
            return index(self.node.inputs[column], cells, self.asked[column])
        except Uncuttable:
            self.is_plain = False
            return one_by_one(self.asked[column])

    def run(self, frame: Frame) -> Value:
        """The value. *Errors*: `NotKnown`, `Undefined`."""
        values = [_or_unknown(code, frame) for code in self.inputs]
        if self.is_plain and Unknown not in map(type, values):
            return self._all_known(frame, cast(Sequence[Value], values))
        return self._some_open(frame, values)

    def _all_known(self, frame: Frame, values: Sequence[Value]) -> Value:
        """Column by column; who fails in which is one number a column."""
        alive, fallen = self.every, []
        for column, passing in self.columns:
            passed = alive & passing(frame, values[column], alive)
            fallen.append(alive ^ passed)
            alive = passed
        matching = alive & -alive if self.is_first else alive
        if not frame[0].is_traced:
            return self.resolved(frame, matching)
        try:
            value = self.resolved(frame, matching)
        except Undefined:
            self._note(frame, values, self._remembered(fallen, alive), None)
            raise
        except NotKnown as why:
            self._note(frame, values, self._remembered(fallen, alive), Unknown(why.keys))
            raise
        self._note(frame, values, self._remembered(fallen, alive), value)
        return value

    def _remembered(self, fallen: list[int], alive: int) -> tuple[RuleStep, ...]:
        key = (alive, *fallen)
        steps = self.remembered.get(key)
        if steps is None:
            steps = self._outcomes(fallen, alive)
            if len(self.remembered) < MOST_REMEMBERED:
                self.remembered[key] = steps
        return steps

    def _outcomes(self, fallen: list[int], alive: int) -> tuple[RuleStep, ...]:
        steps: list[RuleStep] = []
        first = (alive & -alive).bit_length() if self.is_first else 0
        for rule in range(len(self.node.rules)):
            bit = 1 << rule
            column = next((c for (c, _), f in zip(self.columns, fallen, strict=True) if f & bit),
                          -1)  # fmt: skip
            if first and rule >= first:
                steps.append(self._step(rule, Outcome.NOT_REACHED))
            elif column >= 0:
                steps.append(self._step(rule, Outcome.FAILED, column))
            else:
                steps.append(self._step(rule, Outcome.MATCHED))
        return tuple(steps)

    def _step(self, rule: int, outcome: Outcome, column: int = -1) -> RuleStep:
        key = (rule, outcome, column)
        step = self.steps.get(key)
        if step is None:
            made = self.node.rules[rule]
            cell = phrase(made.conditions[column]) if column >= 0 else None
            step = self.steps[key] = RuleStep(made.number, outcome, column, cell)
        return step

    def _note(
        self, frame: Frame, values: Sequence[Known], rules: tuple[RuleStep, ...], value: Known
    ) -> None:
        state = frame[0]
        if len(state.tables) >= MOST_TABLES:
            state.left_out += 1
            return
        data = tuple(map(Datum, self.labels, values))
        state.tables.append(
            TableStep(self.node.name, self.node.hit_policy.value, data, rules, value)
        )

    def _some_open(self, frame: Frame, values: Sequence[Known]) -> Value:
        """Rule by rule, each matching, failing, or open."""
        seen = _Open()
        for rule in range(len(self.node.rules)):
            if self.is_first and seen.sure:
                seen.steps.append(self._step(rule, Outcome.NOT_REACHED))
            else:
                self._look(rule, frame, values, seen)
        value: Known = None
        try:
            value = self._result(frame, values, seen)
        except NotKnown as why:
            value = Unknown(why.keys)
            raise
        finally:
            if frame[0].is_traced:
                self._note(frame, values, tuple(seen.steps), value)
        return value

    def _look(self, rule: int, frame: Frame, values: Sequence[Known], seen: _Open) -> None:
        bit, open_column, keys = 1 << rule, -1, frozenset[str]()
        for column, passing in self.columns:
            test, value = self.asked[column][rule], values[column]
            if test is None:
                continue
            try:
                passed = None if isinstance(value, Unknown) else passing(frame, value, bit) & bit
                more = value.keys if isinstance(value, Unknown) else frozenset[str]()
            except NotKnown as why:
                passed, more = None, why.keys
            if passed is None:
                keys |= more
                open_column = column if open_column < 0 else open_column
            elif not passed:
                seen.steps.append(self._step(rule, Outcome.FAILED, column))
                return
        if open_column >= 0:
            seen.may |= bit
            seen.keys |= keys
            seen.steps.append(self._step(rule, Outcome.UNKNOWN, open_column))
        else:
            seen.sure |= bit
            seen.steps.append(self._step(rule, Outcome.MATCHED))

    def _result(self, frame: Frame, values: Sequence[Known], seen: _Open) -> Value:
        """What comes out however the open rules turn out."""
        keys, ways = seen.keys, self._ways(seen)
        for clause, value in zip(self.node.inputs, values, strict=True):
            if clause.allowed is not None and isinstance(value, Unknown):
                ways = None if ways is None else [*ways, lambda frame: None]
                keys |= value.keys
        if ways is None:
            raise NotKnown(keys)
        return ways[0](frame) if len(ways) == 1 else agreed(ways, frame, keys)

    def _ways(self, seen: _Open) -> list[Code] | None:
        """One way for each set of rules that may turn out to match; None: too many."""
        found = _rules(seen.may)
        if self.is_first:
            sets = [1 << rule for rule in found] + [seen.sure]
        elif len(found) > MOST_OPEN:
            return None
        else:
            sets = [seen.sure]
            for rule in found:
                sets += [before | 1 << rule for before in sets]
        return [self._way(matching) for matching in sets]

    def _way(self, matching: int) -> Code:
        return lambda frame: self.resolved(frame, matching)


def _or_unknown(code: Code, frame: Frame) -> Known:
    try:
        return code(frame)
    except NotKnown as why:
        return Unknown(why.keys)


def _rules(mask: int) -> list[int]:
    return [i for i in range(mask.bit_length()) if mask >> i & 1]
