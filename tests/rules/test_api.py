"""The small door: load a model, decide a case, keep the answer, repeat it years later."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.rules.models import decision, input_data, literal, model, needs_input
from yingshang.rules import Decided, Model, decide, load
from yingshang.rules.errors import AnotherModel, NoSuchDecision, NoSuchInput
from yingshang.rules.given import FloatGiven, Unreadable, to_value
from yingshang.rules.lowering import lower
from yingshang.rules.types import DATE, DATE_TIME, DAYS, MONTHS, NUMBER, STRING, ListOf, Type
from yingshang.rules.values import Date, DateTime, Days, Months, Time, Value, show

REFUND = Path(__file__).parent / "explaining" / "refund.dmn"
FIRM: dict[str, object] = {
    "size class": "small",
    "insured staff": 45,
    "layoff rate": Decimal("0.03"),
    "seriously discredited": False,
    "premiums paid": "123456.78",
}


@pytest.fixture(scope="module")
def refund() -> Model:
    return load(REFUND)


def without(*names: str) -> dict[str, object]:
    return {name: value for name, value in FIRM.items() if name not in names}


def test_a_firm_is_decided(refund: Model) -> None:
    decided = decide(refund, "refund", FIRM)
    assert decided.value == Decimal("111111.10")
    assert decided.is_known
    assert not decided.missing
    assert not decided.warnings
    assert refund.problems == ()
    assert refund.decisions == ("refund rate", "refund")
    assert set(refund.inputs_of("refund")) == set(FIRM)


def test_the_short_way_decides_the_same(refund: Model) -> None:
    short = decide(refund, "refund", FIRM, explain=False)
    assert short.value == decide(refund, "refund", FIRM).value
    assert short.explanation is None


@pytest.mark.parametrize(
    "odd",
    [
        {"insured staff": Decimal("NaN")},
        {"insured staff": 10**7000},
        {"layoff rate": 0.03},
        {"size class": "enormous"},
        {"premiums paid": "1" * 40},
        {"seriously discredited": None},
        {"insured staff": True},
    ],
)
def test_the_short_way_goes_no_easier_on_what_is_given_when_it_knows_the_names(
    refund: Model, odd: dict[str, object]
) -> None:
    case = FIRM | odd
    decide(refund, "refund", FIRM, explain=False)  # from now on the names are known
    assert answer(refund, case, explain=False) == answer(refund, case, explain=True)


def answer(model: Model, case: dict[str, object], *, explain: bool) -> object:
    try:
        decided = decide(model, "refund", case, explain=explain)
    except (FloatGiven, Unreadable) as refused:
        return refused.code, str(refused)
    return show(decided.value), decided.warnings, decided.inputs, decided.model_hash


def test_what_is_remembered_of_a_question_holds_no_case(refund: Model) -> None:
    first = decide(refund, "refund", FIRM, explain=False)
    second = decide(refund, "refund", FIRM | {"premiums paid": 0}, explain=False)
    assert first.value == Decimal("111111.10")
    assert second.value == 0
    assert first.inputs != second.inputs
    over = {"refund rate": 0, "premiums paid": "100"}
    for _ in range(2):
        assert decide(refund, "refund", over, explain=False).value == 0


def test_the_answer_survives_json_and_pins_its_rules(refund: Model) -> None:
    decided = decide(refund, "refund", FIRM)
    kept = json.dumps(decided.to_json())
    again = Decided.from_json(json.loads(kept, parse_float=pytest.fail))
    assert again == decided
    then = load(REFUND, expect_hash=again.model_hash)
    assert then.decide(again.decision, again.inputs) == decided


def test_other_rules_than_those_of_then_are_refused(refund: Model) -> None:
    with pytest.raises(AnotherModel, match="0000"):
        load(REFUND, expect_hash="0000")


def test_what_is_missing_and_matters_is_named(refund: Model) -> None:
    decided = decide(refund, "refund", without("premiums paid", "size class"))
    assert not decided.is_known
    assert decided.value is None
    assert decided.missing == ("size class", "premiums paid")
    assert decided.text("zh").startswith("“refund”：尚不能确定，缺少 size class, premiums paid")


def test_what_is_missing_and_does_not_matter_is_not_named(refund: Model) -> None:
    given = {"seriously discredited": True}
    decided = decide(refund, "refund rate", given)
    assert decided.is_known
    assert decided.value == 0
    assert decided.missing == ()


def test_the_size_of_a_firm_does_not_matter_when_the_layoff_rate_is_too_high(
    refund: Model,
) -> None:
    given = {**without("size class", "premiums paid"), "layoff rate": Decimal("0.3")}
    decided = decide(refund, "refund rate", given, explain=False)
    assert decided.is_known
    assert decided.value == 0


def test_a_failed_rule_says_what_would_have_been_needed(refund: Model) -> None:
    text = decide(refund, "refund rate", FIRM)
    english, chinese = text.text("en"), text.text("zh")
    assert "Rule 5 applies." in english
    assert (
        "Rule 4 does not apply: “insured staff” is 45; it would have to be at most 30." in english
    )
    assert "第 4 条规则不符合：“insured staff”为45，须不大于30。" in chinese
    (first, *_) = text.tree("en")
    assert first.text == "“refund rate”: 0.9."


def test_an_unknown_rule_says_what_it_waits_for(refund: Model) -> None:
    text = decide(refund, "refund rate", without("insured staff")).text("en")
    assert (
        "Rule 5 cannot be told yet: “insured staff” is not known; it would have to be more than 30."
        in text
    )


@pytest.mark.parametrize(
    ("given", "type_", "expected"),
    [
        (3, NUMBER, Decimal(3)),
        ("1.50", NUMBER, Decimal("1.50")),
        ("1.50", STRING, "1.50"),
        (True, NUMBER, True),
        (date(2024, 2, 29), DATE, Date(2024, 2, 29)),
        ("2024-02-29", DATE, Date(2024, 2, 29)),
        ("P1DT1H", DAYS, Days(25 * 3600 * 10**9)),
        (timedelta(hours=-1), DAYS, Days(-3600 * 10**9)),
        ("P1Y", MONTHS, Months(12)),
        (datetime(2024, 1, 1, 12), DATE_TIME, DateTime(Date(2024, 1, 1), Time(12, 0, 0))),  # noqa: DTZ001 - a local one is meant
        ([1, "2"], ListOf(NUMBER), (Decimal(1), Decimal(2))),
        ({"a": [None]}, NUMBER, {"a": (None,)}),
    ],
)
def test_plain_values_become_feel_values(given: object, type_: Type, expected: Value) -> None:
    assert to_value(given, type_, name="x") == expected


def test_a_moment_keeps_its_offset() -> None:
    assert show(to_value(datetime(2024, 1, 1, tzinfo=UTC), name="x")) == '@"2024-01-01T00:00:00Z"'


def test_a_float_is_refused_with_a_remedy(refund: Model) -> None:
    with pytest.raises(FloatGiven, match="Decimal"):
        decide(refund, "refund", {**FIRM, "layoff rate": 0.03})


def test_a_text_that_is_no_date_is_refused() -> None:
    with pytest.raises(Unreadable, match="x"):
        to_value("29 February", DATE, name="x")
    with pytest.raises(Unreadable):
        to_value(Decimal("NaN"), NUMBER, name="x")
    with pytest.raises(Unreadable):
        to_value(object(), name="x")


def test_names_that_the_model_does_not_have_are_refused(refund: Model) -> None:
    with pytest.raises(NoSuchInput, match="stafff"):
        decide(refund, "refund", {"stafff": 1})
    with pytest.raises(NoSuchDecision):
        decide(refund, "nothing", FIRM)
    with pytest.raises(NoSuchDecision):
        refund.inputs_of("nothing")


def test_a_decision_that_is_given_is_not_made(refund: Model) -> None:
    decided = decide(refund, "refund", {"refund rate": "0.5", "premiums paid": 10})
    assert decided.is_known
    assert decided.value == 5


def test_an_input_that_is_only_calculated_with_matters() -> None:
    text = literal("if b then n + 1 else 0")
    body = input_data("b", "boolean") + input_data("n", "number")
    made = Model(lower(model(body + decision("d", text, needs_input("b"), needs_input("n"))), {}))
    assert made.decide("d", {"b": False}).value == 0
    assert made.decide("d", {"b": True}).missing == ("n",)
    assert set(made.decide("d", {}).missing) == {"b", "n"}
