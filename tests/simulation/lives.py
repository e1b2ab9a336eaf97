"""What every member case of a simulated city lived through, beside what its plan foretells."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from yingshang.city.matters.models import Application
from yingshang.core.models import Case
from yingshang.simulation.city.agenda import is_fetched, number_in
from yingshang.simulation.city.life import life_of, moment_of_step
from yingshang.simulation.city.town import Town

Lived = dict[tuple[int, int], list[tuple[str, datetime]]]
"""The steps with their moments, by the numbers of application and member."""

BY_ITSELF = ("open", "start", "terminate", "paper", "result")
_STEPS = """
SELECT e.subject_id, e.actor_kind, split_part(e.action, '.', 2), e.at FROM ledger_entry e
WHERE e.subject_id = ANY (%s::uuid[]) ORDER BY e.at, e.recorded_at, e.id"""


def as_lived(town: Town) -> Lived:
    """What the ledger says, of what people did."""
    numbers = _numbers(town)
    lived: Lived = {number: [] for number in numbers.values()}
    for case_id, kind, step, at in _entries(list(numbers)):
        if kind == "user" and step not in BY_ITSELF:
            lived[numbers[case_id]].append((step, at))
    return lived


def as_planned(town: Town) -> Lived:
    """What follows from the seed and from when each member began: handed in, or started."""
    numbers, plan = _numbers(town), town.plan
    began, stopped = {}, set()
    for case_id, _kind, step, at in _entries(list(numbers)):
        if step in ("open", "start"):
            began[case_id] = at
        if step == "terminate":
            stopped.add(case_id)
    planned: Lived = {}
    items = dict(Case.objects.filter(pk__in=list(numbers)).values_list("pk", "item_id"))
    for case_id, (n, member) in numbers.items():
        matter, at = town.matters[items[case_id]], began[case_id]
        life = life_of(matter, plan.shares, plan.seed, n, member, desk=is_fetched(n))
        steps = []
        for position, step in enumerate(life.steps if case_id not in stopped else ()):
            at = moment_of_step(
                life, position, since=at, time=town.time, about=(plan.seed, n, member),
                promised_minutes=town.promised_minutes(items[case_id]),
            )  # fmt: skip
            steps.append((step, at))
        planned[n, member] = steps
    return planned


def _numbers(town: Town) -> dict[UUID, tuple[int, int]]:
    """The member cases of simulated applications, each with its numbers."""
    bundles = {
        pk: number_in(key)
        for pk, key in Application.objects.values_list("case_id", "submission_key")
        if str(key).startswith("73696d00")
    }
    members: dict[UUID, list[tuple[str, UUID]]] = {}
    for pk, parent, item in Case.objects.filter(parent_id__in=bundles).values_list(
        "pk", "parent_id", "item_id"
    ):
        members.setdefault(parent, []).append((town.matters[item].code, pk))
    return {
        pk: (bundles[bundle], member)
        for bundle, group in members.items()
        for member, (_code, pk) in enumerate(sorted(group))
    }


def _entries(case_ids: list[UUID]) -> list[tuple[UUID, str, str, datetime]]:
    with connection.cursor() as cursor:
        cursor.execute(_STEPS, [case_ids])
        return cursor.fetchall()
