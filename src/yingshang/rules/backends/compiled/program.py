"""A compiled program's door: decide by name or key, call a function of the model."""

from collections.abc import Mapping
from sys import getrecursionlimit
from typing import ClassVar

from yingshang.rules.backends.compiled import (  # noqa: F401 - they register their nodes
    collecting,
    controlling,
    leaves,
    operating,
    tables,
    testing,
)
from yingshang.rules.backends.compiled.borders import Border, border_code, class_of
from yingshang.rules.backends.compiled.calling import call
from yingshang.rules.backends.compiled.compiler import Compiler, CompilerOf
from yingshang.rules.backends.compiled.frame import UNSET, Code, Frame, State
from yingshang.rules.backends.outcome import Outcome
from yingshang.rules.backends.requirements import required_by
from yingshang.rules.errors import NoSuchDecision
from yingshang.rules.ir import Global, Node, Program, Role
from yingshang.rules.problems import EvaluationWarning
from yingshang.rules.source import NOWHERE
from yingshang.rules.values import Undefined, Value

Door = tuple[int, type | None, Border]
"""An input's slot, the class of values that may pass unseen, and the border for all others."""

Answer = tuple[Value, tuple[EvaluationWarning, ...]]


def _too_deep() -> EvaluationWarning:
    return EvaluationWarning("too_deep", data={"limit": getrecursionlimit()})


class Compiled:
    """A program whose decisions are compiled when first asked for.

    Inputs are FEEL values by name or by key; one that is left out is missing, which is not the same
    as null. Safe to share between threads once each decision has been asked for.
    """

    special: ClassVar[Mapping[type[Node], CompilerOf]] = {}
    """Kinds of nodes that are compiled in another way than usual."""
    is_given: ClassVar[bool] = False
    """Whether whoever asks gives every input that may be read."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._compiler = Compiler(program, special=self.special, is_given=self.is_given)
        self._codes: dict[str, Code] = {}
        self._asked: dict[str, tuple[Code, str]] = {}
        keys = {key: self._door(key) for key in program.inputs}
        named = {name: keys[key] for name, key in program.names.items() if key in keys}
        self._doors: Mapping[str, Door] = {**named, **keys}

    def _door(self, key: str) -> Door:
        declared = self.program.inputs[key]
        with self._compiler.at(declared.place):
            border = border_code(declared.type, declared.name, NOWHERE, self._compiler)
        return self._compiler.slot(key), class_of(declared.type), border

    def decide(self, decision: str, inputs: Mapping[str, Value]) -> Outcome:
        """The value of a decision. Errors: `NoSuchDecision`, `TooMuchWork`."""
        return Outcome(*self.answer(decision, inputs))

    def answer(self, decision: str, inputs: Mapping[str, Value]) -> Answer:
        """The value of a decision and its warnings, as `decide` has them."""
        asked = self._asked.get(decision)
        if asked is None:
            key = self.program.names.get(decision, decision)
            if key not in self.program.decisions:
                called = self.call(decision, inputs)
                return called.value, called.warnings
            code = self._codes.get(key) or self._compile(Role.DECISION, key)
            asked = self._asked[decision] = code, key
        code, key = asked
        frame = self._frame()
        self.fill(frame, inputs)
        value = self._value(code, key, frame)
        return value, frame[0].warnings

    def _value(self, code: Code, key: str, frame: Frame) -> Value:
        """The code's value; what it requires goes first when it is too far down to be reached."""
        try:
            return code(frame)
        except RecursionError:
            return self._from_below(code, key, frame)

    def _from_below(self, code: Code, key: str, frame: Frame) -> Value:
        """The code's value after what it requires; null when even that needs too much stack."""
        try:
            for required in required_by(self.program, key):
                self._codes[required](frame)
            return code(frame)
        except RecursionError:
            frame[0].warn(_too_deep())
            return None

    def fill(self, frame: Frame, inputs: Mapping[str, Value]) -> None:
        """Put what is given into its slots, each input as its type wants it."""
        doors = self._doors
        for name, value in inputs.items():
            door = doors.get(name)
            if door is not None:
                slot, kind, border = door
                frame[slot] = value if type(value) is kind else border(frame, value)
            else:
                known = self._compiler.slots.get(self.program.names.get(name, name))
                if known is not None:
                    frame[known] = value

    def call(self, name: str, arguments: Mapping[str, Value]) -> Outcome:
        """The value of a decision service or a business knowledge model, arguments by name.

        An argument that is left out is null, with a warning.
        """
        key = self.program.names.get(name, name)
        role = Role.SERVICE if key in self.program.services else Role.KNOWLEDGE
        if role is Role.KNOWLEDGE and key not in self.program.knowledge:
            raise NoSuchDecision(name=name, known=", ".join(sorted(self.program.names)))
        code = self._codes.get(key) or self._compile(role, key)
        frame = self._frame()
        function = code(frame)
        given = self._arguments(getattr(function, "parameters", ()), arguments, frame)
        try:
            value = call(function, given, {})
        except Undefined as why:
            frame[0].warn(EvaluationWarning(why.code, data=why.data))
            value = None
        except RecursionError:
            frame[0].warn(_too_deep())
            value = None
        return Outcome(value, frame[0].warnings)

    def _compile(self, role: Role, key: str) -> Code:
        """Compile an element, after the decisions it requires: no chain of them is too long."""
        if role is Role.DECISION:
            for required in required_by(self.program, key):
                if required not in self._codes:
                    name = self.program.decisions[required].name
                    node = Global(Role.DECISION, required, name)
                    self._codes[required] = self._compiler.code(node)
        code = self._codes[key] = self._compiler.code(Global(role, key, key))
        return code

    def _frame(self) -> Frame:
        return [State()] + [UNSET] * (self._compiler.size - 1)

    def _arguments(
        self, parameters: tuple[str, ...], arguments: Mapping[str, Value], frame: Frame
    ) -> list[Value]:
        keys = self.program.names
        by_key = {keys.get(given, given): value for given, value in arguments.items()}
        wanted = [keys.get(name, name) for name in parameters]
        for name, key in zip(parameters, wanted, strict=True):
            if key not in by_key:
                frame[0].warn(EvaluationWarning("missing_input", data={"name": name}))
        return [by_key.get(key) for key in wanted]


class Given(Compiled):
    """A program for those who always give every input that a decision may read."""

    is_given: ClassVar[bool] = True

    def door(self, key: str) -> Door:
        """Where and how the input of that key goes in. *Errors*: KeyError."""
        return self._doors[key]

    def prepared(self, key: str) -> tuple[Frame, Code]:
        """The decision of that key: a frame to be copied and filled, and the code to run on it.

        *Errors*, of the code: RecursionError where `answer` would go another way.
        """
        code = self._codes.get(key) or self._compile(Role.DECISION, key)
        return self._frame(), code
