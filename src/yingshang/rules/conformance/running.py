"""Runs a folder of the conformance kit through an engine.

An error case passes only when the value is null and the engine says what was wrong. A case that
expects null without calling it an error is counted apart: null may be its right value.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from yingshang.rules.backends.outcome import Outcome
from yingshang.rules.backends.reference import Evaluator
from yingshang.rules.conformance.cases import Case, CaseFile, Expectation, Kind, case_files
from yingshang.rules.conformance.comparing import is_exact, matches
from yingshang.rules.conformance.report import Report, Result
from yingshang.rules.errors import RulesError
from yingshang.rules.ir import Program
from yingshang.rules.lowering import by_key, load
from yingshang.rules.values import Value, show


class Engine(Protocol):
    """What a back end must offer to be tested."""

    def decide(self, decision: str, inputs: Mapping[str, Value]) -> Outcome:
        """The value of a decision."""

    def call(self, name: str, arguments: Mapping[str, Value]) -> Outcome:
        """The value of a service or knowledge model."""


def run_folder(
    folder: Path | str,
    *,
    engine: Callable[[Program], Engine] = Evaluator,
    progress: Callable[[CaseFile], None] | None = None,
) -> Report:
    """The report of all cases anywhere in the folder; `progress` hears of each file beforehand.

    *Errors*: `CaseUnreadable`, `OSError` for test files. A model that cannot be read fails its
    cases.
    """
    report = Report()
    ready: dict[Path, _Ready | RulesError] = {}
    for file in case_files(Path(folder)):
        if progress is not None:
            progress(file)
        if file.model not in ready:
            ready[file.model] = _made(file.model, engine)
        report.results += _results(file, ready[file.model])
    return report


@dataclass(frozen=True, slots=True)
class _Ready:
    """A model that could be read, in an engine."""

    engine: Engine
    program: Program

    def outcomes(self, case: Case) -> list[tuple[Expectation, Outcome]]:
        """What the engine says for each result of the case."""
        named = {self._key(*name): value for name, value in case.inputs.items()}
        inputs = by_key(self.program, named)
        if case.invocable is None:
            return [
                (wanted, self.engine.decide(self._key(wanted.namespace, wanted.name), inputs))
                for wanted in case.expected
            ]
        whole = self.engine.call(case.invocable, inputs)
        return [(wanted, _part(whole, wanted, case, self.program)) for wanted in case.expected]

    def _key(self, namespace: str | None, name: str) -> str:
        """The element's key, when the case names its model; else the name as it stands."""
        if namespace is None or namespace == self.program.namespace:
            return name
        for elements in (self.program.inputs, self.program.decisions):
            for key, element in elements.items():
                if key.startswith(f"{namespace}#") and element.name == name:
                    return key
        return name


def _part(whole: Outcome, expected: Expectation, case: Case, program: Program) -> Outcome:
    """The output decision that is meant, where a service has several."""
    service = program.services.get(program.names.get(case.invocable or "", ""))
    several = service is not None and len(service.outputs) > 1
    if several and isinstance(whole.value, Mapping):
        return Outcome(whole.value.get(expected.name), whole.warnings)
    return whole


def _made(model: Path, engine: Callable[[Program], Engine]) -> _Ready | RulesError:
    try:
        program = load(model)
    except RulesError as error:
        return error
    return _Ready(engine(program), program)


def _results(file: CaseFile, ready: _Ready | RulesError) -> Iterator[Result]:
    for case in file.cases:
        try:
            if isinstance(ready, RulesError):
                raise ready
            outcomes = ready.outcomes(case)
        except RulesError as error:
            refused = Outcome(None, ())
            for expected in case.expected:
                yield _result(file, case, expected, refused, refusal=str(error))
            continue
        for expected, outcome in outcomes:
            yield _result(file, case, expected, outcome)


def _result(
    file: CaseFile, case: Case, expected: Expectation, outcome: Outcome, *, refusal: str = ""
) -> Result:
    diagnosis = (refusal,) if refusal else tuple(map(str, outcome.warnings))
    has_passed = not refusal and matches(outcome.value, expected.value)
    if expected.kind is Kind.ERROR:
        has_passed = has_passed and bool(diagnosis)
    return Result(
        level=file.level,
        file=file.path.name,
        case=case.id,
        name=expected.name,
        kind=expected.kind,
        has_passed=has_passed,
        expected=show(expected.value),
        actual=show(outcome.value),
        diagnosis=diagnosis,
        is_exact=has_passed and is_exact(outcome.value, expected.value),
    )
