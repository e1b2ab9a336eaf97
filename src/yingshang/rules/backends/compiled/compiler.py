"""From nodes to closures: one short function per kind of node, registered by `compiles`."""

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yingshang.rules.backends.compiled.frame import Code, Frame
from yingshang.rules.ir import Global, Local, Node, Program, Role
from yingshang.rules.problems import EvaluationWarning
from yingshang.rules.regions.constants import constant_of
from yingshang.rules.source import Place, Span
from yingshang.rules.values import Undefined, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

Warner = Callable[[Frame, Undefined], None]
CompilerOf = Callable[..., Code]


@dataclass(slots=True)
class Compiler:
    """Gives slots, and knows where in the model the code it makes stands.

    `special` compiles some kinds of nodes in another way than usual. `is_given`: no input will be
    missing, so that none need be asked for.
    """

    program: Program | None
    special: Mapping[type[Node], CompilerOf] = field(default_factory=dict)
    is_given: bool = False
    place: Place = field(default_factory=Place)
    slots: dict[object, int] = field(default_factory=dict)
    elements: dict[str, Code] = field(default_factory=dict)
    underway: set[str] = field(default_factory=set)

    def slot(self, what: object) -> int:
        """The slot of a binding, or of a named element by its key."""
        return self.slots.setdefault(what, len(self.slots) + 1)

    def new_slot(self) -> int:
        """A slot that nobody else knows."""
        return self.slot(object())

    def slot_read(self, node: Node) -> int | None:
        """The slot in which the node's value stands already; None where it has to be made."""
        if type(node) in self.special:
            return None
        if isinstance(node, Local):
            return self.slot(node.binding)
        if self.is_given and isinstance(node, Global) and node.role is Role.INPUT:
            return self.slot(node.key)
        return None

    @property
    def size(self) -> int:
        """How many slots a frame needs."""
        return len(self.slots) + 1

    @contextmanager
    def at(self, place: Place) -> "Iterator[None]":
        """What is compiled inside stands at the place."""
        before, self.place = self.place, place
        try:
            yield
        finally:
            self.place = before

    def warner(self, span: Span) -> Warner:
        """Notes why what stands at the span is null."""
        place = self.place

        def warn(frame: Frame, why: Undefined) -> None:
            frame[0].warn(EvaluationWarning(why.code, place, span, why.data))

        return warn

    def code(self, node: Node) -> Code:
        """The code that gives the node's value: null, with a warning, where it has none."""
        node = constant_of(node) or node
        compile_ = self.special.get(type(node)) or COMPILERS[type(node)]
        return compile_(node, self)

    def guarded(self, node: Node, code: Code) -> Code:
        """Code that turns `Undefined` into null and a warning at the node."""
        warn = self.warner(node.span)

        def run(frame: Frame) -> Value:
            try:
                return code(frame)
            except Undefined as why:
                warn(frame, why)
                return None

        return run


COMPILERS: dict[type[Node], CompilerOf] = {}


def compiles(kind: type[Node]) -> Callable[[CompilerOf], CompilerOf]:
    """Register the function that compiles nodes of the kind."""

    def register(compiler: CompilerOf) -> CompilerOf:
        COMPILERS[kind] = compiler
        return compiler

    return register
