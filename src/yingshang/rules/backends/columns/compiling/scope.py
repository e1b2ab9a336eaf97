"""Where a node is compiled: the model, what is bound, the table whose columns it may use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from yingshang.rules.backends.columns.refusals import Noted, Refusal, Refused
from yingshang.rules.backends.columns.shapes import Shape
from yingshang.rules.backends.columns.stages import Stages
from yingshang.rules.ir import Binding, Node, Program
from yingshang.rules.source import Place

Inputs = Callable[[str, "Scope"], Shape]
"""The shape of the input datum of a key. Errors: `Refused`."""


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """What a decision table says about each row, for the optional columns."""

    table: str
    place: Place
    rules: tuple[tuple[Any, ...], ...]
    matches: tuple[Any, ...]
    violation: Any | None


@dataclass(slots=True, eq=False)
class Compilation:
    """One decision being compiled. `known` holds the shapes of the elements seen so far."""

    program: Program
    inputs: Inputs
    root: Stages = field(default_factory=Stages)
    known: dict[str, Shape | None] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    watched: list[Watched] = field(default_factory=list)
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

    def bind(self, shapes: Mapping[Binding, Shape]) -> "Scope":
        """The same, with more names bound."""
        return replace(self, bound={**self.bound, **shapes})

    def at(self, place: Place) -> "Scope":
        """The same, at another place of the model."""
        return replace(self, place=place)

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


def shape_of(node: Node, scope: Scope) -> Shape:
    """What the node is in columns. *Errors*: `Noted` once its refusal is in the list."""
    handler = HANDLERS.get(type(node))
    try:
        if handler is None:
            raise Refused("no_columns_for_node")
        return handler(node, scope)
    except Refused as why:
        scope.model.note(why, node, scope.place)
        raise Noted from None
