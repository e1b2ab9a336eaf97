"""One officer, one press of a button, many cases. What the law wants done case by case is refused.

A batch of many officers' own acts is `desk.take_all`; this is for a choice ticked in a list.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from yingshang.city.matters.desk import DeskStep, take_steps
from yingshang.core.access.models import User
from yingshang.core.cases.types import Outcome


def take_in_bulk(
    steps: Sequence[DeskStep], *, user: User, at: datetime, all_or_nothing: bool = False
) -> Outcome:
    """Take the steps, refusing row by row; a decision on a permit among several is refused.

    Entries say how many were taken together. Errors: those of `desk.take_steps`.
    *Source*: Administrative Licensing Law Art. 34, 38: each application is examined and decided.
    """
    together = len(steps)
    if together > 1:
        steps = [replace(step, data={**step.data, "bulk": together}) for step in steps]
    return take_steps(steps, user=user, at=at, all_or_nothing=all_or_nothing)
