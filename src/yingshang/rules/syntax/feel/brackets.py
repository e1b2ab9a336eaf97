"""Lists, contexts, ranges, and what stands in round brackets.

Source: DMN 1.5, grammar rules 2.h, 7, 8, 53 to 59.
"""

from dataclasses import dataclass

from yingshang.rules.ir import (
    Binding,
    Broken,
    Comparison,
    Entry,
    Local,
    MakeContext,
    MakeList,
    MakeRange,
    Node,
)
from yingshang.rules.syntax.feel.cursor import Failure
from yingshang.rules.syntax.feel.tokens import TokenKind
from yingshang.rules.syntax.feel.type_names import TypeNames

_ENTRY_STOPS = frozenset({",", "}"})
_ELEMENT_STOPS = frozenset({",", "]"})
_ROUND_STOPS = frozenset({")"})
_HALF_OPEN = {"<", "<=", ">", ">="}
COMPARISONS = {str(comparison): comparison for comparison in Comparison}


@dataclass(slots=True)
class Brackets(TypeNames):
    """The cursor that understands what is bracketed."""

    def expression(self) -> Node:
        """Any expression. Given by the whole parser."""
        raise NotImplementedError

    def endpoint(self) -> Node:
        """An operand of a comparison: arithmetic. Given by the whole parser."""
        raise NotImplementedError

    def round_bracket(self) -> Node:
        """`(e)`, or a range that is open below."""
        start, mark = self.start, self.mark()
        self.at += 1
        self.ends_with_bracket = False
        try:
            inner = self.expression()
            if self.text == "..":
                self.ends_with_bracket = mark.ends_with_bracket
                return self._range(inner, start, includes_low=False)
        except Failure as failure:
            inner = self.recover(failure, mark, _ROUND_STOPS)
        self.ends_with_bracket = mark.ends_with_bracket
        self.expect(")")
        return inner

    def square_bracket(self) -> Node:
        """A list, or a range that is closed below."""
        start, mark = self.start, self.mark()
        self.at += 1
        self.ends_with_bracket = False
        elements: list[Node] = []
        while self.text != "]" or elements or self._opens_range():
            elements.append(self._element())
            if len(elements) == 1 and self.text == "..":
                self.ends_with_bracket = mark.ends_with_bracket
                return self._range(elements[0], start, includes_low=True)
            if not self.took(","):
                break
        self.ends_with_bracket = mark.ends_with_bracket
        self.expect("]")
        return MakeList(tuple(elements), span=self.since(start))

    def open_range(self) -> Node:
        """`]low..high`: a range that is open below."""
        start = self.start
        self.at += 1
        return self._range(self.expression(), start, includes_low=False)

    def half_open_range(self) -> Node:
        """`< e` and the like as a value: a range without the other end; `= e` has both."""
        start, sign = self.start, self.text
        self.at += 1
        end = self.endpoint()
        span = self.since(start)
        if sign in ("=", "!="):
            is_equal = sign == "="
            return MakeRange(end, end, is_equal, is_equal, sign, span=span)
        low, high = (None, end) if sign.startswith("<") else (end, None)
        return MakeRange(low, high, sign == ">=", sign == "<=", span=span)

    def context(self) -> Node:
        """`{ key: value, … }`; a later entry sees the earlier ones."""
        start, mark = self.start, self.mark()
        self.at += 1
        self.ends_with_bracket = False
        self.scope = self.scope.child(())
        entries: dict[str, Entry] = {}
        twice: Broken | None = None
        while self.text != "}" or entries:
            entry = self._entry()
            if entry is not None and entry.binding.name in entries:
                twice = self.broken("duplicate_key", entry.value.span, name=entry.binding.name)
            elif entry is not None:
                entries[entry.binding.name] = entry
                self.scope.add(entry.binding.name, Local(entry.binding))
            if not self.took(","):
                break
        self.scope, self.ends_with_bracket = mark.scope, mark.ends_with_bracket
        self.expect("}")
        return twice or MakeContext(tuple(entries.values()), span=self.since(start))

    def _entry(self) -> Entry | None:
        mark = self.mark()
        try:
            name = self._key()
            self.expect(":")
            value = self.expression()
        except Failure as failure:
            self.recover(failure, mark, _ENTRY_STOPS)
            return None
        return Entry(Binding(name, value.type), value)

    def _key(self) -> str:
        if self.kind is not TokenKind.STRING:
            return self.declared_name({":"})
        key = self.quoted()
        return key if isinstance(key, str) else ""

    def _element(self) -> Node:
        mark = self.mark()
        try:
            return self.expression()
        except Failure as failure:
            return self.recover(failure, mark, _ELEMENT_STOPS)

    def _range(self, low: Node, start: int, *, includes_low: bool) -> Node:
        self.expect("..")
        outer, self.ends_with_bracket = self.ends_with_bracket, True
        high = self.expression()
        self.ends_with_bracket = outer
        if self.text not in ("]", "[", ")"):
            self.fail("token_missing", expected="]")
        includes_high = self.text == "]"
        self.at += 1
        return MakeRange(low, high, includes_low, includes_high, span=self.since(start))

    def _opens_range(self) -> bool:
        """Whether the `]` here opens a range, as in `[ ]1..2[ ]`, and ends no empty list."""
        after = self.at + 1
        literals = (TokenKind.NUMBER, TokenKind.STRING)
        return (
            self.tokens.kinds[after] in literals
            or self.tokens.texts[after] == "@"
            or self.is_word(at=after)
        )

    def closes_range(self) -> bool:
        """Whether the `[` here is the open end of a range: no condition can follow it."""
        after = self.tokens.texts[self.at + 1]
        kind = self.tokens.kinds[self.at + 1]
        if kind in (TokenKind.NUMBER, TokenKind.STRING):
            return False
        if kind is TokenKind.WORD:
            return after in _AFTER_RANGE
        return after not in ("(", "[", "{", "-", "@", "<", ">", "<=", ">=") or kind is TokenKind.END


_AFTER_RANGE = frozenset(
    ("and", "or", "then", "else", "in", "between", "instance", "return", "satisfies")
)
"""Words that may follow a range, and begin no condition of a filter."""
