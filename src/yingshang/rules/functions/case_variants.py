"""Which characters differ only in case. Source: F&O 3.1, 5.6.2 (flag i): one to one, no locale."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import lru_cache

_LAST_CASED = 0x1E943
"""The last code point of Unicode 15 that has a case."""


def variants_of(sign: str) -> tuple[str, ...]:
    """The other characters that differ from this one only in case."""
    if not sign.isascii() or sign.isalpha():
        return tuple(v for v in _families().get(_key(sign), ()) if v != sign)
    return ()


def variants_of_range(low: str, high: str) -> list[str]:
    """The characters outside the range that differ only in case from one inside."""
    cased = _cased()
    inside = cased[bisect_left(cased, low) : bisect_right(cased, high)]
    found = {v for sign in inside for v in variants_of(sign)}
    return sorted(v for v in found if not low <= v <= high)


def _key(sign: str) -> str:
    upper = sign.upper()
    lower = (upper if len(upper) == 1 else sign).lower()
    return lower if len(lower) == 1 else sign


@lru_cache(maxsize=1)
def _families() -> dict[str, tuple[str, ...]]:
    families: dict[str, list[str]] = defaultdict(list)
    for sign in map(chr, range(_LAST_CASED + 1)):
        if sign.lower() != sign or sign.upper() != sign:
            families[_key(sign)].append(sign)
    return {key: tuple(signs) for key, signs in families.items() if len(signs) > 1}


@lru_cache(maxsize=1)
def _cased() -> list[str]:
    return sorted(sign for signs in _families().values() for sign in signs)
