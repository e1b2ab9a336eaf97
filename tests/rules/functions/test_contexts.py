"""Context functions, by table 83."""

import pytest

from tests.rules.functions.calls import call, refused, value

_NESTED = {"x": 1, "y": {"a": 0}}


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (("get value", {"a": 1}, "a"), 1),
        (("get value", {"a": None}, "a"), None),
        (("get entries", {"b": 1, "a": 2}), [{"key": "b", "value": 1}, {"key": "a", "value": 2}]),
        (("context", [{"key": "b", "value": 1}, {"key": "a", "value": None}]), {"b": 1, "a": None}),
        (("context", {"key": "a", "value": 1}), {"a": 1}),
        (("context", []), {}),
        (("context put", {"a": 1}, "b", 2), {"a": 1, "b": 2}),
        (("context put", {"a": 1}, "a", None), {"a": None}),
        (("context put", _NESTED, ["y", "a"], 2), {"x": 1, "y": {"a": 2}}),
        (("context put", _NESTED, ["z"], 2), {**_NESTED, "z": 2}),
        (("context merge", [{"a": 1, "b": 1}, {"b": 2}]), {"a": 1, "b": 2}),
        (("context merge", {"a": 1}), {"a": 1}),
    ],
)
def test_a_context_function_gives(given: tuple[str, object], wanted: object) -> None:
    assert call(*given) == value(wanted)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("get value", {"a": 1}, "b"), "no_such_member"),
        (("get value", None, "b"), "null_argument"),
        (("context", [{"key": "a", "value": 1}, {"key": "a", "value": 2}]), "duplicate_entry"),
        (("context", [{"key": "a"}]), "wrong_argument"),
        (("context", [{"key": None, "value": 1}]), "null_argument"),
        (("context", [None]), "null_argument"),
        (("context put", _NESTED, [], 1), "null_argument"),
        (("context put", _NESTED, ["y", None], 1), "null_argument"),
        (("context put", _NESTED, ["x", "a"], 1), "no_such_member"),
        (("context put", _NESTED, ["z", "a"], 1), "no_such_member"),
        (("context merge", [{}, None]), "null_argument"),
        (("context merge", [1]), "wrong_argument"),
    ],
)
def test_a_context_function_refuses(given: tuple[str, object], code: str) -> None:
    assert refused(*given) == code


def test_putting_leaves_the_context_as_it_was() -> None:
    before = value(_NESTED)
    call("context put", before, ["y", "a"], 2)
    assert before == value(_NESTED)
