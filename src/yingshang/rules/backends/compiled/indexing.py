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
    booleans = partition.true_region if kinds <= {Kind.BOOLEAN} else None
    numbers, strings = (
        _by_line(partition, kind, rules_at) if kinds <= {kind} else None
        for kind in (Kind.NUMBER, Kind.STRING)
    )
    has_dates = kinds <= {Kind.DATE}

    def run(frame: Frame, value: Value, among: int) -> int:
        kind = type(value)
        if kind is Decimal and numbers is not None:
            return numbers(value)
        if kind is str and strings is not None:
            return strings(value)
        if kind is bool and booleans is not None:
            return rules_at(booleans if value else booleans + 1)
        if has_dates and kind is Date:
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


def _by_line(
    partition: Partition, kind: Kind, rules_at: Callable[[int], int]
) -> Callable[[Value], int] | None:
    """The rules at a value of the kind whose order is Python's own."""
    found = partition.line(kind)
    if found is None:
        return None
    line, atoms = found
    keys, count = line.keys, len(line.keys)
    masks: list[int | None] = [None] * len(atoms)

    def run(value: Value) -> int:
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
