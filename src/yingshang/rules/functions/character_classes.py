r"""Classes of characters: `[a-z-[aeiou]]`, `\d`, `\p{Lu}`, in the dialect and for the engine.

Source: XML Schema 1.1 part 2, appendix G.4 (character classes) and XML 1.0, productions 4 and 4a.
"""

from yingshang.rules.functions.case_variants import variants_of, variants_of_range
from yingshang.rules.functions.engine import is_block
from yingshang.rules.functions.reader import Reader

_NAME_START = (
    ":A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = _NAME_START + "\\-.0-9\xb7\u0300-\u036f\u203f-\u2040"

_CLASSES = {
    "s": r" \t\n\r",
    "d": r"\p{Nd}",
    "i": _NAME_START,
    "c": _NAME,
}
_NOT_IN_WORDS = r"\p{P}\p{Z}\p{C}"

_SINGLE = {"n": "\n", "r": "\r", "t": "\t"} | {sign: sign for sign in "\\|.-^?*+{}()[]$"}

_CATEGORIES = frozenset(
    group + detail
    for group, details in {
        "L": "ultmo", "M": "nce", "N": "dlo", "P": "cdseifo", "Z": "slp", "S": "mcko", "C": "cfon",
    }.items()
    for detail in ("", *details)
)  # fmt: skip


def escaped(sign: str) -> str:
    """The character itself, for the engine, inside and outside brackets."""
    if sign.isascii() and sign.isalnum():
        return sign
    return f"\\U{ord(sign):08X}"


def single_escape(reader: Reader) -> str:
    r"""The character that stands after a backslash, `\n` or `\.`."""
    found = _SINGLE.get(reader.next())
    if found is None:
        raise reader.wrong(back=1)
    return found


def read_class_escape(reader: Reader) -> str | None:
    r"""The class that stands after a backslash, as `\d` or `\p{L}`; None when it is no class."""
    sign = reader.peek()
    if sign in ("p", "P"):
        reader.next()
        return f"[{'^' if sign == 'P' else ''}{_property(reader)}]"
    if sign.lower() == "w":
        reader.next()
        return f"[{'^' if sign == 'w' else ''}{_NOT_IN_WORDS}]"
    found = _CLASSES.get(sign.lower())
    if found is None:
        return None
    reader.next()
    return f"[{'^' if sign.isupper() else ''}{found}]"


def _property(reader: Reader) -> str:
    reader.expect("{")
    start = reader.position
    while reader.peek() not in ("}", ""):
        reader.next()
    name = reader.text[start : reader.position]
    reader.expect("}")
    if name in _CATEGORIES:
        return f"\\p{{{name}}}"
    block = name.removeprefix("Is")
    if block == name or not is_block(block):
        raise reader.wrong(back=len(name) + 1)
    return f"\\p{{Block={block}}}"


def read_class(reader: Reader, *, ignore_case: bool, depth: int = 0) -> str:
    """The class whose opening bracket has been read, for the engine."""
    if depth > 20:
        raise reader.wrong()
    negation = "^" if reader.take("^") else ""
    items: list[str] = []
    subtracted = ""
    while not reader.take("]"):
        if items and reader.take("-["):
            subtracted = read_class(reader, ignore_case=ignore_case, depth=depth + 1)
            reader.expect("]")
            break
        items.append(_item(reader, is_first=not items, ignore_case=ignore_case))
    if not items:
        raise reader.wrong(back=1)
    found = f"[{negation}{''.join(items)}]"
    return f"[{found}--{subtracted}]" if subtracted else found


def _item(reader: Reader, *, is_first: bool, ignore_case: bool) -> str:
    if reader.take("\\"):
        found = read_class_escape(reader)
        if found is not None:
            return found
        low = single_escape(reader)
    else:
        low = _plain(reader, is_first=is_first)
    if not _begins_range(reader):
        return _one(low, ignore_case=ignore_case)
    reader.expect("-")
    high = single_escape(reader) if reader.take("\\") else _plain(reader, is_first=False)
    if high < low:
        raise reader.wrong(back=1)
    return _range(low, high, ignore_case=ignore_case)


def _plain(reader: Reader, *, is_first: bool) -> str:
    """A character that stands for itself; a hyphen only at either end."""
    sign = reader.next()
    if sign in "[]" or (sign == "-" and not (is_first or reader.peek() == "]")):
        raise reader.wrong(back=1)
    return sign


def _begins_range(reader: Reader) -> bool:
    after = reader.text[reader.position : reader.position + 2]
    return after.startswith("-") and after not in ("-]", "-[", "-")


def _one(sign: str, *, ignore_case: bool) -> str:
    variants = variants_of(sign) if ignore_case else ()
    return "".join(map(escaped, (sign, *variants)))


def _range(low: str, high: str, *, ignore_case: bool) -> str:
    found = f"{escaped(low)}-{escaped(high)}"
    if ignore_case:
        found += "".join(map(escaped, variants_of_range(low, high)))
    return found
