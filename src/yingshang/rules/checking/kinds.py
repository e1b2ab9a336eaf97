"""What types alone can tell: whether a value of one can be taken where another is wanted."""

from yingshang.rules.regions.lines import ANYWHERE
from yingshang.rules.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    NULL,
    ContextOf,
    FunctionOf,
    ListOf,
    RangeOf,
    Type,
    plain,
)
from yingshang.rules.values import Kind, Range, Value


def is_vague(type_: Type) -> bool:
    """Whether the type says nothing about the kind of its values."""
    return plain(type_) in (ANY, NULL)


class _Function:
    """A function of nothing."""

    parameters: tuple[str, ...] = ()

    def __call__(self, *given: Value) -> Value:
        return None


def sample_of(type_: Type) -> Value:
    """Some value of a type that is not vague."""
    match plain(type_):
        case ListOf():
            return ()
        case ContextOf():
            return {}
        case RangeOf():
            return Range(ANYWHERE[Kind.NUMBER], None)
        case FunctionOf():
            return _Function()
        case inner if inner == BOOLEAN:
            return True
        case inner:
            return ANYWHERE[Kind(str(inner))]


def can_conform(given: Type, wanted: Type) -> bool:
    """Whether some value of `given` may conform to `wanted`, by FEEL's conversions too.

    *Source*: DMN 1.5, 10.3.2.9.4.
    """
    given, wanted = plain(given), plain(wanted)
    if is_vague(given) or is_vague(wanted) or given == wanted:
        return True
    match given, wanted:
        case ListOf(mine), ListOf(theirs):
            return can_conform(mine, theirs)
        case _, ListOf(theirs):
            return can_conform(given, theirs)
        case ListOf(mine), _:
            return can_conform(mine, wanted)
        case RangeOf(mine), RangeOf(theirs):
            return can_conform(mine, theirs)
        case ContextOf(), ContextOf():
            return _contexts(given, wanted)
        case FunctionOf(), FunctionOf():
            return True
        case _:
            return given == DATE and wanted == DATE_TIME


def _contexts(given: ContextOf, wanted: ContextOf) -> bool:
    for name, type_ in wanted.members:
        found = given.member(name)
        if found is None and not given.is_open:
            return False
        if found is not None and not can_conform(found, type_):
            return False
    return True
