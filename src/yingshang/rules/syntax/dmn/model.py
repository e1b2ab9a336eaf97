"""The elements of a DMN model, as they stand in the file: names and texts, nothing resolved.

Every element knows its line, so that what is found wrong later can be pointed at. Source: DMN 1.5,
chapters 6, 7, 8 and 10; the XSD's element names are the attributes' names where Python allows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from yingshang.rules.problems import Problem
from yingshang.rules.syntax.dmn.boxes import Expression, FunctionDefinition, Parameter, Text


@dataclass(frozen=True, slots=True)
class Import:
    """Another model whose elements are seen under `name`, or directly when the name is empty."""

    name: str
    namespace: str
    location: str | None
    import_type: str
    line: int


@dataclass(frozen=True, slots=True)
class FunctionItem:
    """The type of a function."""

    parameters: tuple[Parameter, ...]
    output_type: str | None


@dataclass(frozen=True, slots=True)
class ItemDefinition:
    """A named type, or a component of one: another type, or components, or a function."""

    name: str
    type_ref: str | None
    is_collection: bool
    components: tuple["ItemDefinition", ...]
    function: FunctionItem | None
    allowed_values: Text | None
    type_constraint: Text | None
    line: int


@dataclass(frozen=True, slots=True)
class Named:
    """What is common to the elements of the requirements graph. `local_id` is the id, or the name
    where the file gives none."""

    local_id: str
    name: str
    line: int
    variable: Parameter | None

    @property
    def type_ref(self) -> str | None:
        """The type that the element's variable declares."""
        return self.variable.type_ref if self.variable else None


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to another element: `#id`, or `namespace#id`."""

    href: str
    line: int


@dataclass(frozen=True, slots=True)
class InputData(Named):
    """A datum that is given from outside."""


@dataclass(frozen=True, slots=True)
class Decision(Named):
    """A decision with what it requires. No expression: no logic is given, as DMN allows."""

    required_inputs: tuple[Reference, ...]
    required_decisions: tuple[Reference, ...]
    required_knowledge: tuple[Reference, ...]
    expression: Expression | None
    question: str = ""


@dataclass(frozen=True, slots=True)
class BusinessKnowledgeModel(Named):
    """A function that decisions may call."""

    logic: FunctionDefinition | None
    required_knowledge: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class DecisionService(Named):
    """Decisions published together as a function of their inputs."""

    output_decisions: tuple[Reference, ...]
    encapsulated_decisions: tuple[Reference, ...]
    input_decisions: tuple[Reference, ...]
    input_data: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """A whole file. `digest` is the SHA-256 (hex) of its canonical XML without comments;
    `prefixes` are the namespaces' prefixes at the root, for type names that are written with one.
    `problems` are what is wrong with the structure; the rest can still be worked with."""

    file: str
    name: str
    namespace: str
    digest: str
    expression_language: str | None
    imports: tuple[Import, ...] = ()
    item_definitions: tuple[ItemDefinition, ...] = ()
    inputs: tuple[InputData, ...] = ()
    decisions: tuple[Decision, ...] = ()
    knowledge: tuple[BusinessKnowledgeModel, ...] = ()
    services: tuple[DecisionService, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def elements(self) -> tuple[Named, ...]:
        """Every element that can be required, in the order of their kinds."""
        return (*self.inputs, *self.decisions, *self.knowledge, *self.services)
