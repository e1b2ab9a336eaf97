"""Reads boxed expressions: one short function for each kind of box."""

from collections.abc import Callable, Mapping

from yingshang.rules.syntax.dmn.boxes import (
    CallBinding,
    Conditional,
    Context,
    ContextEntry,
    Expression,
    Filter,
    FunctionDefinition,
    Invocation,
    Iteration,
    List,
    Literal,
    Relation,
)
from yingshang.rules.syntax.dmn.cursor import Cursor
from yingshang.rules.syntax.dmn.tables import decision_table


def expression_in(at: Cursor | None) -> Expression | None:
    """The boxed expression inside the element, or None."""
    found = None if at is None else at.child(*_READERS)
    return None if found is None else _READERS[found.kind](found)


def _expressions_in(at: Cursor) -> tuple[Expression, ...]:
    return tuple(_READERS[child.kind](child) for child in at.children(*_READERS))


def literal(at: Cursor) -> Literal:
    """A text to be evaluated."""
    return Literal(at.line, at.type_ref, at.text())


def function_definition(at: Cursor) -> FunctionDefinition:
    """Parameters and a body; also what a knowledge model encapsulates."""
    return FunctionDefinition(
        at.line,
        at.type_ref,
        at.attribute("kind") or "FEEL",
        tuple(child.parameter() for child in at.children("formalParameter")),
        expression_in(at),
    )


def _context(at: Cursor) -> Context:
    entries = tuple(_entry(child) for child in at.children("contextEntry"))
    return Context(at.line, at.type_ref, entries)


def _entry(at: Cursor) -> ContextEntry:
    variable = at.child("variable")
    return ContextEntry(
        None if variable is None else variable.parameter(), expression_in(at), at.line
    )


def _list(at: Cursor) -> List:
    return List(at.line, at.type_ref, _expressions_in(at))


def _relation(at: Cursor) -> Relation:
    columns = tuple(child.parameter() for child in at.children("column"))
    return Relation(at.line, at.type_ref, columns, tuple(map(_list, at.children("row"))))


def _invocation(at: Cursor) -> Invocation:
    bindings = tuple(_binding(child) for child in at.children("binding"))
    return Invocation(at.line, at.type_ref, expression_in(at), bindings)


def _binding(at: Cursor) -> CallBinding:
    parameter = at.child("parameter")
    return CallBinding(
        None if parameter is None else parameter.parameter(), expression_in(at), at.line
    )


def _conditional(at: Cursor) -> Conditional:
    parts = (expression_in(at.child(kind)) for kind in ("if", "then", "else"))
    return Conditional(at.line, at.type_ref, *parts)


def _filter(at: Cursor) -> Filter:
    source, match = expression_in(at.child("in")), expression_in(at.child("match"))
    return Filter(at.line, at.type_ref, source, match)


def _iteration(at: Cursor) -> Iteration:
    domain = at.child("in")
    return Iteration(
        at.line,
        at.type_ref,
        at.kind,
        " ".join((at.attribute("iteratorVariable") or "").split()),
        expression_in(domain),
        None if domain is None else domain.type_ref,
        expression_in(at.child("return", "satisfies")),
    )


_READERS: Mapping[str, Callable[[Cursor], Expression]] = {
    "literalExpression": literal,
    "decisionTable": decision_table,
    "context": _context,
    "list": _list,
    "relation": _relation,
    "functionDefinition": function_definition,
    "invocation": _invocation,
    "conditional": _conditional,
    "filter": _filter,
    "for": _iteration,
    "some": _iteration,
    "every": _iteration,
}
