"""Where a node is compiled: the model, what is bound, the table whose columns it may use."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from yingshang.rules.backends.columns.plan import Column, Plan
from yingshang.rules.backends.columns.refusals import Noted, Refusal, Refused
from yingshang.rules.backends.columns.shapes import Shape
from yingshang.rules.backends.columns.stages import Stages
from yingshang.rules.ir import Binding, DecisionTable, Node, Program
from yingshang.rules.source import Place
from yingshang.rules.types import Type

if TYPE_CHECKING:
    from yingshang.rules.backends.columns.compiling.policies import Row

T = TypeVar("T")

Inputs = Callable[[str, "Scope"], Shape]
"""The shape of the input datum of a key. Errors: `Refused`."""


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """What a decision table says about each row, for the optional columns."""

    table: DecisionTable
    place: Place
    rows: "tuple[Row, ...]"
    violation: Plan | None


@dataclass(slots=True, eq=False)
class Compilation:
    """One decision being compiled. `known` holds the shapes of the elements seen so far."""

    program: Program
    inputs: Inputs
    root: Stages = field(default_factory=Stages)
    known: dict[str, Shape | None] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    watched: list[Watched] = field(default_factory=list)
    conforming: dict[Column, list[Type]] = field(default_factory=dict)
    """Columns that have already passed the border of a type."""
    used: list[str] = field(default_factory=list)
    """Keys of the input data that the decision depends on, in the order of first use."""

    def note(self, why: Refused, node: Node, place: Place) -> None:
        """Add a refusal to the list."""
        self.refusals.append(
            Refusal(why.code, place, node.span, type(node).__name__, dict(why.data))
        )


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """The surroundings of a node."""

    model: Compilation
    stages: Stages
    bound: Mapping[Binding, Shape] = field(default_factory=dict)
    place: Place = field(default_factory=Place)
    depth: int = 0
    """How many calls of functions we are inside."""

    def bind(self, shapes: Mapping[Binding, Shape]) -> "Scope":
        """The same, with more names bound."""
        return replace(self, bound={**self.bound, **shapes})

    def at(self, place: Place) -> "Scope":
        """The same, at another place of the model."""
        return replace(self, place=place)

    def deeper(self, depth: int) -> "Scope":
        """The same, one call further in than `depth`."""
        return replace(self, depth=depth + 1)

    def over(self, stages: Stages) -> "Scope":
        """The same, over the rows of another table."""
        return replace(self, stages=stages)


Handler = Callable[[Any, Scope], Shape]
HANDLERS: dict[type[Node], Handler] = {}


def compiles(kind: type[Node]) -> Callable[[Handler], Handler]:
    """Register the function that compiles nodes of the kind."""

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return register


def _unknown(node: Node, scope: Scope) -> Shape:
    raise Refused("no_columns_for_node")


def shape_of(node: Node, scope: Scope) -> Shape:
    """What the node is in columns. *Errors*: `Noted` once its refusal is in the list."""
    try:
        return HANDLERS.get(type(node), _unknown)(node, scope)
    except Refused as why:
        scope.model.note(why, node, scope.place)
        raise Noted from None


def collected(compile_one: Callable[..., T], *parts: Iterable[Any]) -> list[T]:
    """Each part compiled, or `Noted` once the refusals of all of them are in the list."""
    found: list[T] = []
    failed = False
    for part in zip(*parts, strict=True):
        try:
            found.append(compile_one(*part))
        except Noted:
            failed = True
    if failed:
        raise Noted
    return found
