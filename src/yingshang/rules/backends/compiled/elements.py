"""The named elements of a program: input data, decisions, knowledge models, decision services."""

from dataclasses import dataclass

from yingshang.rules.backends.compiled.borders import Border, border_code, strict_border_code
from yingshang.rules.backends.compiled.calling import function_code
from yingshang.rules.backends.compiled.compiler import Compiler
from yingshang.rules.backends.compiled.frame import UNSET, Code, Frame
from yingshang.rules.ir import Global, MakeFunction, Program, Role, Service
from yingshang.rules.source import NOWHERE
from yingshang.rules.types import ANY, FunctionOf
from yingshang.rules.values import Undefined, Value


def global_code(node: Global, compiler: Compiler) -> Code:
    """What a reference to a required element stands for, computed once a run."""
    slot = compiler.slot(node.key)
    make = _maker(node, compiler)

    def run(frame: Frame) -> Value:
        found = frame[slot]
        if found is UNSET:
            found = frame[slot] = make(frame)
        value: Value = found
        return value

    return run


def _maker(node: Global, compiler: Compiler) -> Code:
    if node.role is Role.INPUT:
        why = Undefined("missing_input", name=node.name)
        warn = compiler.warner(node.span)

        def missing(frame: Frame) -> Value:
            warn(frame, why)
            return None

        return missing
    return element_code(node.role, node.key, compiler)


def element_code(role: Role, key: str, compiler: Compiler) -> Code:
    """The code of an element, compiled once however often it is named.

    The element's code is looked up when it first runs, since knowledge models may call each other.
    """
    made = compiler.elements
    if key in made and key not in compiler.underway:
        return made[key]
    if key not in made:
        compiler.underway.add(key)
        made[key] = lambda frame: None
        made[key] = _ELEMENTS[role](key, compiler)
        compiler.underway.discard(key)
        return made[key]
    return lambda frame: made[key](frame)


def _program(compiler: Compiler) -> Program:
    assert compiler.program is not None  # noqa: S101 - an element belongs to a program
    return compiler.program


def _decision(key: str, compiler: Compiler) -> Code:
    decision = _program(compiler).decisions[key]
    with compiler.at(decision.place):
        if decision.logic is not None:
            return compiler.code(decision.logic)
        why = Undefined("no_logic", name=decision.name)
        warn = compiler.warner(NOWHERE)

        def without_logic(frame: Frame) -> Value:
            warn(frame, why)
            return None

        return without_logic


def _knowledge(key: str, compiler: Compiler) -> Code:
    knowledge = _program(compiler).knowledge[key]
    with compiler.at(knowledge.place):
        if isinstance(knowledge.logic, MakeFunction):
            return function_code(knowledge.logic, knowledge.name, compiler)
        return compiler.code(knowledge.logic)


@dataclass(frozen=True, slots=True, eq=False)
class ServiceFunction:
    """A decision service as a function: its decisions see its arguments and nothing else."""

    service: Service
    slots: tuple[int, ...]
    borders: tuple[Border, ...]
    outputs: tuple[tuple[str, Code], ...]
    result: Border
    frame: Frame

    @property
    def name(self) -> str:
        """The service's name."""
        return self.service.name

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its inputs, in order."""
        return tuple(binding.name for _, binding in self.service.parameters)

    @property
    def type(self) -> FunctionOf:
        """Its type, as the model declares it."""
        types = tuple(binding.type for _, binding in self.service.parameters)
        return FunctionOf(types, self.service.type, self.parameters)

    def __call__(self, *given: Value) -> Value:
        if len(given) != len(self.slots):
            raise Undefined("wrong_arguments", name=self.name,
                            expected=", ".join(self.parameters), given=len(given))  # fmt: skip
        state = self.frame[0]
        frame: Frame = [state] + [UNSET] * (len(self.frame) - 1)
        for slot, border, value in zip(self.slots, self.borders, given, strict=True):
            frame[slot] = border(frame, value)
        state.enter()
        try:
            values = {name: code(frame) for name, code in self.outputs}
        finally:
            state.depth -= 1
        value = values if len(values) != 1 else next(iter(values.values()))
        return self.result(frame, value)


def _service(key: str, compiler: Compiler) -> Code:
    service = _program(compiler).services[key]
    slots = tuple(compiler.slot(key) for key, _ in service.parameters)
    with compiler.at(service.place):
        borders = tuple(
            strict_border_code(binding.type, binding.name, compiler)
            for _, binding in service.parameters
        )
        result = border_code(service.type, service.name, NOWHERE, compiler)
        outputs = tuple((_program(compiler).decisions[key].name, _once(key, compiler))
                        for key in service.outputs)  # fmt: skip
    return lambda frame: ServiceFunction(service, slots, borders, outputs, result, frame)


def _once(key: str, compiler: Compiler) -> Code:
    return compiler.code(Global(Role.DECISION, key, key, ANY))


_ELEMENTS = {Role.DECISION: _decision, Role.KNOWLEDGE: _knowledge, Role.SERVICE: _service}
