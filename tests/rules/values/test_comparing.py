"""Equality, order and membership. Source: DMN 1.5, 10.3.2.13 and tables 51 to 55."""

from decimal import Decimal

import pytest

from tests.rules.functions.calls import value
from yingshang.rules.values import Range, Undefined, make_range, operators

_TEN = Decimal(10)


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        (None, None, True),
        (None, 1, False),
        ([], None, False),
        ("#1.0", 1, True),
        ("#-0", 0, True),
        ("foo", "Foo", False),
        ([1, [2, 3]], [1, [2, 3]], True),
        ([1, 2], [2, 1], False),
        ([1, "1"], [1, 1], False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ("@P1D", "@PT24H", True),
        ("@P1Y", "@P12M", True),
        ("@10:30:00Z", "@10:30:00+00:00", True),
        ("@10:30:00+01:00", "@09:30:00Z", True),
        ("@10:30:00.0001", "@10:30:00.0002", True),
        ("@10:30:00", "@10:30:01", False),
        ("@2018-10-08T00:00:00+02:00", "@2018-10-08T00:00:00@Europe/Paris", True),
        ("@2002-04-02T23:00:00-04:00", "@2002-04-03T02:00:00-01:00", True),
        ("@2018-12-08", "@2018-12-08", True),
    ],
)
def test_two_values_are_equal(left: object, right: object, wanted: bool) -> None:
    assert operators.equal(value(left), value(right)) is wanted
    assert operators.equal(value(right), value(left)) is wanted
    assert operators.compare("!=", value(left), value(right)) is not wanted


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        (True, 1, "kinds_differ"),
        (100, "100", "kinds_differ"),
        ([], 0, "kinds_differ"),
        ({}, [], "kinds_differ"),
        ("@P1Y", "@P365D", "kinds_differ"),
        ("@2018-12-08", "@2018-12-08T00:00:00Z", "kinds_differ"),
        ("@10:30:00", "@10:30:00Z", "zone_missing"),
        ("@2018-12-08T00:00:00", "@2018-12-08T00:00:00Z", "zone_missing"),
    ],
)
def test_what_cannot_be_compared_is_neither_equal_nor_unequal(
    left: object, right: object, code: str
) -> None:
    with pytest.raises(Undefined) as caught:
        operators.equal(value(left), value(right))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("left", "operator", "right", "wanted"),
    [
        (1, "<", 2, True),
        (2, "<=", 2, True),
        ("a", "<", "b", True),
        ("Z", "<", "a", True),
        ("\U0001f40e", ">", "\uffff", True),
        ("@2018-12-01", "<", "@2018-12-02", True),
        ("@-2018-12-01", "<", "@0001-01-01", True),
        ("@P1D", ">", "@PT23H", True),
        ("@P1Y", ">=", "@P12M", True),
        ("@10:30:00+01:00", "<", "@10:30:00Z", True),
        ("@2018-12-08T00:00:00@Asia/Shanghai", "<", "@2018-12-08T00:00:00@Europe/Paris", True),
    ],
)
def test_two_values_stand_in_order(
    left: object, operator: str, right: object, wanted: bool
) -> None:
    assert operators.compare(operator, value(left), value(right)) is wanted


@pytest.mark.parametrize(
    ("left", "right"),
    [(None, 1), (1, None), (True, False), ([1], [2]), ({}, {}), (1, "2"), ("@P1D", "@P1M"),
     ("@10:30:00", "@10:31:00Z"), ("@2018-12-08", "@2018-12-08T00:00:00Z")],
)  # fmt: skip
def test_what_has_no_order_is_undefined(left: object, right: object) -> None:
    with pytest.raises(Undefined):
        operators.less(value(left), value(right))


@pytest.mark.parametrize(
    ("given", "within", "wanted"),
    [
        (1, [2, 3, 1], True),
        (1, [2, 3], False),
        (True, [False, 2, None], False),
        (None, [1, None], True),
        ([1, 2], [[1, 2], [3]], True),
        ([1, 2], [1, 2], True),
        (5, 5, True),
        (None, None, True),
        (2, Range(Decimal(2), Decimal(4)), True),
        (2, Range(Decimal(2), Decimal(4), False, True), False),
        (4, Range(Decimal(2), Decimal(4), True, False), False),
        (3, [Range(Decimal(1), Decimal(2)), Range(Decimal(3), Decimal(4))], True),
        ("b", [Range("f", "h"), Range("a", "c"), Range(Decimal(1), Decimal(2))], True),
        (9, Range(None, _TEN, False, False), True),
        (10, Range(None, _TEN, False, False), False),
        (11, Range(_TEN, None), True),
        (10, Range(_TEN, _TEN, unary="="), True),
        (10, Range(_TEN, _TEN, unary="!="), False),
    ],
)
def test_a_value_is_in(given: object, within: object, wanted: bool) -> None:
    assert operators.is_in(value(given), value(within)) is wanted


@pytest.mark.parametrize(
    ("given", "within"), [(None, Range(_TEN, None)), ("a", Range(_TEN, None)), (1, "1")]
)
def test_what_cannot_be_in_is_undefined(given: object, within: object) -> None:
    with pytest.raises(Undefined):
        operators.is_in(value(given), value(within))


def test_ranges_are_equal_when_their_ends_are_and_were_written_alike() -> None:
    closed = Range(_TEN, _TEN)
    assert operators.equal(closed, Range(Decimal("10.0"), _TEN))
    assert not operators.equal(closed, Range(_TEN, _TEN, True, False))
    assert not operators.equal(closed, Range(_TEN, _TEN, unary="="))
    assert not operators.equal(Range(None, _TEN), Range(_TEN, None))


@pytest.mark.parametrize(
    ("low", "high", "code"),
    [
        (3, 1, "range_backwards"),
        (1, "b", "range_ends_differ"),
        (None, None, "range_without_ends"),
        (True, False, "no_range_of"),
        ([1], None, "no_range_of"),
    ],
)
def test_a_range_that_makes_no_sense_is_refused(low: object, high: object, code: str) -> None:
    with pytest.raises(Undefined) as caught:
        make_range(value(low), value(high), True, True)
    assert caught.value.code == code
