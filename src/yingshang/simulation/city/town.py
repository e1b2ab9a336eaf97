"""The simulated city as it stands: lists loaded, people there, and what is known of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from yingshang.city.matters.listing import Matter
from yingshang.city.matters.lists import matters_by_item
from yingshang.core.catalogue.services import load_place
from yingshang.core.checkpoints.services import checkpoint, reached
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.models import Item
from yingshang.simulation.city import people
from yingshang.simulation.city.chance import draw
from yingshang.simulation.city.hours import OfficeTime, start_of
from yingshang.simulation.city.lists import PREFIX, write_lists
from yingshang.simulation.city.neighbours import write_neighbours
from yingshang.simulation.city.people import Applicant, Staff, applicants, ensure_staff
from yingshang.simulation.city.plan import FIRST_DAY, CityPlan

BEFORE = start_of(FIRST_DAY)
YEAR = 360
WHO, WHICH = 1, 2


@dataclass
class Town:
    """Everything the simulation looks up, read once."""

    plan: CityPlan
    place: str
    time: OfficeTime
    staff: Staff
    people: list[Applicant]
    firms: list[Applicant]
    bundles: Mapping[str, list[str]]
    matters: Mapping[UUID, Matter]
    minutes: dict[UUID, int] = field(default_factory=dict)

    def service_of(self, n: int) -> tuple[str, str]:
        """Whom application n is for, and which bundle it is."""
        subjects = sorted(self.bundles)
        weights = [len(self.bundles[subject]) for subject in subjects]
        at = draw(self.plan.seed, WHICH, n) % sum(weights)
        for subject, weight in zip(subjects, weights, strict=True):
            if at < weight:
                return subject, self.bundles[subject][at]
            at -= weight
        raise AssertionError

    def applicant_of(self, n: int, subject: str) -> Applicant:
        """Who hands in application n: firms where the bundle is for one."""
        pool = self.firms if subject in ("enterprise", "project") else self.people
        return pool[draw(self.plan.seed, WHO, n) % len(pool)]

    def promised_minutes(self, item_id: UUID) -> int:
        """How long a matter may take, in minutes of office hours."""
        if item_id not in self.minutes:
            half_days = self.matters[item_id].promised_limit.half_days()
            self.minutes[item_id] = int(half_days * self.time.length / 2)
        return self.minutes[item_id]


def ensure_town(plan: CityPlan, *, folder: Path) -> Town:
    """Lists, officers and people, made on the first call and found on every other."""
    write_lists(folder, plan, real=settings.CATALOGUE_ROOT)
    write_neighbours(folder, plan, real=settings.CATALOGUE_ROOT)
    edition, _ = load_place(plan.place_folder, root=folder, is_simulated=True)
    place = edition.place
    staff = ensure_staff(place, at=BEFORE)
    _populate(plan, place)
    everybody = applicants()
    items = Item.objects.filter(place=place, is_current=True, code__startswith=PREFIX)
    bundles: dict[str, list[str]] = {}
    for code, subject in items.filter(kind="bundle").values_list("code", "body__subject"):
        bundles.setdefault(str(subject), []).append(code)
    return Town(
        plan=plan,
        place=place,
        time=OfficeTime(work_clock(place), FIRST_DAY, YEAR),
        staff=staff,
        people=everybody[: plan.persons],
        firms=[one for one in everybody[: plan.persons] if one.firm_id],
        bundles={subject: sorted(codes) for subject, codes in bundles.items()},
        matters=matters_by_item(items.filter(kind="matter")),
    )


def _populate(plan: CityPlan, place: str) -> None:
    """Persons, then firms, in batches; a killed run goes on after its last whole batch."""
    for kind, register, total in (
        ("people", people.register_people, plan.persons),
        ("firms", people.register_firms, min(plan.firms, plan.persons)),
    ):
        name = f"simulate.{place}.{kind}"
        done = int(str((checkpoint(name) or {}).get("done", 0)))
        while done < total:
            last = min(total, done + people.BATCH)
            with transaction.atomic():
                register(place, done, last, at=BEFORE)
                reached(name, {"done": last})
            done = last


def now_of(moment: datetime) -> str:
    """A moment of simulated time, as progress shows it."""
    return f"{moment:%Y-%m-%d %H:%M}"
