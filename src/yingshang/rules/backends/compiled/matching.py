"""Which rules of a table match: columns of plain cells by index, what is left cell by cell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from yingshang.rules.backends.compiled.compiler import Compiler
from yingshang.rules.backends.compiled.frame import Code, Frame, Test
from yingshang.rules.backends.compiled.indexing import Passing, index
from yingshang.rules.backends.compiled.testing import tests_code
from yingshang.rules.ir import DecisionTable, HitPolicy, InputClause
from yingshang.rules.regions import Uncuttable
from yingshang.rules.values import Undefined, Value, brief

Column = tuple[int, Passing]
"""The slot of a column's value, and the rules that it passes."""
Cell = tuple[int, Test]
"""The slot of a column's value, and its test."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """A table's conditions. A set of rules is an integer, bit i for rule i.

    `made` are the columns whose values are computed, into slots of their own; `indexed` those that
    are looked up; `cells` what remains to be asked of a rule, by its bit.
    """

    every: int
    made: tuple[tuple[int, Code], ...]
    indexed: tuple[Column, ...]
    cells: Mapping[int, tuple[Cell, ...]]
    only_first: bool

    @property
    def code(self) -> Callable[[Frame], int]:
        """The rules that match; under FIRST the first alone. Every column is evaluated."""
        every, made, indexed, only_first = self.every, self.made, self.indexed, self.only_first
        asked = self._asked if self.cells else None

        def run(frame: Frame) -> int:
            for slot, code in made:
                frame[slot] = code(frame)
            found = every
            for slot, passing in indexed:
                found &= passing(frame, frame[slot], found)
                if not found:
                    return 0
            if asked is not None:
                return asked(frame, found)
            return found & -found if only_first else found

        return run

    def _asked(self, frame: Frame, among: int) -> int:
        passed, cells = 0, self.cells
        while among:
            bit = among & -among
            among ^= bit
            for slot, test in cells[bit]:
                if test(frame, frame[slot]) is not True:
                    break
            else:
                passed |= bit
                if self.only_first:
                    break
        return passed


def matcher(node: DecisionTable, compiler: Compiler) -> Matcher:
    """The table's conditions, compiled."""
    made: list[tuple[int, Code]] = []
    indexed: list[Column] = []
    cells: list[list[Cell]] = [[] for _ in node.rules]
    for column, clause in enumerate(node.inputs):
        slot = _slot(clause, made, compiler)
        tests = column_tests(node, column, compiler)
        if not any(tests):
            continue
        try:
            passing = index(clause, [rule.conditions[column] for rule in node.rules], tests)
        except Uncuttable:
            for own, test in zip(cells, tests, strict=True):
                own += [] if test is None else [(slot, test)]
        else:
            indexed.append((slot, passing))
    asked = {1 << i: tuple(own) for i, own in enumerate(cells)} if any(cells) else {}
    is_first = node.hit_policy is HitPolicy.FIRST
    return Matcher((1 << len(node.rules)) - 1, tuple(made), tuple(indexed), asked, is_first)


def _slot(clause: InputClause, made: list[tuple[int, Code]], compiler: Compiler) -> int:
    """Where the column's value stands, or will be put once it is made."""
    read = compiler.slot_read(clause.expression) if clause.allowed is None else None
    if read is not None:
        return read
    own = compiler.new_slot()
    made.append((own, input_code(clause, compiler)))
    return own


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


def column_tests(node: DecisionTable, column: int, compiler: Compiler) -> list[Test | None]:
    """The column's cell of each rule; None lets everything pass."""
    label = node.inputs[column].label
    found = []
    for rule in node.rules:
        with compiler.at(compiler.place.at(f"rule {rule.number}, input “{label}”")):
            found.append(tests_code(rule.conditions[column], compiler))
    return found


def rules_of(mask: int) -> list[int]:
    """The rules of a set, in order."""
    found = []
    while mask:
        bit = mask & -mask
        found.append(bit.bit_length() - 1)
        mask ^= bit
    return found
