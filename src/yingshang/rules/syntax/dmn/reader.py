"""Reads a DMN file into the elements of `model`: what is wrong is collected, the rest is kept."""

from dataclasses import replace

from lxml import etree

from yingshang.rules.problems import Problem
from yingshang.rules.source import Place
from yingshang.rules.syntax.dmn.boxes import Parameter, Text
from yingshang.rules.syntax.dmn.cursor import Cursor
from yingshang.rules.syntax.dmn.document import document
from yingshang.rules.syntax.dmn.expressions import expression_in, function_definition
from yingshang.rules.syntax.dmn.model import (
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    Definitions,
    FunctionItem,
    Import,
    InputData,
    ItemDefinition,
    Reference,
)
from yingshang.rules.syntax.dmn.structure import check_structure


def read(data: bytes, *, file: str) -> Definitions:
    """The model that stands in the bytes; `file` names them in problems.

    *Errors*: `NotReadable`, `DoctypeRefused`, `ModelTooLarge`, `NotDmn` for a file of which nothing
    can be kept. Anything else that is wrong stands in the model's `problems`.
    """
    found = document(data, file=file)
    root = Cursor(found.root, found.namespace)
    problems = check_structure(found.root, file=file, namespace=found.namespace)
    items = tuple(_item(child) for child in root.children("itemDefinition"))
    model = Definitions(
        file=file,
        name=root.name,
        namespace=root.attribute("namespace") or "",
        digest=found.digest,
        expression_language=root.attribute("expressionLanguage"),
        imports=tuple(_import(child) for child in root.children("import")),
        item_definitions=items,
        inputs=tuple(_input(child) for child in root.children("inputData")),
        decisions=tuple(_decision(child) for child in root.children("decision")),
        knowledge=tuple(_knowledge(c) for c in root.children("businessKnowledgeModel")),
        services=tuple(_service(child) for child in root.children("decisionService")),
        prefixes=_prefixes(found.root),
    )
    return replace(model, problems=(*problems, *_duplicates(model)))


def _prefixes(root: etree._Element) -> dict[str, str]:
    return {prefix: uri for prefix, uri in root.nsmap.items() if prefix}


def _duplicates(model: Definitions) -> list[Problem]:
    return [
        *_repeated(model.file, [(e.name, e.line) for e in model.elements]),
        *_repeated(model.file, [(t.name, t.line) for t in model.item_definitions]),
        *(p for item in model.item_definitions for p in _repeated_components(model.file, item)),
    ]


def _repeated_components(file: str, item: ItemDefinition) -> list[Problem]:
    own = _repeated(file, [(c.name, c.line) for c in item.components])
    return own + [p for c in item.components for p in _repeated_components(file, c)]


def _repeated(file: str, names: list[tuple[str, int]]) -> list[Problem]:
    first: dict[str, int] = {}
    problems = []
    for name, line in names:
        if name in first and name:
            place = Place(file, line, f'"{name}"')
            data = {"name": name, "first": first[name]}
            problems.append(Problem("duplicate_element_name", place, data=data))
        first.setdefault(name, line)
    return problems


def _import(at: Cursor) -> Import:
    return Import(
        at.name,
        at.attribute("namespace") or "",
        at.attribute("locationURI"),
        at.attribute("importType") or "",
        at.line,
    )


def _item(at: Cursor) -> ItemDefinition:
    function = at.child("functionItem")
    return ItemDefinition(
        name=at.name,
        type_ref=(at.text_of("typeRef") or "").strip() or None,
        is_collection=at.attribute("isCollection") in ("true", "1"),
        components=tuple(_item(child) for child in at.children("itemComponent")),
        function=None if function is None else _function_item(function),
        allowed_values=_tests(at, "allowedValues"),
        type_constraint=_tests(at, "typeConstraint"),
        line=at.line,
    )


def _function_item(at: Cursor) -> FunctionItem:
    parameters = tuple(child.parameter() for child in at.children("parameters"))
    return FunctionItem(parameters, at.attribute("outputTypeRef"))


def _tests(at: Cursor, kind: str) -> Text | None:
    found = at.child(kind)
    return None if found is None else found.text()


def _variable(at: Cursor) -> Parameter | None:
    found = at.child("variable")
    return None if found is None else found.parameter()


def _local_id(at: Cursor) -> str:
    return at.attribute("id") or at.name


def _references(at: Cursor, kind: str) -> tuple[Reference, ...]:
    return tuple(Reference(c.attribute("href") or "", c.line) for c in at.children(kind))


def _required(at: Cursor, requirement: str, kind: str) -> tuple[Reference, ...]:
    return tuple(r for child in at.children(requirement) for r in _references(child, kind))


def _input(at: Cursor) -> InputData:
    return InputData(_local_id(at), at.name, at.line, _variable(at))


def _decision(at: Cursor) -> Decision:
    return Decision(
        _local_id(at),
        at.name,
        at.line,
        _variable(at),
        required_inputs=_required(at, "informationRequirement", "requiredInput"),
        required_decisions=_required(at, "informationRequirement", "requiredDecision"),
        required_knowledge=_required(at, "knowledgeRequirement", "requiredKnowledge"),
        expression=expression_in(at),
        question=" ".join((at.text_of("question") or "").split()),
    )


def _knowledge(at: Cursor) -> BusinessKnowledgeModel:
    logic = at.child("encapsulatedLogic")
    return BusinessKnowledgeModel(
        _local_id(at),
        at.name,
        at.line,
        _variable(at),
        logic=None if logic is None else function_definition(logic),
        required_knowledge=_required(at, "knowledgeRequirement", "requiredKnowledge"),
    )


def _service(at: Cursor) -> DecisionService:
    return DecisionService(
        _local_id(at),
        at.name,
        at.line,
        _variable(at),
        output_decisions=_references(at, "outputDecision"),
        encapsulated_decisions=_references(at, "encapsulatedDecision"),
        input_decisions=_references(at, "inputDecision"),
        input_data=_references(at, "inputData"),
    )
