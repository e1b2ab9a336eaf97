"""The named elements of a program: input data, decisions, knowledge models, decision services."""

from dataclasses import dataclass

from yingshang.rules.backends.reference.calling import Closure
from yingshang.rules.backends.reference.controlling import conformed
from yingshang.rules.backends.reference.run import NO_BINDINGS, Run, value_of
from yingshang.rules.ir import Global, MakeFunction, Program, Role, Service
from yingshang.rules.source import NOWHERE
from yingshang.rules.types import FunctionOf
from yingshang.rules.values import Undefined, Value


def known_value(node: Global, run: Run) -> Value:
    """What a reference to a required element stands for, computed once a run."""
    if node.key in run.known:
        return run.known[node.key]
    value = run.known[node.key] = _made(node, run)
    return value


def _made(node: Global, run: Run) -> Value:
    match node.role:
        case Role.INPUT:
            raise Undefined("missing_input", name=node.name)
        case Role.DECISION:
            return decided(node.key, run)
        case Role.KNOWLEDGE:
            return _knowledge(node.key, run)
        case Role.SERVICE:
            return ServiceFunction(_program(run).services[node.key], run)


def decided(key: str, run: Run) -> Value:
    """The value of a decision, computed once a run."""
    if key in run.known:
        return run.known[key]
    decision = _program(run).decisions[key]
    with run.at(decision.place):
        if decision.logic is None:
            run.warn(NOWHERE, Undefined("no_logic", name=decision.name))
            value = None
        else:
            value = value_of(decision.logic, run, NO_BINDINGS)
    run.known[key] = value
    return value


def _program(run: Run) -> Program:
    assert run.program is not None  # noqa: S101 - an element belongs to a program
    return run.program


def _knowledge(key: str, run: Run) -> Value:
    knowledge = _program(run).knowledge[key]
    with run.at(knowledge.place):
        if isinstance(knowledge.logic, MakeFunction):
            function = knowledge.logic
            return Closure(function.parameters, function.body, run, NO_BINDINGS, knowledge.name)
        return value_of(knowledge.logic, run, NO_BINDINGS)


@dataclass(frozen=True, slots=True, eq=False)
class ServiceFunction:
    """A decision service as a function: its decisions see its arguments and nothing else."""

    service: Service
    run: Run

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
        if len(given) != len(self.service.parameters):
            raise Undefined("wrong_arguments", name=self.name,
                            expected=", ".join(self.parameters), given=len(given))  # fmt: skip
        outer = self.run
        inner = Run(outer.program, {}, outer.warnings, outer.place, outer.steps, outer.depth)
        for (key, binding), value in zip(self.service.parameters, given, strict=True):
            inner.known[key] = conformed(value, binding.type, binding.name, inner, NO_BINDINGS)
        value = outputs_of(self.service, inner)
        outer.steps = inner.steps
        return value


def outputs_of(service: Service, run: Run) -> Value:
    """The value of the service's one output decision, or a context of several."""
    run.step()
    with run.at(service.place), run.deeper():
        names = {key: _program(run).decisions[key].name for key in service.outputs}
        values = {names[key]: decided(key, run) for key in service.outputs}
        value = values if len(values) != 1 else next(iter(values.values()))
        return conformed(value, service.type, service.name, run, NO_BINDINGS)
