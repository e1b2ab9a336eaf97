"""Answers of a clock: a deadline, and the clocks side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cached_property

from yingshang.worktime.budgets import Budget, Extension
from yingshang.worktime.pauses import Pause
from yingshang.worktime.trace import Trace
from yingshang.worktime.voices import voice_for


@dataclass(frozen=True)
class Due:
    """When something must be done at the latest.

    `provisional`: the count reaches into a year whose holidays are not published.
    `open_pause`: a pause still runs, so the date is an estimate that moves with it.
    """

    at: datetime
    provisional: bool
    open_pause: bool = False
    explain: Callable[[], Trace] = field(repr=False, compare=False, kw_only=True)

    @cached_property
    def trace(self) -> Trace:
        """Why this date; computed when first asked for."""
        return self.explain()

    def latest_text(self, language: str = "zh-hans", *, year: bool = False) -> str:
        """The deadline in words, such as 11月26日（周四）17:00; `year` puts the year in front."""
        return voice_for(language).latest(self.at, year=year)


@dataclass(frozen=True)
class Term:
    """One time limit: what was given, since when, and what changed it."""

    started: datetime
    budget: Budget
    pauses: Sequence[Pause] = ()
    extensions: Sequence[Extension] = ()


@dataclass(frozen=True)
class Reading:
    """A time limit read at a moment. *Units*: `used` and `remaining` in the budget's unit."""

    budget: Budget
    due: Due
    used: Fraction
    remaining: Fraction
    overdue: bool


@dataclass(frozen=True)
class Clocks:
    """Three clocks side by side: what the law allows, what was promised, what really passed.

    `elapsed` is wall-clock time since the earliest start, pauses included; `paused` is the part
    of it in which a pause ran.
    """

    statutory: Reading | None
    promised: Reading | None
    elapsed: timedelta
    paused: timedelta
