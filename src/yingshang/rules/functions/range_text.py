"""Ranges written as text, for the function `range`: two ends, each a literal of one kind.

Source: DMN 1.5, 10.3.4.1 (`range`) and grammar rule 66.
"""

import re
from collections.abc import Callable, Mapping

from yingshang.rules.values import Range, Undefined, Value, make_range, number_of
from yingshang.rules.values.parsing import (
    parse_date,
    parse_date_time,
    parse_duration,
    parse_temporal,
    parse_time,
)

_STRING = r'"(?:[^"\\]|\\.)*"'
_END = rf"""
    -?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?
  | @?\s*{_STRING}
  | (?:date\s+and\s+time|date|time|duration)\s*\(\s*{_STRING}\s*\)
"""
_RANGE = re.compile(
    rf"\s*([\[(\]])\s*({_END})\s*\.\.\s*({_END})\s*([\])\[])\s*", re.VERBOSE | re.ASCII | re.DOTALL
)
_CALL = re.compile(rf"([a-z\s]*|@)\s*\(?\s*({_STRING})\s*\)?", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))", re.DOTALL)
_SIGNS = {"n": "\n", "r": "\r", "t": "\t"}

_READERS: Mapping[str, Callable[[str], Value]] = {
    "": str,
    "@": parse_temporal,
    "date": parse_date,
    "time": parse_time,
    "date and time": parse_date_time,
    "duration": parse_duration,
}


def parse_range(text: str) -> Range:
    """The range that the text writes, `[1..10)`. *Errors*: `Undefined`."""
    found = _RANGE.fullmatch(text)
    if found is None:
        raise Undefined("not_a_range", text=text)
    opening, low, high, closing = found.groups()
    return make_range(_end(low), _end(high), opening == "[", closing == "]")


def _end(text: str) -> Value:
    found = _CALL.fullmatch(text)
    if found is None:
        return number_of(text)
    name, literal = found.groups()
    return _READERS[" ".join(name.split())](_ESCAPE.sub(_unescaped, literal[1:-1]))


def _unescaped(found: re.Match[str]) -> str:
    four, six, sign = found.groups()
    if four or six:
        number = int(four or six, 16)
        return chr(number) if number <= 0x10FFFF else found[0]
    return _SIGNS.get(sign, sign)
