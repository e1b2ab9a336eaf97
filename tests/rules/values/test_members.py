"""What stands after the dot. Source: DMN 1.5, table 65."""

from decimal import Decimal

import pytest

from tests.rules.functions.calls import value
from yingshang.rules.members import ALL_PROPERTY_NAMES, member, member_type, property_names
from yingshang.rules.types import BOOLEAN, DATE, DAYS, NUMBER, STRING, ContextOf, RangeOf
from yingshang.rules.values import Range, Undefined, type_of


@pytest.mark.parametrize(
    ("given", "name", "wanted"),
    [
        ({"a b": 1}, "a b", 1),
        ({"a": None}, "a", None),
        ("@2018-12-10", "year", 2018),
        ("@2018-12-10", "month", 12),
        ("@2018-12-10", "day", 10),
        ("@2018-12-10", "weekday", 1),
        ("@2018-12-09T10:30:05Z", "weekday", 7),
        ("@2018-12-10T10:30:05.5Z", "second", "#5.5"),
        ("@10:30:05", "hour", 10),
        ("@10:30:05", "minute", 30),
        ("@10:30:05", "second", 5),
        ("@10:30:05+05:30", "time offset", "@PT5H30M"),
        ("@2018-07-10T10:30:05@Europe/Paris", "time offset", "@PT2H"),
        ("@2018-12-10T10:30:05@Europe/Paris", "timezone", "Europe/Paris"),
        ("@P2DT20H14M5.5S", "days", 2),
        ("@P2DT20H14M5.5S", "hours", 20),
        ("@-P2DT20H14M5.5S", "minutes", -14),
        ("@-P2DT20H14M5.5S", "seconds", "#-5.5"),
        ("@P26M", "years", 2),
        ("@-P26M", "months", -2),
        (Range(Decimal(1), None, False, False), "start", 1),
        (Range(Decimal(1), None, False, False), "end", None),
        (Range(Decimal(1), None, False, False), "start included", False),
    ],
)
def test_a_value_has_a_member(given: object, name: str, wanted: object) -> None:
    found = member(value(given), name)
    assert found == value(wanted)
    known = member_type(type_of(value(given)), name)
    assert known is not None
    assert found is None or known == type_of(found)


@pytest.mark.parametrize(
    ("given", "name", "code"),
    [
        ({"a": 1}, "b", "no_such_member"),
        (None, "a", "null_operand"),
        (1, "a", "no_such_member"),
        ("@2018-12-10", "hour", "no_such_member"),
        ("@P1D", "years", "no_such_member"),
        ("@10:30:05", "time offset", "no_zone"),
        ("@10:30:05+05:30", "timezone", "no_zone"),
    ],
)
def test_a_value_without_the_member_says_so(given: object, name: str, code: str) -> None:
    with pytest.raises(Undefined) as caught:
        member(value(given), name)
    assert caught.value.code == code


def test_the_types_of_members_are_known_without_a_value() -> None:
    assert member_type(ContextOf((("a", STRING),)), "a") == STRING
    assert member_type(ContextOf((("a", STRING),)), "b") is None
    assert member_type(RangeOf(DATE), "start") == DATE
    assert member_type(RangeOf(DATE), "start included") == BOOLEAN
    assert member_type(DAYS, "days") == NUMBER
    assert property_names(RangeOf(DATE)) == ("start", "end", "start included", "end included")
    assert set(property_names(DATE)) == {"year", "month", "day", "weekday"} < ALL_PROPERTY_NAMES
