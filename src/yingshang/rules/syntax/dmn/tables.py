"""Reads decision tables. Source: DMN 1.5, chapter 8."""

from yingshang.rules.syntax.dmn.boxes import (
    DecisionTable,
    InputClause,
    Literal,
    OutputClause,
    Rule,
    Text,
)
from yingshang.rules.syntax.dmn.cursor import Cursor


def decision_table(at: Cursor) -> DecisionTable:
    """The table with its columns and rules."""
    return DecisionTable(
        at.line,
        at.type_ref,
        hit_policy=at.attribute("hitPolicy") or "UNIQUE",
        aggregation=at.attribute("aggregation") or "",
        label=at.attribute("outputLabel") or "",
        inputs=tuple(_input(child) for child in at.children("input")),
        outputs=tuple(_output(child) for child in at.children("output")),
        rules=tuple(_rule(child) for child in at.children("rule")),
    )


def _input(at: Cursor) -> InputClause:
    expression = at.child("inputExpression")
    return InputClause(
        at.attribute("label") or "",
        None if expression is None else _literal(expression),
        _tests(at, "inputValues"),
        at.line,
    )


def _output(at: Cursor) -> OutputClause:
    default = at.child("defaultOutputEntry")
    return OutputClause(
        at.name or None,
        at.attribute("label") or "",
        at.type_ref,
        _tests(at, "outputValues"),
        None if default is None else _literal(default),
        at.line,
    )


def _rule(at: Cursor) -> Rule:
    return Rule(
        at.attribute("id") or "",
        tuple(child.text() or Text("", child.line) for child in at.children("inputEntry")),
        tuple(_literal(child) for child in at.children("outputEntry")),
        tuple((c.text_of("text") or "").strip() for c in at.children("annotationEntry")),
        at.line,
    )


def _literal(at: Cursor) -> Literal:
    return Literal(at.line, at.type_ref, at.text())


def _tests(at: Cursor, kind: str) -> Text | None:
    found = at.child(kind)
    return None if found is None else found.text()
