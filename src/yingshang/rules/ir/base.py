"""What every node of the intermediate representation has: a span, and a type that follows from
its parts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from typing_extensions import override

from yingshang.rules.source import NOWHERE, Place, Span
from yingshang.rules.types import ANY, Type

_numbers = count(1)


class _Remembered(property):
    """The type of a node: computed when it is first asked for, as nodes never change.

    Without it, asking a tree of nested filters costs twice as much for each level.
    """

    def __init__(self, compute: Callable[[Any], Type] | None) -> None:
        def remembered(node: Any) -> Type:
            found: Type | None = node._type
            if found is None and compute is not None:
                found = compute(node)
                object.__setattr__(node, "_type", found)
            return ANY if found is None else found

        super().__init__(remembered)


@dataclass(frozen=True, slots=True)
class Node:
    """An expression. Two nodes are equal when they mean the same, wherever they stand.

    `place` is where its text stands, on the root of what was parsed from a text; None inside.
    """

    span: Span = field(default=NOWHERE, kw_only=True, compare=False, repr=False)
    place: Place | None = field(default=None, kw_only=True, compare=False, repr=False)
    _type: Type | None = field(default=None, init=False, compare=False, repr=False)

    @override
    def __init_subclass__(cls) -> None:
        """A kind of node computes its type from its parts' once; then the node remembers it."""
        of_parts = cls.__dict__.get("type")
        if isinstance(of_parts, property) and not isinstance(of_parts, _Remembered):
            cls.type = _Remembered(of_parts.fget)  # type: ignore[method-assign, assignment]  # a property for a property

    @property
    def type(self) -> Type:
        """The type of its value; `Any` where nothing narrower is known."""
        return ANY


@dataclass(frozen=True, slots=True, eq=False)
class Binding:
    """A name that an expression binds: a parameter, iterator, entry of a context, `item` or `?`.

    Its identity is what references point to: the same name bound twice is two bindings.
    `number` orders them and names their slot.
    """

    name: str
    type: Type = ANY
    number: int = field(default_factory=lambda: next(_numbers), repr=False)

    @override
    def __hash__(self) -> int:
        return self.number

    @override
    def __eq__(self, other: Any) -> bool:
        return isinstance(other, Binding) and other.number == self.number
