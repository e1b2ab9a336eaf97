r"""The replacement of `replace`: `$1` is a group, `$0` all, `\$` and `\\` the signs themselves.

Source: F&O 3.1, 5.6.4.
"""

from collections.abc import Iterator
from itertools import groupby

from yingshang.rules.values.undefined import Undefined

Part = str | int
"""Text, or the number of the group whose text stands there."""


def parse_replacement(text: str, groups: int, *, is_literal: bool) -> tuple[Part, ...]:
    """The parts of the replacement. *Errors*: `Undefined`."""
    if is_literal:
        return (text,)
    parts: list[Part] = []
    position = 0
    while position < len(text):
        part, position = _part(text, position, groups)
        parts.append(part)
    return tuple(_joined(parts))


def _joined(parts: list[Part]) -> Iterator[Part]:
    """The parts, with the text between two groups in one."""
    for is_text, run in groupby(parts, key=lambda part: isinstance(part, str)):
        if is_text:
            yield "".join(map(str, run))
        else:
            yield from run


def _part(text: str, position: int, groups: int) -> tuple[Part, int]:
    sign, rest = text[position], text[position + 1 : position + 2]
    if sign == "\\":
        if rest in ("\\", "$") and rest:
            return rest, position + 2
        raise Undefined("wrong_replacement", replacement=text, position=position + 1)
    if sign != "$":
        return sign, position + 1
    if not _is_digit(rest):
        raise Undefined("wrong_replacement", replacement=text, position=position + 1)
    return _group(text, position + 1, groups)


def _group(text: str, position: int, groups: int) -> tuple[Part, int]:
    """The longest group number that there is; one digit alone may name a group that is not."""
    number = int(text[position])
    position += 1
    while _is_digit(text[position : position + 1]):
        longer = number * 10 + int(text[position])
        if longer > groups:
            break
        number, position = longer, position + 1
    return (number if number <= groups else ""), position


def _is_digit(sign: str) -> bool:
    return sign.isascii() and sign.isdigit()
