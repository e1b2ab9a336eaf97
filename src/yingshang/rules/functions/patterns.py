"""`matches`, `replace` and `split`: texts against patterns of the XPath dialect.

Source: DMN 1.5, table 74; XPath and XQuery Functions and Operators 3.1, 5.6.
"""

from functools import lru_cache

from yingshang.rules.functions.dialect import parse_flags, translate
from yingshang.rules.functions.engine import Match, Pattern, compile_pattern
from yingshang.rules.functions.replacement import Part, parse_replacement
from yingshang.rules.values.limits import check_text_length
from yingshang.rules.values.undefined import Undefined

TIME_LIMIT_SECONDS = 0.1
"""A match that takes longer has no value: some patterns take forever on some texts."""


@lru_cache(maxsize=512)
def compiled(pattern: str, flags: str) -> Pattern:
    """The pattern for the engine. *Errors*: `Undefined` when it is not one of the dialect."""
    return compile_pattern(translate(pattern, parse_flags(flags)), source=pattern)


def matches(text: str, pattern: str, flags: str | None) -> bool:
    """Whether some part of the text matches. *Errors*: `Undefined`."""
    found = compiled(pattern, flags or "")
    try:
        return found.search(text, timeout=TIME_LIMIT_SECONDS) is not None
    except TimeoutError:
        raise _too_slow(pattern) from None


def replace(text: str, pattern: str, replacement: str, flags: str | None) -> str:
    """The text with every match replaced. *Errors*: `Undefined`, also when the pattern matches "".

    *Source*: F&O 3.1, 5.6.4.
    """
    found = compiled(pattern, flags or "")
    _refuse_empty(found, pattern)
    parts = parse_replacement(replacement, found.groups, is_literal="q" in (flags or ""))
    length = len(text)

    def filled(match: Match) -> str:
        nonlocal length
        made = _filled(parts, match)
        length += len(made)
        check_text_length(length)
        return made

    try:
        return found.sub(filled, text, timeout=TIME_LIMIT_SECONDS)
    except TimeoutError:
        raise _too_slow(pattern) from None


def split(text: str, delimiter: str) -> tuple[str, ...]:
    """The parts of the text between matches. *Errors*: `Undefined`, also when it matches ""."""
    found = compiled(delimiter, "")
    _refuse_empty(found, delimiter)
    parts, start = [], 0
    try:
        for match in found.finditer(text, timeout=TIME_LIMIT_SECONDS):
            parts.append(text[start : match.start()])
            start = match.end()
    except TimeoutError:
        raise _too_slow(delimiter) from None
    return (*parts, text[start:])


def _refuse_empty(found: Pattern, pattern: str) -> None:
    try:
        matches_nothing = found.search("", timeout=TIME_LIMIT_SECONDS) is not None
    except TimeoutError:
        raise _too_slow(pattern) from None
    if matches_nothing:
        raise Undefined("pattern_matches_nothing", pattern=pattern)


def _too_slow(pattern: str) -> Undefined:
    return Undefined("pattern_too_slow", pattern=pattern, limit=int(TIME_LIMIT_SECONDS * 1000))


def _filled(parts: tuple[Part, ...], match: Match) -> str:
    return "".join(part if isinstance(part, str) else match.group(part) or "" for part in parts)
