"""Lists, contexts, ranges, and what takes them apart."""

from dataclasses import dataclass

from typing_extensions import override

from yingshang.rules.ir.base import Binding, Node
from yingshang.rules.members import member_type
from yingshang.rules.types import (
    ANY,
    BOOLEAN,
    NULL,
    NUMBER,
    ContextOf,
    ListOf,
    RangeOf,
    Type,
    element_of,
    join,
    plain,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MakeList(Node):
    """`[a, b, …]`; a relation is a list of contexts."""

    elements: tuple[Node, ...]

    @property
    @override
    def type(self) -> Type:
        found = join([element.type for element in self.elements])
        return ListOf(ANY if found == NULL else found)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a context: later entries see it by its binding."""

    binding: Binding
    value: Node


@dataclass(frozen=True, slots=True)
class MakeContext(Node):
    """`{ a: …, b: … }`, or a boxed context; with a `result` its value is the result's."""

    entries: tuple[Entry, ...]
    result: Node | None = None

    @property
    @override
    def type(self) -> Type:
        if self.result is not None:
            return self.result.type
        return ContextOf(tuple((e.binding.name, e.value.type) for e in self.entries))


@dataclass(frozen=True, slots=True)
class MakeRange(Node):
    """`[low..high]` with either end open or closed; an end left out (None) has no bound, as in the
    range that `(< 5)` makes. `unary` is `=` or `!=` for `(= x)` and `(!= x)`, both ends then x."""

    low: Node | None
    high: Node | None
    includes_low: bool
    includes_high: bool
    unary: str = ""

    @property
    @override
    def type(self) -> Type:
        ends = [end.type for end in (self.low, self.high) if end is not None]
        return RangeOf(join(ends))


@dataclass(frozen=True, slots=True)
class Path(Node):
    """`source.name`: a member of a context, a property of a date; over a list, of each element."""

    source: Node
    name: str

    @property
    @override
    def type(self) -> Type:
        inner = plain(self.source.type)
        if isinstance(inner, ListOf):
            return ListOf(member_type(inner.element, self.name) or ANY)
        return member_type(inner, self.name) or ANY


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """`source[predicate]`: by position when the predicate is a number, else those for which it is
    true. `item` stands for the element; names of its members are `MemberOf` nodes or paths."""

    source: Node
    item: Binding
    predicate: Node

    @property
    @override
    def type(self) -> Type:
        element = element_of(self.source.type)
        if plain(self.predicate.type) == NUMBER:
            return element
        return ListOf(element) if plain(self.predicate.type) == BOOLEAN else ANY


@dataclass(frozen=True, slots=True)
class MemberOf(Node):
    """A name in a filter over elements of unknown type: the element's member if it has one, else
    what the name means outside."""

    item: Binding
    name: str
    outside: Node
