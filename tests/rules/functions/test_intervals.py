"""Range functions: the long conditions of table 82, written out again, against the cuts."""

from collections.abc import Callable
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from tests.rules.functions.calls import call, refused
from yingshang.rules.values import Range

Condition = Callable[[Any, Any], bool]


class _Ends:
    """A range with the names of table 82."""

    def __init__(self, given: Range) -> None:
        self.start, self.end = given.low, given.high
        self.start_in, self.end_in = given.includes_low, given.includes_high


def _before(a: Any, b: Any) -> bool:
    return a.end < b.start or ((not a.end_in or not b.start_in) and a.end == b.start)


def _meets(a: Any, b: Any) -> bool:
    return a.end_in and b.start_in and a.end == b.start


def _overlaps(a: Any, b: Any) -> bool:
    return (a.end > b.start or (a.end == b.start and a.end_in and b.start_in)) and (
        a.start < b.end or (a.start == b.end and a.start_in and b.end_in)
    )


def _overlaps_before(a: Any, b: Any) -> bool:
    return (
        (a.start < b.start or (a.start == b.start and a.start_in and not b.start_in))
        and (a.end > b.start or (a.end == b.start and a.end_in and b.start_in))
        and (a.end < b.end or (a.end == b.end and (not a.end_in or b.end_in)))
    )


def _finishes(a: Any, b: Any) -> bool:
    return (
        a.end_in == b.end_in
        and a.end == b.end
        and (a.start > b.start or (a.start == b.start and (not a.start_in or b.start_in)))
    )


def _includes(a: Any, b: Any) -> bool:
    return (a.start < b.start or (a.start == b.start and (a.start_in or not b.start_in))) and (
        a.end > b.end or (a.end == b.end and (a.end_in or not b.end_in))
    )


def _starts(a: Any, b: Any) -> bool:
    return (
        a.start == b.start
        and a.start_in == b.start_in
        and (a.end < b.end or (a.end == b.end and (not a.end_in or b.end_in)))
    )


def _coincides(a: Any, b: Any) -> bool:
    return (a.start, a.end, a.start_in, a.end_in) == (b.start, b.end, b.start_in, b.end_in)


_RANGES = [
    Range(Decimal(low), Decimal(high), left, right)
    for low, high in ((1, 2), (1, 3), (2, 3), (2, 4), (3, 4))
    for left, right in product((True, False), repeat=2)
]
_CONDITIONS: list[tuple[str, str, Condition]] = [
    ("before", "after", _before),
    ("meets", "met by", _meets),
    ("overlaps", "overlaps", _overlaps),
    ("overlaps before", "overlaps after", _overlaps_before),
    ("finishes", "finished by", _finishes),
    ("includes", "during", _includes),
    ("starts", "started by", _starts),
    ("coincides", "coincides", _coincides),
]


@pytest.mark.parametrize(("name", "opposite", "condition"), _CONDITIONS)
def test_a_relation_of_ranges_is_the_condition_of_the_table(
    name: str, opposite: str, condition: Condition
) -> None:
    for one, other in product(_RANGES, repeat=2):
        wanted = condition(_Ends(one), _Ends(other))
        assert call(name, one, other) is wanted, (one, other)
        assert call(opposite, other, one) is wanted, (one, other)


_CLOSED, _OPEN = Range(Decimal(1), Decimal(3)), Range(Decimal(1), Decimal(3), False, False)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (("before", 1, 2), True),
        (("before", 2, 2), False),
        (("before", 1, _CLOSED), False),
        (("before", 1, _OPEN), True),
        (("before", _OPEN, 3), True),
        (("after", 3, _CLOSED), False),
        (("after", 4, _CLOSED), True),
        (("finishes", 3, _CLOSED), True),
        (("finishes", 3, _OPEN), False),
        (("finished by", _CLOSED, 3), True),
        (("includes", _CLOSED, 1), True),
        (("includes", _OPEN, 1), False),
        (("during", 2, _OPEN), True),
        (("starts", 1, _CLOSED), True),
        (("started by", _OPEN, 1), False),
        (("coincides", 5, 5), True),
        (("includes", Range(None, Decimal(3)), 1), True),
        (("before", Range(None, Decimal(3)), Range(Decimal(4), None)), True),
        (("overlaps", Range(None, Decimal(3)), Range(None, Decimal(2))), True),
    ],
)
def test_a_relation_with_a_point_or_without_bound(
    given: tuple[str, object, object], wanted: bool
) -> None:
    assert call(*given) is wanted


def test_what_cannot_be_compared_has_no_relation() -> None:
    assert refused("before", 1, "a") == "kinds_differ"
    assert refused("includes", _CLOSED, "a") == "kinds_differ"
    assert refused("before", None, 1) == "null_argument"
    assert refused("meets", 1, 2) == "wrong_argument"
    assert refused("includes", Range(Decimal(1), Decimal(1), unary="!="), 1) == "not_one_range"
