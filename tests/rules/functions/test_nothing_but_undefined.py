"""Whatever a function is given, it has a value or says why it has none."""

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.values.reasons import can_be_told, value_or_reason
from tests.rules.values.strategies import (
    DATE_TIMES,
    DAYS,
    MONTHS,
    NUMBERS,
    RANGES,
    STRINGS,
    TIMES,
    VALUES,
    dates,
)
from yingshang.rules.functions import BUILTINS, Parameter
from yingshang.rules.functions.binding import choose
from yingshang.rules.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    NUMBER,
    STRING,
    TIME,
    ContextOf,
    FunctionOf,
    ListOf,
    RangeOf,
    Type,
)
from yingshang.rules.values import Undefined, Value, kind_of


def _precedes(*given: Value) -> Value:
    return given[0] is not None


_BY_TYPE: Mapping[Type, st.SearchStrategy[Value]] = {
    NUMBER: NUMBERS,
    STRING: STRINGS,
    BOOLEAN: st.booleans(),
    DATE: dates(),
    TIME: TIMES,
    DATE_TIME: DATE_TIMES,
}
_MANY = st.sampled_from([NUMBERS, STRINGS, DAYS, MONTHS, VALUES])


def _suitable(type_: Type) -> st.SearchStrategy[Value]:
    match type_:
        case ListOf(element):
            return st.lists(_suitable(element), max_size=5).map(tuple)
        case RangeOf():
            return RANGES
        case FunctionOf():
            return st.just(_precedes)
        case ContextOf(members):
            names = st.sampled_from(["a", "key"])
            known = {name: _suitable(member) for name, member in members}
            return st.fixed_dictionaries(known) if known else st.dictionaries(names, VALUES)
        case _:
            return _BY_TYPE.get(type_, VALUES)


def _arguments(parameter: Parameter) -> st.SearchStrategy[list[Value]]:
    if parameter.is_variadic or parameter.is_repeated:
        return _MANY.flatmap(lambda s: st.lists(_suitable_or(s, parameter), max_size=5))
    least = 0 if parameter.is_optional else 1
    return st.lists(_suitable(parameter.type), min_size=least, max_size=1)


def _suitable_or(anything: st.SearchStrategy[Value], p: Parameter) -> st.SearchStrategy[Value]:
    return anything if p.type == ANY else _suitable(p.type)


@pytest.mark.parametrize("name", sorted(BUILTINS))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_function_raises_undefined_and_nothing_else(name: str, data: st.DataObject) -> None:
    function = BUILTINS[name]
    signature = data.draw(st.sampled_from(function.signatures))
    arguments = [v for p in signature.parameters for v in data.draw(_arguments(p))]
    if data.draw(st.integers(0, 9)) == 0:
        arguments = data.draw(st.lists(VALUES, max_size=len(arguments) + 1))

    def called() -> Value:
        implementation, chosen = choose(function, arguments)
        return implementation(*chosen)

    found = value_or_reason(called)
    assert can_be_told(found) if isinstance(found, Undefined) else kind_of(found)
