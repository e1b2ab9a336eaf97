"""What one firm is answered: rounding, cap, what is missing, what is kept."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from tests.city.benefits.policies.listed import Unstored, all_policies, rows_of, schema_of
from yingshang.city.benefits.policies.deciding import Answer, answer_of, columns
from yingshang.city.benefits.policies.examples import facts_of

ON = date(2022, 6, 15)
REFUND = "job_retention_refund_2022"


def _facts(**changed: object) -> dict[str, object | None]:
    listed = all_policies()[REFUND]
    return {**facts_of(listed.model, listed.model.examples[0], listed.rule), **changed}


def _answer(**changed: object) -> Answer:
    listed = all_policies()[REFUND]
    return answer_of(listed.model, listed.rule, _facts(**changed), on=ON, covers_reserve=True)


def test_money_goes_in_as_fen_and_comes_out_as_fen() -> None:
    assert _facts()["premiums_paid"] == 1_234_567
    assert _answer().amount_fen == 1_111_110


def test_without_the_premiums_the_amount_is_not_known_and_so_neither_is_the_benefit() -> None:
    answer = _answer(premiums_paid=None)
    assert (answer.verdict, answer.eligible, answer.amount_fen) == ("应享", None, None)
    assert answer.missing_elements == ("premiums_paid",)


def test_what_does_not_matter_is_not_called_missing() -> None:
    answer = _answer(is_zombie=None, excluded_leavers=None, benefit_recipients=None)
    assert answer.missing_elements == ("is_zombie",)


def test_what_is_known_to_fail_fails_whatever_is_missing() -> None:
    answer = _answer(premium_months=11, premiums_paid=None, is_zombie=None)
    assert (answer.eligible, answer.amount_fen, answer.missing) == (False, 0, ())


@pytest.mark.parametrize(
    ("changed", "fen"),
    [({"rounding": "yuan"}, 50_000), ({"cap": "500.01"}, 50_001), ({"cap": "500"}, 50_000)],
)
def test_an_amount_is_rounded_and_capped_alike_for_one_and_for_all(changed, fen) -> None:
    listed = all_policies()["six_taxes_two_fees_2022"]
    model = listed.model.model_copy(update=changed)
    facts = facts_of(model, model.examples[0], listed.rule)
    assert answer_of(model, listed.rule, facts, on=ON).amount_fen == fen
    table = pa.Table.from_pylist([{"credit_code": "F0", **facts}])
    changed = Unstored(model, listed.rule)
    (row,) = rows_of(table, columns(changed, schema_of(table), ON))
    assert row["amount_fen"] == fen


def test_half_a_fen_is_rounded_up() -> None:
    assert _answer(premiums_paid=5, insured_kind="企业").amount_fen == 5


def test_what_is_kept_beside_a_payment_says_what_was_given_and_by_which_rule() -> None:
    listed = all_policies()[REFUND]
    answer = answer_of(
        listed.model, listed.rule, _facts(), on=ON, covers_reserve=True, explain=True
    )
    kept = answer.to_json()
    assert kept["model_hash"] == listed.rule.hash
    assert kept["given"]["上年缴纳失业保险费"] == "12345.67"
    assert kept["amount_fen"] == 1_111_110
    assert kept["reasons"]["value"] == "应享"
    assert answer.reasons is not None
    assert answer.reasons.text("zh").startswith("“返还结论”：应享")


def test_a_parameter_has_the_value_of_the_day() -> None:
    listed = all_policies()["small_profit_income_tax_2023"]
    facts = facts_of(listed.model, listed.model.examples[0], listed.rule)
    for year in (2023, 2027):
        answer = answer_of(listed.model, listed.rule, facts, on=date(year, 7, 1))
        assert answer.given["纳税年度"] == Decimal(year)
    over = answer_of(listed.model, listed.rule, facts, on=date(2028, 1, 1))
    assert (over.given["纳税年度"], over.eligible) == (None, None)
