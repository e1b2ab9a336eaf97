"""Which rules of a table match: columns of plain cells by index, what is left cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from yingshang.rules.backends.compiled.compiler import Compiler
from yingshang.rules.backends.compiled.frame import Frame, Test
from yingshang.rules.backends.compiled.indexing import Passing, index
from yingshang.rules.backends.compiled.testing import tests_code
from yingshang.rules.ir import DecisionTable, HitPolicy
from yingshang.rules.regions import Uncuttable
from yingshang.rules.values import Value

Cell = tuple[int, Test]
"""A column and its test."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """A table's conditions. A set of rules is an integer, bit i for rule i.

    `indexed` are the columns that are looked up; `cells` what remains to be asked of each rule.
    """

    every: int
    indexed: tuple[tuple[int, Passing], ...]
    cells: tuple[tuple[Cell, ...], ...]
    has_cells: bool
    only_first: bool

    @property
    def only_column(self) -> Passing | None:
        """The one column that is looked up, when that is all there is."""
        return self.indexed[0][1] if len(self.indexed) == 1 and not self.has_cells else None

    def matching(self, frame: Frame, values: Sequence[Value]) -> int:
        """The rules that match; under FIRST the first alone."""
        found = self.every
        for column, passing in self.indexed:
            found &= passing(frame, values[column], found)
            if not found:
                return 0
        if self.has_cells:
            return self._asked(frame, values, found)
        return found & -found if self.only_first else found

    def _asked(self, frame: Frame, values: Sequence[Value], among: int) -> int:
        passed = 0
        while among:
            bit = among & -among
            among ^= bit
            for column, test in self.cells[bit.bit_length() - 1]:
                if test(frame, values[column]) is not True:
                    break
            else:
                passed |= bit
                if self.only_first:
                    break
        return passed


def matcher(node: DecisionTable, compiler: Compiler) -> Matcher:
    """The table's conditions, compiled."""
    indexed: list[tuple[int, Passing]] = []
    cells: list[list[Cell]] = [[] for _ in node.rules]
    for column, clause in enumerate(node.inputs):
        tests = column_tests(node, column, compiler)
        if not any(tests):
            continue
        try:
            passing = index(clause, [rule.conditions[column] for rule in node.rules], tests)
        except Uncuttable:
            for own, test in zip(cells, tests, strict=True):
                own += [] if test is None else [(column, test)]
        else:
            indexed.append((column, passing))
    return Matcher(
        (1 << len(node.rules)) - 1, tuple(indexed), tuple(map(tuple, cells)), any(cells),
        node.hit_policy is HitPolicy.FIRST,
    )  # fmt: skip


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
