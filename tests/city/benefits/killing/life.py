"""Rounds of a benefit, whose processes are killed on the way until enough have been."""

import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from tests.cast import PLACE
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
LONGEST_SECONDS = 1.5
LAST = 600
"""No work of a few rounds is begun so often: something cannot go on."""


def people() -> Desk:
    """The desk with everybody who acts, known before anybody is forked."""
    desk = Desk()
    for name in ("reviewer", "chief", "payer", "second_payer", "third_payer"):
        getattr(desk, name)
    return desk


@dataclass
class Life:
    """`kills` processes are killed within `rounds` rounds; `between` may kill something else."""

    folder: Path
    kills: int
    rounds: int
    chance: random.Random
    from_outside: bool = False
    between: Callable[[], None] = lambda: None
    struck: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        deliver_all(self.folder)
        self.notes = Notes(self.folder / "notes")
        papers = self.folder / "papers"
        papers.mkdir()
        self.officers = Officers(people(), self.notes, papers, self.rounds)
        self.victims = Victims(self.officers.go_on, self.folder / "troubles")
        self.bank = CarelessBank(self.chance)

    def live(self) -> list[str]:
        """All rounds, to their end; answers the troubles."""
        for _ in range(self.kills * 3 + LAST):
            self.bank.work()
            if self.is_over():
                break
            self.once()
        return [*self.told(), *troubles(self.notes, self.bank.paid(), self.bank.seen, self.rounds)]

    def once(self) -> None:
        """One process, killed on its way where there are kills left."""
        where = self.where()
        if self.victims.kills >= self.kills:
            self.victims.end(self.victims.start())
        elif self.from_outside and self.chance.random() < 0.5:
            child = self.victims.start()
            after = self.chance.uniform(0.02, LONGEST_SECONDS)
            self.struck[where] += self.victims.end(child, after=after)
        else:
            most = max(2, 2 * WAY * self.rounds // max(1, self.kills))
            child = self.victims.start(dies_at=self.chance.randint(1, most))
            self.between()
            self.struck[self.where()] += self.victims.end(child)

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
