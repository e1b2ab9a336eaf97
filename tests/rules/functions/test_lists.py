"""List functions, by the examples of table 75 and around its edges."""

from decimal import Decimal

import pytest

from tests.rules.functions.calls import call, refused, value
from yingshang.rules.values import Undefined, Value


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (("list contains", [1, 2, 3], 2), True),
        (("list contains", [1, 2, None], None), True),
        (("list contains", [1, "2"], 2), False),
        (("count", [1, 2, 3]), 3),
        (("count", []), 0),
        (("sublist", [4, 5, 6], 1, 2), [4, 5]),
        (("sublist", [4, 5, 6], -2), [5, 6]),
        (("append", [1], 2, 3), [1, 2, 3]),
        (("append", [1], None), [1, None]),
        (("append", [[1]], [2]), [[1], [2]]),
        (("concatenate", [1, 2], [3], []), [1, 2, 3]),
        (("insert before", [1, 3], 1, 2), [2, 1, 3]),
        (("insert before", [1, 3], -1, 2), [1, 2, 3]),
        (("remove", [1, 2, 3], 2), [1, 3]),
        (("remove", [1, 2, 3], -1), [1, 2]),
        (("reverse", [1, 2, 3]), [3, 2, 1]),
        (("index of", [1, 2, 3, 2], 2), [2, 4]),
        (("index of", [1, None], None), [2]),
        (("union", [1, 2], [2, 3]), [1, 2, 3]),
        (("distinct values", [1, 2, 3, 2, 1]), [1, 2, 3]),
        (("distinct values", ["#1.0", 1, "1", None, None, [1], [1]]), [1, "1", None, [1]]),
        (
            (
                "distinct values",
                [{"a": 1, "b": [2]}, {"b": ["#2.0"], "a": 1}, {"a": True, "b": [2]}],
            ),
            [{"a": 1, "b": [2]}, {"a": True, "b": [2]}],
        ),
        (("distinct values", ["@10:00:00Z", "@11:00:00+01:00"]), ["@10:00:00Z"]),
        (("flatten", [[1, 2], [[3]], 4]), [1, 2, 3, 4]),
        (("list replace", [2, 4, 7, 8], 3, 6), [2, 4, 6, 8]),
        (("list replace", [2, 4, 7, 8], -1, None), [2, 4, 7, None]),
        (("min", [1, 2, 3]), 1),
        (("min", "b", "a"), "a"),
        (("max", ["@2024-01-01", "@2024-02-01"]), "@2024-02-01"),
        (("max", ["@P1Y", "@P13M"]), "@P13M"),
        (("sum", [1, 2, 3]), 6),
        (("sum", 1, "#2.5"), "#3.5"),
        (("mean", [1, 2, 3, 4]), "#2.5"),
        (("mean", 1, 1, 2), "#1.333333333333333333333333333333333"),
        (("product", 2, 3, 4), 24),
        (("median", 8, 2, 5, 3, 4), 4),
        (("median", [6, 1, 2, 3]), "#2.5"),
        (("stddev", 2, 4, 7, 5), "#2.081665999466132735282297706979931"),
        (("stddev", [47, 47]), 0),
        (("mode", 6, 3, 9, 6, 6), [6]),
        (("mode", [6, 1, 9, 6, 1]), [1, 6]),
        (("mode", []), []),
        (("all", [True, True]), True),
        (("all", [False, None, True]), False),
        (("all", []), True),
        (("any", [False, None, True]), True),
        (("any", []), False),
    ],
)
def test_a_list_function_gives(given: tuple[str, object], wanted: object) -> None:
    assert call(*given) == value(wanted)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("sublist", [1, 2, 3], 0), "position_outside"),
        (("sublist", [1, 2, 3], 2, 3), "position_outside"),
        (("remove", [1], 2), "position_outside"),
        (("remove", [1], "#1.5"), "not_whole"),
        (("insert before", [], 1, 1), "position_outside"),
        (("list replace", [1], 0, 1), "position_outside"),
        (("count", None), "null_argument"),
        (("concatenate", [1], None), "null_argument"),
        (("min", []), "too_few_elements"),
        (("min", [1, None]), "null_operand"),
        (("min", [1, "a"]), "kinds_differ"),
        (("min", [[1]]), "wrong_element"),
        (("sum", []), "too_few_elements"),
        (("sum", [1, None]), "wrong_element"),
        (("sum", ["@P1D"]), "wrong_element"),
        (("product", []), "too_few_elements"),
        (("stddev", [47]), "too_few_elements"),
        (("mode", [1, None]), "wrong_element"),
        (("any", [False, None]), "wrong_element"),
        (("all", [True, 1]), "wrong_element"),
    ],
)
def test_a_list_function_refuses(given: tuple[str, object], code: str) -> None:
    assert refused(*given) == code


def _ends_alike_earlier(*given: Value) -> Value:
    one, other = given
    assert isinstance(one, Decimal)
    assert isinstance(other, Decimal)
    return one % 10 < other % 10


def test_sorting_keeps_the_order_of_what_is_equal() -> None:
    assert call("sort", [23, 11, 13, 1, 3], _ends_alike_earlier) == value([11, 1, 23, 13, 3])


def test_replacing_asks_the_function_for_each_element() -> None:
    def is_less(*given: Value) -> Value:
        return given[0] < given[1]  # type: ignore[operator]  # numbers here

    assert call("list replace", [2, 4, 7, 8], is_less, 5) == value([5, 5, 7, 8])


def test_a_function_that_gives_no_truth_value_cannot_sort() -> None:
    def silent(*given: Value) -> Value:
        return None

    assert refused("sort", [1, 2], silent) == "not_boolean"


def test_a_nesting_without_end_is_refused() -> None:
    nested: Value = ()
    for _ in range(1000):
        nested = (nested,)
    with pytest.raises(Undefined, match="nested_too_deep"):
        call("flatten", nested)
