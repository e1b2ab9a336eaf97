"""A policy that could not work is refused before it is loaded, with its line and the remedy."""

import pytest

from tests.city.benefits.policies.listed import faults
from yingshang.core.catalogue.problems import ListError

REFUND, LOAN = "job_retention_refund_2022", "technology_loan_interest"
TAX = "small_profit_income_tax_2023"


def _only(errors: list[ListError]) -> ListError:
    assert len(errors) == 1, [error.text() for error in errors]
    return errors[0]


CASES = [
    (REFUND, ("owner: human_resources", "owner: nobody"), "benefits.no_office", "owner"),
    (REFUND, ("payer: social_insurance", "payer: nobody"), "benefits.no_office", "payer"),
    (REFUND, ("element: premium_months", "element: premium_years"), "benefits.no_element",
     "inputs[12].element"),
    (REFUND, ("public_notice: benefit_public_notice\n", ""), "benefits.no_notice", "public_notice"),
    (REFUND, ("appeal: benefit_objection_answer", "appeal: never"), "benefits.no_parameter",
     "appeal"),
    (REFUND, ("element: is_zombie, reason", "element: natural_attrition, reason"),
     "benefits.exclusion_of_no_list", "exclusions[0].element"),
    (LOAN, ("xiangtan/technology_loan_interest", "xiangtan/technology_loans"), "benefits.no_rule",
     "decision.rule"),
    (LOAN, ("verdict: 贴息结论", "verdict: 结论"), "benefits.no_decision", "decision.verdict"),
    (LOAN, ("eligible: [应享]", "eligible: [同意]"), "benefits.no_such_verdict",
     "decision.eligible[0]"),
    (LOAN, ("  - {name: 贷款逾期, element: is_loan_overdue}\n", ""), "benefits.input_not_given",
     "inputs"),
    (LOAN, ("inputs:\n", "inputs:\n  - {name: 规模, element: size_class}\n"),
     "benefits.input_superfluous", "inputs[0].name"),
    (LOAN, ("element: is_loan_overdue", "element: staff"), "benefits.input_of_wrong_type",
     "inputs[1]"),
    (LOAN, ("element: loan_interest_paid, unit: yuan", "element: loan_interest_paid"),
     "benefits.unit", "inputs[2]"),
    (LOAN, ("parameter: 贴息比例}", "parameter: 比例}"), "benefits.no_rule_parameter",
     "inputs[3].parameter"),
    (LOAN, ('value: "0.5"', "value: 一半"), "benefits.input_of_wrong_type", "inputs[3]"),
    (REFUND, ("    values: {个体工商户: 以单位形式参保的个体工商户}\n", ""),
     "benefits.choice_unknown_to_rule", "inputs[0].values"),
    (TAX, ("valid_until: 2024-12-31", "valid_until: 2025-01-01"), "benefits.values_overlap",
     "parameters[0]"),
    (TAX, ("valid_until: 2024-12-31", "valid_until: 2024-12-30"), "benefits.values_leave_a_day",
     "parameters[0]"),
    (LOAN, ("review_by: 2028-06-30", "review_by: 2025-06-30"), "benefits.over_before_it_begins",
     "review_by"),
    (LOAN, ("excludes: [patent_pledge_subsidy, ", "excludes: ["), "benefits.one_sided",
     "excludes[0]"),
    (LOAN, ("park_rent_relief]", "park_rent_relief, no_such_policy]"), "benefits.no_other_policy",
     "combines_with[2]"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "code", "path"), CASES)
def test_a_slip_in_the_list_is_found_where_it_is(tmp_path, name, change, code, path) -> None:
    found = [e for e in faults(tmp_path, name, change) if e.code == code]
    assert [error.path for error in found][:1] == [path]
    file = "technology_loan" if name == LOAN else name
    assert file in found[0].file or code == "benefits.one_sided"
    assert found[0].line > 1


def test_a_rule_that_asks_for_an_unknown_element_is_refused_with_the_remedy(tmp_path) -> None:
    error = _only(faults(tmp_path, LOAN, ("element: is_loan_overdue", "element: is_overdue")))
    assert error.file == "xiangtan/benefits/technology_loan_interest.yaml"
    assert "facts/elements.yaml" in error.text("en")
    assert "is_overdue" in error.text("zh-hans")


def test_an_example_that_comes_out_otherwise_names_line_expected_and_found(tmp_path) -> None:
    error = _only(faults(tmp_path, REFUND, ('amount: "11111.10"', 'amount: "11111.11"')))
    assert (error.code, error.path) == ("benefits.example_fails", "examples[0]")
    assert "应享 11111.11" in error.text()
    assert "应享 11111.10" in error.text()
    assert "expects eligible 11111.11" in error.text("en")


def test_an_example_with_an_element_that_the_rule_does_not_read_is_a_slip(tmp_path) -> None:
    change = ("given: {premium_months: 11}", "given: {premium_month: 11}")
    assert _only(faults(tmp_path, REFUND, change)).code == "benefits.example_unreadable"


def test_only_an_unsure_policy_may_stand_without_a_paper(tmp_path) -> None:
    (error,) = [
        e for e in faults(tmp_path, LOAN, ("is_unsure: true\nowner", "owner"))
        if "one_sided" not in e.code
    ]  # fmt: skip
    assert "is_unsure" in error.text("en")


def test_a_combination_cannot_be_an_exclusion_too(tmp_path) -> None:
    change = ("combines_with: [industrial", "combines_with: [patent_pledge_subsidy, industrial")
    codes = {error.code for error in faults(tmp_path, LOAN, change)}
    assert codes == {"benefits.combined_and_excluded", "benefits.one_sided"}
