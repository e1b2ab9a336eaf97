"""Cases across regions: handed in online in one place, decided in another, letters between.

Round after round of simulated time: people hand in, letters are carried, offices of every place
take the steps that are due, letters are carried again. All of it goes through the services that
pages call; what is to be done next follows from the rows and the seed, so that a run that was
killed goes on where the database stands.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from typing_extensions import override

from yingshang.city.matters.crossregion import elsewhere
from yingshang.city.matters.crossregion.models import CrossFile
from yingshang.city.matters.crossregion.online import Applying, apply_all
from yingshang.city.matters.crossregion.opening import Wanted
from yingshang.city.matters.crossregion.reporting import BATCH as LETTERS
from yingshang.city.matters.crossregion.reporting import report
from yingshang.city.matters.desk import DeskAct, DeskStep, take_all
from yingshang.city.matters.listing import Matter
from yingshang.city.matters.lists import matters_by_item
from yingshang.core.catalogue.services import load_place
from yingshang.core.checkpoints.services import checkpoint, reached
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.exchange.services import turn_of_letters
from yingshang.core.models import Case, Item, User
from yingshang.errors import DomainError
from yingshang.simulation.city.agenda import last_acts, number_in
from yingshang.simulation.city.alone import alone
from yingshang.simulation.city.arrivals import Arrival, arrivals
from yingshang.simulation.city.chance import choose, draw
from yingshang.simulation.city.hours import OfficeTime, start_of
from yingshang.simulation.city.life import APPLICANT, CLERK, Life, life_of, moment_of_step, officer
from yingshang.simulation.city.neighbours import MARK, neighbours_of
from yingshang.simulation.city.people import Staff, ensure_staff
from yingshang.simulation.city.plan import FIRST_DAY, CityPlan
from yingshang.simulation.city.town import BEFORE, YEAR, Town

KEY = 0x7369_6D78 << 96
"""Dossiers of simulated cases begin with “simx”."""
AWAY = 1_000_000_000
"""Numbers of these cases in every draw lie apart from those of the bundles."""
WHICH, WHO = 31, 32
HOURS_IN_ALL = 5_088
LEAST_A_ROUND = 400
LATEST = start_of(FIRST_DAY) + timedelta(days=2 * YEAR)


@dataclass(frozen=True)
class CrossPlan(CityPlan):
    """The same city with its cases across regions in the place of its bundles."""

    @property
    @override
    def bundles(self) -> int:
        """How many cases come in: in both directions together."""
        return CityPlan(self.place_folder, self.months, self.scale).cross_cases

    @property
    @override
    def name(self) -> str:
        """Names the run."""
        return f"{super().name}.across"


class Carried(NamedTuple):
    """What a round did: who handed in, which homes' cases moved, how many letters were handled."""

    at: datetime
    handed_in: Sequence[int]
    moved: Sequence[tuple[UUID, int]]
    letters: int
    refused: Sequence[str]


class Side(NamedTuple):
    """A place that decides: who works there, and its services."""

    place: str
    staff: Staff
    time: OfficeTime
    matters: dict[UUID, Matter]


class Open(NamedTuple):
    """A case at its home that is not at its end: how it stands since when."""

    n: int
    case_id: UUID
    place: str
    item_id: UUID
    office_id: UUID
    version: int
    since: datetime


class Due(NamedTuple):
    """A step to take."""

    at: datetime
    one: Open
    step: str


@dataclass
class Across:
    """One run; `tell` hears of every round once it is committed."""

    town: Town
    sides: dict[str, Side]
    tell: Callable[[Carried], None] = lambda _carried: None
    open: dict[UUID, Open] = field(default_factory=dict)
    plan: CrossPlan = field(init=False)
    _waiting: set[UUID] = field(default_factory=set)

    def __post_init__(self) -> None:
        plan = self.town.plan
        self.plan = CrossPlan(
            plan.place_folder, plan.months, plan.scale, plan.seed, plan.matters, shares=plan.shares
        )
        own = Item.objects.filter(place=self.town.place, kind="cross_region", is_current=True)
        codes = own.filter(code__startswith=MARK).values_list("code", "body__home")
        self._homes: dict[str, str] = dict(codes.order_by("code"))

    def run(self) -> None:
        """From where the last run stopped until every case is at its end.

        Errors: `SimulatedAlready` while another process does the same.
        """
        with alone(self.plan.name):
            state = checkpoint(self.plan.name) or {}
            until = since = _begun_at(state)
            begun = int(str(state.get("arrived", 0)))
            self._restore()
            calendar = work_clock(self.town.place).calendar
            stream = arrivals(self.plan, calendar, since=begun)
            for until, coming in self._rounds(stream, since):
                self._round(coming, until)
            while self.open and until < LATEST:
                until += self._length()
                self._round([], until)

    def _rounds(
        self, stream: Iterator[Arrival], now: datetime
    ) -> Iterator[tuple[datetime, list[Arrival]]]:
        """Rounds on a grid of their own, whatever the moment at which a run begins."""
        coming: list[Arrival] = []
        until = now + self._length()
        for arrival in stream:
            while arrival.at >= until:
                yield until, coming
                coming, until = [], until + self._length()
            coming.append(arrival)
        yield until, coming

    def _length(self) -> timedelta:
        """How much simulated time a round covers: hours in a big city, days in a small one."""
        hours = HOURS_IN_ALL * LEAST_A_ROUND / max(1, self.plan.bundles)
        return timedelta(hours=max(1, min(168, round(hours))))

    def _round(self, coming: Sequence[Arrival], until: datetime) -> None:
        with transaction.atomic():
            dossiers = self._hand_in(coming)
            reached(self.plan.name, self._reached(coming, until))
        letters = self._carry(until)
        self._arrived(dossiers)
        self._look_again()
        moved: list[tuple[UUID, int]] = []
        refused: list[str] = []
        while due := self._due(until):
            self._work(due, until - self._length(), moved, refused)
        letters += self._carry(until)
        self._look_again()
        self.tell(Carried(until, [one.n for one in coming], moved, letters, refused))

    @staticmethod
    def _carry(at: datetime) -> int:
        """Letters and receipts, until none is left; answers how many were handled."""
        return turn_of_letters(at)

    def _reached(self, coming: Sequence[Arrival], until: datetime) -> dict[str, object]:
        """How far the run came. `at` is the round before, whose letters may still lie about."""
        state = checkpoint(self.plan.name) or {}
        arrived = coming[-1].n + 1 if coming else state.get("arrived", 0)
        return {"arrived": arrived, "at": (until - self._length()).isoformat()}

    def _hand_in(self, coming: Sequence[Arrival]) -> list[UUID]:
        """Each at the place where she is: this city, or that of the service's other side."""
        rows: dict[str, list[Applying]] = {}
        for arrival in coming:
            place, row = self._application(arrival)
            rows.setdefault(place, []).append(row)
        for place, group in rows.items():
            apply_all(place, group)
        return [key_of(self.plan.seed, arrival.n) for arrival in coming]

    def _application(self, arrival: Arrival) -> tuple[str, Applying]:
        seed, n = self.plan.seed, arrival.n
        code = choose(sorted(self._homes), seed, WHICH, n)
        places = sorted(place for place in self.sides if place != self.town.place)
        is_here = self._homes[code] != self.town.place
        place = self.town.place if is_here else choose(places, seed, WHICH, n, 1)
        who = self.town.people[draw(seed, WHO, n) % len(self.town.people)]
        values = {"contact_phone": f"138{n % 100_000_000:08d}"}
        wanted = Wanted(code, values, dossier=key_of(seed, n))
        return place, Applying(who.user_id, wanted, arrival.at)

    def _restore(self) -> None:
        rows = CrossFile.objects.filter(
            place__in=self.sides, role=CrossFile.Role.HOME, case__closed_at=None,
            dossier__gte=key_of(self.plan.seed, 0), dossier__lte=key_of(self.plan.seed, 2**48),
        )  # fmt: skip
        self._read(list(rows.values_list("case_id", flat=True)))

    def _arrived(self, dossiers: Sequence[UUID]) -> None:
        rows = CrossFile.objects.filter(
            place__in=self.sides, dossier__in=dossiers, role=CrossFile.Role.HOME
        )
        self._read(list(rows.values_list("case_id", flat=True)))

    def _look_again(self) -> None:
        """Cases whose next step was the applicant's: her letter may have moved them."""
        self._waiting.clear()
        ids = [one.case_id for one in self.open.values() if self._step_of(one) in APPLICANT]
        self._read(ids)

    def _read(self, case_ids: Sequence[UUID]) -> None:
        """How these cases stand, as the rows and the ledger say."""
        columns = ("pk", "place", "item_id", "office_id", "version", "closed_at")
        rows = Case.objects.filter(pk__in=case_ids).values_list(*columns, "cross_file__dossier")
        last = last_acts(case_ids)
        for pk, place, item, office, version, closed_at, dossier in rows:
            self.open.pop(pk, None)
            if closed_at is None:
                since = last[pk][0]
                one = Open(number_in(dossier), pk, place, item, office, version, since)
                if self._step_of(one):
                    self.open[pk] = one

    def _life(self, one: Open) -> Life:
        matter, shares = self.sides[one.place].matters[one.item_id], self.plan.shares
        return life_of(matter, shares, self.plan.seed, AWAY + one.n, 0, desk=False)

    def _step_of(self, one: Open) -> str:
        steps = self._life(one).steps
        return steps[one.version - 1] if one.version <= len(steps) else ""

    def _due(self, until: datetime) -> list[Due]:
        found = []
        for one in self.open.values():
            at = self._moment(one)
            if at < until and one.case_id not in self._waiting:
                found.append(Due(at, one, self._step_of(one)))
        return sorted(found, key=lambda due: (due.at, due.one.case_id))

    def _moment(self, one: Open) -> datetime:
        side = self.sides[one.place]
        half_days = side.matters[one.item_id].promised_limit.half_days()
        return moment_of_step(
            self._life(one), one.version - 1, since=one.since, time=side.time,
            promised_minutes=int(half_days * side.time.length / 2),
            about=(self.plan.seed, AWAY + one.n, 0),
        )  # fmt: skip

    def _wait(self, case_ids: Sequence[UUID]) -> None:
        """What waits for an applicant goes on when the letters were carried: she hears by them."""
        here = [self.open[pk] for pk in case_ids if pk in self.open]
        self._waiting |= {one.case_id for one in here if self._step_of(one) in APPLICANT}

    def _work(
        self,
        due: Sequence[Due],
        heard: datetime,
        moved: list[tuple[UUID, int]],
        refused: list[str],
    ) -> None:
        """Officers' steps in batches, with their letters; applicants' one by one.

        An applicant answers what she heard at the end of the last round, not before.
        """
        for row in due:
            if row.step in APPLICANT:
                self._answer(row._replace(at=max(row.at, heard)), refused)
        desk = [row for row in due if row.step not in APPLICANT]
        for first in range(0, len(desk), LETTERS):
            some = desk[first : first + LETTERS]
            with transaction.atomic():
                outcome = take_all([self._desk_act(row) for row in some], all_or_nothing=False)
                report([row.case_id for row in outcome.moved], at=some[-1].at)
            moved += [(row.case_id, row.version) for row in outcome.moved]
            refused += [row.sentence.text("zh-hans") for row in outcome.refused]
            self._read([row.one.case_id for row in some])
            self._wait([row.one.case_id for row in some])

    def _answer(self, due: Due, refused: list[str]) -> None:
        """The applicant answers at the place where she handed in; the home hears by letter."""
        file = CrossFile.objects.get(
            dossier=key_of(self.plan.seed, due.one.n), role=CrossFile.Role.RECEIVER
        )
        user = User.objects.get(person=file.case.party_id)
        self._waiting.add(due.one.case_id)
        try:
            if due.step == "withdraw":
                elsewhere.withdraw(file.case_id, user=user, at=due.at, reason="模拟撤回")
            else:
                elsewhere.supplement(file.case_id, [], text="模拟补正", user=user, at=due.at)
        except DomainError as error:  # done before the run was killed: its letter is on the way
            refused.append(error.text("zh-hans"))

    def _desk_act(self, due: Due) -> DeskAct:
        side, one = self.sides[due.one.place], due.one
        pool = side.staff.clerks if due.step in CLERK else side.staff.officers[one.office_id]
        who = pool[officer(pool, (self.plan.seed, AWAY + one.n, 0))]
        return DeskAct(_step(due, side), who, due.at)


def _step(due: Due, side: Side) -> DeskStep:
    step, case_id = due.step, due.one.case_id
    if step in ("refuse", "refuse_acceptance"):
        law = side.matters[due.one.item_id].legal_basis[0].law
        return DeskStep(
            case_id, step, reason="模拟：不符合条件", legal_basis=law, data={"legal_basis": law}
        )
    if step == "ask_correction":
        return DeskStep(case_id, step, points=("模拟：联系方式不完整",))
    if step == "suspend":
        end = side.time.later(due.at, 5 * 390)
        return DeskStep(
            case_id, step, reason="模拟：现场检验", procedure="inspection", expected_end=end
        )
    return DeskStep(case_id, step)


def _begun_at(state: Mapping[str, object]) -> datetime:
    return datetime.fromisoformat(str(state["at"])) if state else start_of(FIRST_DAY)


def key_of(seed: int, n: int) -> UUID:
    """The dossier of case n: the seed and the number, and nothing else."""
    return UUID(int=KEY | (seed & 0xFFFFFFFF) << 64 | n)


def ensure_across(town: Town, *, folder: Path) -> Across:
    """The city with its neighbours: their lists loaded, their officers there."""
    sides = {town.place: _side(town.place, town.staff)}
    for one in neighbours_of(town.plan):
        edition, _ = load_place(one.folder, root=folder, is_simulated=True)
        staff = ensure_staff(edition.place, at=BEFORE, mark=f"simx-{one.code}-")
        sides[edition.place] = _side(edition.place, staff)
    return Across(town, sides)


def _side(place: str, staff: Staff) -> Side:
    listed = Item.objects.filter(place=place, kind="matter", is_current=True, code__startswith=MARK)
    time = OfficeTime(work_clock(place), FIRST_DAY, YEAR)
    return Side(place, staff, time, matters_by_item(listed))
