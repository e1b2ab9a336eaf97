"""What is to be done when: the next step of every open case, kept in memory, found again anywhere.

A case's next step follows from its row (version), the number of its application (in the submission
key) and the seed; so an agenda that died with its process is made again from the database.
"""

import heapq
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from yingshang.city.matters.standing import Member, members_of
from yingshang.core.cases.lifecycle import lifecycles
from yingshang.simulation.city.life import Life, life_of, moment_of_step
from yingshang.simulation.city.people import Applicant
from yingshang.simulation.city.town import Town

KEY = 0x7369_6D00 << 96
"""Submission keys of simulated applications begin with “sim”."""

DESK_SHARE = 10


class Todo(NamedTuple):
    """A step to take: when, of which case; `n` and `member` number it for every draw."""

    at: datetime
    case_id: UUID
    bundle_id: UUID
    step: str
    position: int
    n: int
    member: int
    item_id: UUID
    base: int = 1


class Known(NamedTuple):
    """A member whose next step is planned: its number, and the version with which it began."""

    n: int
    member: int
    base: int
    item_id: UUID


def key_of(seed: int, n: int) -> UUID:
    """The submission key of application n: the seed and the number, and nothing else."""
    return UUID(int=KEY | (seed & 0xFFFFFFFF) << 64 | n)


def number_in(key: UUID) -> int:
    """The number of the application."""
    return key.int & 0xFFFFFFFFFFFFFFFF


class Agenda:
    """The steps to come, soonest first."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self._heap: list[Todo] = []
        self.waiting: dict[UUID, dict[UUID, Known]] = {}
        self._restored: set[UUID] = set()

    def __len__(self) -> int:
        return len(self._heap)

    def plan_new(self, opened: Iterable[tuple[UUID, int, datetime]]) -> None:
        """Plan the members of bundles that were handed in just now (id, number, moment)."""
        rows = {pk: (n, at) for pk, n, at in opened if pk not in self._restored}
        for bundle_id, members in members_of(rows).items():
            n, at = rows[bundle_id]
            for known, member in self._numbered(n, members):
                if member.state == "waiting":
                    self.waiting.setdefault(bundle_id, {})[member.id] = known
                elif member.closed_at is None:
                    self._plan(member.id, bundle_id, known, member.version, at)

    def plan_next(self, todo: Todo, version: int, at: datetime) -> bool:
        """Plan what follows a step that was taken; whether anything does."""
        known = Known(todo.n, todo.member, todo.base, todo.item_id)
        return self._plan(todo.case_id, todo.bundle_id, known, version, at)

    def plan_started(self, bundle_ids: Iterable[UUID]) -> None:
        """Plan waiting members of these bundles that were started, drop those that ended."""
        touched = [pk for pk in bundle_ids if pk in self.waiting]
        if not touched:
            return
        started: list[tuple[Known, Member]] = []
        for bundle_id, members in members_of(touched).items():
            mine = self.waiting[bundle_id]
            for member in members:
                if member.id not in mine or member.state == "waiting":
                    continue
                known = mine.pop(member.id)
                if member.closed_at is None:
                    started.append((known, member))
            if not mine:
                del self.waiting[bundle_id]
        self._plan_standing(started)

    def plan_again(self, refused: Sequence[Todo]) -> int:
        """Plan those anew that stand elsewhere than was thought; answers how many do.

        Somebody else moved them, such as a run that was killed while its last commit was under way.
        """
        thought = {todo.case_id: todo for todo in refused}
        moved = []
        for members in members_of({todo.bundle_id for todo in refused}).values():
            for member in members:
                todo = thought.get(member.id)
                if todo is None or member.closed_at is not None:
                    continue
                if member.version != todo.position + todo.base:
                    moved.append((Known(todo.n, todo.member, 1, todo.item_id), member))
        self._plan_standing(moved)
        return len(moved)

    def due(self, until: datetime, most: int) -> list[Todo]:
        """The steps until then, each case once, `most` at a time."""
        found: list[Todo] = []
        while self._heap and self._heap[0].at < until and len(found) < most:
            found.append(heapq.heappop(self._heap))
        return found

    def soonest(self) -> datetime | None:
        """When the next step is due; None when nothing is left to do."""
        return self._heap[0].at if self._heap else None

    def applicant(self, n: int) -> Applicant:
        """Who handed in application n."""
        subject, _ = self.town.service_of(n)
        return self.town.applicant_of(n, subject)

    def restore(self) -> int:
        """Plan every open case of the run from the database; answers how many bundles are open.

        Each step is planned from the moment of the one before, as by the run that was stopped: what
        it left is then done late, yet at the moments at which it would have done it.
        """
        with connection.cursor() as cursor:
            cursor.execute(_OPEN, [self.town.place])
            rows = cursor.fetchall()
        numbers = {bundle_id: number_in(key) for bundle_id, key in rows}
        numbers = {pk: n for pk, n in numbers.items() if self.town.plan.has(n)}
        self._restored = set(numbers)
        groups = members_of(numbers)
        standing = []
        for bundle_id, members in groups.items():
            for known, member in self._numbered(numbers[bundle_id], members):
                if member.state == "waiting":
                    self.waiting.setdefault(bundle_id, {})[member.id] = known
                elif member.closed_at is None:
                    standing.append((known, member))
        self._plan_standing(standing)
        return len(numbers)

    def _plan_standing(self, standing: Sequence[tuple[Known, Member]]) -> None:
        """Plan members from how they stand: the ledger says when they were moved last."""
        last = last_acts([member.id for _, member in standing])
        for known, member in standing:
            at, has_waited = last[member.id]
            known = known._replace(base=2 if has_waited else 1)
            self._plan(member.id, member.bundle_id, known, member.version, at)

    def _numbered(self, n: int, members: Sequence[Member]) -> Iterable[tuple[Known, Member]]:
        """Members are numbered by their matters' codes, which no id decides."""
        matters = self.town.matters
        ordered = sorted(members, key=lambda m: matters[m.item_id].code)
        for number, member in enumerate(ordered):
            yield Known(n, number, 1, member.item_id), member

    def _life(self, known: Known) -> Life:
        plan = self.town.plan
        return life_of(
            self.town.matters[known.item_id], plan.shares, plan.seed, known.n, known.member,
            desk=is_fetched(known.n),
        )  # fmt: skip

    def _plan(
        self, case_id: UUID, bundle_id: UUID, known: Known, version: int, since: datetime
    ) -> bool:
        life = self._life(known)
        position = version - known.base
        if position >= len(life.steps):
            return False
        at = moment_of_step(
            life, position, since=since, time=self.town.time,
            promised_minutes=self.town.promised_minutes(known.item_id),
            about=(self.town.plan.seed, known.n, known.member),
        )  # fmt: skip
        heapq.heappush(
            self._heap,
            Todo(at, case_id, bundle_id, life.steps[position], position, known.n, known.member,
                 known.item_id, known.base),
        )  # fmt: skip
        return True


def is_fetched(n: int) -> bool:
    """Whether the results of application n are fetched at the desk."""
    return n % DESK_SHARE == 0


_OPEN = """
SELECT a.case_id, a.submission_key FROM matters_application a
JOIN core_case c ON c.id = a.case_id AND c.closed_at IS NULL
WHERE a.place = %s AND a.submission_key::text LIKE '73696d00-%%'"""


def last_acts(case_ids: Sequence[UUID]) -> dict[UUID, tuple[datetime, bool]]:
    """When each case was opened or moved last, and whether it waited before it began.

    What else is on record about a case, such as a warning or a visit, moves nothing.
    """
    if not case_ids:
        return {}
    steps = [f"{one.kind}.{step.name}" for one in lifecycles() for step in one.steps]
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [list(case_ids), ["case.open", *steps]])
        return {pk: (at, started) for pk, at, started in cursor}


_LAST = """
SELECT subject_id, max(at), bool_or(action IN ('matter.start', 'errand.start'))
FROM ledger_entry WHERE subject_id = ANY (%s::uuid[]) AND action = ANY (%s) GROUP BY subject_id"""
