"""What a finished story says: members, clocks with their reasons, and the closing line."""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.commitments.services import due_of
from yingshang.core.ledger.queries import entries_of
from yingshang.core.models import Case, Commitment
from yingshang.simulation.opening import members_of
from yingshang.worktime import Unit

GOOD = frozenset({"granted", "delivered", "done"})
DAY = Fraction(1, 2)


def closing_lines(bundle: Case, *, at: datetime) -> Iterator[str]:
    """Each member with its clocks and why, then the one line that sums the bundle up."""
    members = list(members_of(bundle.pk))
    for member in members:
        state = lifecycle_of(member.kind).state(member.state)
        yield f"· {member.item.body['name']}：{state.zh} {state.en}（{member.number}）"
        yield from _clocks(member, at)
    entries = entries_of([bundle.pk, *(member.pk for member in members)])
    promise = bundle.commitments.get(clock="promised")
    clock = work_clock(bundle.place)
    end = bundle.closed_at or at
    hours = Fraction(clock.hours.day_length, 3_600_000_000)
    used = clock.used(promise.started_at, end, Unit.WORKING_HOUR) / hours
    good = sum(member.state in GOOD for member in members)
    yield (
        f"bundle {bundle.state}: {good} of {len(members)} members, {len(entries)} entries, "
        f"promised {_days(Fraction(promise.budget) * DAY)} used {_days(used)} working days"
    )


def _clocks(member: Case, at: datetime) -> Iterator[str]:
    clock = work_clock(member.place)
    for commitment in Commitment.objects.filter(case=member).order_by("clock"):
        due = due_of(clock, commitment, (), (), at=at)
        kept = "" if commitment.met_at is None else (
            "，按期" if commitment.met_at <= commitment.due_at else "，逾期"
        )  # fmt: skip
        why = "".join(due.trace.lines("zh-hans"))
        yield f"    {commitment.clock}: {due.latest_text('zh-hans')} 前{kept}。{why}"


def _days(amount: Fraction) -> str:
    return f"{float(amount):.3g}"
