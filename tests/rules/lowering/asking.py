"""Asks small models for decisions through the reference back end."""

from collections.abc import Mapping

from tests.rules.models import model
from yingshang.rules.backends.outcome import Outcome
from yingshang.rules.backends.reference import Evaluator
from yingshang.rules.ir import Program
from yingshang.rules.lowering import by_key, lower
from yingshang.rules.syntax.dmn import Definitions
from yingshang.rules.values import Value, show


def program(body: str, *imported: Definitions) -> Program:
    """The program of a file with the body, which may import the others."""
    return lower(model(body), {other.namespace: other for other in imported})


def ask(asked: Program, decision: str, inputs: Mapping[str, Value] | None = None) -> Outcome:
    """What the reference says."""
    return Evaluator(asked).decide(decision, by_key(asked, inputs or {}))


def value(asked: Program, decision: str, inputs: Mapping[str, Value] | None = None) -> str:
    """The value as a FEEL literal."""
    return show(ask(asked, decision, inputs).value)


def codes(asked: Program) -> list[str]:
    """The codes of the program's problems."""
    return [problem.code for problem in asked.problems]
