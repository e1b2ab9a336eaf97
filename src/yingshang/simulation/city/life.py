"""What happens to a member case, step by step; it follows from the seed and the case's number.

A case's version counts its steps, so that its place in its life is known from its row alone: a
simulation that was killed goes on where the database stands.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from yingshang.city.matters.listing import Matter
from yingshang.simulation.city.chance import draw, share
from yingshang.simulation.city.hours import OfficeTime
from yingshang.simulation.city.plan import Shares

LIFE, PACE, WHO = 11, 12, 13
APPLICANT = frozenset({"resubmit", "withdraw"})
CLERK = frozenset({"accept", "ask_correction", "refuse_acceptance", "deliver"})
"""Steps of the one-window desk; the rest is done at the case's own office."""

QUICK = 12
"""Minutes of the shortest handling at a desk. Illustrative."""


class Life(NamedTuple):
    """The steps that a case will take, in order; what comes by itself is not among them."""

    steps: tuple[str, ...]
    is_late: bool


def life_of(matter: Matter, shares: Shares, seed: int, n: int, member: int, *, desk: bool) -> Life:
    """The life of member number `member` of application number `n`; `desk`: delivered there."""

    def happens(what: int, chance: float) -> bool:
        return share(seed, LIFE, n, member, what) < chance

    steps: list[str] = []
    if happens(1, shares.not_accepted):
        return Life(("refuse_acceptance",), False)
    if happens(2, shares.corrected):
        steps.append("ask_correction")
        if happens(3, shares.not_corrected):
            return Life((*steps, "withdraw"), False)
        steps.append("resubmit")
    steps.append("accept")
    if happens(4, shares.withdrawn):
        return Life((*steps, "withdraw"), False)
    if happens(5, shares.claimed):
        steps.append("claim")
    if happens(6, shares.suspended):
        steps += ["suspend", "resume"]
    steps += [stage.stage for stage in matter.stages if stage.stage != "approve"]
    if happens(7, shares.refused):
        return Life((*steps, "refuse"), happens(8, shares.late))
    steps.append("grant")
    return Life((*steps, *(["deliver"] if desk else [])), happens(8, shares.late))


def moment_of_step(
    life: Life, position: int, *, since: datetime, promised_minutes: int, time: OfficeTime,
    about: Sequence[int],
) -> datetime:  # fmt: skip
    """When the step at `position` of a life is taken, after the one before it was at `since`."""
    step = life.steps[position]
    chance = share(about[0], PACE, *about[1:], position)
    if step in APPLICANT:
        return since + timedelta(minutes=30 + int(chance * 2 * 24 * 60))
    if step in CLERK:
        return time.later(since, QUICK + int(chance * 240))
    if step == "resume":
        return time.later(since, 390 + int(chance * 4 * 390))
    if step == "claim":
        return time.later(since, 1 + int(chance * 60))
    pace = (1.1 + chance) if life.is_late else (0.05 + 0.35 * chance)
    return time.later(since, QUICK + int(pace * promised_minutes))


def officer(officers: Sequence[object], about: Sequence[int]) -> int:
    """Which of the officers has the case: always the same one, so that a claim holds."""
    return draw(about[0], WHO, *about[1:]) % len(officers)
