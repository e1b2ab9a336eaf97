"""What every node of the intermediate representation has: a span, and a type that follows from
its parts."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from typing_extensions import override

from yingshang.rules.source import NOWHERE, Span
from yingshang.rules.types import ANY, Type

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Node:
    """An expression. Two nodes are equal when they mean the same, wherever they stand."""

    span: Span = field(default=NOWHERE, kw_only=True, compare=False, repr=False)

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
