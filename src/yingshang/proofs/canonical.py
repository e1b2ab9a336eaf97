"""Canonical bytes: one value, one spelling, so that a hash can commit to it.

RFC 8785 (JSON Canonicalization Scheme) over a narrow vocabulary: objects with ASCII keys, arrays,
strings, and integers within 2^53. Within it Python's encoder gives exactly the RFC's bytes, at C
speed; a test compares it with an independent implementation.
"""

import json
from typing import ClassVar

from yingshang.errors import Invalid

SAFE_INTEGER = 2**53 - 1

_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


class NotCanonical(Invalid):
    """A body holds something other than objects, arrays, strings and integers."""

    code: ClassVar[str] = "ledger.not_canonical"
    zh: ClassVar[str] = "存证内容 {place} 不是字符串、整数、列表或对象；请改为字符串。"
    en: ClassVar[str] = (
        "The entry body at {place} is no string, integer, list or object; write it as a string."
    )


def check(value: object, place: str = "$") -> None:
    """Refuse what has no single canonical form: floats, booleans, null, odd keys, huge integers."""
    kind = type(value)
    if kind is str:
        return  # a lone surrogate is found by `encode`
    if kind is int:
        if not -SAFE_INTEGER <= value <= SAFE_INTEGER:  # type: ignore[operator]  # an int
            raise NotCanonical(place=place)
    elif kind is dict:
        _check_members(value, place)  # type: ignore[arg-type]  # a dict
    elif kind is list:
        _check_entries(value, place)  # type: ignore[arg-type]  # a list
    elif isinstance(value, str):
        return  # a text choice, whose text it is
    else:
        raise NotCanonical(place=place)


def _check_members(value: dict[object, object], place: str) -> None:
    for key, inner in value.items():
        if not (isinstance(key, str) and key.isascii()):
            raise NotCanonical(place=f"{place}.{key}")
        if type(inner) is not str:
            check(inner, f"{place}.{key}")


def _check_entries(value: list[object], place: str) -> None:
    for index, inner in enumerate(value):
        check(inner, f"{place}[{index}]")


def encode(value: dict[str, object]) -> bytes:
    """The RFC 8785 bytes of a checked value. Errors: `NotCanonical` for a lone surrogate."""
    try:
        return _encode(value).encode()
    except UnicodeEncodeError:
        raise NotCanonical(place="$") from None
