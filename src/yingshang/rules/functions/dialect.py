"""Regular expressions of XPath, checked and translated into those of the engine.

Own parser, because the two differ in more than signs: what they call a digit or a word, how lines
end, what must be escaped, sets taken from sets, and which references are wrong.
Source: F&O 3.1, 5.6.1 and 5.6.2; XML Schema 1.1 part 2, appendix G.
"""

from dataclasses import dataclass, field

from yingshang.rules.functions.case_variants import variants_of
from yingshang.rules.functions.character_classes import (
    escaped,
    read_class,
    read_class_escape,
    single_escape,
)
from yingshang.rules.functions.reader import Reader
from yingshang.rules.values.undefined import Undefined

MOST_CHARACTERS = 10_000
MOST_NESTING = 60
MOST_COPIES = 100_000
"""How many parts a pattern may have when each counted repetition is written out, as engines do."""

_WHITESPACE = " \t\n\r"


@dataclass(frozen=True, slots=True)
class Flags:
    """The flags of F&O: s m i x q."""

    dot_all: bool = False
    multiline: bool = False
    ignore_case: bool = False
    free_spacing: bool = False
    literal: bool = False


def parse_flags(text: str) -> Flags:
    """The flags. *Errors*: `Undefined` when one is not known."""
    unknown = set(text) - set("smixq")
    if unknown:
        raise Undefined("wrong_flags", flags=text, unknown="".join(sorted(unknown)))
    return Flags(*(sign in text for sign in "smixq"))


def translate(pattern: str, flags: Flags) -> str:
    """The pattern for the engine. *Errors*: `Undefined` when it is wrong or too large."""
    if len(pattern) > MOST_CHARACTERS:
        raise Undefined("pattern_too_large", limit=MOST_CHARACTERS)
    if flags.literal:
        return "".join(_literal(sign, flags) for sign in pattern)
    if flags.free_spacing:
        pattern = _without_spacing(pattern)
    translation = _Translation(Reader(pattern), flags)
    found = translation.alternatives(depth=0)
    if not translation.reader.is_at_end:
        raise translation.reader.wrong()
    return found


def _literal(sign: str, flags: Flags) -> str:
    variants = variants_of(sign) if flags.ignore_case else ()
    if not variants:
        return escaped(sign)
    return "[" + "".join(map(escaped, (sign, *variants))) + "]"


def _without_spacing(pattern: str) -> str:
    """The pattern without white space, but for that between brackets."""
    kept, depth, is_escaped = [], 0, False
    for sign in pattern:
        if sign in _WHITESPACE and not depth:
            continue
        if not is_escaped:
            depth += (sign == "[") - (sign == "]" and depth > 0)
        is_escaped = sign == "\\" and not is_escaped
        kept.append(sign)
    return "".join(kept)


@dataclass(slots=True)
class _Translation:
    """One pass over a pattern; knows which groups are closed, and how large it grows."""

    reader: Reader
    flags: Flags
    groups: int = 0
    closed: set[int] = field(default_factory=set)
    copies: int = 0

    def alternatives(self, *, depth: int) -> str:
        """`a|b|c`, up to the end or a closing parenthesis."""
        if depth > MOST_NESTING:
            raise Undefined("pattern_too_large", limit=MOST_NESTING)
        branches = [self._branch(depth)]
        while self.reader.take("|"):
            branches.append(self._branch(depth))
        return "|".join(branches)

    def _branch(self, depth: int) -> str:
        pieces = []
        while not self.reader.is_at_end and self.reader.peek() not in "|)":
            pieces.append(self._piece(depth))
        return "".join(pieces)

    def _piece(self, depth: int) -> str:
        before = self.copies
        atom = self._atom(depth)
        quantifier, count = self._quantifier()
        self.copies = before + (self.copies + 1 - before) * count
        if self.copies > MOST_COPIES:
            raise Undefined("pattern_too_large", limit=MOST_COPIES)
        return atom + quantifier

    def _atom(self, depth: int) -> str:
        sign = self.reader.next()
        match sign:
            case "(":
                return self._group(depth)
            case "[":
                return read_class(self.reader, ignore_case=self.flags.ignore_case)
            case "\\":
                return self._escape()
            case ".":
                return "(?s:.)" if self.flags.dot_all else r"[^\n\r]"
            case "^":
                return r"(?:\A|(?<=\n)(?!\Z))" if self.flags.multiline else r"(?:\A)"
            case "$":
                return r"(?:(?=\n)|\Z)" if self.flags.multiline else r"(?:\Z)"
            case _:
                return self._plain(sign)

    def _plain(self, sign: str) -> str:
        if sign in "?*+{}])":
            raise self.reader.wrong(back=1)
        return _literal(sign, self.flags)

    def _group(self, depth: int) -> str:
        if self.reader.take("?"):
            self.reader.expect(":")
            inside = self.alternatives(depth=depth + 1)
            self.reader.expect(")")
            return f"(?:{inside})"
        self.groups += 1
        number = self.groups
        inside = self.alternatives(depth=depth + 1)
        self.reader.expect(")")
        self.closed.add(number)
        return f"({inside})"

    def _escape(self) -> str:
        sign = self.reader.peek()
        if sign.isascii() and sign.isdigit():
            return self._reference()
        found = read_class_escape(self.reader)
        if found is not None:
            return found
        return _literal(single_escape(self.reader), self.flags)

    def _reference(self) -> str:
        r"""`\1`: the same text again; nothing, where the group took no part.

        The longest number that a group before it has.
        """
        number = int(self.reader.next())
        while (sign := self.reader.peek()).isascii() and sign.isdigit():
            if number * 10 + int(sign) > self.groups:
                break
            number = number * 10 + int(self.reader.next())
        if number not in self.closed:
            raise self.reader.wrong(back=1)
        again = f"(?i-f:\\g<{number}>)" if self.flags.ignore_case else f"\\g<{number}>"
        return f"(?:(?({number}){again}|))"

    def _quantifier(self) -> tuple[str, int]:
        """The quantifier in the engine's signs, and how many copies it asks for."""
        sign = self.reader.peek()
        if sign and sign in "?*+":
            found, count = self.reader.next(), 1
        elif sign == "{":
            found, count = self._counts()
        else:
            return "", 1
        return found + ("?" if self.reader.take("?") else ""), count

    def _counts(self) -> tuple[str, int]:
        self.reader.expect("{")
        least = self.reader.number()
        most: int | None = least
        if self.reader.take(","):
            most = None if self.reader.peek() == "}" else self.reader.number()
        self.reader.expect("}")
        if most is not None and most < least:
            raise self.reader.wrong(back=1)
        count = max(least, most or 0)
        if count > MOST_COPIES:
            raise Undefined("pattern_too_large", limit=MOST_COPIES)
        return f"{{{least},{'' if most is None else most}}}", max(count, 1)
