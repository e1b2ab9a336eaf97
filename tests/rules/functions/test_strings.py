"""String functions, by the examples of table 74 and around its edges."""

import pytest

from tests.rules.functions.calls import call, refused, value


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (("substring", "foobar", 3), "obar"),
        (("substring", "foobar", 3, 3), "oba"),
        (("substring", "foobar", -2, 1), "a"),
        (("substring", "foobar", 3, "#3.8"), "oba"),
        (("substring", "\U0001f40efoo", 2), "foo"),
        (("substring", "foobar", 5, 9), "ar"),
        (("string length", "foo"), 3),
        (("string length", "\U0001f40eab"), 3),
        (("upper case", "aBc4"), "ABC4"),
        (("lower case", "aBc4"), "abc4"),
        (("substring before", "foobar", "bar"), "foo"),
        (("substring before", "foobar", "xyz"), ""),
        (("substring before", "foobar", ""), ""),
        (("substring after", "foobar", "ob"), "ar"),
        (("substring after", "", "a"), ""),
        (("substring after", "foo", ""), "foo"),
        (("contains", "foobar", "of"), False),
        (("contains", "", ""), True),
        (("starts with", "foobar", "fo"), True),
        (("ends with", "foobar", "r"), True),
        (("split", "John Doe", r"\s"), ["John", "Doe"]),
        (("split", "a;b;c;;", ";"), ["a", "b", "c", "", ""]),
        (("split", "", ";"), [""]),
        (("split", "a1b22c", "([0-9])+"), ["a", "b", "c"]),
        (("string join", ["a", "b", "c"], "_and_"), "a_and_b_and_c"),
        (("string join", ["a", None, "c"], ""), "ac"),
        (("string join", ["a", "b"]), "ab"),
        (("string join", ["a", "b"], None), "ab"),
        (("string join", [], "x"), ""),
        (("string join", "a", "x"), "a"),
    ],
)
def test_a_string_function_gives(given: tuple[str, object], wanted: object) -> None:
    assert call(*given) == value(wanted)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("substring", "foobar", 0), "position_outside"),
        (("substring", "foobar", 7), "position_outside"),
        (("substring", "foobar", -7), "position_outside"),
        (("substring", "foobar", 3, 0), "length_not_positive"),
        (("string length", None), "null_argument"),
        (("string join", [1, 2], ","), "wrong_argument"),
        (("split", "abc", "b*"), "pattern_matches_nothing"),
        (("split", "abc", "("), "wrong_pattern"),
    ],
)
def test_a_string_function_refuses(given: tuple[str, object], code: str) -> None:
    assert refused(*given) == code
