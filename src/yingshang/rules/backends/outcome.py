"""What a back end that decides one case answers."""

from dataclasses import dataclass

from yingshang.rules.problems import EvaluationWarning
from yingshang.rules.values import Value


@dataclass(frozen=True, slots=True)
class Outcome:
    """A value, and why parts of it are null."""

    value: Value
    warnings: tuple[EvaluationWarning, ...]
