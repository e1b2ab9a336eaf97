"""Rounds of a benefit, whose processes are killed on the way until enough have been."""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.city.benefits.desk import Desk, deliver_all
from tests.city.benefits.killing.bank import CarelessBank
from tests.city.benefits.killing.dying import Victims
from tests.city.benefits.killing.judge import troubles
from tests.city.benefits.killing.notes import Notes
from tests.city.benefits.killing.officers import Officers
from yingshang.city.benefits.payments.models import Payment
from yingshang.city.benefits.runs.models import Run

WAY = 1500
"""About how many points a round passes."""
A_ROUND = 8
"""How often a round is killed, about."""
OUTAGES = 0.15
LONGEST_SECONDS = 1.5
LAST = 600
"""No work of a few rounds is begun so often: something cannot go on."""


def people() -> Desk:
    """The desk with everybody who acts, known before anybody is forked."""
    desk = Desk()
    for name in ("reviewer", "chief", "payer", "second_payer", "third_payer"):
        getattr(desk, name)
    assert desk.refund.state.holds  # and its rule has been read
    return desk


@dataclass
class Life:
    """Rounds go on until `kills` have struck; where they struck stands in `struck`.

    `from_outside`: half of the processes are killed by the clock, whatever they do just then.
    `outage`, where it is given, takes away the database now and then, and brings it back.
    """

    folder: Path
    kills: int
    chance: random.Random
    from_outside: bool = False
    outage: Callable[[], None] | None = None
    rounds: int = 1
    struck: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        deliver_all(self.folder)
        self.notes = Notes(self.folder / "notes")
        papers = self.folder / "papers"
        papers.mkdir()
        self.officers = Officers(people(), self.notes, papers)
        self.victims = Victims(self.officers.go_on, self.folder / "troubles")
        self.bank = CarelessBank(self.chance)
        self.way = 2 * WAY // max(1, min(self.kills, A_ROUND))
        """How far a process comes at most: twice the mean, for so many kills a round."""

    def live(self) -> list[str]:
        """All rounds, to their end; answers the troubles."""
        for _ in range(self.kills * 3 + LAST):
            self.bank.work()
            if self.told():
                break
            if self.is_over():
                if self.victims.kills >= self.kills:
                    break
                self.rounds += 1
            self.once()
        return [*self.told(), *troubles(self.notes, self.bank.paid(), self.bank.seen, self.rounds)]

    def once(self) -> None:
        """One process, killed on its way where there are kills left."""
        self.officers.rounds, where = self.rounds, self.where()
        if self.victims.kills >= self.kills:
            self.victims.end(self.victims.start())
        elif self.outage and self.chance.random() < OUTAGES:
            self.without_database(where, self.outage)
        elif self.from_outside and self.chance.random() < 0.5:
            child = self.victims.start()
            after = self.chance.uniform(0.02, LONGEST_SECONDS)
            self.struck[where] += self.victims.end(child, after=after)
        else:
            child = self.victims.start(dies_at=self.chance.randint(1, self.way))
            self.struck[where] += self.victims.end(child)

    def without_database(self, where: str, outage: Callable[[], None]) -> None:
        """The database is killed under a process, which finds that out and ends."""
        child = self.victims.start()
        time.sleep(self.chance.uniform(0.02, LONGEST_SECONDS))
        outage()
        self.victims.end(child)
        self.victims.kills += 1
        self.struck[f"database, {where}"] += 1

    def is_over(self) -> bool:
        closed = Run.objects.filter(case__state="closed").count()
        return closed == self.rounds

    def where(self) -> str:
        """How far the newest run is, and its money."""
        run = Run.objects.select_related("case").order_by("-instalment").first()
        if run is None:
            return "nothing"
        if run.case.state != "paying":
            return run.case.state
        states = Payment.objects.filter(run=run).values_list("state", flat=True).distinct()
        return "paying: " + "+".join(sorted(set(states)))

    def told(self) -> list[str]:
        """What went wrong in processes that were not killed."""
        path = self.victims.troubles
        return [path.read_text(encoding="utf-8")] if path.exists() else []
