"""Text that others wrote, as it may stand on a paper: every character seen, none obeyed.

Typst gets such text as data and never as markup. What remains are characters that act on the text
around them (direction overrides, zero widths, controls): they are shown by their code point.
"""

import re
import unicodedata

LINE_BREAK = "\n"
LONGEST_RUN = 24
_ACTING = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_LONG_RUN = re.compile(rf"([!-~]{{{LONGEST_RUN}}})(?=[!-~])")
_MAY_BREAK = "\u200b"


def literal(value: object) -> str:
    """`value` as text in which `U+202E` and its like are written out, line breaks are kept, and
    long runs without a space may break at the margin."""
    text = str(value).replace("\r\n", LINE_BREAK)
    seen = "".join(_shown(character) for character in text)
    return _LONG_RUN.sub(rf"\1{_MAY_BREAK}", seen)


def _shown(character: str) -> str:
    if character == LINE_BREAK or unicodedata.category(character) not in _ACTING:
        return character
    return f"〔U+{ord(character):04X}〕"
