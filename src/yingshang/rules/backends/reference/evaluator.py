"""The reference's door: decide by name or key, call a function of the model, value of one node."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from sys import getrecursionlimit

from yingshang.rules.backends.outcome import Outcome
from yingshang.rules.backends.reference import (  # noqa: F401 - they register their nodes
    collecting,
    controlling,
    leaves,
    operating,
    tables,
    testing,
)
from yingshang.rules.backends.reference.calling import call
from yingshang.rules.backends.reference.controlling import conformed
from yingshang.rules.backends.reference.elements import decided, known_value
from yingshang.rules.backends.reference.run import NO_BINDINGS, Env, Run, value_of
from yingshang.rules.backends.requirements import required_by
from yingshang.rules.errors import NoSuchDecision
from yingshang.rules.ir import Global, Node, Program, Role
from yingshang.rules.source import NOWHERE
from yingshang.rules.values import Undefined, Value


@dataclass(frozen=True, slots=True)
class Evaluator:
    """A program ready to be asked.

    Inputs are FEEL values by name or by key; one left out is missing, not null.
    """

    program: Program

    def decide(self, decision: str, inputs: Mapping[str, Value]) -> Outcome:
        """The value of a decision. Errors: `NoSuchDecision`, `TooMuchWork`."""
        key = self._key(decision)
        if key not in self.program.decisions:
            return self.call(decision, inputs)
        run = self._run(inputs)
        return _outcome(run, lambda: self._decided(key, run))

    def _decided(self, key: str, run: Run) -> Value:
        """The decision's value; what it requires goes first when it is too far down to be reached.

        The program holds what is required before what requires it.
        """
        try:
            return decided(key, run)
        except RecursionError:
            for required in required_by(self.program, key):
                decided(required, run)
        return decided(key, run)

    def call(self, name: str, arguments: Mapping[str, Value]) -> Outcome:
        """The value of a decision service or a business knowledge model, arguments by name.

        An argument that is left out is null, with a warning.
        """
        key = self._key(name)
        role = Role.SERVICE if key in self.program.services else Role.KNOWLEDGE
        run = Run(self.program)

        def called() -> Value:
            function = known_value(Global(role, key, name), run)
            names = getattr(function, "parameters", ())
            return call(function, [self._argument(name, arguments, run) for name in names], {})

        return _outcome(run, called)

    def _argument(self, name: str, arguments: Mapping[str, Value], run: Run) -> Value:
        keys = self.program.names
        keyed = {keys.get(given, given): value for given, value in arguments.items()}
        key = keys.get(name, name)
        if key not in keyed:
            run.warn(NOWHERE, Undefined("missing_input", name=name))
        return keyed.get(key)

    def _key(self, name: str) -> str:
        key = self.program.names.get(name, name)
        known = (self.program.decisions, self.program.services, self.program.knowledge)
        if not any(key in elements for elements in known):
            raise NoSuchDecision(name=name, known=", ".join(sorted(self.program.names)))
        return key

    def _run(self, inputs: Mapping[str, Value]) -> Run:
        run = Run(self.program)
        for name, value in inputs.items():
            key = self.program.names.get(name, name)
            run.known[key] = self._input(key, value, run)
        return run

    def _input(self, key: str, value: Value, run: Run) -> Value:
        declared = self.program.inputs.get(key)
        if declared is None:
            return value
        with run.at(declared.place):
            try:
                return conformed(value, declared.type, declared.name, run, NO_BINDINGS)
            except Undefined as why:
                run.warn(NOWHERE, why)
                return None


def _outcome(run: Run, compute: Callable[[], Value]) -> Outcome:
    """What is computed, null where that cannot be; also where it needs more stack than there is."""
    try:
        value = compute()
    except Undefined as why:
        run.warn(NOWHERE, why)
        value = None
    except RecursionError:
        run.warn(NOWHERE, Undefined("too_deep", limit=getrecursionlimit()))
        value = None
    return Outcome(value, tuple(run.warnings))


def value_of_node(node: Node, env: Env = NO_BINDINGS) -> Outcome:
    """The value of an expression that refers to no element of a model."""
    run = Run(None)
    return _outcome(run, lambda: value_of(node, run, env))
