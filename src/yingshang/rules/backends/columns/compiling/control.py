"""Choice, calls of the model's functions, and the border where a declared type is enforced."""

from yingshang.rules.backends.columns.choosing import choice, where
from yingshang.rules.backends.columns.compiling.calling import call_builtin
from yingshang.rules.backends.columns.compiling.conforming import conformed, conforming
from yingshang.rules.backends.columns.compiling.operators import truth
from yingshang.rules.backends.columns.compiling.scope import Scope, compiles, shape_of
from yingshang.rules.backends.columns.keeping import keep
from yingshang.rules.backends.columns.logic import all_of
from yingshang.rules.backends.columns.plan import TRUE, Plan
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Lambda, Named, Shape
from yingshang.rules.ir import Argument, Binding, Call, CallBuiltin, Conform, If, MakeFunction

MOST_DEEP = 50


@compiles(If)
def _if(node: If, scope: Scope) -> Shape:
    condition = truth(node.condition, scope)
    return choice([(condition, shape_of(node.then, scope))], shape_of(node.otherwise, scope))


@compiles(Conform)
def _conform(node: Conform, scope: Scope) -> Shape:
    return conformed(shape_of(node.value, scope), node.wanted, node.what, scope)


@compiles(MakeFunction)
def _function(node: MakeFunction, scope: Scope) -> Shape:
    return Lambda(node.parameters, node.body, scope)


@compiles(CallBuiltin)
def _call_builtin(node: CallBuiltin, scope: Scope) -> Shape:
    given, named = _arguments(node.arguments, scope)
    return call_builtin(node.function, given, named, scope)


@compiles(Call)
def _call(node: Call, scope: Scope) -> Shape:
    function = shape_of(node.function, scope)
    given, named = _arguments(node.arguments, scope)
    match function:
        case Named(function=builtin):
            return call_builtin(builtin, given, named, scope)
        case Lambda():
            return call(function, given, named, scope)
        case _:
            pass
    raise Refused("function_not_known")


def call(
    function: Lambda, given: list[Shape], named: dict[str, Shape], scope: Scope
) -> Shape:  # fmt: skip
    """The body with its parameters bound, written out; null where an argument does not conform."""
    if scope.depth >= MOST_DEEP:
        raise Refused("recursion", most=MOST_DEEP)
    names = [p.name for p in function.parameters]
    if named and set(named) == set(names):
        given = [named[name] for name in names]
    if len(given) != len(names):
        raise Refused("wrong_arguments", expected=", ".join(names))
    inside = function.scope.over(scope.stages).deeper(scope.depth)
    shapes: dict[Binding, Shape] = {}
    conditions: list[Plan] = []
    for parameter, shape in zip(function.parameters, given, strict=True):
        found, conforms = conforming(shape, parameter.type, scope)
        conditions.append(conforms)
        value = found if conforms is TRUE else where(conforms, found)
        shapes[parameter] = keep(value, scope.stages, "argument")
    conforms = all_of(conditions)
    value = shape_of(function.body, inside.bind(shapes))
    return value if conforms is TRUE else where(conforms, value)


def _arguments(
    arguments: tuple[Argument, ...], scope: Scope
) -> tuple[list[Shape], dict[str, Shape]]:
    given, named = [], {}
    for argument in arguments:
        shape = shape_of(argument.value, scope)
        if argument.name is None:
            given.append(shape)
        else:
            named[argument.name] = shape
    return given, named
