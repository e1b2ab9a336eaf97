"""Functions of points and ranges: Allen's relations. Source: DMN 1.5, 10.3.4.9, table 82.

Every end of a range is a cut in the order of values: at its value when it is included, just after
the value at the lower end and just before it at the upper when it is not. A point is both its own
ends. Each of the table's long conditions is then one or two comparisons of cuts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from yingshang.rules.functions.declaration import Function, Parameter
from yingshang.rules.functions.making import Way, declared, way
from yingshang.rules.functions.range_text import parse_range
from yingshang.rules.types import ANY, BOOLEAN, STRING, RangeOf
from yingshang.rules.values import Range, Undefined, Value, brief, operators

SECTION = "10.3.4.9"


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A place in the order: at the value (side 0), just before or after it, or beyond all."""

    value: Value = None
    side: int = 0
    beyond: int = 0

    def precedes(self, other: Self) -> bool:
        """Whether it comes before the other. *Errors*: `Undefined` when they cannot be compared."""
        if self.beyond or other.beyond:
            return self.beyond < other.beyond
        if operators.equal(self.value, other.value):
            return self.side < other.side
        return operators.less(self.value, other.value)

    def is_at(self, other: Self) -> bool:
        """Whether it is the same place."""
        return not self.precedes(other) and not other.precedes(self)


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """What lies between two cuts, both included."""

    low: Cut
    high: Cut


def _stretch(value: Value) -> Stretch:
    if not isinstance(value, Range):
        return Stretch(Cut(value), Cut(value))
    if value.unary == "!=":
        raise Undefined("not_one_range", value=brief(value))
    return Stretch(
        Cut(beyond=-1) if value.low is None else Cut(value.low, 0 if value.includes_low else 1),
        Cut(beyond=1) if value.high is None else Cut(value.high, 0 if value.includes_high else -1),
    )


def _is_before(one: Stretch, other: Stretch) -> bool:
    return one.high.precedes(other.low)


def _meets(one: Stretch, other: Stretch) -> bool:
    return one.high.is_at(other.low)


def _overlaps(one: Stretch, other: Stretch) -> bool:
    return not _is_before(one, other) and not _is_before(other, one)


def _overlaps_before(one: Stretch, other: Stretch) -> bool:
    return (
        one.low.precedes(other.low)
        and not one.high.precedes(other.low)
        and not other.high.precedes(one.high)
    )


def _includes(one: Stretch, other: Stretch) -> bool:
    return not other.low.precedes(one.low) and not one.high.precedes(other.high)


def _starts(one: Stretch, other: Stretch) -> bool:
    return one.low.is_at(other.low) and not other.high.precedes(one.high)


def _finishes(one: Stretch, other: Stretch) -> bool:
    return one.high.is_at(other.high) and not one.low.precedes(other.low)


def _coincides(one: Stretch, other: Stretch) -> bool:
    return one.low.is_at(other.low) and one.high.is_at(other.high)


Relation = Callable[[Stretch, Stretch], bool]


def _swapped(relation: Relation) -> Relation:
    return lambda one, other: relation(other, one)


def _holds(relation: Relation) -> Callable[[Value, Value], bool]:
    return lambda one, other: relation(_stretch(one), _stretch(other))


_RANGE = RangeOf(ANY)
_RANGES = Parameter("range1", _RANGE), Parameter("range2", _RANGE)
_POINTS = Parameter("point1"), Parameter("point2")
_POINT_RANGE = Parameter("point"), Parameter("range", _RANGE)
_RANGE_POINT = Parameter("range", _RANGE), Parameter("point")

_Shape = tuple[Parameter, Parameter]


def _relation(name: str, relation: Relation, *shapes: _Shape, zh: str, en: str) -> Function:
    ways: list[Way] = [way(_holds(relation), *shape, result=BOOLEAN) for shape in shapes]
    return declared(name, *ways, zh=zh, en=en, section=SECTION)


_ALL_SHAPES = _RANGES, _RANGE_POINT, _POINT_RANGE, _POINTS

FUNCTIONS: tuple[Function, ...] = (
    _relation(
        "before",
        _is_before,
        *_ALL_SHAPES,
        zh="前者全部在后者之前。",
        en="Whether the first lies wholly before the second.",
    ),
    _relation(
        "after",
        _swapped(_is_before),
        *_ALL_SHAPES,
        zh="前者全部在后者之后。",
        en="Whether the first lies wholly after the second.",
    ),
    _relation(
        "meets",
        _meets,
        _RANGES,
        zh="前者的终点即后者的起点。",
        en="Whether the first ends where the second starts, both ends included.",
    ),
    _relation(
        "met by",
        _swapped(_meets),
        _RANGES,
        zh="前者的起点即后者的终点。",
        en="Whether the first starts where the second ends, both ends included.",
    ),
    _relation(
        "overlaps", _overlaps, _RANGES, zh="两者有交集。", en="Whether some value lies in both."
    ),
    _relation(
        "overlaps before",
        _overlaps_before,
        _RANGES,
        zh="前者先开始，并延伸到后者之内。",
        en="Whether the first starts earlier and ends within the second.",
    ),
    _relation(
        "overlaps after",
        _swapped(_overlaps_before),
        _RANGES,
        zh="前者在后者之内开始，后结束。",
        en="Whether the first starts within the second and ends later.",
    ),
    _relation(
        "finishes",
        _finishes,
        _RANGES,
        _POINT_RANGE,
        zh="两者同时结束，前者不早于后者开始。",
        en="Whether both end together and the first starts no earlier.",
    ),
    _relation(
        "finished by",
        _swapped(_finishes),
        _RANGES,
        _RANGE_POINT,
        zh="两者同时结束，前者不晚于后者开始。",
        en="Whether both end together and the first starts no later.",
    ),
    _relation(
        "includes",
        _includes,
        _RANGES,
        _RANGE_POINT,
        zh="前者包含后者。",
        en="Whether the second lies wholly in the first.",
    ),
    _relation(
        "during",
        _swapped(_includes),
        _RANGES,
        _POINT_RANGE,
        zh="前者在后者之内。",
        en="Whether the first lies wholly in the second.",
    ),
    _relation(
        "starts",
        _starts,
        _RANGES,
        _POINT_RANGE,
        zh="两者同时开始，前者不晚于后者结束。",
        en="Whether both start together and the first ends no later.",
    ),
    _relation(
        "started by",
        _swapped(_starts),
        _RANGES,
        _RANGE_POINT,
        zh="两者同时开始，前者不早于后者结束。",
        en="Whether both start together and the first ends no earlier.",
    ),
    _relation(
        "coincides",
        _coincides,
        _RANGES,
        _POINTS,
        zh="两者相同。",
        en="Whether the two are the same.",
    ),
    declared(
        "range",
        way(parse_range, Parameter("from", STRING), result=_RANGE),
        zh="由文字得出区间。",
        en="The range that the text writes; its ends must be literals.",
        section="10.3.4.1",
    ),
)
