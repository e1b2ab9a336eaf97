"""Runs a suite against a model."""

from collections.abc import Callable
from dataclasses import dataclass

from yingshang.rules.decided import Decided
from yingshang.rules.given import to_value
from yingshang.rules.model import Model
from yingshang.rules.suites.coverage import Coverage
from yingshang.rules.suites.reading import Case, Suite
from yingshang.rules.types import ANY, Type
from yingshang.rules.values import Value, operators, show


@dataclass(frozen=True, slots=True)
class Failure:
    """A decision of a case that came out otherwise. `expected` and `actual` are FEEL literals, or
    say what is missing; `warnings` are in the language of the report."""

    case: str
    decision: str
    expected: str
    actual: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """How many expectations held, which did not, and which rules were reached."""

    passed: int
    failures: tuple[Failure, ...]
    coverage: Coverage

    @property
    def total(self) -> int:
        """All expectations."""
        return self.passed + len(self.failures)


def run_suite(
    model: Model,
    suite: Suite,
    *,
    language: str = "en",
    progress: Callable[[Case], None] | None = None,
) -> Report:
    """The report of a suite; `progress` hears of each case beforehand.

    *Errors*: those of `Model.decide`, such as an input that the model does not know.
    """
    coverage = Coverage.of(model.program)
    failures: list[Failure] = []
    total = 0
    for case in suite.cases:
        if progress is not None:
            progress(case)
        for decision in (*case.expected, *case.unknown):
            total += 1
            decided = model.decide(decision, case.given)
            coverage.add(decided.explanation)
            failure = _failure(model, case, decided, language)
            failures += [failure] if failure else []
    return Report(total - len(failures), tuple(failures), coverage)


def _failure(model: Model, case: Case, decided: Decided, language: str) -> Failure | None:
    name = decided.decision
    if name in case.unknown:
        wanted = _said(case.unknown[name])
        is_right = not decided.is_known and set(decided.missing) == set(case.unknown[name])
    else:
        value = to_value(case.expected[name], _type(model, name), name=name)
        wanted = show(value)
        is_right = decided.is_known and _is_same(decided.value, value)
    if is_right:
        return None
    actual = show(decided.value) if decided.is_known else _said(decided.missing)
    said = tuple(warning.text(language) for warning in decided.warnings)
    return Failure(case.name, name, wanted, actual, said)


def _type(model: Model, decision: str) -> Type:
    found = model.program.decisions.get(model.program.names.get(decision, decision))
    return ANY if found is None else found.type


def _said(missing: tuple[str, ...]) -> str:
    return f"? ({', '.join(missing)})"


def _is_same(one: Value, other: Value) -> bool:
    return type(one) is type(other) and operators.surely_equal(one, other)
