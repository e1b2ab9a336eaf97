"""Suites: read exactly, compared exactly, and the rules that they reach are counted."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.rules.models import decision, dmn, input_data, needs_input
from yingshang.rules import Model
from yingshang.rules.lowering import lower
from yingshang.rules.suites import Report, SuiteUnreadable, read_suite, run_suite
from yingshang.rules.syntax.dmn import read

TABLE = """<decisionTable hitPolicy="UNIQUE">
<input><inputExpression typeRef="number"><text>n</text></inputExpression></input>
<output typeRef="string"/>
<rule><inputEntry><text>&lt; 0.1</text></inputEntry>
  <outputEntry><text>"small"</text></outputEntry></rule>
<rule><inputEntry><text>&gt;= 0.1</text></inputEntry>
  <outputEntry><text>"large"</text></outputEntry></rule></decisionTable>"""


def model() -> Model:
    """A table of two rules over one number."""
    body = input_data("n", "number") + decision("size", TABLE, needs_input("n"), type_ref="string")
    return Model(lower(read(dmn(body).encode(), file="m.dmn"), {}))


def run(tmp_path: Path, text: str) -> Report:
    """The report of a suite."""
    file = tmp_path / "cases.yaml"
    file.write_text(text, encoding="utf-8")
    return run_suite(model(), read_suite(file))


def test_fractions_are_decimals(tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text("cases: [{given: {n: 0.1}, expected: {size: large}}]", encoding="utf-8")
    assert read_suite(file).cases[0].given == {"n": Decimal("0.1")}


def test_what_holds_and_what_is_reached_is_counted(tmp_path: Path) -> None:
    report = run(tmp_path, "cases: [{given: {n: 0.1}, expected: {size: large}}]")
    assert (report.passed, report.total, report.coverage.share) == (1, 1, 0.5)
    assert report.coverage.tables[0].unreached == (1,)


def test_a_case_may_expect_that_something_is_missing(tmp_path: Path) -> None:
    assert run(tmp_path, "cases: [{unknown: {size: [n]}}]").passed == 1
    report = run(tmp_path, "cases: [{given: {n: 1}, unknown: {size: [n]}}]")
    assert report.failures[0].actual == '"large"'


def test_an_unknown_value_is_not_null(tmp_path: Path) -> None:
    report = run(tmp_path, "cases: [{expected: {size: null}}]")
    assert report.failures[0].actual == "? (n)"


def test_the_whole_file_gives_what_a_case_does_not(tmp_path: Path) -> None:
    cases = "{expected: {size: large}}, {given: {n: 0}, expected: {size: small}}"
    report = run(tmp_path, f"given: {{n: 1}}\ncases: [{cases}]")
    assert report.passed == 2
    assert report.coverage.share == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cases: [", "while parsing"),
        ("[]", "not a mapping"),
        ("{}", "no list `cases`"),
        ("cases: [{given: {n: 1}}]", "case 1 expects nothing"),
        ("cases: [{expects: {size: 1}}]", "“expects”"),
        ("cases: [{unknown: {size: n}}]", "is not a list"),
        ("cases: [{expected: {size: !!python/object:os.system x}}]", "could not determine"),
    ],
)
def test_what_is_no_suite_says_so(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(SuiteUnreadable) as refused:
        run(tmp_path, text)
    assert said in str(refused.value)
