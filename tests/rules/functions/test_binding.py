"""Which signature a call means, and what becomes of its arguments."""

from decimal import Decimal

import pytest

from tests.rules.functions.calls import call, refused, value
from yingshang.rules.functions import BUILTINS
from yingshang.rules.functions.binding import specialise
from yingshang.rules.types import NUMBER, STRING, ListOf
from yingshang.rules.values import Range, Undefined


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (("contains", ["foobar"], "bar"), True),
        (("string length", ["abc"]), 3),
        (("count", "abc"), 1),
        (("median", 4), 4),
        (("time", "@2017-08-10"), "@00:00:00Z"),
        (("any", True), True),
        (("any", False, True), True),
        (("any", [False, True]), True),
        (("min", 3, 1, 2), 1),
        (("append", [1], 2, [3]), [1, 2, [3]]),
        (("concatenate", [1], [2, 3]), [1, 2, 3]),
        (("concatenate", [[1], [2]]), [[1], [2]]),
    ],
)
def test_arguments_are_converted_as_the_specification_says(
    given: tuple[str, object], wanted: object
) -> None:
    assert call(*given) == value(wanted)


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("abs", (), "no_such_signature"),
        ("abs", (1, 1), "no_such_signature"),
        ("abs", ("-1",), "wrong_argument"),
        ("abs", (None,), "null_argument"),
        ("contains", ([], "a"), "wrong_argument"),
        ("contains", (["a", "b"], "a"), "wrong_argument"),
        ("date", (2024, None, 1), "null_argument"),
        ("any", (), "no_such_signature"),
        ("any", (None,), "null_argument"),
        ("floor", ("#1.5", None), "null_argument"),
    ],
)
def test_a_call_that_fits_no_signature_says_why(
    name: str, given: tuple[object, ...], code: str
) -> None:
    assert refused(name, *given) == code


def test_arguments_may_be_named_in_any_order() -> None:
    assert call("substring", start_position=3, string="foobar") == "obar"
    assert call("time", minute=59, hour=11, second=0) == value("@11:59:00")


def test_a_name_that_no_signature_has_is_refused() -> None:
    assert refused("abs", number=1) == "no_such_signature"
    assert refused("substring", string="foobar", start=3) == "no_such_signature"


def test_signatures_with_the_same_names_are_told_apart_by_their_order() -> None:
    within = Range(Decimal(2), Decimal(3))
    assert call("before", point=1, range=within) is True
    assert call("before", range=within, point=1) is False


def test_a_specialised_function_does_what_choosing_each_time_does() -> None:
    contains, texts = specialise(BUILTINS["contains"], 2), ("foobar", "bar")
    assert contains(*texts) is contains(*texts) is True
    assert contains(("foobar",), "bar") is True
    with pytest.raises(Undefined):
        contains("foobar", Decimal(1))
    assert specialise(BUILTINS["sum"], 1)((Decimal(1), Decimal(2))) == 3
    assert specialise(BUILTINS["date"], 3)(*map(Decimal, (2024, 2, 29))) == value("@2024-02-29")


def test_the_type_of_a_call_follows_from_its_arguments() -> None:
    assert BUILTINS["string length"].result_of([(None, STRING)]) == NUMBER
    assert BUILTINS["reverse"].result_of([(None, ListOf(STRING))]) == ListOf(STRING)
    assert BUILTINS["concatenate"].result_of([(None, ListOf(STRING))] * 2) == ListOf(STRING)
    assert BUILTINS["min"].result_of([(None, ListOf(NUMBER))]) == NUMBER
