"""Functions and their calls."""

from collections.abc import Mapping
from dataclasses import dataclass

from yingshang.rules.backends.reference.controlling import conformed
from yingshang.rules.backends.reference.run import Env, Run, handles, value_of
from yingshang.rules.functions.binding import choose
from yingshang.rules.functions.declaration import Function
from yingshang.rules.functions.handed_on import BuiltinFunction
from yingshang.rules.ir import Argument, Binding, Call, CallBuiltin, MakeFunction, Node
from yingshang.rules.types import FunctionOf
from yingshang.rules.values import Undefined, Value, brief


@dataclass(frozen=True, slots=True, eq=False)
class Closure:
    """A function with what was bound around it when it was made."""

    bindings: tuple[Binding, ...]
    body: Node
    run: Run
    env: Env
    name: str = "function"

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its parameters, in order."""
        return tuple(binding.name for binding in self.bindings)

    @property
    def type(self) -> FunctionOf:
        """Its type: those of its parameters, and what is known of its body's."""
        types = tuple(binding.type for binding in self.bindings)
        return FunctionOf(types, self.body.type, self.parameters)

    def __call__(self, *given: Value) -> Value:
        if len(given) != len(self.bindings):
            raise Undefined("wrong_arguments", name=self.name,
                            expected=", ".join(self.parameters), given=len(given))  # fmt: skip
        inside = dict(self.env)
        for binding, value in zip(self.bindings, given, strict=True):
            inside[binding] = conformed(value, binding.type, binding.name, self.run, self.env)
        self.run.step()
        with self.run.deeper():
            return value_of(self.body, self.run, inside)


def call_builtin(function: Function, given: list[Value], named: Mapping[str, Value]) -> Value:
    """The value of one of FEEL's functions. Errors: `Undefined`."""
    implementation, arguments = choose(function, given, named or None)
    return implementation(*arguments)


@handles(MakeFunction)
def _function(node: MakeFunction, run: Run, env: Env) -> Value:
    return Closure(node.parameters, node.body, run, env)


@handles(CallBuiltin)
def _call_builtin(node: CallBuiltin, run: Run, env: Env) -> Value:
    given, named = _arguments(node.arguments, run, env)
    return call_builtin(node.function, given, named)


@handles(Call)
def _call(node: Call, run: Run, env: Env) -> Value:
    function = value_of(node.function, run, env)
    given, named = _arguments(node.arguments, run, env)
    return call(function, given, named)


def call(function: Value, given: list[Value], named: Mapping[str, Value]) -> Value:
    """The value of any function. Errors: `Undefined`."""
    if isinstance(function, BuiltinFunction):
        return call_builtin(function.function, given, named)
    if not callable(function):
        raise Undefined("not_a_function", value=brief(function))
    if named:
        parameters = function.parameters
        if set(named) != set(parameters):
            raise Undefined("wrong_arguments", name=getattr(function, "name", "function"),
                            expected=", ".join(parameters), given=", ".join(named))  # fmt: skip
        given = [named[name] for name in parameters]
    return function(*given)


def _arguments(
    arguments: tuple[Argument, ...], run: Run, env: Env
) -> tuple[list[Value], dict[str, Value]]:
    given, named = [], {}
    for argument in arguments:
        value = value_of(argument.value, run, env)
        if argument.name is None:
            given.append(value)
        else:
            named[argument.name] = value
    return given, named
