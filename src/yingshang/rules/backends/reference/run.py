"""One run of a program: what is given, what is already known, and what went wrong on the way."""

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yingshang.rules.errors import TooMuchWork
from yingshang.rules.ir import Binding, Node, Program
from yingshang.rules.problems import EvaluationWarning
from yingshang.rules.source import Place, Span
from yingshang.rules.values import Undefined, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

Env = Mapping[Binding, Value]
NO_BINDINGS: Env = {}

MOST_STEPS = 5_000_000
MOST_DEEP = 400
COPIED_IN_A_STEP = 100
"""Elements of a list whose copying counts as one step."""
MOST_WARNINGS = 1_000
"""Warnings of one evaluation; of more, the first are enough."""


@dataclass(slots=True)
class Run:
    """The state of one evaluation. `known` holds the values of inputs, decisions and functions by
    key; `place` is where we are, for warnings."""

    program: Program | None
    known: dict[str, Value] = field(default_factory=dict)
    warnings: list[EvaluationWarning] = field(default_factory=list)
    place: Place = field(default_factory=Place)
    steps: int = 0
    depth: int = 0
    most_steps: int = MOST_STEPS

    def warn(self, span: Span, why: Undefined) -> None:
        """Note why what stands there is null; said once for each place."""
        warning = EvaluationWarning(why.code, self.place, span, why.data)
        if len(self.warnings) < MOST_WARNINGS and warning not in self.warnings:
            self.warnings.append(warning)

    def step(self, count: int = 1) -> None:
        """Count one turn of a loop or one call, or work that is worth several."""
        self.steps += count
        if self.steps > self.most_steps:
            raise TooMuchWork(limit=self.most_steps)

    @contextmanager
    def at(self, place: Place) -> "Iterator[None]":
        """What is evaluated inside stands at the place."""
        before, self.place = self.place, place
        try:
            yield
        finally:
            self.place = before

    @contextmanager
    def deeper(self) -> "Iterator[None]":
        """Inside a call. Errors: `Undefined` when calls nest too deep."""
        if self.depth >= MOST_DEEP:
            raise Undefined("too_deep", limit=MOST_DEEP)
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1


Handler = Callable[..., Value]
HANDLERS: dict[type[Node], Handler] = {}


def handles(kind: type[Node]) -> Callable[[Handler], Handler]:
    """Register the function that gives nodes of the kind their value."""

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return register


def value_of(node: Node, run: Run, env: Env) -> Value:
    """The node's value; null with a warning where it has none."""
    try:
        return HANDLERS[type(node)](node, run, env)
    except Undefined as why:
        run.warn(node.span, why)
        return None
