"""The type of a value, and whether it is an instance of a type. Source: DMN 1.5, 10.3.2.9."""

from collections.abc import Iterable, Mapping

from yingshang.rules.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS,
    MONTHS,
    NULL,
    NUMBER,
    STRING,
    TIME,
    ContextOf,
    FunctionOf,
    ListOf,
    RangeOf,
    Simple,
    Type,
    conforms,
    join,
    plain,
)
from yingshang.rules.values.kinds import Kind, kind_of
from yingshang.rules.values.range import Range
from yingshang.rules.values.undefined import Undefined
from yingshang.rules.values.value import Value

SIMPLE_KINDS: Mapping[Kind, Simple] = {
    Kind.NULL: NULL,
    Kind.BOOLEAN: BOOLEAN,
    Kind.NUMBER: NUMBER,
    Kind.STRING: STRING,
    Kind.DATE: DATE,
    Kind.TIME: TIME,
    Kind.DATE_TIME: DATE_TIME,
    Kind.DAYS: DAYS,
    Kind.MONTHS: MONTHS,
}


def type_of(value: Value) -> Type:
    """The narrowest type that we can name for the value."""
    kind = kind_of(value)
    if kind in SIMPLE_KINDS:
        return SIMPLE_KINDS[kind]
    try:
        return _type_of_parts(value)
    except RecursionError:
        return ANY


def _type_of_parts(value: Value) -> Type:
    if isinstance(value, tuple):
        return ListOf(_joined(value))
    if isinstance(value, Range):
        return RangeOf(_joined(end for end in (value.low, value.high) if end is not None))
    if isinstance(value, Mapping):
        return ContextOf(tuple((name, type_of(entry)) for name, entry in value.items()))
    return _function_type(value)


def _joined(values: Iterable[Value]) -> Type:
    found = join([type_of(value) for value in values])
    return ANY if found == NULL else found


def _function_type(value: object) -> FunctionOf:
    known = getattr(value, "type", None)
    if isinstance(known, FunctionOf):
        return known
    names = tuple(getattr(value, "parameters", ()))
    return FunctionOf((ANY,) * len(names), ANY, names)


def instance_of(value: Value, wanted: Type) -> bool:
    """Whether the value is an instance of the type; null is one of the type Null only.

    Constraints of named types are not looked at: they are checked where a value enters.
    *Errors*: `Undefined` for a type within types without end.
    """
    try:
        inner = plain(wanted)
        return inner == NULL if value is None else _has_type(value, inner)
    except RecursionError:
        if not isinstance(value, tuple | Mapping):
            raise  # not the value is deep, but the calls around it
        raise Undefined("nested_too_deep") from None


def _member_has_type(value: Value, wanted: Type) -> bool:
    return value is None or _has_type(value, plain(wanted))


def _has_type(value: Value, wanted: Type) -> bool:
    if wanted == ANY:
        return True
    match wanted:
        case Simple():
            return SIMPLE_KINDS.get(kind_of(value)) == wanted
        case ListOf(element):
            return isinstance(value, tuple) and all(
                _member_has_type(v, element) for v in _different(value)
            )
        case ContextOf():
            return isinstance(value, Mapping) and all(
                name in value and _member_has_type(value[name], type_)
                for name, type_ in wanted.members
            )
        case RangeOf(element):
            return isinstance(value, Range) and all(
                _member_has_type(end, element) for end in (value.low, value.high)
            )
        case FunctionOf():
            return kind_of(value) is Kind.FUNCTION and _function_fits(value, wanted)
        case _:
            return False


def _different(values: tuple[Value, ...]) -> Iterable[Value]:
    """The elements, of which an object that stands there twice comes once."""
    return {id(value): value for value in values}.values()


def _function_fits(value: object, wanted: FunctionOf) -> bool:
    known = _function_type(value)
    return conforms(known, wanted) or (wanted.result == ANY and _takes_arguments_of(known, wanted))


def may_be_function(value: object, wanted: Type) -> bool:
    """Whether the function takes what the type says, and nothing is known of its result."""
    if not isinstance(wanted, FunctionOf) or not callable(value):
        return False
    known = _function_type(value)
    return known.result == ANY and _takes_arguments_of(known, wanted)


def _takes_arguments_of(known: FunctionOf, wanted: FunctionOf) -> bool:
    return len(known.parameters) == len(wanted.parameters) and all(
        map(conforms, wanted.parameters, known.parameters)
    )
