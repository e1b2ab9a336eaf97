"""What would change an answer: one datum at a time, all else as it is, tried on the rule itself.

Every value that the rule can tell apart is tried; of what the rule calculates with, the values are
searched by halving. What is told was decided by the rule, never inferred.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from yingshang.rules import Model
from yingshang.rules.errors import RulesError
from yingshang.rules.explaining.domains import domain
from yingshang.rules.values import Date, Value

Inputs = Mapping[str, object]
MOST_TRIES = 60
MOST_TOLD = 4_000
FACTORS = tuple(Decimal(n) for n in ("0", "0.5", "0.9", "1.1", "2", "10", "100"))
MORE = (Decimal(1), Decimal(1000))


@dataclass(slots=True)
class Trial:
    """A rule asked again with one input changed; `is_wanted` judges what comes out."""

    model: Model
    decision: str
    inputs: Inputs
    is_wanted: Callable[[Value], bool]
    tries: int = 0

    def works(self, name: str, value: object) -> bool:
        """Whether the answer is the wanted one with that value. Every try is counted."""
        self.tries += 1
        try:
            found = self.model.decide(self.decision, {**self.inputs, name: value}, explain=False)
        except RulesError:
            return False
        return found.is_known and self.is_wanted(found.value)


@dataclass(frozen=True, slots=True)
class Days:
    """Days as whole numbers."""

    def number(self, value: object) -> int | None:
        """The number of a day; None for what is no day."""
        if isinstance(value, Date):
            return date(value.year, value.month, value.day).toordinal()
        return value.toordinal() if isinstance(value, date) else None

    def value(self, number: int) -> object:
        """The day of a number."""
        return date.fromordinal(max(1, number))


@dataclass(frozen=True, slots=True)
class Steps:
    """Numbers as whole numbers of the smallest difference that they can have."""

    step: Decimal

    def number(self, value: object) -> int | None:
        """How many steps a number is, rounded; None for what is none."""
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return None
        return int((Decimal(value) / self.step).to_integral_value())

    def value(self, number: int) -> object:
        """The number of so many steps."""
        return number * self.step


Scale = Days | Steps


def nearest(trial: Trial, name: str, *, scale: Scale | None) -> object | None:
    """The value of an input, nearest to what it is, with which the answer would be as wanted.

    `scale` says which values the datum can have; None for words and yes or no. None where no value
    that was tried does it. At most about `MOST_TRIES` tries.
    """
    trial.tries = 0
    told = [v for v in _told_apart(trial.model, trial.decision, name) if v is not None]
    now = trial.inputs.get(name)
    if scale is None:
        return next((value for value in told if value != now and trial.works(name, value)), None)
    here = scale.number(now)
    if here is None:
        return None
    tried = {scale.number(value) for value in told} or _guesses(scale, here, trial.inputs)
    wholes = sorted((n for n in tried if n is not None and n >= 0), key=lambda n: abs(n - here))
    works = next((n for n in wholes if n != here and trial.works(name, scale.value(n))), None)
    return None if works is None else scale.value(_halved(trial, name, here, works, scale))


@lru_cache(maxsize=MOST_TOLD)
def _told_apart(model: Model, decision: str, name: str) -> Sequence[Value]:
    """The values of an input that the decision can tell apart, if they can be listed.

    The same for every firm: a model never changes.
    """
    program = model.program
    return domain(program, program.names[decision], program.names[name], frozenset()) or ()


def _guesses(scale: Scale, here: int, inputs: Inputs) -> set[int | None]:
    """Values of a datum that the rule calculates with, or compares with another input."""
    others = {scale.number(value) for value in inputs.values()}
    if isinstance(scale, Days):
        return others
    now = scale.step * here
    factors = {scale.number(now * factor) for factor in FACTORS}
    return others | factors | {scale.number(n) for n in MORE}


def _halved(trial: Trial, name: str, fails: int, works: int, scale: Scale) -> int:
    """Between what fails and what works, what works next to what fails."""
    while abs(works - fails) > 1 and trial.tries < MOST_TRIES:
        middle = (fails + works) // 2
        if trial.works(name, scale.value(middle)):
            works = middle
        else:
            fails = middle
    return works
