"""What counts as passed: the right value, and for an error a null with a diagnosis."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from tests.rules.models import decision, dmn, literal
from yingshang.rules.backends.outcome import Outcome
from yingshang.rules.conformance import CaseUnreadable, Kind, Report, Result, run_folder
from yingshang.rules.conformance.comparing import matches
from yingshang.rules.ir import Program
from yingshang.rules.problems import EvaluationWarning
from yingshang.rules.values import Value

HEAD = (
    '<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:xsd="http://www.w3.org/2001/XMLSchema"><modelName>m.dmn</modelName>'
)
ONE = '<value xsi:type="xsd:decimal">1</value>'
NIL = '<value xsi:nil="true"/>'
SAID = (EvaluationWarning("null_operand"),)


class Answering:
    """An engine that always gives the same answer, and remembers what it was given."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.given: list[Mapping[str, Value]] = []

    def decide(self, decision: str, inputs: Mapping[str, Value]) -> Outcome:
        self.given.append(inputs)
        return self.outcome

    call = decide


def run(tmp_path: Path, cases: str, outcome: Outcome) -> tuple[list[Result], Answering]:
    folder = tmp_path / "compliance-level-3" / "0001"
    folder.mkdir(parents=True)
    (folder / "m.dmn").write_text(dmn(decision("d", literal("1"))))
    (folder / "m-test-01.xml").write_text(f"{HEAD}{cases}</testCases>")
    engine = Answering(outcome)

    def made(program: Program) -> Answering:
        return engine

    return run_folder(tmp_path, engine=made).results, engine


def case(expected: str, *, inputs: str = "", error: str = "") -> str:
    return (
        f'<testCase id="1">{inputs}<resultNode name="d"{error}><expected>{expected}</expected>'
        "</resultNode></testCase>"
    )


@pytest.mark.parametrize(
    ("expected", "error", "outcome", "kind", "has_passed"),
    [
        (ONE, False, Outcome(Decimal(1), ()), Kind.VALUE, True),
        (ONE, False, Outcome(Decimal(2), ()), Kind.VALUE, False),
        (ONE, False, Outcome(None, SAID), Kind.VALUE, False),
        (NIL, False, Outcome(None, ()), Kind.NULL, True),
        (NIL, True, Outcome(None, SAID), Kind.ERROR, True),
        (NIL, True, Outcome(None, ()), Kind.ERROR, False),
        (NIL, True, Outcome(Decimal(1), SAID), Kind.ERROR, False),
    ],
)
def test_a_result_passes_only_with_its_value_and_an_error_only_with_its_reason(
    tmp_path: Path, expected: str, error: bool, outcome: Outcome, kind: Kind, has_passed: bool
) -> None:
    marked = ' errorResult="true"' if error else ""
    (result,), _ = run(tmp_path, case(expected, error=marked), outcome)
    assert (result.level, result.kind, result.has_passed) == (3, kind, has_passed)


def test_a_report_is_plain_data_with_counts_and_failures(tmp_path: Path) -> None:
    results, _ = run(tmp_path, case(ONE) + case(NIL), Outcome(None, SAID))
    data = json.loads(json.dumps(Report(results).as_data()))
    assert data["levels"]["3"]["value"] == {"passed": 0, "total": 1}
    assert data["levels"]["3"]["null"] == {"passed": 1, "total": 1}
    (failure,) = data["failures"]
    assert (failure["case"], failure["expected"], failure["actual"]) == ("1", "1", "null")
    assert failure["diagnosis"]


def test_inputs_are_read_with_their_types(tmp_path: Path) -> None:
    inputs = (
        '<inputNode name="a"><component name="b"><value xsi:type="xsd:boolean">true</value>'
        '</component><component name="c"><list><item><value xsi:type="xsd:date">2026-05-01'
        '</value></item><item><value xsi:type="xsd:string"> x </value></item></list></component>'
        '</inputNode><inputNode name="n"><value xsi:nil="true"/></inputNode>'
    )
    _, engine = run(tmp_path, case(ONE, inputs=inputs), Outcome(None, ()))
    (given,) = engine.given
    context = given["a"]
    assert isinstance(context, Mapping)
    assert context["b"] is True
    assert str(context["c"]).count("2026") == 1
    assert isinstance(context["c"], tuple)
    assert context["c"][1] == " x "
    assert given["n"] is None


def test_a_value_that_is_not_of_its_type_names_its_line(tmp_path: Path) -> None:
    wrong = '<value xsi:type="xsd:date">yesterday</value>'
    with pytest.raises(CaseUnreadable, match="line 1: 'yesterday' as date"):
        run(tmp_path, case(wrong), Outcome(None, ()))


def test_a_model_that_cannot_be_read_fails_its_cases(tmp_path: Path) -> None:
    folder = tmp_path / "compliance-level-2"
    folder.mkdir()
    (folder / "m.dmn").write_text("not xml")
    (folder / "m-test-01.xml").write_text(f"{HEAD}{case(ONE)}</testCases>")
    (result,) = run_folder(tmp_path).results
    assert not result.has_passed
    assert "m.dmn" in str(result)


@pytest.mark.parametrize(
    ("actual", "expected", "same"),
    [
        (Decimal("0.33333333333"), Decimal("0.33333333"), True),
        (Decimal("0.3333334"), Decimal("0.33333333"), False),
        (True, Decimal(1), False),
        (Decimal(1), True, False),
        ("1", Decimal(1), False),
        ((Decimal(1), None), (Decimal(1), None), True),
        ((Decimal(1),), Decimal(1), False),
        ({"a": Decimal(1), "b": None}, {"b": None, "a": Decimal("1.0")}, True),
        ({"a": Decimal(1), "b": None}, {"a": Decimal(1)}, False),
    ],
)
def test_values_are_compared_by_kind_and_to_eight_decimals(
    actual: Value, expected: Value, same: bool
) -> None:
    assert matches(actual, expected) is same
