"""The clock agrees with a slow, independent one on 10,000 random cases."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from tests.worktime.cast import clock, documents
from tests.worktime.reference import Reference, Span
from yingshang.worktime import SHANGHAI, Budget, Extension, Pause, Unit

CASES_PER_UNIT = 2_000
LONGEST = {
    Unit.WORKING_DAY: 60,
    Unit.HALF_DAY: 60,
    Unit.WORKING_HOUR: 160,
    Unit.MINUTE: 20_000,
    Unit.CALENDAR_DAY: 120,
}
# Edges of days and sessions, where mistakes live.
EDGES = [0, 1, 539, 540, 541, 719, 720, 721, 750, 809, 810, 811, 1019, 1020, 1021, 1439]


@dataclass
class Case:
    start: datetime
    amount: int
    added: list[int]
    spans: list[Span]
    open_start: datetime | None
    now: datetime
    until: datetime


def some_moment(dice: random.Random, day: datetime, reach_days: int) -> datetime:
    minute = dice.choice(EDGES) if dice.random() < 0.5 else dice.randrange(1440)
    seconds = dice.choice([0, 0, 0, dice.randrange(60)])
    return day + timedelta(days=dice.randint(0, reach_days), minutes=minute, seconds=seconds)


def some_case(dice: random.Random, unit: Unit) -> Case:
    day = datetime(2018, 11, 1) + timedelta(days=dice.randrange(3_350))  # noqa: DTZ001 - the reference is naive on purpose
    spans = []
    for _ in range(dice.choice([0, 0, 1, 2, 3])):
        begin = some_moment(dice, day - timedelta(days=3), 30)
        spans.append((begin, max(begin, some_moment(dice, begin.replace(hour=0, minute=0), 8))))
    now = some_moment(dice, day, 40)
    return Case(
        start=some_moment(dice, day, 0),
        amount=0 if dice.random() < 0.1 else dice.randint(0, LONGEST[unit]),
        added=[dice.randint(0, 10) for _ in range(dice.choice([0, 0, 0, 1, 2]))],
        spans=spans,
        open_start=some_moment(dice, day, 30) if dice.random() < 0.2 else None,
        now=now,
        until=some_moment(dice, day, 120),
    )


def here(moment: datetime) -> datetime:
    return moment.replace(tzinfo=SHANGHAI)


def pauses_of(case: Case) -> list[Pause]:
    pauses = [Pause(here(a), here(b), "检验", "示例1号") for a, b in case.spans]
    if case.open_start:
        pauses.append(Pause(here(case.open_start), None, "鉴定", "示例2号"))
    return pauses


def spans_of(case: Case, now: datetime) -> list[Span]:
    if case.open_start is None:
        return case.spans
    return [*case.spans, (case.open_start, max(case.open_start, now))]


@pytest.mark.parametrize("unit", list(Unit))
def test_deadlines_and_counts_agree_with_a_slow_day_by_day_reference(unit: Unit) -> None:
    dice = random.Random(f"worktime {unit}")  # noqa: S311 - repeatable cases, no secrets
    reference = Reference(documents())
    for _ in range(CASES_PER_UNIT):
        case = some_case(dice, unit)
        pauses = pauses_of(case)
        extensions = [
            Extension(Budget(n, unit), "情况复杂", "示例3号", here(case.start)) for n in case.added
        ]
        due = clock().due(
            here(case.start),
            Budget(case.amount, unit),
            pauses=pauses,
            extensions=extensions,
            now=here(case.now),
        )
        total = case.amount + sum(case.added)
        expected = reference.due(case.start, total, unit.value, spans_of(case, case.now))
        assert due.at == here(expected), case

        used = clock().used(here(case.start), here(case.until), unit, pauses=pauses)
        spans = spans_of(case, case.until)
        assert used == reference.used(case.start, case.until, unit.value, spans), case
