"""Types as they are written: names, and `list<…>`, `range<…>`, `context<…>`, `function<…> -> …`.

Source: DMN 1.5, grammar rule 52.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from yingshang.rules.ir import Broken
from yingshang.rules.syntax.feel.literals import Literals
from yingshang.rules.syntax.feel.names import Names
from yingshang.rules.syntax.feel.tokens import TokenKind
from yingshang.rules.types import ANY, SIMPLE_TYPES, ContextOf, FunctionOf, ListOf, RangeOf, Type

_BARE = {
    "list": "list<Any>",
    "range": "range<Any>",
    "context": "context<name: type>",
    "function": "function<type> -> type",
}


@dataclass(slots=True)
class TypeNames(Literals):
    """The cursor that understands types."""

    unknown_types: list[Broken] = field(default_factory=list)
    """The types since this was last emptied that the model does not know."""

    def type_name(self) -> Type:
        """A type; Any, and `unknown_types`, where the name says nothing."""
        self.go_in()
        found = self._written_type()
        self.nesting -= 1
        return found

    def type_or_broken(self) -> Type | Broken:
        """A type, or what is broken in it."""
        self.unknown_types = []
        found = self.type_name()
        return self.unknown_types[0] if self.unknown_types else found

    def _written_type(self) -> Type:
        if self.next_text == "<":
            read = _WRITTEN.get(self.text)
            if read is not None:
                self.at += 2
                return read(self)
        return self._named()

    def _named(self) -> Type:
        if self.kind is not TokenKind.WORD:
            self.fail("type_missing")
        length = 0
        for table in (self.scope.types, _simple_types()):
            length = table.longest(self.tokens.texts, self.at, length)
        key = self.tokens.texts[self.at : self.at + length]
        found = self.scope.types.get(key) or _simple_types().get(key)
        if found is None:
            return self._unknown_type()
        self.at += length
        return found[1]

    def _unknown_type(self) -> Type:
        first = self.at
        self._pass_name(0)
        while self.text == "." and self.tokens.kinds[self.at + 1] is TokenKind.WORD:
            self.at += 1
            self._pass_name(0)
        name, span = self._written(first), self.since(self.tokens.starts[first])
        known = [*self.scope.types, *SIMPLE_TYPES]
        similar = _BARE.get(name) or self._similar(name, known)
        data = {"name": name} if similar is None else {"name": name, "similar": similar}
        broken = self.broken(
            "no_such_type" if similar is None else "no_such_type_similar", span, **data
        )
        self.unknown_types.append(broken)
        return ANY

    def _list(self) -> Type:
        return ListOf(self._only())

    def _range_type(self) -> Type:
        return RangeOf(self._only())

    def _only(self) -> Type:
        element = self.type_name()
        self.expect(">")
        return element

    def _context_type(self) -> Type:
        members: list[tuple[str, Type]] = []
        while self.text != ">" or not members:
            name = self.declared_name({":"})
            self.expect(":")
            members.append((name, self.type_name()))
            if not self.took(","):
                break
        self.expect(">")
        return ContextOf(tuple(members))

    def _function_type(self) -> Type:
        parameters: list[Type] = []
        if self.text != ">":
            parameters.append(self.type_name())
            while self.took(","):
                parameters.append(self.type_name())
        self.expect(">")
        self.expect("->")
        return FunctionOf(tuple(parameters), self.type_name())


@cache
def _simple_types() -> Names[Type]:
    return Names(SIMPLE_TYPES.items())


_WRITTEN: dict[str, Callable[[TypeNames], Type]] = {
    "list": TypeNames._list,
    "range": TypeNames._range_type,
    "context": TypeNames._context_type,
    "function": TypeNames._function_type,
}
