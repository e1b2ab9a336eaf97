"""Going through ranges, as iterations do."""

from decimal import Decimal

import pytest

from tests.rules.functions.calls import value
from yingshang.rules.values import Range, Undefined, span_of
from yingshang.rules.values.ranges import MOST_ELEMENTS


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        (1, 3, [1, 2, 3]),
        (3, 1, [3, 2, 1]),
        (2, 2, [2]),
        ("@2023-12-31", "@2024-01-01", ["@2023-12-31", "@2024-01-01"]),
    ],
)
def test_a_span_goes_up_and_down(start: object, end: object, wanted: list[object]) -> None:
    assert span_of(value(start), value(end)) == value(wanted)


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("#1.5", 3, "not_whole"),
        (1, None, "not_iterable"),
        ("a", "c", "not_iterable"),
        (1, MOST_ELEMENTS + 1, "too_many_elements"),
    ],
)
def test_a_span_of_anything_else_is_refused(start: object, end: object, code: str) -> None:
    with pytest.raises(Undefined) as caught:
        span_of(value(start), value(end))
    assert caught.value.code == code


def test_a_range_leaves_out_the_ends_that_it_does_not_include() -> None:
    assert Range(Decimal(1), Decimal(4), False, False).elements() == value([2, 3])
    assert Range(Decimal(1), Decimal(1), True, False).elements() == ()
    with pytest.raises(Undefined):
        Range(None, Decimal(4)).elements()
