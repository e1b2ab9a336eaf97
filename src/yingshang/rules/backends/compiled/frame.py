"""What compiled code runs on: a list of slots, of which the first is the state of the run.

Inputs, decisions and every binding of the program have a slot each. A call of a function runs on a
copy of the frame it was made in, so that recursion and lambdas keep their own values.
"""

from collections.abc import Callable
from typing import Any

from typing_extensions import override

from yingshang.rules.errors import TooMuchWork
from yingshang.rules.problems import EvaluationWarning
from yingshang.rules.values import Undefined, Value

Frame = list[Any]
"""Slot 0: the `State`. All others: a value, or `UNSET`."""

Code = Callable[[Frame], Value]
Test = Callable[[Frame, Value], bool | None]

MOST_STEPS = 5_000_000
MOST_DEEP = 300
COPIED_IN_A_STEP = 100
"""Elements of a list whose copying counts as one step."""
MOST_WARNINGS = 1_000
"""Warnings of one evaluation; of more, the first are enough."""


class _Unset:
    """What a slot holds before it has a value."""

    @override
    def __repr__(self) -> str:
        return "UNSET"


UNSET = _Unset()
STATE = 0


class State:
    """What a run notes: warnings, steps taken, depth of calls."""

    most_steps = MOST_STEPS
    steps = 0
    depth = 0
    warnings: tuple[EvaluationWarning, ...] = ()

    def warn(self, warning: EvaluationWarning) -> None:
        """Note a warning, once for each place."""
        if len(self.warnings) < MOST_WARNINGS and warning not in self.warnings:
            self.warnings = (*self.warnings, warning)

    def step(self) -> None:
        """Count one turn of a loop or one call. Errors: `TooMuchWork`."""
        self.steps += 1
        if self.steps > self.most_steps:
            raise TooMuchWork(limit=self.most_steps)

    def enter(self) -> None:
        """Go one call deeper. Errors: `Undefined` when calls nest too deep."""
        if self.depth >= MOST_DEEP:
            raise Undefined("too_deep", limit=MOST_DEEP)
        self.step()
        self.depth += 1
