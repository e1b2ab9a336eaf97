"""Each table of the suite comes out as drawn, on every back end."""

from collections.abc import Mapping

import pytest

from tests.rules.spec.case import Case, Spec
from tests.rules.spec.model import DECISION, feel, fits_columns, given, in_columns, program_of
from tests.rules.spec.tables import SPECS
from yingshang.rules.backends.columns import NotCompilable
from yingshang.rules.backends.compiled import Compiled
from yingshang.rules.backends.outcome import Outcome
from yingshang.rules.backends.reference import Evaluator
from yingshang.rules.values import Value, show

each_spec = pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)


def is_same(answer: object, wanted: Value) -> bool:
    """Equal, and of the same kind: true is not 1."""
    if isinstance(wanted, Mapping):
        return (
            isinstance(answer, Mapping)
            and answer.keys() == wanted.keys()
            and all(is_same(answer[name], value) for name, value in wanted.items())
        )
    if isinstance(wanted, tuple):
        return (
            isinstance(answer, tuple)
            and len(answer) == len(wanted)
            and all(map(is_same, answer, wanted))
        )
    return type(answer) is type(wanted) and answer == wanted


def assert_as_drawn(case: Case, outcome: Outcome) -> None:
    wanted = feel(case.expected)
    assert is_same(outcome.value, wanted), (case, show(outcome.value))
    said = tuple(sorted({warning.code for warning in outcome.warnings}))
    assert said == tuple(sorted(case.said)), (case, said)


@each_spec
def test_the_reference_decides_as_drawn(spec: Spec) -> None:
    program = program_of(spec)
    assert tuple(problem.code for problem in program.problems) == spec.problems
    reference = Evaluator(program)
    for case in spec.cases:
        assert_as_drawn(case, reference.decide(DECISION, given(spec, case.given)))


@each_spec
def test_the_compiled_closures_decide_as_drawn(spec: Spec) -> None:
    compiled = Compiled(program_of(spec))
    for case in spec.cases:
        assert_as_drawn(case, compiled.decide(DECISION, given(spec, case.given)))


@each_spec
def test_the_columns_decide_as_drawn_or_refuse_with_the_reason(spec: Spec) -> None:
    cases = [case for case in spec.cases if fits_columns(spec, given(spec, case.given))]
    rows = [given(spec, case.given) for case in cases]
    assert rows, "no case that a database could hold"
    if spec.refused:
        with pytest.raises(NotCompilable) as refused:
            in_columns(spec, rows)
        assert {refusal.code for refusal in refused.value.refusals} == {spec.refused}
        return
    answers, columns = in_columns(spec, rows)
    for case, answer in zip(cases, answers, strict=True):
        assert is_same(answer, feel(case.expected)), (case, answer)
    assert columns.name == DECISION
