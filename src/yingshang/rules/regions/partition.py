"""All values a subject may have, cut into regions that tests cannot tell apart inside."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from yingshang.rules.backends.reference.run import Run
from yingshang.rules.backends.reference.testing import passes
from yingshang.rules.ir import Tests
from yingshang.rules.regions.cuts import Cuts, cuts_of_tests
from yingshang.rules.regions.lines import Line
from yingshang.rules.types import (
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS,
    MONTHS,
    NUMBER,
    STRING,
    TIME,
    Type,
    plain,
)
from yingshang.rules.values import (
    DateTime,
    Kind,
    Offset,
    Range,
    Time,
    Value,
    kind_of,
    operators,
)

_ORDERED = (Kind.NUMBER, Kind.STRING, Kind.DATE, Kind.TIME, Kind.DATE_TIME, Kind.DAYS, Kind.MONTHS)
_OF_TYPE: Mapping[Type, Kind] = MappingProxyType(
    {
        BOOLEAN: Kind.BOOLEAN, NUMBER: Kind.NUMBER, STRING: Kind.STRING, DATE: Kind.DATE,
        TIME: Kind.TIME, DATE_TIME: Kind.DATE_TIME, DAYS: Kind.DAYS, MONTHS: Kind.MONTHS,
    }
)  # fmt: skip
_EVERY_KIND = (Kind.BOOLEAN, *_ORDERED, Kind.LIST, Kind.CONTEXT, Kind.RANGE, Kind.FUNCTION)


def is_cuttable(type_: Type) -> bool:
    """Whether the values of the type are of one kind, and null."""
    return plain(type_) in _OF_TYPE


class Uncuttable(Exception):
    """A constant, such as a time with a zone, that divides its kind in no order we can use."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A region: its kind of values, and one of them that speaks for all."""

    kind: Kind
    sample: Value


@dataclass(frozen=True, slots=True)
class _Nameless:
    """A sample of a function."""

    parameters: tuple[str, ...] = ()

    def __call__(self, *given: Value) -> Value:
        return None


_OTHERS: Mapping[Kind, Value] = MappingProxyType(
    {Kind.LIST: ("…", "…", "…"), Kind.CONTEXT: {"…": "…"}, Kind.RANGE: Range("…", None)}
)


class Partition:
    """The regions of one subject, in the order: each kind's, and null last.

    A set of regions is an integer, bit i for region i. Only tests whose constants were among the
    cuts may be asked about. *Errors*: `Uncuttable`.
    """

    def __init__(self, cuts: Iterable[Value], type_: Type) -> None:
        of_type = _OF_TYPE.get(plain(type_))
        kinds = _EVERY_KIND if of_type is None else (of_type,)
        points: dict[Kind, list[Value]] = {kind: [] for kind in kinds}
        for cut in cuts:
            kind = kind_of(cut)
            if kind in points and not any(operators.surely_equal(cut, p) for p in points[kind]):
                points[kind].append(_cuttable(cut))
        self.atoms: list[Atom] = []
        self._lines: dict[Kind, tuple[Line, list[int]]] = {}
        for kind, found in points.items():
            self._add(kind, found)
        self.null = len(self.atoms)
        self.atoms.append(Atom(Kind.NULL, None))
        self._answers: dict[int, tuple[Tests, int]] = {}

    @property
    def all(self) -> int:
        """Every region."""
        return (1 << len(self.atoms)) - 1

    def _add(self, kind: Kind, points: Sequence[Value]) -> None:
        if kind is Kind.BOOLEAN:
            self.atoms += [Atom(kind, True), Atom(kind, False)]
        elif kind in _ORDERED:
            self._add_line(Line.cut(kind, points))
        else:
            other = _OTHERS.get(kind, _Nameless())
            self.atoms += [Atom(kind, sample) for sample in (*points, other)]

    def _add_line(self, line: Line) -> None:
        numbers = []
        for sample in line.samples:
            numbers.append(-1 if sample is None else len(self.atoms))
            if sample is not None:
                self.atoms.append(Atom(line.kind, sample))
        self._lines[line.kind] = (line, numbers)
        if line.kind in (Kind.TIME, Kind.DATE_TIME):
            self.atoms.append(Atom(line.kind, _zoned(line.samples[-1] or line.samples[0])))

    @property
    def true_region(self) -> int | None:
        """The region of true, before that of false; None where there is none."""
        return 0 if self.atoms[0].sample is True else None

    def line(self, kind: Kind) -> tuple[Line, list[int]] | None:
        """The line of the kind and the regions along it (-1: no value); None if it has none."""
        return self._lines.get(kind)

    def kinds(self, *kinds: Kind) -> int:
        """The regions of these kinds."""
        return sum(1 << i for i, atom in enumerate(self.atoms) if atom.kind in kinds)

    def passing(self, tests: Tests) -> int:
        """The regions whose values pass the tests."""
        found = self._answers.get(id(tests))
        if found is None:
            found = self._answers[id(tests)] = (tests, self._asked(tests))
        return found[1]

    def _asked(self, tests: Tests) -> int:
        if tests.is_any:
            return self.all
        cuts = cuts_of_tests(tests)
        assert cuts is not None  # noqa: S101 - the callers ask about plain tests alone
        run, answered = Run(None), 0
        in_lines = 0
        for line, numbers in self._lines.values():
            answered |= self._on_line(line, numbers, cuts, tests, run)
            in_lines |= sum(1 << n for n in numbers if n >= 0)
        for number, atom in enumerate(self.atoms):
            if not in_lines >> number & 1 and passes(tests, atom.sample, run, {}) is True:
                answered |= 1 << number
        return answered

    def _on_line(
        self, line: Line, numbers: list[int], cuts: Cuts, tests: Tests, run: Run
    ) -> int:  # fmt: skip
        """Asks once for each stretch between the tests' own constants."""
        own = {line.region(c) for c in cuts if kind_of(c) is line.kind}
        answered, stretch = 0, 0
        edges = sorted(own | {n + 1 for n in own} | {len(numbers)})
        for edge in edges:
            inside = [n for n in numbers[stretch:edge] if n >= 0]
            if inside and passes(tests, self.atoms[inside[0]].sample, run, {}) is True:
                answered |= (2 << inside[-1]) - (1 << inside[0])
            stretch = edge
        return answered

    def locate(self, value: Value) -> int:
        """The number of the region in which the value lies; -1 where that cannot be told."""
        if value is None:
            return self.null
        kind = kind_of(value)
        known = self._lines.get(kind)
        if known is None or getattr(value, "zone", None) is not None:
            return next((i for i, atom in enumerate(self.atoms) if _is(atom.sample, value)), -1)
        line, numbers = known
        return numbers[line.region(value)]


def _is(sample: Value, value: Value) -> bool:
    return isinstance(sample, bool) and sample is value


def _cuttable(cut: Value) -> Value:
    if isinstance(cut, Time | DateTime) and cut.zone is not None:
        raise Uncuttable
    return cut


def _zoned(sample: Value) -> Value:
    if isinstance(sample, Time):
        return Time(sample.hour, sample.minute, sample.second, 0, Offset(0))
    assert isinstance(sample, DateTime)  # noqa: S101 - the only other kind with zones
    return DateTime(sample.date, Time(12, 0, 0, 0, Offset(0)))
