"""A whole model, lowered: what can be decided, from what, by which expression."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from yingshang.rules.ir.base import Binding, Node
from yingshang.rules.ir.control import MakeFunction
from yingshang.rules.problems import Problem
from yingshang.rules.source import Place
from yingshang.rules.types import ANY, Type


@dataclass(frozen=True, slots=True)
class InputData:
    """A datum that a caller supplies."""

    key: str
    name: str
    type: Type = ANY
    place: Place = field(default_factory=Place, compare=False)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: its logic refers to what it requires by `Global` nodes. None: no logic given."""

    key: str
    name: str
    type: Type
    logic: Node | None
    requires: tuple[str, ...]
    place: Place = field(default_factory=Place, compare=False)
    question: str = ""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A business knowledge model: a function that decisions may call."""

    key: str
    name: str
    logic: MakeFunction | Node
    requires: tuple[str, ...]
    place: Place = field(default_factory=Place, compare=False)


@dataclass(frozen=True, slots=True)
class Service:
    """A decision service: a function of input data and input decisions, whose value is the output
    decision's, or a context of them when there are several."""

    key: str
    name: str
    parameters: tuple[tuple[str, Binding], ...]
    """Key of each input and its parameter: input data first, then decisions (DMN 1.5, 10.4)."""
    outputs: tuple[str, ...]
    encapsulated: tuple[str, ...] = ()
    type: Type = ANY
    place: Place = field(default_factory=Place, compare=False)


@dataclass(frozen=True, slots=True)
class Program:
    """A model with its imports, ready to be checked, run or compiled.

    `hash` is the SHA-256 of the files' canonical content (hex): it pins a decision to its rules.
    Keys are `namespace#id`; `names` finds the root model's elements by name or id.
    """

    name: str
    namespace: str
    hash: str
    inputs: Mapping[str, InputData]
    decisions: Mapping[str, Decision]
    knowledge: Mapping[str, Knowledge]
    services: Mapping[str, Service]
    names: Mapping[str, str]
    types: Mapping[str, Type]
    problems: tuple[Problem, ...] = ()
