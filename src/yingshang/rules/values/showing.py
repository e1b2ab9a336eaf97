"""Values as text: as FEEL writes them, and as the function `string` gives them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from yingshang.rules.values.date import Date
from yingshang.rules.values.date_time import DateTime
from yingshang.rules.values.durations import Days, Months
from yingshang.rules.values.limits import check_text_length, parts_of
from yingshang.rules.values.numbers import show_number
from yingshang.rules.values.range import Range
from yingshang.rules.values.time import Time
from yingshang.rules.values.undefined import Undefined

_BRIEF = 80
"""Characters of a value in a sentence."""


def show(value: object, *, limit: int | None = None) -> str:
    """The FEEL expression of the value; with a limit, cut off after so many characters."""
    try:
        shown = _shown(value, limit)
    except RecursionError:
        return "…"
    return shown if limit is None or len(shown) <= limit else shown[: limit - 1] + "…"


def brief(value: object) -> str:
    """The FEEL expression of the value, cut off: for sentences about it."""
    return show(value, limit=_BRIEF)


def text_of(value: object) -> str:
    """What `string(value)` gives: the bare text of a string or date, else the FEEL expression.

    *Errors*: `Undefined` for lists within lists without end, and for a text too long.
    """
    match value:
        case str():
            return value
        case Date() | Time() | DateTime() | Days() | Months():
            return str(value)
        case _:
            return _text_of_parts(value)


_LEAST = 3
"""Characters of a value in a list, about: one, and what stands between."""


def _text_of_parts(value: object) -> str:
    pieces: list[str] = []
    length = 0
    try:
        check_text_length(parts_of(value) * _LEAST)
        for piece in _pieces(value, None):
            length += len(piece)
            check_text_length(length)
            pieces.append(piece)
    except RecursionError:
        raise Undefined("nested_too_deep") from None
    return "".join(pieces)


def _shown(value: object, most: int | None) -> str:
    """The expression; with a limit, at least so many of its characters and little more."""
    if most is None:
        return "".join(_pieces(value, None))
    shown = ""
    for piece in _pieces(value, most):
        shown += piece
        if len(shown) > most:
            break
    return shown


def _pieces(value: object, most: int | None) -> Iterator[str]:
    """The expression bit by bit, so that of a huge value only the beginning need be made."""
    match value:
        case tuple():
            yield "["
            for number, element in enumerate(value):
                yield ", " if number else ""
                yield from _pieces(element, most)
            yield "]"
        case Mapping():
            yield "{"
            for number, (name, entry) in enumerate(value.items()):
                yield f"{', ' if number else ''}{_key(name)}: "
                yield from _pieces(entry, most)
            yield "}"
        case _:
            yield _shown_single(value, most)


def _shown_single(value: object, most: int | None) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return show_number(value)
        case str():
            return quoted(value if most is None else value[: most + 1])
        case Date() | Time() | DateTime() | Days() | Months():
            return f'@"{value}"'
        case Range():
            return _shown_range(value, most)
        case _:
            return f"function({', '.join(getattr(value, 'parameters', ()))})"


def _shown_range(value: Range, most: int | None) -> str:
    low, high = _shown(value.low, most), _shown(value.high, most)
    if value.unary:
        return f"({value.unary} {low})"
    if value.low is None:
        return f"({'<=' if value.includes_high else '<'} {high})"
    if value.high is None:
        return f"({'>=' if value.includes_low else '>'} {low})"
    left, right = "[" if value.includes_low else "(", "]" if value.includes_high else ")"
    return f"{left}{low}..{high}{right}"


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def quoted(text: str) -> str:
    """A string literal."""
    return '"' + text.translate(_ESCAPES) + '"'


def _key(name: str) -> str:
    return name if name.replace(" ", "a").isidentifier() else quoted(name)
