"""The city's rules do what their suites say, on every way to decide one case."""

import pytest

from tests.rules.city.models import FILES, asked, compiled, model, suite
from yingshang.rules.backends.reference import Evaluator
from yingshang.rules.problems import Severity
from yingshang.rules.suites import run_suite


def test_the_catalogue_has_rules() -> None:
    assert len(FILES) > 40


@pytest.mark.parametrize("name", FILES)
def test_a_rule_file_has_no_errors(name: str) -> None:
    problems = model(name).problems
    assert [str(one) for one in problems if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", FILES)
def test_every_case_comes_out_as_expected_and_every_rule_is_reached(name: str) -> None:
    report = run_suite(model(name), suite(name), language="zh")
    assert report.failures == ()
    assert {
        table.name: table.unreached for table in report.coverage.tables if table.unreached
    } == {}


@pytest.mark.parametrize("name", FILES)
def test_every_decision_has_a_case(name: str) -> None:
    assert {one.decision for one in asked(name)} == set(model(name).decisions)


@pytest.mark.parametrize("name", FILES)
def test_reference_and_compiled_agree_with_the_suite(name: str) -> None:
    reference = Evaluator(model(name).program)
    for one in asked(name):
        for backend in (reference, compiled(name)):
            value = backend.decide(one.decision, one.inputs).value
            assert (value, type(value)) == (one.expected, type(one.expected)), one
