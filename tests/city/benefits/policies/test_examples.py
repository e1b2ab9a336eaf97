"""What a policy's own list says must come out does come out, and the lists have no fault."""

import pytest

from tests.city.benefits.policies.listed import all_policies, reading
from yingshang.city.benefits.policies.examples import tried

CODES = [
    "first_loan_award",
    "industrial_inclusion_award",
    "job_retention_refund_2022",
    "park_rent_relief",
    "patent_pledge_subsidy",
    "six_taxes_two_fees_2022",
    "small_profit_income_tax_2021",
    "small_profit_income_tax_2022",
    "small_profit_income_tax_2023",
    "small_scale_vat_exemption_2022",
    "technology_loan_interest",
]


def test_the_city_lists_these_policies_without_a_fault() -> None:
    assert sorted(all_policies()) == CODES
    assert [error.text() for error in reading().errors] == []


@pytest.mark.parametrize("code", CODES)
def test_every_example_comes_out_as_the_list_says(code: str) -> None:
    listed = all_policies()[code]
    found = list(tried(listed.model, listed.rule))
    assert [one.example.name for one in found if not one.holds] == []
    outcomes = {one.answer.eligible for one in found}
    assert outcomes >= {True, False}, "examples show both what is due and what is not"


def test_large_firms_get_half_from_the_day_of_the_change() -> None:
    listed = all_policies()["job_retention_refund_2022"]
    by_name = {one.example.name: one.answer for one in tried(listed.model, listed.rule)}
    before = by_name["大型企业 5 月 30 日为三成"].amount_fen
    after = by_name["大型企业 5 月 31 日起为五成"].amount_fen
    assert (before, after) == (370_370, 617_284)
