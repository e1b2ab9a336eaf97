"""Names: which tokens belong to one, and what it means where it stands.

Source: DMN 1.5, 10.3.1.4 to 10.3.1.6.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import islice

from yingshang.rules.ir import Broken, Builtin, Local, MemberOf, Node
from yingshang.rules.members import property_names
from yingshang.rules.source import Span
from yingshang.rules.syntax.feel.characters import ASCII_FOR
from yingshang.rules.syntax.feel.cursor import MAX_PROBLEMS, Cursor
from yingshang.rules.syntax.feel.names import Key, Names
from yingshang.rules.syntax.feel.scope import TESTED, builtin_names
from yingshang.rules.syntax.feel.tokens import TokenKind, Tokens
from yingshang.rules.types import ANY, NULL, ListOf, Type, is_open, plain

NAME_SIGNS = frozenset(("." , "/", "-", "'", "’", "+", "*", "**"))  # fmt: skip
"""Signs that may stand in a name after its first token. Source: grammar rule 30."""


MAX_SUGGESTIONS = 5
"""Problems of one text after which no similar names are looked for."""


@dataclass(slots=True)
class Naming(Cursor):
    """The cursor that understands names."""

    own_members: Names[None] = field(default_factory=Names)
    """Keys of several tokens that contexts in this very text have."""
    _tables: dict[int, tuple[Type, Names[None]]] = field(default_factory=dict)

    def known_length(self) -> int:
        """How many tokens the longest known name here has; 0 when none is known."""
        length = self.scope.longest(self.tokens.texts, self.at)
        return self._longest_member(length) if self.scope.is_open else length

    def reference(self, length: int) -> Node:
        """What the name here means, of which `length` tokens are known."""
        first = self.at
        self._pass_name(length)
        key = self.tokens.texts[first : self.at]
        span = self.since(self.tokens.starts[first])
        name = self._spelling(key, first)
        node = self.scope.meaning(key, name, lambda: self._unknown(name, span))
        if node is None:
            return self._report_unknown(name, span)
        if key == (TESTED,):
            self.uses_tested = True
        if self.text == "(":
            node = _called(node)
        return _at(node, span)

    def declared_name(self, stops: Set[str]) -> str:
        """A name that is being declared: everything up to one of `stops`."""
        first = self.at
        if self.kind is not TokenKind.WORD or self.text in stops:
            self.fail("name_missing")
        self.at += 1
        while self.text not in stops and self._continues_name():
            self.at += 1
        if self.text not in stops:
            self.fail("token_missing", expected=" ".join(sorted(stops)))
        return self._written(first)

    def name_before_colon(self) -> str | None:
        """The name here if a colon follows it, as in a named argument; else stay."""
        first = self.at
        if self.kind is not TokenKind.WORD:
            return None
        while self._continues_name():
            self.at += 1
        if self.text == ":":
            return self._written(first)
        self.at = first
        return None

    def member_name(self, of: Type) -> str:
        """The name after a dot: the longest that a value of the type has, else simple words."""
        if self.kind is not TokenKind.WORD:
            self.fail("name_missing")
        first, element = self.at, _innermost(of)
        names, has_more = self.members_of(element)
        length = names.longest(self.tokens.texts, first)
        if has_more:
            length = self._longest_member(length)
        self._pass_name(length)
        key = self.tokens.texts[first : self.at]
        declared = names.get(key)
        name = declared[0] if declared is not None else self._spelling(key, first)
        if declared is None and not has_more:
            self._note_unknown_member(name, element, names, self.since(self.tokens.starts[first]))
        return name

    def members_of(self, type_: Type) -> tuple[Names[None], bool]:
        """The names of the type's members, and whether a value may have others."""
        cached = self._tables.get(id(type_))
        if cached is None:
            cached = (type_, Names((name, None) for name in property_names(type_)))
            self._tables[id(type_)] = cached
        return cached[1], is_open(type_) or plain(type_) == NULL

    def _longest_member(self, length: int) -> int:
        length = self.scope.members.longest(self.tokens.texts, self.at, length)
        return self.own_members.longest(self.tokens.texts, self.at, length)

    def _pass_name(self, length: int) -> None:
        """Pass the known tokens, and words and numbers after them, which nothing else can mean."""
        self.at += length or 1
        while self.is_word() or self.kind is TokenKind.NUMBER:
            self.at += 1

    def _continues_name(self) -> bool:
        return self.kind in (TokenKind.WORD, TokenKind.NUMBER) or self.text in NAME_SIGNS

    def _spelling(self, key: Key, first: int) -> str:
        known = self.scope.members.get(key) or self.own_members.get(key)
        return known[0] if known is not None else self._written(first)

    def _written(self, first: int) -> str:
        return written(self.tokens, first, self.at)

    def _unknown(self, name: str, span: Span) -> Broken:
        return Broken(self._problem("unknown_name", span, {"name": name}), span=span)

    def _report_unknown(self, name: str, span: Span) -> Broken:
        if name == TESTED:
            return self.broken("nothing_tested", span)
        if len(self.problems) >= MAX_PROBLEMS:
            return self.broken("unknown_name", span, name=name)
        for sign in name:
            if sign in ASCII_FOR:
                return self.broken("wrong_sign", span, found=sign, use=ASCII_FOR[sign])
        similar = self._similar(name, self.scope)
        if similar is None:
            return self.broken("unknown_name", span, name=name)
        return self.broken("unknown_name_similar", span, name=name, similar=similar)

    def _note_unknown_member(
        self, name: str, of: Type, names: Names[None], span: Span
    ) -> None:  # fmt: skip
        similar = self._similar(name, names)
        if similar is None:
            self.note("unknown_member", span, name=name, type=of)
        else:
            self.note("unknown_member_similar", span, name=name, type=of, similar=similar)

    def _similar(self, name: str, known: Iterable[str]) -> str | None:
        if len(self.problems) >= MAX_SUGGESTIONS or len(name) > 100:
            return None  # enough has been suggested, or looking would take long
        found = get_close_matches(name, islice(known, 2000), n=1, cutoff=0.7)
        return found[0] if found else None


def written(tokens: Tokens, first: int, end: int) -> str:
    """The name of these tokens as it is written, with one space where there is white space."""
    parts: list[str] = []
    for at in range(first, end):
        if parts and tokens.starts[at] > tokens.ends[at - 1]:
            parts.append(" ")
        parts.append(tokens.texts[at])
    return "".join(parts)


def keys_of(tokens: Tokens) -> Names[None]:
    """The names of several tokens that stand before a colon: keys that paths may name later."""
    found: Names[None] = Names()
    for at, text in enumerate(tokens.texts):
        if text == ":" and at > 1:
            if tokens.kinds[at - 1] is TokenKind.STRING:
                found.add(tokens.texts[at - 1][1:-1], None)
            else:
                first = _first_of_name(tokens, at)
                if first is not None and first < at - 1:
                    found.add(written(tokens, first, at), None)
    return found


def _first_of_name(tokens: Tokens, end: int) -> int | None:
    first = end
    while first > 0 and (
        tokens.kinds[first - 1] in (TokenKind.WORD, TokenKind.NUMBER)
        or tokens.texts[first - 1] in NAME_SIGNS
    ):
        first -= 1
    return first if first > 0 and tokens.texts[first - 1] in ("{", ",") else None


def _innermost(type_: Type) -> Type:
    """What the elements of a list of lists are in the end."""
    inner = plain(type_)
    while isinstance(inner, ListOf):
        type_ = inner.element
        inner = plain(type_)
    return type_ if inner != ANY else ANY


def _called(node: Node) -> Node:
    """A name before an opening bracket: FEEL's own function, even where a member might be meant."""
    inner = node
    while isinstance(inner, MemberOf):
        inner = inner.outside
    return inner if isinstance(inner, Builtin) else node


def _at(node: Node, span: Span) -> Node:
    return Local(node.binding, span=span) if isinstance(node, Local) else replace(node, span=span)


__all__ = ["NAME_SIGNS", "Naming", "builtin_names", "keys_of", "written"]
