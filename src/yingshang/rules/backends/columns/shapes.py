"""What a FEEL value is while a model is compiled: some are columns, others are known only to us.

A list of constants, a context, a range, a function or a quotient has no column; it is taken apart
while compiling, and what remains are plans.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Union

from yingshang.rules.backends.columns.plan import Plan
from yingshang.rules.functions.declaration import Function
from yingshang.rules.ir import Binding, Node

if TYPE_CHECKING:
    from yingshang.rules.backends.columns.compiling.scope import Scope
    from yingshang.rules.backends.columns.stages import Stages


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A context. `present` says whether it is there at all; None: it always is."""

    members: Mapping[str, "Shape"]
    present: Plan | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """A list with a known number of elements."""

    elements: tuple["Shape", ...]


@dataclass(frozen=True, slots=True, eq=False)
class Interval:
    """A range; an end left out (None) has no bound. `unary`: the operator of `(= 5)`.

    `broken` says where it is no range, an end being null or the two standing the wrong way round;
    None: nowhere.
    """

    low: "Shape | None"
    high: "Shape | None"
    includes_low: bool
    includes_high: bool
    unary: str | None = None
    broken: Plan | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Ratio:
    """A quotient that nobody has rounded yet; null when the divisor is zero or either is null."""

    numerator: Plan
    divisor: Plan


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """A duration: a whole number of months, or a number of seconds."""

    amount: Plan
    is_months: bool


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The child rows of a row, those for which `where` holds, each seen as `element`.

    Elements that do not pass are not there; an element may itself be null. `present`, a column of
    the parent, says whether there is a list at all; None: always. A filter makes an empty list of
    none (`is_filtered`).
    """

    stages: "Stages"
    element: "Shape"
    where: Plan | None = None
    present: Plan | None = None
    is_filtered: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Lambda:
    """A function of the model with what was bound around it."""

    parameters: tuple[Binding, ...]
    body: Node
    scope: "Scope"


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """One of FEEL's own functions, as a value."""

    function: Function


Shape = Union[Plan, Record, Items, Interval, Ratio, Span, Rows, Lambda, Named]  # noqa: UP007 - strings
"""What an expression is while it is compiled."""
