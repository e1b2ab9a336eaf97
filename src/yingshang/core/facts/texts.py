"""Values and texts in one plain form: as they are kept, compared and read."""

import unicodedata
from decimal import Decimal

from yingshang.core.facts.errors import WrongText
from yingshang.core.facts.listing import Element

FEN = 100
LONGEST = 200
_CONTROL = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
BOOLEANS = {"true": ("是", "yes"), "false": ("否", "no")}


def plain_value(element: Element, value: object) -> str:
    """A value as it stands in no language: money in yuan, dates as ISO, `true` and `false`.

    Long texts are cut to 200 characters.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if element.type == "money" and isinstance(value, int):
        return f"{Decimal(value) / FEN:.2f}"
    return str(value)[:LONGEST]


def read_value(element: Element, plain: str, *, language: str) -> str:
    """A plain value as people read it, with its unit."""
    is_zh = language.startswith("zh")
    if plain in BOOLEANS and element.type == "boolean":
        return BOOLEANS[plain][0 if is_zh else 1]
    text = f"{Decimal(plain):,}" if plain and element.type in ("money", "decimal") else plain
    unit = element.unit if is_zh else element.unit_en
    return f"{text} {unit}" if unit and text else text


def checked_text(text: str, *, field: str, most: int) -> str:
    """A tidy text that is there, can be read and is not too long. Errors: `WrongText`."""
    found = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    is_plain = not any(unicodedata.category(c) in _CONTROL and c != "\n" for c in found)
    if not 0 < len(found) <= most or not is_plain:
        raise WrongText(field=field, most=most)
    return found
