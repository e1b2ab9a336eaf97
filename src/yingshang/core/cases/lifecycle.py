"""What a lifecycle is: states and steps as one table that reads like the regulation.

Capabilities declare theirs in `lifecycle.py` and register them at start; `advancing` runs them,
the docs draw them. No workflow engine: a step is a row, a guard is one SQL predicate.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from yingshang.worktime import Budget

APPLICANT = "applicant"
SYSTEM = "system"
EXCHANGE = "exchange"

ItemBody = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class State:
    """A state a case can be in; no step leaves a final one."""

    name: str
    zh: str
    en: str
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition on a step, over the locked row.

    `predicate` is SQL over `c` (the case), `i` (its catalogue item), `b` (the batch row: actor_id,
    at, reason, data jsonb); where it is not true the row is refused with `code` and the sentence.
    """

    code: str
    predicate: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A promise a step can start: its budget is read from the catalogue item, or there is none."""

    name: str
    zh: str
    en: str
    budget: Callable[[ItemBody], Budget | None]


@dataclass(frozen=True, slots=True)
class Datum:
    """Something an officer must say with a step: its name in the step's data, and in words."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a lifecycle: who may take the case from where to where, and what follows.

    `by` holds roles, or APPLICANT, SYSTEM, EXCHANGE. `target` None leaves the state as it is.
    `starts`, `meets`, `cancels` name clocks; `pauses`, `resumes` and `extends` act on the running
    ones. `takes` sets the handler to the actor, `drops` clears it, `hands` makes the colleague
    named by `to` in the step's data the handler, if one is named. `notice` tells the party.
    `needs` are what a user must say in the step's data; the clock and outside systems need not.
    """

    name: str
    zh: str
    en: str
    by: frozenset[str]
    sources: frozenset[str]
    target: str | None
    guards: tuple[Guard, ...] = ()
    starts: tuple[str, ...] = ()
    meets: tuple[str, ...] = ()
    cancels: tuple[str, ...] = ()
    pauses: bool = False
    resumes: bool = False
    extends: str | None = None
    takes: bool = False
    drops: bool = False
    hands: bool = False
    needs_reason: bool = False
    needs: tuple[Datum, ...] = ()
    notice: str | None = None


@dataclass(frozen=True)
class Lifecycle:
    """All states, steps and clocks of one kind of case."""

    kind: str
    zh: str
    en: str
    initial: frozenset[str]
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    clocks: tuple[Clock, ...] = ()
    _steps: dict[str, Step] = field(init=False, repr=False)
    _states: dict[str, State] = field(init=False, repr=False)
    _clocks: dict[str, Clock] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_steps", {step.name: step for step in self.steps})
        object.__setattr__(self, "_states", {state.name: state for state in self.states})
        object.__setattr__(self, "_clocks", {clock.name: clock for clock in self.clocks})
        self._refuse_loose_ends()

    def _refuse_loose_ends(self) -> None:
        named = {name for step in self.steps for name in (*step.sources, step.target) if name}
        clocks = {n for step in self.steps for n in (*step.starts, *step.meets, *step.cancels)}
        finals = {state.name for state in self.states if state.is_final}
        leaving = {name for step in self.steps if step.target for name in step.sources} & finals
        wrong = (named | self.initial) - set(self._states) | clocks - set(self._clocks) | leaving
        if len(self._steps) != len(self.steps) or wrong:
            raise ValueError(f"lifecycle {self.kind}: loose ends {sorted(wrong)}")

    def step(self, name: str) -> Step | None:
        """The step of that name, if there is one."""
        return self._steps.get(name)

    def state(self, name: str) -> State:
        """The state of that name."""
        return self._states[name]

    def clock(self, name: str) -> Clock:
        """The clock of that name."""
        return self._clocks[name]


_lifecycles: dict[str, Lifecycle] = {}


def register(lifecycle: Lifecycle) -> None:
    """Make a lifecycle known; a kind is registered once."""
    known = _lifecycles.setdefault(lifecycle.kind, lifecycle)
    if known is not lifecycle:
        raise ValueError(f"lifecycle {lifecycle.kind} is registered twice")


def lifecycle_of(kind: str) -> Lifecycle:
    """The lifecycle of a kind of case."""
    return _lifecycles[kind]


def lifecycles() -> tuple[Lifecycle, ...]:
    """All registered lifecycles, by kind."""
    return tuple(_lifecycles[kind] for kind in sorted(_lifecycles))
