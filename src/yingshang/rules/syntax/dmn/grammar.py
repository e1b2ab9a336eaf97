"""Which elements and attributes DMN allows where, as a table.

`structure` walks a file with it, so that the functions that read need not check. The order of
elements is not checked: it carries no meaning, and tools differ in it. Source: DMN15.xsd, whose
element names 1.2 to 1.4 share, with `context` members added over the versions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

MANY = 10**9


@dataclass(frozen=True, slots=True)
class Child:
    """A child element: the shape it has and how often it may stand there."""

    shape: str
    least: int = 0
    most: int = 1


@dataclass(frozen=True, slots=True)
class Shape:
    """An element's children, the attributes it needs, and the attributes with fixed choices.

    `expressions` are how many boxed expressions it must and may hold.
    """

    children: Mapping[str, Child] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    choices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    expressions: tuple[int, int] = (0, 0)


_TEXT = Child("text")
_ONE_TEXT = Child("text", least=1)
_REFERENCES = Child("reference", most=MANY)
_INFORMATION = Child("information item")
_UNARY_TESTS = Child("unary tests")
_IDENTITY = {"description": Child("text"), "extensionElements": Child("anything")}
_BOOLEANS = frozenset({"true", "false", "1", "0"})

EXPRESSIONS: Mapping[str, str] = {
    "literalExpression": "literal expression",
    "decisionTable": "decision table",
    "context": "context",
    "list": "list",
    "relation": "relation",
    "functionDefinition": "function definition",
    "invocation": "invocation",
    "conditional": "conditional",
    "filter": "filter",
    "for": "for",
    "some": "quantified",
    "every": "quantified",
}
"""The boxed expressions: element to shape."""

HIT_POLICIES = frozenset(
    {"UNIQUE", "FIRST", "PRIORITY", "ANY", "COLLECT", "RULE ORDER", "OUTPUT ORDER"}
)

SHAPES: Mapping[str, Shape] = {
    "definitions": Shape(
        {
            "import": Child("import", most=MANY),
            "itemDefinition": Child("item definition", most=MANY),
            "decision": Child("decision", most=MANY),
            "inputData": Child("input data", most=MANY),
            "businessKnowledgeModel": Child("business knowledge model", most=MANY),
            "decisionService": Child("decision service", most=MANY),
            "knowledgeSource": Child("anything", most=MANY),
            "group": Child("anything", most=MANY),
            "textAnnotation": Child("anything", most=MANY),
            "association": Child("anything", most=MANY),
            "elementCollection": Child("anything", most=MANY),
            "performanceIndicator": Child("anything", most=MANY),
            "organizationUnit": Child("anything", most=MANY),
            "artifact": Child("anything", most=MANY),
        },
        required=("name", "namespace"),
    ),
    "import": Shape(required=("namespace", "importType")),
    "item definition": Shape(
        {
            "typeRef": Child("text"),
            "allowedValues": _UNARY_TESTS,
            "typeConstraint": _UNARY_TESTS,
            "itemComponent": Child("item definition", most=MANY),
            "functionItem": Child("function item"),
        },
        required=("name",),
        choices={"isCollection": _BOOLEANS},
    ),
    "function item": Shape({"parameters": Child("information item", most=MANY)}),
    "information item": Shape(required=("name",)),
    "decision": Shape(
        {
            "question": _TEXT,
            "allowedAnswers": _TEXT,
            "variable": _INFORMATION,
            "informationRequirement": Child("information requirement", most=MANY),
            "knowledgeRequirement": Child("knowledge requirement", most=MANY),
            "authorityRequirement": Child("anything", most=MANY),
            "supportedObjective": _REFERENCES,
            "impactedPerformanceIndicator": _REFERENCES,
            "decisionMaker": _REFERENCES,
            "decisionOwner": _REFERENCES,
            "usingProcess": _REFERENCES,
            "usingTask": _REFERENCES,
        },
        required=("name",),
        expressions=(0, 1),
    ),
    "information requirement": Shape(
        {"requiredDecision": Child("reference"), "requiredInput": Child("reference")}
    ),
    "knowledge requirement": Shape({"requiredKnowledge": Child("reference", least=1)}),
    "reference": Shape(required=("href",)),
    "input data": Shape({"variable": _INFORMATION}, required=("name",)),
    "business knowledge model": Shape(
        {
            "variable": _INFORMATION,
            "encapsulatedLogic": Child("function definition"),
            "knowledgeRequirement": Child("knowledge requirement", most=MANY),
            "authorityRequirement": Child("anything", most=MANY),
        },
        required=("name",),
    ),
    "decision service": Shape(
        {
            "variable": _INFORMATION,
            "outputDecision": _REFERENCES,
            "encapsulatedDecision": _REFERENCES,
            "inputDecision": _REFERENCES,
            "inputData": _REFERENCES,
        },
        required=("name",),
    ),
    "literal expression": Shape({"text": _TEXT, "importedValues": Child("anything")}),
    "unary tests": Shape({"text": _ONE_TEXT}),
    "decision table": Shape(
        {
            "input": Child("input", most=MANY),
            "output": Child("output", least=1, most=MANY),
            "annotation": Child("anything", most=MANY),
            "rule": Child("rule", most=MANY),
        },
        choices={
            "hitPolicy": HIT_POLICIES,
            "aggregation": frozenset({"SUM", "COUNT", "MIN", "MAX"}),
            "preferredOrientation": frozenset({"Rule-as-Row", "Rule-as-Column", "CrossTable"}),
        },
    ),
    "input": Shape(
        {"inputExpression": Child("literal expression", least=1), "inputValues": _UNARY_TESTS}
    ),
    "output": Shape(
        {"outputValues": _UNARY_TESTS, "defaultOutputEntry": Child("literal expression")}
    ),
    "rule": Shape(
        {
            "inputEntry": Child("unary tests", most=MANY),
            "outputEntry": Child("literal expression", least=1, most=MANY),
            "annotationEntry": Child("anything", most=MANY),
        }
    ),
    "context": Shape({"contextEntry": Child("context entry", most=MANY)}),
    "context entry": Shape({"variable": _INFORMATION}, expressions=(1, 1)),
    "list": Shape(expressions=(0, MANY)),
    "relation": Shape(
        {"column": Child("information item", most=MANY), "row": Child("list", most=MANY)}
    ),
    "function definition": Shape(
        {"formalParameter": Child("information item", most=MANY)},
        choices={"kind": frozenset({"FEEL", "Java", "PMML"})},
        expressions=(0, 1),
    ),
    "invocation": Shape({"binding": Child("binding", most=MANY)}, expressions=(0, 1)),
    "binding": Shape({"parameter": Child("information item", least=1)}, expressions=(0, 1)),
    "child expression": Shape(expressions=(1, 1)),
    "conditional": Shape(
        {
            "if": Child("child expression", least=1),
            "then": Child("child expression", least=1),
            "else": Child("child expression", least=1),
        }
    ),
    "filter": Shape(
        {"in": Child("child expression", least=1), "match": Child("child expression", least=1)}
    ),
    "for": Shape(
        {"in": Child("child expression", least=1), "return": Child("child expression", least=1)},
        required=("iteratorVariable",),
    ),
    "quantified": Shape(
        {
            "in": Child("child expression", least=1),
            "satisfies": Child("child expression", least=1),
        },
        required=("iteratorVariable",),
    ),
    "text": Shape(),
}
"""Every shape by its name. `anything` and all extension elements are not looked into."""


def child_of(shape: str, name: str) -> Child | None:
    """What the element `name` is inside the shape, or None when it may not stand there."""
    found = SHAPES[shape].children.get(name) or _IDENTITY.get(name)
    if found is None and name in EXPRESSIONS and SHAPES[shape].expressions[1]:
        return Child(EXPRESSIONS[name], most=MANY)
    return found
