"""How long to wait before the next attempt, and when to give up."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Waits:
    """Growing waits: `first`, then twice as long each time up to `longest`; `tries` in all."""

    first: timedelta
    longest: timedelta
    tries: int

    def after(self, attempts: int) -> timedelta:
        """The wait after this many attempts, one or more."""
        factor = 1 << min(attempts - 1, 30)
        return min(self.first * factor, self.longest)

    def is_over(self, attempts: int) -> bool:
        """Whether no attempt is left."""
        return attempts >= self.tries


SENDING = Waits(first=timedelta(seconds=30), longest=timedelta(hours=6), tries=12)
"""An outside system may be down overnight: twelve attempts span about fourteen hours."""

ASKING = Waits(first=timedelta(minutes=5), longest=timedelta(hours=6), tries=12)
"""Asking after a sent message; `tries` bounds only how often a forgotten one is sent again."""

HANDLING = Waits(first=timedelta(seconds=30), longest=timedelta(hours=1), tries=6)
"""A handler that met a passing obstacle (a lock, a version that moved) is called again."""
