"""A text as tokens. A name is several tokens; which, only the scope can tell.

Source: DMN 1.5, 10.3.1.4 (tokens) and grammar rules 26 to 37, 61 to 65.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from yingshang.rules.syntax.feel.characters import (
    NAME_PART,
    NAME_START,
    VERTICAL_SPACE,
    WHITE_SPACE,
)


class TokenKind(Enum):
    """What a token is."""

    WORD = auto()
    NUMBER = auto()
    STRING = auto()
    SIGN = auto()
    END = auto()


KEYWORDS = frozenset((
    "and", "between", "else", "every", "external", "false", "for", "function", "if", "in",
    "instance", "not", "null", "of", "or", "return", "satisfies", "some", "then", "true",
))  # fmt: skip
"""Words of the grammar. A name may have them in it, but does not begin with one."""

_TOKEN = re.compile(
    rf"""
    (?P<space> [{WHITE_SPACE}]+ | //[^{VERTICAL_SPACE}]* | /\*.*?\*/ )
  | (?P<number> (?: [0-9]+ (?: \.[0-9]+ )? | \.[0-9]+ ) (?: [eE][+-]?[0-9]+ )? )
  | (?P<word> [{NAME_START}][{NAME_PART}]* | [{NAME_PART}]+ )
  | (?P<string> "[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z) )
  | (?P<sign> \.\. | \*\* | != | <= | >= | -> | /\* | . )
    """,
    re.VERBOSE | re.DOTALL,
)
"""`?` and the rest of rule 28 begin a word; a string that is never closed goes to the end."""

_KINDS = {
    "number": TokenKind.NUMBER,
    "word": TokenKind.WORD,
    "string": TokenKind.STRING,
    "sign": TokenKind.SIGN,
}


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text, column by column; the last is the end, whose text is empty."""

    kinds: tuple[TokenKind, ...]
    texts: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def tokens_of(text: str) -> Tokens:
    """Split a text into tokens. It never fails: what is no token is a sign that nothing expects."""
    kinds: list[TokenKind] = []
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        group = match.lastgroup
        if group == "space" or group is None:
            continue
        kinds.append(_KINDS[group])
        texts.append(match.group())
        starts.append(match.start())
        ends.append(match.end())
    return Tokens(
        (*kinds, TokenKind.END), (*texts, ""), (*starts, len(text)), (*ends, len(text))
    )  # fmt: skip
