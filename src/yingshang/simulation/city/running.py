"""The simulation itself: hour after hour, applications come in and offices work; batch by batch.

Each batch is one transaction through the services that pages call, and notes how far it came.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from yingshang.city.matters.applications.handing_in import HandIn, hand_in
from yingshang.city.matters.desk import DeskAct, DeskStep, take_all
from yingshang.city.matters.many_applicants import ApplicantAct, act_all
from yingshang.core.cases.types import Moved, Refusal
from yingshang.core.catalogue.services import office_ids
from yingshang.core.checkpoints.services import checkpoint, reached
from yingshang.core.commitments.clocks import work_clock
from yingshang.simulation.city.agenda import Agenda, Todo, is_fetched, key_of
from yingshang.simulation.city.alone import alone
from yingshang.simulation.city.arrivals import Arrival, arrivals
from yingshang.simulation.city.hours import start_of
from yingshang.simulation.city.life import APPLICANT, CLERK, officer
from yingshang.simulation.city.plan import FIRST_DAY
from yingshang.simulation.city.ratings import rate_finished
from yingshang.simulation.city.town import Town

BATCH = 8_000
LEAST_A_TICK = 2_000
LONGEST_TICK = 336
HOURS_IN_ALL = 5_088


@dataclass
class Told:
    """What a batch did, for whoever counts or acknowledges: called after its commit."""

    at: datetime
    handed_in: Sequence[int] = ()
    moved: Sequence[tuple[UUID, int]] = ()
    refused: Sequence[Refusal] = ()
    finished: int = 0
    rated: int = 0


@dataclass
class Simulation:
    """One run; `tell` hears of every batch once it is committed."""

    town: Town
    tell: Callable[[Told], None] = lambda _told: None
    batch: int = BATCH
    agenda: Agenda = field(init=False)
    _offices: dict[UUID, UUID] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.agenda = Agenda(self.town)

    def run(self) -> None:
        """From where the last run stopped to the end, when every case is closed or stuck.

        Errors: `SimulatedAlready` while another process does the same.
        """
        with alone(self.town.plan.name):
            self._run()

    def _run(self) -> None:
        plan = self.town.plan
        state = checkpoint(plan.name) or {}
        begun = int(str(state.get("arrived", 0)))
        now = datetime.fromisoformat(str(state["at"])) if state else start_of(FIRST_DAY)
        self.agenda.restore()
        everyone = arrivals(plan, work_clock(self.town.place).calendar, since=begun)
        stream = (arrival for arrival in everyone if plan.has(arrival.n))
        for tick, coming in _ticks(stream, now, self._tick()):
            for first in range(0, len(coming), self.batch):
                self._hand_in(coming[first : first + self.batch], tick)
            self._work(tick)
        while (soonest := self.agenda.soonest()) is not None:
            self._work(soonest + self._tick())

    def _tick(self) -> timedelta:
        """How much simulated time one round covers: an hour in a big city, days in a small."""
        hours = HOURS_IN_ALL * LEAST_A_TICK / max(1, self.town.plan.bundles * 4)
        return timedelta(hours=max(1, min(LONGEST_TICK, round(hours))))

    def _hand_in(self, coming: Sequence[Arrival], tick: datetime) -> None:
        rows = [self.application(arrival) for arrival in coming]
        with transaction.atomic():
            handed = hand_in(self.town.place, rows)
            opened = [
                (row.bundle_id, arrival.n, arrival.at)
                for row, arrival in zip(handed, coming, strict=True)
                if row.bundle_id is not None
            ]
            reached(
                self.town.plan.name,
                {"arrived": coming[-1].n + 1, "at": coming[0].at.isoformat()},
            )
        self.agenda.plan_new(opened)
        self.tell(Told(tick, handed_in=[arrival.n for arrival in coming]))

    def application(self, arrival: Arrival) -> HandIn:
        town, n = self.town, arrival.n
        subject, code = town.service_of(n)
        who = town.applicant_of(n, subject)
        return HandIn(
            key=key_of(town.plan.seed, n), code=code, user_id=who.user_id,
            applicant_id=who.person_id if subject not in ("enterprise", "project")
            else who.firm_id or who.person_id,
            enterprise_id=who.firm_id if subject in ("enterprise", "project") else None,
            at=arrival.at,
            values={
                "contact_phone": f"138{n % 100_000_000:08d}",
                "company_address": f"模拟路 {n % 997 + 1} 号",
            },
            delivery="desk" if is_fetched(n) else "electronic",
        )  # fmt: skip

    def _work(self, until: datetime) -> None:
        """Every step that is due before `until`, rounds of steps until none is left."""
        while todos := self.agenda.due(until, self.batch):
            by_office = [todo for todo in todos if todo.step not in APPLICANT]
            by_party = [todo for todo in todos if todo.step in APPLICANT]
            if by_office:
                self._act(by_office, self._take)
            if by_party:
                self._act(by_party, self._answer)

    def _act(
        self,
        todos: Sequence[Todo],
        take: Callable[[Sequence[Todo]], tuple[list[Moved], list[Refusal]]],
    ) -> None:
        with transaction.atomic():
            moved, refused = take(todos)
            by_case = {todo.case_id: todo for todo in todos}
            moments: dict[UUID, datetime] = {}
            for row in moved:
                bundle = by_case[row.case_id].bundle_id
                moments[bundle] = max(moments.get(bundle, row.at), row.at)
            finished = _finished(moments, {t.bundle_id: t.n for t in todos})
            rated = rate_finished(self.agenda, finished)
        for row in moved:
            todo = by_case[row.case_id]
            self.agenda.plan_next(todo, row.version, row.at)
        self.agenda.plan_started(moments)
        self.agenda.plan_again([by_case[row.case_id] for row in refused])
        self.tell(
            Told(
                todos[-1].at, (), [(row.case_id, row.version) for row in moved], refused,
                len(finished), rated,
            )
        )  # fmt: skip

    def _take(self, todos: Sequence[Todo]) -> tuple[list[Moved], list[Refusal]]:
        outcome = take_all([self._desk_act(todo) for todo in todos], all_or_nothing=False)
        return outcome.moved, outcome.refused

    def _answer(self, todos: Sequence[Todo]) -> tuple[list[Moved], list[Refusal]]:
        acts = []
        for todo in todos:
            who = self.agenda.applicant(todo.n)
            subject, _ = self.town.service_of(todo.n)
            firm = who.firm_id if subject in ("enterprise", "project") else None
            acts.append(
                ApplicantAct(todo.case_id, todo.step, who.user_id, todo.at, firm, "模拟撤回")
            )
        outcome = act_all(acts)
        return outcome.moved, outcome.refused

    def _desk_act(self, todo: Todo) -> DeskAct:
        about = (self.town.plan.seed, todo.n, todo.member)
        staff = self.town.staff
        pool = staff.clerks if todo.step in CLERK else staff.officers[self.office_id(todo.item_id)]
        return DeskAct(self._step(todo), pool[officer(pool, about)], todo.at)

    def _step(self, todo: Todo) -> DeskStep:
        step, case_id = todo.step, todo.case_id
        if step in ("refuse", "refuse_acceptance"):
            law = self.town.matters[todo.item_id].legal_basis[0].law
            return DeskStep(
                case_id, step, reason="模拟：不符合条件", legal_basis=law, data={"legal_basis": law}
            )
        if step == "ask_correction":
            return DeskStep(case_id, step, points=("模拟：联系地址不完整",))
        if step == "suspend":
            return DeskStep(
                case_id, step, reason="模拟：现场检验", procedure="inspection",
                expected_end=self.town.time.later(todo.at, 5 * 390),
            )  # fmt: skip
        if step == "deliver":
            return DeskStep(case_id, step, data={"by": "desk", "received_by": "模拟领取人"})
        return DeskStep(case_id, step)

    def office_id(self, item_id: UUID) -> UUID:
        """The office in charge of a matter."""
        if not self._offices:
            offices = office_ids(self.town.place)
            self._offices = {
                pk: offices[matter.responsible] for pk, matter in self.town.matters.items()
            }
        return self._offices[item_id]


def _finished(
    moments: dict[UUID, datetime], numbers: dict[UUID, int]
) -> list[tuple[UUID, int, datetime]]:
    """The bundles of the batch that are closed now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, closed_at FROM core_case WHERE id = ANY (%s::uuid[])"
            " AND closed_at IS NOT NULL",
            [list(moments)],
        )
        return [(pk, numbers[pk], at) for pk, at in cursor]


def _ticks(
    stream: Iterator[Arrival], now: datetime, tick: timedelta
) -> Iterator[tuple[datetime, list[Arrival]]]:
    """The end of each round, with who arrives in it."""
    coming: list[Arrival] = []
    until = now + tick
    for arrival in stream:
        while arrival.at >= until:
            yield until, coming
            coming, until = [], until + tick
        coming.append(arrival)
    yield until, coming
