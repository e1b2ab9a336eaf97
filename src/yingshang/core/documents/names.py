"""The name of a file as it is shown: made safe for pages, headers and file systems.

Names are never used to find or place a file; content decides that.
"""

import unicodedata

from yingshang.core.documents.formats import Format

LENGTH = 200
NAMELESS = "未命名"
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, RTL overrides, zero widths
_FORBIDDEN = dict.fromkeys(map(ord, '<>:"|?*'), "_")


def display_name(name: str, found: Format) -> str:
    """`name` without folders, invisible characters or overlength, ending as its content does."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(c for c in last if unicodedata.category(c) not in _HIDDEN)
    plain = " ".join(seen.translate(_FORBIDDEN).split()).strip(". ")
    stem, ending = _split(plain, found)
    return (stem[: LENGTH - len(ending)].rstrip(". ") or NAMELESS) + ending


def shown(name: str) -> str:
    """`name` as an error may quote it, before its content is known."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(c for c in last if unicodedata.category(c) not in _HIDDEN)
    return seen[:LENGTH].strip() or NAMELESS


def _split(name: str, found: Format) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    if dot and f".{ending.lower()}" in found.endings:
        return stem, f".{ending.lower()}"
    return name, found.endings[0]
