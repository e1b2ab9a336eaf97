"""Checks a file against the table of what may stand where, and reports everything at once."""

from collections import Counter
from dataclasses import dataclass, field
from difflib import get_close_matches

from lxml import etree

from yingshang.rules.problems import Problem
from yingshang.rules.source import Place
from yingshang.rules.syntax.dmn.grammar import EXPRESSIONS, SHAPES, Shape, child_of

_NAMED = frozenset(
    {"decision", "input data", "business knowledge model", "decision service", "item definition"}
)


@dataclass(slots=True)
class _Check:
    file: str
    namespace: str
    problems: list[Problem] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    owner: str = ""

    def report(self, code: str, at: etree._Element, **data: object) -> None:
        where = self.owner or local(at)
        place = Place(self.file, at.sourceline, where)
        self.problems.append(Problem(code, place, data=data))


def local(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return str(etree.QName(element).localname)


def check_structure(root: etree._Element, *, file: str, namespace: str) -> tuple[Problem, ...]:
    """What is wrong with the file's elements and attributes."""
    check = _Check(file, namespace)
    _element(check, root, "definitions")
    return tuple(check.problems)


def _element(check: _Check, element: etree._Element, shape_name: str) -> None:
    before = check.owner
    if shape_name in _NAMED:
        check.owner = f'{shape_name} "{element.get("name", "")}"'
    shape = SHAPES[shape_name]
    _attributes(check, element, shape)
    _id(check, element)
    _children(check, element, shape_name)
    check.owner = before


def _attributes(check: _Check, element: etree._Element, shape: Shape) -> None:
    for name in shape.required:
        if not (element.get(name) or "").strip():
            check.report("missing_attribute", element, element=local(element), attribute=name)
    for name, allowed in shape.choices.items():
        value = element.get(name)
        if value is not None and value not in allowed:
            check.report("unknown_choice", element, element=local(element), attribute=name,
                         found=value, expected=", ".join(sorted(allowed)))  # fmt: skip


def _id(check: _Check, element: etree._Element) -> None:
    found = element.get("id")
    if found is None:
        return
    if found in check.ids:
        check.report("duplicate_id", element, id=found, first=check.ids[found])
    check.ids.setdefault(found, element.sourceline or 0)


def _children(check: _Check, element: etree._Element, shape_name: str) -> None:
    seen: Counter[str] = Counter()
    for child in element.iterchildren(etree.Element):
        if etree.QName(child).namespace != check.namespace:
            continue
        name = local(child)
        found = child_of(shape_name, name)
        if found is None:
            _report_unknown(check, child, element, shape_name)
            continue
        is_expression = name in EXPRESSIONS and name not in SHAPES[shape_name].children
        seen["expression" if is_expression else name] += 1
        if found.shape != "anything":
            _element(check, child, found.shape)
    _counts(check, element, shape_name, seen)


def _report_unknown(
    check: _Check, child: etree._Element, parent: etree._Element, shape_name: str
) -> None:
    shape = SHAPES[shape_name]
    known = [*shape.children, *(EXPRESSIONS if shape.expressions[1] else ())]
    close = get_close_matches(local(child), known, n=1)
    expected = close or sorted(known) or ["text"]
    check.report("unknown_element", child, found=local(child), inside=local(parent),
                 expected=", ".join(expected))  # fmt: skip


def _counts(check: _Check, element: etree._Element, shape_name: str, seen: Counter[str]) -> None:
    shape = SHAPES[shape_name]
    for name, child in shape.children.items():
        _count(check, element, name, seen[name], (child.least, child.most))
    _count(check, element, "expression", seen["expression"], shape.expressions)


def _count(
    check: _Check, element: etree._Element, name: str, count: int, limits: tuple[int, int]
) -> None:
    least, most = limits
    if count < least:
        check.report("missing_element", element, element=local(element), expected=name)
    elif count > most:
        check.report("repeated_element", element, element=local(element), found=name, count=count)
