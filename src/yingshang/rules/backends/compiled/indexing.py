"""A column of a table as an index: from the region in which a value lies to the rules that pass."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from decimal import Decimal

from yingshang.rules.backends.compiled.frame import Frame, Test
from yingshang.rules.ir import InputClause, Tests
from yingshang.rules.regions import Partition, Uncuttable, cuts_of_tests
from yingshang.rules.values import Date, Kind, Value, kind_of

Passing = Callable[[Frame, Value, int], int]
"""Of the rules in the set (bit i: rule i), those whose cell the value passes."""

_ANY_KIND = {Kind.NULL, Kind.LIST, Kind.RANGE}
"""Kinds of constants that hold others, which count, or that compare with all."""
_LOCATED = {Kind.NUMBER: Decimal, Kind.STRING: str, Kind.BOOLEAN: bool, Kind.DATE: Date}
"""Kinds whose values are looked up, and their class."""


def index(clause: InputClause, cells: Sequence[Tests], tests: Sequence[Test | None]) -> Passing:
    """How the rules that pass are found; None in `tests` stands for a cell that lets all pass.

    A value of another kind than the constants is asked about cell by cell, for its warnings.

    *Errors*: `Uncuttable` where a cell compares with more than constants.
    """
    cuts = _cuts(cells)
    partition = Partition(cuts, clause.expression.type)
    masks: list[int | None] = [None] * len(partition.atoms)
    checked = one_by_one(tests)

    def rules_at(region: int) -> int:
        found = masks[region]
        if found is None:
            bit = 1 << region
            found = sum(1 << i for i, t in enumerate(cells) if partition.passing(t) & bit)
            masks[region] = found
        return found

    kinds = {kind_of(cut) for cut in cuts} - _ANY_KIND
    if kinds == {Kind.BOOLEAN} and partition.true_region is not None:
        return _of_truth(partition.true_region, rules_at, checked)
    if kinds in ({Kind.NUMBER}, {Kind.STRING}):
        return _on_line(partition, kinds.pop(), rules_at, checked)
    located = frozenset(class_ for kind, class_ in _LOCATED.items() if kinds <= {kind})

    def run(frame: Frame, value: Value, among: int) -> int:
        if type(value) in located:
            region = partition.locate(value)
            if region >= 0:
                return rules_at(region)
        return checked(frame, value, among)

    return run


def _cuts(cells: Sequence[Tests]) -> list[Value]:
    cuts: list[Value] = []
    for tests in cells:
        own = cuts_of_tests(tests)
        if own is None:
            raise Uncuttable
        cuts.extend(own)
    return cuts


def _of_truth(true_region: int, rules_at: Callable[[int], int], checked: Passing) -> Passing:
    """A column whose constants are true and false."""
    when_true, when_false = rules_at(true_region), rules_at(true_region + 1)

    def run(frame: Frame, value: Value, among: int) -> int:
        if value is True:
            return when_true
        return when_false if value is False else checked(frame, value, among)

    return run


def _on_line(
    partition: Partition, kind: Kind, rules_at: Callable[[int], int], checked: Passing
) -> Passing:
    """A column whose constants are numbers, or strings: their order is Python's own."""
    found = partition.line(kind)
    if found is None:
        return checked
    line, atoms = found
    keys, count, wanted = line.keys, len(line.keys), _LOCATED[kind]
    masks: list[int | None] = [None] * len(atoms)

    def run(frame: Frame, value: Value, among: int) -> int:
        if type(value) is not wanted:
            return checked(frame, value, among)
        at = bisect_left(keys, value)
        region = 2 * at + 1 if at < count and keys[at] == value else 2 * at
        mask = masks[region]
        if mask is None:
            if atoms[region] < 0:
                raise AssertionError(f"no value was thought to lie where {value!r} does")
            mask = masks[region] = rules_at(atoms[region])
        return mask

    return run


def one_by_one(tests: Sequence[Test | None]) -> Passing:
    """The rules whose cell is asked in turn, with its warnings."""
    open_rules = sum(1 << i for i, test in enumerate(tests) if test is None)
    asked = [(1 << i, test) for i, test in enumerate(tests) if test is not None]

    def run(frame: Frame, value: Value, among: int) -> int:
        passed = open_rules
        for bit, test in asked:
            if among & bit and test(frame, value) is True:
                passed |= bit
        return passed

    return run
