"""Boxed expressions, as they stand in the file. Source: DMN 1.5, chapters 7, 8 and 10.2."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A text in some expression language (None: the model's), at a line."""

    text: str
    line: int
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """An information item: a name with the name of its type."""

    name: str
    type_ref: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Expression:
    """What every boxed expression has: a line, and perhaps a type that its value must have."""

    line: int
    type_ref: str | None


@dataclass(frozen=True, slots=True)
class Literal(Expression):
    """An expression written as text; None where the file gives no text."""

    text: Text | None


@dataclass(frozen=True, slots=True)
class ContextEntry:
    """An entry of a context; without a variable it is the context's result."""

    variable: Parameter | None
    value: Expression | None
    line: int


@dataclass(frozen=True, slots=True)
class Context(Expression):
    """Named entries of which later ones see the earlier."""

    entries: tuple[ContextEntry, ...]


@dataclass(frozen=True, slots=True)
class List(Expression):
    """Expressions one below the other; the row of a relation is one, too."""

    elements: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Relation(Expression):
    """A table of contexts that have the same names."""

    columns: tuple[Parameter, ...]
    rows: tuple[List, ...]


@dataclass(frozen=True, slots=True)
class FunctionDefinition(Expression):
    """A function; `kind` is FEEL, Java or PMML."""

    kind: str
    parameters: tuple[Parameter, ...]
    body: Expression | None


@dataclass(frozen=True, slots=True)
class CallBinding:
    """A parameter's name and its value's expression."""

    parameter: Parameter | None
    value: Expression | None
    line: int


@dataclass(frozen=True, slots=True)
class Invocation(Expression):
    """A call with named arguments."""

    called: Expression | None
    bindings: tuple[CallBinding, ...]


@dataclass(frozen=True, slots=True)
class Conditional(Expression):
    """if, then, else."""

    condition: Expression | None
    then: Expression | None
    otherwise: Expression | None


@dataclass(frozen=True, slots=True)
class Filter(Expression):
    """The elements of a list that match."""

    source: Expression | None
    match: Expression | None


@dataclass(frozen=True, slots=True)
class Iteration(Expression):
    """`for`, `some` or `every` over one list; `body` is the result or the condition.

    `domain_type` is the type that the list must have, when the file says one.
    """

    kind: str
    variable: str
    domain: Expression | None
    domain_type: str | None
    body: Expression | None


@dataclass(frozen=True, slots=True)
class InputClause:
    """A column of conditions."""

    label: str
    expression: Literal | None
    values: Text | None
    line: int


@dataclass(frozen=True, slots=True)
class OutputClause:
    """A column of results."""

    name: str | None
    label: str
    type_ref: str | None
    values: Text | None
    default: Literal | None
    line: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: conditions, results, annotations."""

    id: str
    conditions: tuple[Text, ...]
    outputs: tuple[Literal, ...]
    annotations: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class DecisionTable(Expression):
    """A decision table; its orientation is for drawing and has no meaning."""

    hit_policy: str
    aggregation: str
    label: str
    inputs: tuple[InputClause, ...]
    outputs: tuple[OutputClause, ...]
    rules: tuple[Rule, ...]
