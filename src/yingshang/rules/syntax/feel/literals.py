"""Numbers, strings and `@` literals as constants.

Source: DMN 1.5, grammar rules 31 to 37, 64, 65.
"""

import re
from dataclasses import dataclass

from yingshang.rules.ir import Constant, Node
from yingshang.rules.syntax.feel.naming import Naming
from yingshang.rules.syntax.feel.tokens import TokenKind
from yingshang.rules.values import Undefined, number_of
from yingshang.rules.values.parsing import parse_temporal

_ESCAPE = re.compile(r"\\(?:U[0-9A-Fa-f]{6}|u[0-9A-Fa-f]{4}|[nrt\"'\\])")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE = re.compile("[\ud800-\udfff]")


class BadEscape(ValueError):
    """An escape in a string that stands for no character."""


@dataclass(slots=True)
class Literals(Naming):
    """The cursor that understands what is written out."""

    def number(self, start: int, *, is_negative: bool = False) -> Node:
        """A number; of several signs the last belongs to it."""
        text = self.text
        self.at += 1
        try:
            value = number_of(f"-{text}" if is_negative else text)
        except Undefined:
            return self.broken("number_too_large", self.since(start), found=text[:40])
        return Constant(value or abs(value), span=self.since(start))

    def string(self) -> Node:
        """A string in double quotes."""
        start, text = self.start, self.quoted()
        return text if isinstance(text, Node) else Constant(text, span=self.since(start))

    def quoted(self) -> str | Node:
        """The characters of a string, or what is broken in it."""
        start, text = self.start, self.text
        if len(text) < 2 or not text.endswith('"') or _is_escaped(text):
            self.refuse("string_not_closed", self.here())
        self.at += 1
        try:
            return unescaped(text[1:-1])
        except BadEscape as bad:
            return self.broken("bad_escape", self.since(start), found=str(bad))

    def temporal(self) -> Node:
        """`@"…"`: a date, time, date and time, or duration."""
        start = self.start
        self.at += 1
        if self.kind is not TokenKind.STRING:
            self.fail("string_missing")
        text = self.quoted()
        if isinstance(text, Node):
            return text
        try:
            return Constant(parse_temporal(text), span=self.since(start))
        except Undefined:
            return self.broken("bad_temporal", self.since(start), found=text[:60])


def unescaped(text: str) -> str:
    """The characters that a string's text stands for; a backslash before others is itself.

    *Errors*: `BadEscape` for half a surrogate pair and for code points that do not exist.
    """
    if "\\" in text:
        text = _SURROGATES.sub(_joined, _ESCAPE.sub(_character, text))
    if (lone := _LONE.search(text)) is not None:
        raise BadEscape(f"\\u{ord(lone.group()):04X}")
    return text


def _character(escape: re.Match[str]) -> str:
    code = escape.group()[1:]
    if code[0] not in "uU" or len(code) == 1:
        return _PLAIN[code]
    number = int(code[1:], 16)
    if number > 0x10FFFF:
        raise BadEscape(escape.group())
    return chr(number)


def _joined(pair: re.Match[str]) -> str:
    high, low = ord(pair.group()[0]), ord(pair.group()[1])
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _is_escaped(text: str) -> bool:
    """Whether the last quote of the text is itself escaped, so that the string is still open."""
    body = text[:-1]
    return (len(body) - len(body.rstrip("\\"))) % 2 == 1
