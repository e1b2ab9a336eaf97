"""Functions and their calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from yingshang.rules.backends.compiled.borders import Border, strict_border_code
from yingshang.rules.backends.compiled.compiler import Compiler, compiles
from yingshang.rules.backends.compiled.frame import Code, Frame
from yingshang.rules.functions.binding import choose, specialise
from yingshang.rules.functions.declaration import Function
from yingshang.rules.functions.handed_on import BuiltinFunction
from yingshang.rules.ir import Argument, Call, CallBuiltin, MakeFunction
from yingshang.rules.types import ANY, FunctionOf
from yingshang.rules.values import Undefined, Value, brief


@dataclass(frozen=True, slots=True, eq=False)
class Closure:
    """A function with the frame in which it was made."""

    name: str
    parameters: tuple[str, ...]
    slots: tuple[int, ...]
    borders: tuple[Border | None, ...]
    body: Code
    frame: Frame
    type: FunctionOf

    def __call__(self, *given: Value) -> Value:
        if len(given) != len(self.slots):
            raise Undefined("wrong_arguments", name=self.name,
                            expected=", ".join(self.parameters), given=len(given))  # fmt: skip
        frame = self.frame.copy()
        for slot, border, value in zip(self.slots, self.borders, given, strict=True):
            frame[slot] = value if border is None else border(frame, value)
        state = frame[0]
        state.enter()
        try:
            return self.body(frame)
        finally:
            state.depth -= 1


@compiles(MakeFunction)
def _function(node: MakeFunction, compiler: Compiler) -> Code:
    return function_code(node, "function", compiler)


def function_code(node: MakeFunction, name: str, compiler: Compiler) -> Code:
    """Code that makes the function, closed over the frame as it is then."""
    slots = tuple(compiler.slot(parameter) for parameter in node.parameters)
    borders = tuple(
        None if p.type == ANY else strict_border_code(p.type, p.name, compiler)
        for p in node.parameters
    )
    names = tuple(parameter.name for parameter in node.parameters)
    body, type_ = compiler.code(node.body), FunctionOf(
        tuple(p.type for p in node.parameters), node.body.type, names
    )  # fmt: skip
    return lambda frame: Closure(name, names, slots, borders, body, frame.copy(), type_)


@compiles(CallBuiltin)
def _call_builtin(node: CallBuiltin, compiler: Compiler) -> Code:
    function = node.function
    given, named = _arguments(node.arguments, compiler)

    def by_name(frame: Frame) -> Value:
        values = {name: code(frame) for name, code in named.items()}
        implementation, arguments = choose(function, [code(frame) for code in given], values)
        return implementation(*arguments)

    return compiler.guarded(node, by_name) if named else _by_position(node, given, compiler)


def _by_position(node: CallBuiltin, given: list[Code], compiler: Compiler) -> Code:
    called = _gathering(node.function) if len(given) > 1 else None
    called = called or specialise(node.function, len(given))
    if len(given) == 2:
        return _with_two(node, called, (given[0], given[1]), compiler)
    if len(given) == 1:
        (one,) = given
        return compiler.guarded(node, lambda frame: called(one(frame)))
    return compiler.guarded(node, lambda frame: called(*[code(frame) for code in given]))


def _with_two(
    node: CallBuiltin, called: Callable[..., Value], given: tuple[Code, Code], compiler: Compiler
) -> Code:
    """The commonest call, guarded by itself."""
    warn, (first, second) = compiler.warner(node.span), given

    def run(frame: Frame) -> Value:
        try:
            return called(first(frame), second(frame))
        except Undefined as why:
            warn(frame, why)
            return None

    return run


def _gathering(function: Function) -> Callable[..., Value] | None:
    """The function for calls with several values, when it takes any number and nothing else."""
    (signature, *others), implementation = function.signatures, function.implementations[0]
    if others or len(signature.parameters) != 1 or not signature.parameters[0].is_variadic:
        return None
    return lambda *given: cast(Value, implementation(given))


@compiles(Call)
def _call(node: Call, compiler: Compiler) -> Code:
    function = compiler.code(node.function)
    given, named = _arguments(node.arguments, compiler)

    def run(frame: Frame) -> Value:
        called = function(frame)
        values = {name: code(frame) for name, code in named.items()}
        return call(called, [code(frame) for code in given], values)

    return compiler.guarded(node, run)


def call(function: Value, given: list[Value], named: Mapping[str, Value]) -> Value:
    """The value of any function. Errors: `Undefined`."""
    if isinstance(function, BuiltinFunction):
        implementation, arguments = choose(function.function, given, named or None)
        return implementation(*arguments)
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
    arguments: tuple[Argument, ...], compiler: Compiler
) -> tuple[list[Code], dict[str, Code]]:
    given = [compiler.code(a.value) for a in arguments if a.name is None]
    named = {a.name: compiler.code(a.value) for a in arguments if a.name is not None}
    return given, named
