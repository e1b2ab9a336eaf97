"""What cannot be computed exactly is refused: which node, where, why, and what to do."""

import pytest

from tests.rules.columns.models import literal, one, program, xml
from yingshang.rules.backends.columns import NotCompilable, Refusal, share_compiled, to_columns
from yingshang.rules.backends.columns.sentences import SENTENCES

TYPES = {"a": "number", "b": "number", "s": "string", "d": "date"}
SCHEMA = {"a": "decimal(18, 2)", "b": "decimal(18, 2)", "s": "string", "d": "date"}

REFUSED = {
    "a / b": "bare_quotient",
    "a / b * 2": "quotient_in_arithmetic",
    "a * a * b": "too_many_digits",
    "upper case(s)": "function_not_in_columns",
    'matches(s, "a+")': "function_not_in_columns",
    "today()": "impure",
    "a ** b": "power_not_constant",
    "decimal(a / b, 20)": "quotient_too_fine",
    "[a, b]": "list_result",
    'if a > 1 then "x" else 1': "kinds_mixed",
    "[1, 2][item > a]": "list_of_varying_length",
    "d + duration(\"P1M\") * a": "span_too_long",
}  # fmt: skip


def refusals(text: str, schema: dict[str, str] = SCHEMA) -> tuple[Refusal, ...]:
    with pytest.raises(NotCompilable) as caught:
        to_columns(one(TYPES, text), "answer", table=schema)
    return caught.value.refusals


@pytest.mark.parametrize("text", REFUSED)
def test_an_expression_without_an_exact_counterpart_is_refused(text: str) -> None:
    (refusal,) = refusals(text)
    assert refusal.code == REFUSED[text]
    assert "answer" in str(refusal.place)
    assert refusal.text("zh") != refusal.text("en")


def test_floats_are_refused_as_input() -> None:
    (refusal,) = refusals("a + 1", {**SCHEMA, "a": "float64"})
    assert refusal.code == "column_of_wrong_type"


def test_a_missing_column_is_named() -> None:
    (refusal,) = refusals("a + b", {"a": "int64"})
    assert "“b”" in refusal.text()


def test_all_refusals_of_a_table_are_told_at_once() -> None:
    rows = "".join(
        f"<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>{text}</text>"
        "</outputEntry></rule>"
        for text in ("upper case(s)", "1", "today()")
    )
    logic = (
        '<decisionTable hitPolicy="FIRST"><input><inputExpression><text>a</text></inputExpression>'
        f"</input><output/>{rows}</decisionTable>"
    )
    with pytest.raises(NotCompilable) as caught:
        to_columns(program(xml(TYPES, {"answer": logic})), "answer", table=SCHEMA)
    places = [str(refusal.place) for refusal in caught.value.refusals]
    assert [("rule 1" in place, "rule 3" in place) for place in places] == [
        (True, False), (False, True),
    ]  # fmt: skip


def test_the_share_that_compiles_is_reported_with_the_reasons() -> None:
    model = program(xml(TYPES, {"good": literal("a + b"), "bad": literal("upper case(s)")}))
    share = share_compiled(model)
    assert share.compiled == ("good",)
    assert [refusal.code for refusal in share.refused["bad"]] == ["function_not_in_columns"]
    assert share.fraction == 0.5


def test_every_sentence_is_given_in_both_languages() -> None:
    assert all(chinese and english for chinese, english in SENTENCES.values())
