"""What names mean where an expression stands: a chain of contexts, the innermost first.

Source: DMN 1.5, 10.3.2.11 (scope and context stack) and 10.3.2.5 (filters).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from yingshang.rules.functions import BUILTINS
from yingshang.rules.ir import Binding, Builtin, Local, MemberOf, Node, Path
from yingshang.rules.members import ALL_PROPERTY_NAMES
from yingshang.rules.syntax.feel.names import Key, Names
from yingshang.rules.types import Type

TESTED = "?"
"""The name of the value that unary tests test."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a model knows whatever the place: the names of its types, and of all members."""

    types: Names[Type]
    members: Names[None]


@dataclass(frozen=True, slots=True)
class Elements:
    """What a filter goes over. `is_open`: an element may have members besides these."""

    item: Binding
    members: Names[None]
    is_open: bool

    def scope_names(self) -> Mapping[str, Node]:
        """`item`, which a member of that name hides."""
        item = Local(self.item)
        return {"item": MemberOf(self.item, "item", item) if self.is_open else item}


class Scope:
    """The names that an expression may use, each with its meaning.

    `names` are the innermost; `types` are the model's named types and `member_names` every name of
    a member that occurs in the model: both are handed down to the scopes inside.
    """

    __slots__ = ("_elements", "_is_open", "_known", "_names", "_parent")

    def __init__(
        self,
        names: Mapping[str, Node] | None = None,
        *,
        parent: "Scope | None" = None,
        types: Mapping[str, Type] | None = None,
        member_names: Iterable[str] = (),
    ) -> None:
        self._parent = parent
        self._names: Names[Node] = Names(names or {})
        self._elements: Elements | None = None
        self._is_open: bool = parent._is_open if parent is not None else False
        known = parent._known if parent is not None else Known(Names(), _properties())
        self._known: Known = _more(known, types, member_names)

    def child(self, bindings: Iterable[Binding]) -> "Scope":
        """A scope inside this one in which these are bound; a later one hides an earlier."""
        return self.with_names({binding.name: Local(binding) for binding in bindings})

    def with_names(self, names: Mapping[str, Node]) -> "Scope":
        """A scope inside this one with more names."""
        return Scope(names, parent=self)

    def filtering(self, elements: Elements) -> "Scope":
        """The scope of a filter's condition: the members of the element come first."""
        inner = Scope(elements.scope_names(), parent=self)
        inner._elements = elements
        inner._is_open = self._is_open or elements.is_open
        return inner

    def add(self, name: str, node: Node) -> None:
        """Give a scope that is still being filled another name, as the entries of a context do."""
        self._names.add(name, node)

    @property
    def types(self) -> Names[Type]:
        """The model's named types."""
        return self._known.types

    @property
    def members(self) -> Names[None]:
        """Every name that may follow a dot."""
        return self._known.members

    @property
    def is_open(self) -> bool:
        """Whether a filter around goes over elements whose members are not all known."""
        return self._is_open

    def longest(self, texts: Sequence[str], at: int) -> int:
        """How many tokens the longest known name at `at` has; 0 when there is none."""
        length = builtin_names().longest(texts, at)
        for scope in self._outwards():
            length = scope._names.longest(texts, at, length)
            if scope._elements is not None:
                length = scope._elements.members.longest(texts, at, length)
        return length

    def meaning(self, key: Key, name: str, unknown: Callable[[], Node]) -> Node | None:
        """What the name means, looked for from the innermost context outwards; None: nothing.

        `unknown` stands behind a member of elements of unknown type when nothing else does.
        """
        open_items: list[Binding] = []
        found: Node | None = None
        for scope in self._outwards():
            found = scope._here(key)
            if found is not None:
                break
            if scope._elements is not None and scope._elements.is_open and key != (TESTED,):
                open_items.append(scope._elements.item)
        if found is None:
            builtin = builtin_names().get(key)
            found = builtin[1] if builtin is not None else unknown() if open_items else None
        if found is not None:
            for item in reversed(open_items):
                found = MemberOf(item, name, found)
        return found

    def _here(self, key: Key) -> Node | None:
        if self._elements is not None and (member := self._elements.members.get(key)) is not None:
            return Path(Local(self._elements.item), member[0])
        found = self._names.get(key)
        return None if found is None else found[1]

    def _outwards(self) -> "Iterator[Scope]":
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope._parent

    def __iter__(self) -> Iterator[str]:
        """Every name that is known here, for suggestions."""
        for scope in self._outwards():
            yield from scope._names
            if scope._elements is not None:
                yield from scope._elements.members
        yield from builtin_names()


def _more(known: Known, types: Mapping[str, Type] | None, member_names: Iterable[str]) -> Known:
    if types is None and not member_names:
        return known
    members = Names((name, None) for name in (*known.members, *member_names))
    return Known(known.types if types is None else Names(types), members)


@cache
def _properties() -> Names[None]:
    return Names((name, None) for name in sorted(ALL_PROPERTY_NAMES))


@cache
def builtin_names() -> Names[Node]:
    """FEEL's own functions: the outermost context. Source: DMN 1.5, 10.3.2.11.3."""
    return Names({name: Builtin(function) for name, function in BUILTINS.items()})
