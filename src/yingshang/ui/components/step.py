"""Steps of a long form: where the reader is, and what is done."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A step's name; `url` lets the reader go back to it."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class StepView:
    """A step as it is drawn: `mark` is done, current or ahead."""

    number: int
    label: str
    url: str
    mark: str


def steps_of(steps: Iterable[Step | str], *, current: int) -> list[StepView]:
    """Number the steps from 1 and mark each against `current` (1-based)."""
    return [_view(number, step, current) for number, step in enumerate(steps, start=1)]


def _view(number: int, step: Step | str, current: int) -> StepView:
    known = step if isinstance(step, Step) else Step(str(step))
    if number == current:
        return StepView(number, known.label, "", "current")
    mark = "done" if number < current else "ahead"
    return StepView(number, known.label, known.url if mark == "done" else "", mark)
