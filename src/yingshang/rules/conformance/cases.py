"""The kit's test files. Source: the kit's testCases.xsd and README."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lxml import etree

from yingshang.rules.conformance.values import value_of
from yingshang.rules.values import Value

NAMESPACE = "http://www.omg.org/spec/DMN/20160719/testcase"
_TAG = f"{{{NAMESPACE}}}"


class Kind(StrEnum):
    """What a test asks for: a value, null as a value, or null because of an error."""

    VALUE = "value"
    NULL = "null"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Expectation:
    """The expected value of one result node; each counts as one test."""

    name: str
    namespace: str | None
    kind: Kind
    value: Value


@dataclass(frozen=True, slots=True)
class Case:
    """Inputs, by name and perhaps namespace, and what must come out.

    `invocable` is the service or knowledge model to call; None where decisions are asked for.
    """

    id: str
    invocable: str | None
    inputs: Mapping[tuple[str | None, str], Value]
    expected: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file of cases and the model they are for. `level` is the compliance level, 0 if unknown."""

    path: Path
    model: Path
    level: int
    cases: tuple[Case, ...]


def case_files(folder: Path) -> Iterator[CaseFile]:
    """The case files anywhere in the folder, in the order of their paths."""
    for path in sorted(folder.rglob("*.xml")):
        root = etree.parse(path, _parser()).getroot()
        if root.tag == _TAG + "testCases":
            yield _case_file(path, root)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def _case_file(path: Path, root: etree._Element) -> CaseFile:
    model = (root.findtext(_TAG + "modelName") or "").strip()
    cases = tuple(_case(element) for element in root.iterchildren(_TAG + "testCase"))
    return CaseFile(path, path.parent / model, _level(path), cases)


def _level(path: Path) -> int:
    for part in reversed(path.parts):
        if part.startswith("compliance-level-") and part[-1].isdigit():
            return int(part[-1])
    return 0


def _case(element: etree._Element) -> Case:
    kind = element.get("type", "decision")
    return Case(
        element.get("id", ""),
        None if kind == "decision" else element.get("invocableName"),
        {
            (node.get("namespace"), node.get("name", "")): value_of(node)
            for node in element.iterchildren(_TAG + "inputNode")
        },
        tuple(_expectation(node) for node in element.iterchildren(_TAG + "resultNode")),
    )


def _expectation(node: etree._Element) -> Expectation:
    expected = node.find(_TAG + "expected")
    value = None if expected is None else value_of(expected)
    return Expectation(node.get("name", ""), node.get("namespace"), _kind(node, value), value)


def _kind(node: etree._Element, value: Value) -> Kind:
    if node.get("errorResult") in ("true", "1"):
        return Kind.ERROR
    return Kind.NULL if value is None else Kind.VALUE
