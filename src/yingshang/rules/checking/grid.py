"""A table's conditions as boxes: for each rule and column the regions of values that pass."""

from collections.abc import Sequence
from dataclasses import dataclass

from yingshang.rules.ir import CallBuiltin, Conform, DecisionTable, Global, InputClause, Node, Tests
from yingshang.rules.regions import Partition, Uncuttable, cuts_of_tests, walk
from yingshang.rules.types import ANY, Constrained, Type
from yingshang.rules.values import Kind, Value


@dataclass(frozen=True, slots=True)
class Column:
    """A column; those with the same expression are one.

    `passing` are the regions that pass each rule's cells; those of a rule in `opaque` have a cell
    that is no plain test, which may pass anything here and nothing elsewhere. `possible` are the
    regions that types and allowed values let in.
    """

    numbers: tuple[int, ...]
    label: str
    expression: Node
    partition: Partition
    passing: tuple[int, ...]
    opaque: int
    possible: int

    @property
    def mentioned(self) -> int:
        """The regions of the kinds of value that some cell lets pass, without null and without the
        sample of times that have a zone."""
        spoken = 0
        for regions in self.passing:
            spoken |= regions if regions != self.partition.all else 0
        atoms = self.partition.atoms
        kinds = {a.kind for i, a in enumerate(atoms) if spoken >> i & 1} - {Kind.NULL}
        found = self.partition.kinds(*kinds) if kinds else self.partition.all
        odd = sum(1 << i for i, a in enumerate(atoms) if getattr(a.sample, "zone", None))
        return found & self.possible & ~odd & ~(1 << self.partition.null)

    def sample(self, regions: int) -> Value:
        """A value in the first of these regions."""
        return self.partition.atoms[(regions & -regions).bit_length() - 1].sample


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a table. Sets of rules are integers, bit i for rule i."""

    table: DecisionTable
    columns: tuple[Column, ...]

    @property
    def opaque(self) -> int:
        """The rules with a cell that is no plain test."""
        found = 0
        for column in self.columns:
            found |= column.opaque
        return found

    @property
    def is_free(self) -> bool:
        """Whether every combination of the columns' values can occur: each is an input's own."""
        return all(isinstance(_inside(c.expression), Global) for c in self.columns)


_CHANGING = ("now", "today")


def grid(table: DecisionTable, *, trusting: bool = True) -> Grid:
    """The table's boxes. `trusting`: values have the types that their expressions promise; else
    only those types are relied on that a border enforces."""
    same: list[list[int]] = []
    for number, clause in enumerate(table.inputs):
        found = next(
            (
                group
                for group in same
                if _is_same(table.inputs[group[0]].expression, clause.expression)
            ),
            None,
        )
        if found is None:
            same.append([number])
        else:
            found.append(number)
    return Grid(table, tuple(_column(table, group, trusting=trusting) for group in same))


def _is_same(one: Node, other: Node) -> bool:
    return (
        _inside(one) == _inside(other) and one.type == other.type
        and not any(isinstance(n, CallBuiltin) and n.function.name in _CHANGING for n in walk(one))
    )  # fmt: skip


def _inside(node: Node) -> Node:
    while isinstance(node, Conform):
        node = node.value
    return node


def _column(table: DecisionTable, numbers: Sequence[int], *, trusting: bool) -> Column:
    clauses = [table.inputs[number] for number in numbers]
    cells = [[rule.conditions[number] for number in numbers] for rule in table.rules]
    type_ = clauses[0].expression.type
    if not trusting and not isinstance(clauses[0].expression, Global | Conform):
        type_ = ANY
    limits = [tests for tests in _limits(clauses, type_) if cuts_of_tests(tests) is not None]
    partition = _partition(cells, limits, type_)
    if partition is None:
        partition, cells_plain = Partition((), type_), False
    else:
        cells_plain = True
    passing, opaque = [], 0
    for number, tests in enumerate(cells):
        regions, is_plain = _regions(partition, tests, cells_plain=cells_plain)
        passing.append(regions)
        opaque |= (not is_plain) << number
    possible = partition.all
    for limit in limits if cells_plain else ():
        possible &= partition.passing(limit) | 1 << partition.null
    return Column(tuple(numbers), clauses[0].label, clauses[0].expression, partition,
                  tuple(passing), opaque, possible)  # fmt: skip


def _limits(clauses: Sequence[InputClause], type_: Type) -> list[Tests]:
    found = [clause.allowed for clause in clauses if clause.allowed is not None]
    while isinstance(type_, Constrained):
        if isinstance(type_.constraint, Tests) and not type_.of_elements:
            found.append(type_.constraint)
        type_ = type_.underlying
    return found


def _partition(
    cells: Sequence[Sequence[Tests]], limits: Sequence[Tests], type_: Type
) -> Partition | None:
    cuts = [cuts_of_tests(tests) for rule in cells for tests in rule]
    cuts += [cuts_of_tests(tests) for tests in limits]
    try:
        return Partition([cut for some in cuts if some for cut in some], type_)
    except Uncuttable:
        return None


def _regions(
    partition: Partition, tests: Sequence[Tests], *, cells_plain: bool
) -> tuple[int, bool]:  # fmt: skip
    """The regions that pass all the cells of a rule that are plain, and whether all are."""
    regions, is_plain = partition.all, True
    for own in tests:
        if own.is_any:
            continue
        if not cells_plain or cuts_of_tests(own) is None:
            is_plain = False
        else:
            regions &= partition.passing(own)
    return regions, is_plain
