"""Calls of FEEL's own functions: computed while compiling from constants, else in columns."""

from collections.abc import Callable

from yingshang.rules.backends.columns.arithmetic import NULL
from yingshang.rules.backends.columns.compiling.scope import Scope
from yingshang.rules.backends.columns.constants import (
    is_constant_shape,
    shape_of_value,
    value_of_shape,
)
from yingshang.rules.backends.columns.kinds import NOTHING
from yingshang.rules.backends.columns.plan import Plan
from yingshang.rules.backends.columns.refusals import Refused
from yingshang.rules.backends.columns.shapes import Shape
from yingshang.rules.functions.binding import choose
from yingshang.rules.functions.declaration import Function
from yingshang.rules.values import Undefined

InColumns = Callable[..., Shape]
FUNCTIONS: dict[str, InColumns] = {}
"""How a function is computed in columns, by its name: takes the arguments and the scope."""

TAKES_NULL: set[str] = set()
MANY: set[str] = set()
IMPURE = frozenset(("now", "today"))


def in_columns(
    name: str, *, takes_null: bool = False, many: bool = False
) -> Callable[[InColumns], InColumns]:
    """Register how the function is computed. `many`: it takes a list, or the values themselves."""

    def register(compute: InColumns) -> InColumns:
        FUNCTIONS[name] = compute
        if takes_null:
            TAKES_NULL.add(name)
        if many:
            MANY.add(name)
        return compute

    return register


def call_builtin(
    function: Function, given: list[Shape], named: dict[str, Shape], scope: Scope
) -> Shape:
    """The call's shape. *Errors*: `Refused` for what has no exact counterpart in columns."""
    if function.name in IMPURE:
        raise Refused("impure", function=function.name)
    if all(map(is_constant_shape, [*given, *named.values()])):
        return _computed(function, given, named)
    compute = FUNCTIONS.get(function.name)
    if compute is None:
        raise Refused("function_not_in_columns", function=function.name)
    arguments = _in_order(function, given, named)
    if function.name not in TAKES_NULL and function.name not in MANY and _has_null(arguments):
        return NULL
    try:
        return compute(*arguments, scope=scope)
    except TypeError:
        raise Refused("arguments_not_in_columns", function=function.name) from None


def _has_null(arguments: list[Shape]) -> bool:
    return any(isinstance(a, Plan) and a.kind == NOTHING for a in arguments)


def _computed(function: Function, given: list[Shape], named: dict[str, Shape]) -> Shape:
    values = [value_of_shape(shape) for shape in given]
    by_name = {name: value_of_shape(shape) for name, shape in named.items()}
    try:
        implementation, arguments = choose(function, values, by_name or None)
        return shape_of_value(implementation(*arguments))
    except Undefined:
        return NULL


def _in_order(function: Function, given: list[Shape], named: dict[str, Shape]) -> list[Shape]:
    """Named arguments in the order of the parameters of the first signature that has them all."""
    if not named:
        return given
    for signature in function.signatures:
        names = [p.name for p in signature.parameters]
        if set(named) <= set(names) and names[: len(named)] == [n for n in names if n in named]:
            return [named[name] for name in names if name in named]
    raise Refused("arguments_not_in_columns", function=function.name)
