"""Texts that people write, brought to one form before anything else is done with them."""

import unicodedata

from yingshang.city.requests.errors import TooLong

_CONTROL = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
LONG, SHORT = 2000, 500


def tidy(text: str) -> str:
    """The text in one Unicode form, with plain line ends and no blank around it."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()


def is_plain(text: str) -> bool:
    """Whether a text holds nothing but what can be read."""
    return not any(unicodedata.category(c) in _CONTROL and c != "\n" for c in text)


def checked_text(text: str, *, field: str, most: int = LONG) -> str:
    """A tidy text that is there and not too long. Errors: `TooLong`."""
    found = tidy(text)
    if not 0 < len(found) <= most or not is_plain(found):
        raise TooLong(field=field, most=most)
    return found
