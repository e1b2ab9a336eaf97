"""From a call's arguments to an implementation, by names and values.

With FEEL's conversions (DMN 1.5, 10.3.2.9.4): a list of one for its element, an element for a list
of one, a date for a date and time.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from yingshang.rules.functions.declaration import Function, Parameter, Signature
from yingshang.rules.types import FunctionOf
from yingshang.rules.values import Undefined, Value, brief, conform

Implementation = Callable[..., Value]


def choose_by_value(
    function: Function, positional: Sequence[Value], named: Mapping[str, Value]
) -> tuple[Implementation, Sequence[Value]]:
    """The implementation that is meant, and its arguments. *Errors*: `Undefined`."""
    reason: Undefined | None = None
    for signature, implementation in _in_order(function, named):
        slots = _arranged(signature, positional, named)
        if slots is None:
            continue
        try:
            arguments = [_argument(*slot, function) for slot in slots]
        except Undefined as why:
            reason = _better(reason, why)
            continue
        return cast(Implementation, implementation), arguments
    raise reason or _no_signature(function, positional, named)


def _in_order(
    function: Function, named: Mapping[str, Value]
) -> list[tuple[Signature, Callable[..., object]]]:
    """The signatures; first those whose names stand in the order of the call.

    `before(range, point)` and `before(point, range)` differ in nothing else.
    """
    ways = list(zip(function.signatures, function.implementations, strict=True))
    if named:
        ways.sort(key=lambda way: [p.name for p in way[0].parameters] != list(named))
    return ways


def _better(one: Undefined | None, other: Undefined) -> Undefined:
    """Of two reasons, the one that says most: a null argument before a wrong kind."""
    return other if one is None or other.code == "null_argument" else one


def _no_signature(
    function: Function, positional: Sequence[Value], named: Mapping[str, Value]
) -> Undefined:
    given = [brief(v) for v in positional]
    given += [f"{name}: {brief(v)}" for name, v in named.items()]
    wanted = " / ".join(signature_text(function.name, s) for s in function.signatures)
    return Undefined(
        "no_such_signature", function=function.name, given=", ".join(given), wanted=wanted
    )


def signature_text(name: str, signature: Signature) -> str:
    """A signature as a reader writes it: `substring(string, start position, length?)`."""
    shown = (
        p.name + ("?" if p.is_optional else "") + ("…" if p.is_variadic or p.is_repeated else "")
        for p in signature.parameters
    )
    return f"{name}({', '.join(shown)})"


_Slot = tuple[Parameter, Sequence[Value] | None]


def _arranged(
    signature: Signature, positional: Sequence[Value], named: Mapping[str, Value]
) -> list[_Slot] | None:
    """What each parameter is given (None: left out), or None when the call does not fit."""
    parameters = signature.parameters
    if named:
        names = {p.name for p in parameters}
        if positional or not named.keys() <= names:
            return None
        slots: list[_Slot] = [(p, _named(p, named)) for p in parameters]
    else:
        if not takes(signature, len(positional)):
            return None
        slots = list(map(_given(positional), enumerate(parameters)))
    if any(given is None and not p.is_optional for p, given in slots):
        return None
    return slots


def _named(parameter: Parameter, named: Mapping[str, Value]) -> Sequence[Value] | None:
    return (named[parameter.name],) if parameter.name in named else None


def _given(positional: Sequence[Value]) -> Callable[[tuple[int, Parameter]], _Slot]:
    def slot(numbered: tuple[int, Parameter]) -> _Slot:
        index, parameter = numbered
        if parameter.is_variadic or parameter.is_repeated:
            return parameter, positional[index:]
        return parameter, positional[index : index + 1] or None

    return slot


def _argument(parameter: Parameter, given: Sequence[Value] | None, function: Function) -> Value:
    if given is None:
        return None
    if parameter.is_repeated:
        return tuple(_converted(value, parameter, function) for value in given)
    if parameter.is_variadic and len(given) != 1:
        return tuple(given)
    value = given[0]
    if value is None and not parameter.takes_null and not function.takes_null:
        raise Undefined("null_argument", function=function.name, parameter=parameter.name)
    if parameter.is_variadic:
        return value if isinstance(value, tuple) else (value,)
    return _converted(value, parameter, function)


def _converted(value: Value, parameter: Parameter, function: Function) -> Value:
    if value is None and not parameter.takes_null and not function.takes_null:
        raise Undefined("null_argument", function=function.name, parameter=parameter.name)
    if isinstance(parameter.type, FunctionOf) and callable(value):
        return value
    try:
        return conform(value, parameter.type, _no_check)
    except Undefined:
        raise Undefined(
            "wrong_argument",
            function=function.name,
            parameter=parameter.name,
            wanted=str(parameter.type),
            given=brief(value),
        ) from None


def _no_check(constraint: object, value: Value) -> bool | None:
    """The parameters of FEEL's functions have no constraints."""
    return True


def takes(signature: Signature, count: int) -> bool:
    """Whether the signature can take so many arguments by position."""
    parameters = signature.parameters
    required = sum(not p.is_optional for p in parameters)
    if parameters and (parameters[-1].is_variadic or parameters[-1].is_repeated):
        return count >= required
    return required <= count <= len(parameters)
