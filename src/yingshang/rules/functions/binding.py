"""From a call's arguments to an implementation and its arguments, quickly.

What the classes of the arguments decide is remembered; the rest is decided by `arranging`.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import cast

from yingshang.rules.functions.arranging import Implementation, choose_by_value, takes
from yingshang.rules.functions.declaration import Function, Parameter
from yingshang.rules.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS,
    MONTHS,
    NUMBER,
    STRING,
    TIME,
    ContextOf,
    ListOf,
    RangeOf,
    Type,
)
from yingshang.rules.values import (
    Date,
    DateTime,
    Days,
    Months,
    Range,
    Time,
    Value,
)

_Fast = tuple[Implementation, tuple[None, ...]]

CLASSES: Mapping[Type, type] = {
    BOOLEAN: bool,
    NUMBER: Decimal,
    STRING: str,
    DATE: Date,
    TIME: Time,
    DATE_TIME: DateTime,
    DAYS: Days,
    MONTHS: Months,
    ListOf(ANY): tuple,
    RangeOf(ANY): Range,
    ContextOf((), is_open=True): dict,
}
"""Types that the class of a value decides."""


def choose(
    function: Function, positional: Sequence[Value], named: Mapping[str, Value] | None = None
) -> tuple[Implementation, Sequence[Value]]:
    """The implementation that is meant, and its arguments. *Errors*: `Undefined`."""
    if not named:
        known = _KNOWN.get(function)
        if known is None:
            known = _KNOWN[function] = {}
        types = tuple(map(type, positional))
        found = known[types] if types in known else _remember(known, function, types)
        if found is not None:
            implementation, padding = found
            return implementation, [*positional, *padding] if padding else positional
    return choose_by_value(function, positional, named or {})


def specialise(function: Function, count: int) -> Callable[..., Value]:
    """The function for calls with so many arguments by position, for those who call it often."""
    known: dict[tuple[type, ...], _Fast | None] = {}

    def call(*given: Value) -> Value:
        types = tuple(map(type, given))
        found = known[types] if types in known else _remember(known, function, types)
        if found is not None:
            implementation, padding = found
            return implementation(*given, *padding)
        implementation, arguments = choose_by_value(function, given, {})
        return implementation(*arguments)

    def call_one(given: Value) -> Value:
        found = known.get((type(given),))
        return call(given) if found is None else found[0](given, *found[1])

    def call_two(one: Value, other: Value) -> Value:
        found = known.get((type(one), type(other)))
        return call(one, other) if found is None else found[0](one, other, *found[1])

    return call_one if count == 1 else call_two if count == 2 else call


_KNOWN: dict[Function, dict[tuple[type, ...], _Fast | None]] = {}
"""What the classes of the arguments decide, for each function called so far."""
_MOST_KNOWN = 500


def _remember(
    known: dict[tuple[type, ...], _Fast | None], function: Function, types: tuple[type, ...]
) -> _Fast | None:
    found = _decided(function, types)
    if len(known) < _MOST_KNOWN:
        known[types] = found
    return found


def _decided(function: Function, types: tuple[type, ...]) -> _Fast | None:
    """The implementation that the classes alone decide; None when the values must be looked at."""
    for signature, implementation in zip(
        function.signatures, function.implementations, strict=True
    ):
        parameters = signature.parameters
        if not takes(signature, len(types)):
            continue
        if not all(map(_is_plain, parameters)) and not (
            types == (tuple,) and len(parameters) == 1 and parameters[0].is_variadic
        ):
            return None
        if all(_is_of(class_, p, function) for class_, p in zip(types, parameters, strict=False)):
            padding = (None,) * (len(parameters) - len(types))
            return cast(Implementation, implementation), padding
    return None


def _is_of(class_: type, parameter: Parameter, function: Function) -> bool:
    if class_ is type(None):
        return parameter.takes_null or function.takes_null
    if parameter.is_variadic or parameter.type == ANY:
        return True
    return CLASSES.get(parameter.type) is class_


def _is_plain(parameter: Parameter) -> bool:
    if parameter.is_variadic or parameter.is_repeated:
        return False
    return parameter.type == ANY or parameter.type in CLASSES
