"""Calls of FEEL's functions in tests: plain Python in, FEEL values through."""

from decimal import Decimal

import pytest

from yingshang.rules.functions import BUILTINS
from yingshang.rules.functions.binding import choose
from yingshang.rules.values import Undefined, Value
from yingshang.rules.values.parsing import parse_temporal


def value(given: object) -> Value:
    """A number of an int or of a text `#1.5`, a date or the like of `@2024-02-29`, lists deeply."""
    match given:
        case bool() | None:
            return given
        case int():
            return Decimal(given)
        case str() if given.startswith("#"):
            return Decimal(given[1:])
        case str() if given.startswith("@"):
            return parse_temporal(given[1:])
        case list():
            return tuple(map(value, given))
        case dict():
            return {key: value(entry) for key, entry in given.items()}
        case _:
            return given  # type: ignore[return-value]  # already a FEEL value


def call(name: str, *given: object, **named: object) -> Value:
    """The value of a call; names have `_` for spaces."""
    names = {key.replace("_", " "): value(one) for key, one in named.items()}
    implementation, arguments = choose(BUILTINS[name], [value(one) for one in given], names)
    return implementation(*arguments)


def refused(name: str, *given: object, **named: object) -> str:
    """The code of the reason for which a call has no value."""
    with pytest.raises(Undefined) as caught:
        call(name, *given, **named)
    return caught.value.code
