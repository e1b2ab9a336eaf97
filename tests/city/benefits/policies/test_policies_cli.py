"""`yingshang benefits policies` prints what there is, and a rule in words."""

import pytest
from click.testing import CliRunner

from yingshang.config.cli.benefits.policies import policies

pytestmark = pytest.mark.django_db


def _lines(*words: str) -> list[str]:
    found = CliRunner().invoke(policies, [*words], catch_exceptions=False)
    assert found.exit_code == 0
    return found.output.splitlines()


def test_each_policy_is_a_line_with_its_state_on_the_day() -> None:
    lines = _lines("--on", "2022-07-31")
    assert len(lines) == 11
    (refund,) = [line for line in lines if line.startswith("job_retention_refund_2022")]
    assert refund.split()[1:3] == ["in_force", "without_application"]
    (loan,) = [line for line in lines if line.startswith("technology_loan_interest")]
    assert (loan.split()[1], loan[-1]) == ("not_yet", "?")


def test_a_rule_is_told_in_words() -> None:
    told = _lines("technology-loan-interest", "--english")
    assert "  1. Listed as a technology firm: no → no technology firm" in told
    assert "应享" in "".join(_lines("technology_loan_interest"))
