"""The plan: what is computed, between the model's IR and Ibis. Every node has a kind of our own.

A node is total: whatever the row, it has a value or null and raises nothing. Nodes are compared
by identity; a part that is used twice is one object, and is best kept as a column of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Literal as Only

from typing_extensions import override

from yingshang.rules.backends.columns.kinds import TRUTH, Kind, Number

ArithmeticSign = Only["+", "-", "*"]
Comparison = Only["=", "!=", "<", "<=", ">", ">="]
Rounding = Only["half even", "half up", "half down", "up", "down", "floor", "ceiling"]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A scalar expression over the columns of one table."""

    kind: Kind
    nullable: bool = field(default=True, kw_only=True)
    uses: "frozenset[Column]" = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "uses", frozenset().union(*(p.uses for p in self.parts)))

    @property
    def parts(self) -> "tuple[Plan, ...]":
        """The plans it is made of."""
        found: list[Plan] = []
        for one in fields(self):
            found.extend(_plans(getattr(self, one.name, None)))
        return tuple(found)


def _plans(value: object) -> Iterable[Plan]:
    if isinstance(value, Plan):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _plans(part)


@dataclass(frozen=True, slots=True, eq=False)
class Column(Plan):
    """A column: given (`level` 0) or computed at that level of the table `home` by an earlier plan.

    `outer` is the highest level of the columns of `home`'s parent table that it is computed from.
    A column that was checked against a list of constants knows what it was before (`unchecked`): to
    be equal to one of those `constants` is the same for both.
    """

    name: str
    home: object = field(default=None, repr=False)
    level: int = 0
    outer: int = -1
    unchecked: "Plan | None" = field(default=None, repr=False, kw_only=True)
    constants: frozenset[object] = field(default=frozenset(), repr=False, kw_only=True)

    @override
    def __post_init__(self) -> None:
        object.__setattr__(self, "uses", frozenset((self,)))


@dataclass(frozen=True, slots=True, eq=False)
class Member(Plan):
    """A member of a column that holds contexts."""

    source: Plan
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Literal(Plan):
    """A constant; its value is a Decimal, str, bool, datetime.date or None."""

    value: object

    @override
    def __post_init__(self) -> None:
        object.__setattr__(self, "uses", frozenset())
        object.__setattr__(self, "nullable", self.value is None)


@dataclass(frozen=True, slots=True, eq=False)
class Within(Plan):
    """A number known to lie within narrower bounds: whoever makes it nulls the others."""

    value: Plan


@dataclass(frozen=True, slots=True, eq=False)
class Calculated(Plan):
    """`left sign right` of numbers, exact."""

    sign: ArithmeticSign
    left: Plan
    right: Plan


@dataclass(frozen=True, slots=True, eq=False)
class Rounded(Plan):
    """A number with at most `places` digits after the point."""

    value: Plan
    places: int
    rounding: Rounding


@dataclass(frozen=True, slots=True, eq=False)
class Cut(Plan):
    """The whole quotient of two whole numbers towards zero; null when the divisor is zero."""

    numerator: Plan
    divisor: Plan


@dataclass(frozen=True, slots=True, eq=False)
class Whole(Plan):
    """A number counted in units of a scale: 1.25 in units of 2 places is 125."""

    value: Plan
    scale: int


@dataclass(frozen=True, slots=True, eq=False)
class Compared(Plan):
    """`left operator right`, null when either is."""

    operator: Comparison
    left: Plan
    right: Plan


@dataclass(frozen=True, slots=True, eq=False)
class Same(Plan):
    """Equality for which null equals null: never null itself."""

    left: Plan
    right: Plan


@dataclass(frozen=True, slots=True, eq=False)
class OneOf(Plan):
    """Whether the value equals one of the constants: for null, null if `nullable`, else false."""

    value: Plan
    constants: "tuple[Literal, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class IsNull(Plan):
    """Whether the value is null."""

    value: Plan


@dataclass(frozen=True, slots=True, eq=False)
class AllOf(Plan):
    """Three-valued conjunction."""

    conditions: tuple[Plan, ...]


@dataclass(frozen=True, slots=True, eq=False)
class AnyOf(Plan):
    """Three-valued disjunction."""

    conditions: tuple[Plan, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Not(Plan):
    """Three-valued negation."""

    condition: Plan


@dataclass(frozen=True, slots=True, eq=False)
class Case(Plan):
    """The value of the first case whose condition is true, else the other."""

    cases: tuple[tuple[Plan, Plan], ...]
    otherwise: Plan


@dataclass(frozen=True, slots=True, eq=False)
class Applied(Plan):
    """One of the functions of texts and dates that `emitting.functions` knows; null if any
    argument is."""

    function: str
    arguments: tuple[Plan, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Extreme(Plan):
    """The least or greatest of those values that are not null; null when all are."""

    is_least: bool
    values: tuple[Plan, ...]


TRUE = Literal(TRUTH, True)
FALSE = Literal(TRUTH, False)
UNKNOWN = Literal(TRUTH, None)


def constant_number(value: int | Decimal, scale: int = 0) -> Literal:
    """A literal number: `value` in units of 10 to the power of minus `scale`."""
    number = Decimal(value).scaleb(-scale)
    size = int(value)
    return Literal(Number(size, size, scale), number)
