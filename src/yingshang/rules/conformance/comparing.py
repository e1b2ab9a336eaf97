"""Whether a value is the one that the kit expects."""

from collections.abc import Mapping
from decimal import Decimal

from yingshang.rules.values import DateTime, Time, Value

TOLERANCE = Decimal("0.00000001")
"""The kit writes irrational results with eight decimals; less than this is allowed to differ."""


def matches(actual: Value, expected: Value) -> bool:
    """Whether the two are the same value: numbers to eight decimals, moments by their instant.

    Contexts must have the same entries, in any order; lists the same elements, in order.
    """
    if isinstance(expected, bool) or isinstance(actual, bool) or expected is None:
        return actual is expected
    if isinstance(expected, Decimal):
        return isinstance(actual, Decimal) and abs(actual - expected) < TOLERANCE
    if isinstance(expected, Time | DateTime):
        return type(actual) is type(expected) and _moment(actual) == _moment(expected)
    if isinstance(expected, tuple):
        return _lists(actual, expected)
    if isinstance(expected, Mapping):
        return _contexts(actual, expected)
    return type(actual) is type(expected) and actual == expected


def is_exact(actual: Value, expected: Value) -> bool:
    """Whether no tolerance was needed."""
    if isinstance(actual, tuple) and isinstance(expected, tuple):
        return all(map(is_exact, actual, expected))
    if isinstance(actual, Mapping) and isinstance(expected, Mapping):
        return all(is_exact(actual[name], value) for name, value in expected.items())
    return not isinstance(expected, Decimal) or actual == expected


def _moment(value: Value) -> tuple[int, bool]:
    assert isinstance(value, Time | DateTime)  # noqa: S101 - the caller compared the kinds
    local = value.nanoseconds if isinstance(value, Time) else value.local_nanoseconds
    offset = value.offset_seconds
    return local - (offset or 0) * 1_000_000_000, offset is not None


def _lists(actual: Value, expected: tuple[Value, ...]) -> bool:
    return (
        isinstance(actual, tuple)
        and len(actual) == len(expected)
        and all(map(matches, actual, expected))
    )


def _contexts(actual: Value, expected: Mapping[str, Value]) -> bool:
    return (
        isinstance(actual, Mapping)
        and actual.keys() == expected.keys()
        and all(matches(actual[name], value) for name, value in expected.items())
    )
