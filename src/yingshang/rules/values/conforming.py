"""A value at a border with a declared type. Source: DMN 1.5, 10.3.2.9.4 (type conversions)."""

from collections.abc import Callable, Mapping

from yingshang.rules.types import (
    ANY,
    DATE_TIME,
    Constrained,
    ContextOf,
    ListOf,
    Type,
    plain,
)
from yingshang.rules.values.date import Date
from yingshang.rules.values.date_time import midnight
from yingshang.rules.values.showing import brief
from yingshang.rules.values.typed import instance_of, may_be_function
from yingshang.rules.values.undefined import Undefined
from yingshang.rules.values.value import Value

Check = Callable[[object, Value], bool | None]
"""Whether a value passes a constraint of a `Constrained` type."""


def conform(value: Value, wanted: Type, check: Check) -> Value:
    """The value as the type wants it; null passes.

    A list of one becomes its element where no list is wanted, anything else a list of one where one
    is; a date becomes a date and time at midnight UTC; a function passes when only its result is
    not known before it is called. Values a constraint forbids do not conform.

    *Errors*: `Undefined`.
    """
    if value is None:
        return None
    inner = plain(wanted)
    try:
        found = _converted(value, wanted, inner, check)
    except RecursionError:
        if not isinstance(value, tuple | Mapping):
            raise  # not the value is deep, but the calls around it
        raise Undefined("nested_too_deep") from None
    _check_constraints(found, wanted, check)
    return found


def _converted(value: Value, wanted: Type, inner: Type, check: Check) -> Value:
    if inner == ANY:
        return value
    if isinstance(inner, ListOf):
        elements = value if isinstance(value, tuple) else (value,)
        if inner.element == ANY:
            return elements
        return _converted_elements(elements, inner.element, check)
    if isinstance(value, tuple) and len(value) == 1 and not isinstance(value[0], tuple):
        return _converted(value[0], wanted, inner, check)
    if isinstance(inner, ContextOf) and isinstance(value, Mapping):
        return _converted_context(value, inner, check)
    if inner == DATE_TIME and isinstance(value, Date):
        return midnight(value)
    if not instance_of(value, inner) and not may_be_function(value, inner):
        raise Undefined("does_not_conform", value=brief(value), type=str(wanted))
    return value


def _converted_elements(elements: tuple[Value, ...], wanted: Type, check: Check) -> Value:
    """The elements, each as wanted; of the same object several times in a row, one is looked at."""
    found: list[Value] = []
    for number, element in enumerate(elements):
        is_same = number and element is elements[number - 1]
        found.append(found[-1] if is_same else conform(element, wanted, check))
    return tuple(found)


def _converted_context(value: Mapping[str, Value], wanted: ContextOf, check: Check) -> Value:
    types = dict(wanted.members)
    missing = [name for name in types if name not in value]
    if missing:
        raise Undefined("member_missing", value=brief(value), names=", ".join(missing))
    return {
        name: conform(entry, types[name], check) if name in types else entry
        for name, entry in value.items()
    }


def _check_constraints(value: Value, wanted: Type, check: Check) -> None:
    while isinstance(wanted, Constrained):
        if wanted.constraint is not None:
            _check_one(value, wanted, check)
        wanted = wanted.underlying


def _check_one(value: Value, wanted: Constrained, check: Check) -> None:
    tested = value if wanted.of_elements and isinstance(value, tuple) else (value,)
    for one in tested:
        if check(wanted.constraint, one) is not True:
            raise Undefined("value_not_allowed", value=brief(one), type=wanted.name)
