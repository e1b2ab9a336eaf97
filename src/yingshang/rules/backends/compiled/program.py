"""A compiled program's door: decide by name or key, call a function of the model."""

from collections.abc import Mapping

from yingshang.rules.backends.compiled import (  # noqa: F401 - they register their nodes
    collecting,
    controlling,
    leaves,
    operating,
    tables,
    testing,
)
from yingshang.rules.backends.compiled.calling import call
from yingshang.rules.backends.compiled.compiler import Compiler
from yingshang.rules.backends.compiled.controlling import Border, border_code
from yingshang.rules.backends.compiled.elements import global_code
from yingshang.rules.backends.compiled.frame import UNSET, Code, Frame, State
from yingshang.rules.backends.outcome import Outcome
from yingshang.rules.errors import NoSuchDecision
from yingshang.rules.ir import Global, Program, Role
from yingshang.rules.problems import EvaluationWarning
from yingshang.rules.source import NOWHERE
from yingshang.rules.values import Undefined, Value


class Compiled:
    """A program whose decisions are compiled when first asked for.

    Inputs are FEEL values by name or by key; one that is left out is missing, which is not the same
    as null. Safe to share between threads once each decision has been asked for.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self._compiler = Compiler(program)
        self._codes: dict[str, Code] = {}
        self._borders = {key: self._border(key) for key in program.inputs}
        self._slots = {key: self._compiler.slot(key) for key in program.inputs}

    def _border(self, key: str) -> Border:
        declared = self.program.inputs[key]
        with self._compiler.at(declared.place):
            return border_code(declared.type, declared.name, NOWHERE, self._compiler)

    def decide(self, decision: str, inputs: Mapping[str, Value]) -> Outcome:
        """The value of a decision. Errors: `NoSuchDecision`, `TooMuchWork`."""
        key = self.program.names.get(decision, decision)
        if key not in self.program.decisions:
            return self.call(decision, inputs)
        code = self._codes.get(key) or self._compile(Role.DECISION, key)
        frame = self._frame()
        names = self.program.names
        for name, value in inputs.items():
            key = names.get(name, name)
            slot = self._slots.get(key)
            if slot is None:
                slot = self._compiler.slots.get(key)
                if slot is not None:
                    frame[slot] = value
            else:
                frame[slot] = self._borders[key](frame, value)
        value = code(frame)
        return Outcome(value, tuple(frame[0].warnings))

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
        return Outcome(value, tuple(frame[0].warnings))

    def _compile(self, role: Role, key: str) -> Code:
        code = self._codes[key] = global_code(Global(role, key, key), self._compiler)
        return code

    def _frame(self) -> Frame:
        return [State()] + [UNSET] * (self._compiler.size - 1)

    def _arguments(
        self, parameters: tuple[str, ...], arguments: Mapping[str, Value], frame: Frame
    ) -> list[Value]:
        by_name = {self._name(key): value for key, value in arguments.items()}
        for name in parameters:
            if name not in by_name:
                frame[0].warn(EvaluationWarning("missing_input", data={"name": name}))
        return [by_name.get(name) for name in parameters]

    def _name(self, key: str) -> str:
        element = self.program.inputs.get(key) or self.program.decisions.get(key)
        return element.name if element else key
