"""The kit's typed values to FEEL values. Source: the kit's testCases.xsd."""

from collections.abc import Callable, Mapping

from lxml import etree

from yingshang.rules.functions import BUILTINS
from yingshang.rules.functions.binding import choose
from yingshang.rules.values import Undefined, Value, number_of

_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"


class CaseUnreadable(ValueError):
    """A value in a test file that is not what its type says; the line is in the message."""


def value_of(element: etree._Element) -> Value:
    """What stands in an inputNode, expected, component, item or list element: null when nothing."""
    if _is_nil(element):
        return None
    children = [c for c in element.iterchildren(etree.Element) if _name(c) in _READERS]
    if not children:
        return None
    first = _name(children[0])
    if first == "component":
        return {child.get("name", ""): value_of(child) for child in children}
    return _READERS[first](children[0])


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _is_nil(element: etree._Element) -> bool:
    return element.get(_INSTANCE + "nil") in ("true", "1")


def _list(element: etree._Element) -> Value:
    if _is_nil(element):
        return None
    return tuple(value_of(child) for child in element.iterchildren(etree.Element))


def _simple(element: etree._Element) -> Value:
    if _is_nil(element):
        return None
    text = element.text or ""
    kind = (element.get(_INSTANCE + "type") or "string").rpartition(":")[2]
    try:
        return _SIMPLE.get(kind, str)(text if kind == "string" else text.strip())
    except Undefined as why:
        raise CaseUnreadable(f"line {element.sourceline}: {text!r} as {kind}: {why}") from why


def _boolean(text: str) -> Value:
    return text in ("true", "1")


def _by(function: str) -> Callable[[str], Value]:
    """Read a text as FEEL's function of that name does: both take XML Schema's forms."""

    def read(text: str) -> Value:
        implementation, arguments = choose(BUILTINS[function], [text], None)
        return implementation(*arguments)

    return read


_NUMBERS = ("decimal", "double", "float", "integer", "int", "long", "short", "byte")

_SIMPLE: Mapping[str, Callable[[str], Value]] = {
    "boolean": _boolean,
    "date": _by("date"),
    "time": _by("time"),
    "dateTime": _by("date and time"),
    "duration": _by("duration"),
    "dayTimeDuration": _by("duration"),
    "yearMonthDuration": _by("duration"),
    **dict.fromkeys(_NUMBERS, number_of),
}

_READERS: Mapping[str, Callable[[etree._Element], Value]] = {
    "value": _simple,
    "list": _list,
    "component": value_of,
}
