"""Conditional acceptance (容缺受理): the time to hand in starts, is kept or missed.

*Source*: 国发〔2022〕5号; termination at the applicant's loss and the bar as in the rules of
Xi'an and 正蓝旗 (domain reference, section 1). The number of days is the parameter
`conditional_gap`, unsure.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.papers.issuing import advance_on_paper
from yingshang.city.matters.standing import lock_bundles
from yingshang.city.matters.undertakings.keeping import break_, keep, open_of, set_due
from yingshang.city.matters.undertakings.models import Kind, Undertaking
from yingshang.city.matters.undertakings.notices import tell_dues
from yingshang.city.matters.undertakings.offers import GAP_DAYS
from yingshang.city.matters.undertakings.rules import after_gap
from yingshang.core.cases.types import Move, Moved
from yingshang.core.catalogue.parameters import parameter
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.ledger.acts import CLOCK, Actor
from yingshang.worktime import Budget, Unit
from yingshang.worktime.zone import local

LAPSED = "承诺补交的材料逾期没有补齐，终止办理。What was promised was not handed in in time."
UNDER_REVIEW = ("accepted", "handled", "reviewed")
BATCH = 500


def begin(case_ids: Collection[UUID], *, actor: Actor, at: datetime) -> list[Undertaking]:
    """From acceptance the time runs in which the gap must be filled; the party is told."""
    rows = [row for row in open_of(case_ids, Kind.CONDITIONAL) if row.due_at is None]
    if not rows:
        return []
    by_place = {
        place: work_clock(place).due(at, gap_budget(place, at)).at
        for place in {row.place for row in rows}
    }
    dues = {row.pk: by_place[row.place] for row in rows}
    set_due(dues, rows, actor=actor, at=at)
    tell_dues(rows, template="gap_opened", at=at)
    return rows


def begin_missing(*, at: datetime, limit: int = BATCH) -> int:
    """Start the time of those that an outside system or silence accepted; how many."""
    with transaction.atomic():
        rows = Undertaking.objects.filter(
            kind=Kind.CONDITIONAL, state="open", due_at__isnull=True, case__state__in=UNDER_REVIEW
        )
        ids = list(rows.values_list("case_id", flat=True)[:limit])
        return len(begin(ids, actor=CLOCK, at=at)) if ids else 0


def pass_gaps(moved: Sequence[Moved]) -> None:
    """What came was looked at and is sound: the promise is kept, and the result may be issued."""
    for (actor, at), ids in _by_actor(moved).items():
        keep(list(open_of(ids, Kind.CONDITIONAL)), actor=actor, at=at)


def fail_gaps(moved: Sequence[Moved], *, reasons: Mapping[UUID, str] | None = None) -> None:
    """What came is unfit, or nothing did: broken, and the party is barred."""
    for (actor, at), ids in _by_actor(moved).items():
        for row in open_of(ids, Kind.CONDITIONAL):
            reason = (reasons or {}).get(row.case_id, LAPSED)
            break_([row], actor=actor, at=at, reason=reason)


def lapse(*, at: datetime, limit: int = BATCH) -> int:
    """End the cases whose gap was not filled in time; the rule says which. Answers how many."""
    from yingshang.city.matters.progress import refused

    with transaction.atomic():
        rows = Undertaking.objects.filter(
            kind=Kind.CONDITIONAL, state="open", answered_at__isnull=True, due_at__lt=at,
            case__state__in=UNDER_REVIEW,
        )  # fmt: skip
        late = list(_over(rows.order_by("due_at")[:limit], at))
        if not late:
            return 0
        lock_bundles({row.case_id for row in late})
        moves = [Move(row.case_id, "lapse_gap", CLOCK, at, reason=LAPSED) for row in late]
        said = {row.case_id: {"reason": LAPSED} for row in late}
        moved = advance_on_paper(moves, said=said, all_or_nothing=False).moved
        fail_gaps(moved)
        if moved:
            refused([row.case_id for row in moved], at=at)
    return len(moved)


def gap_budget(place: str, at: datetime) -> Budget:
    """The time to hand in, by the place's parameter."""
    return parameter(place, GAP_DAYS, on=local(at, field="at").date()).budget


def _over(rows: Iterable[Undertaking], at: datetime) -> Iterable[Undertaking]:
    """Those of which the rule says that they end."""
    for row in rows:
        started = _accepted_at(row, at)
        used = work_clock(row.place).used(started, at, Unit.WORKING_DAY)
        allowed = gap_budget(row.place, at).amount
        outcome = after_gap(
            supplied="尚未补来", days_used=min(int(used), 366), days_allowed=allowed
        )
        if outcome == "终止办理":
            yield row


def _accepted_at(row: Undertaking, at: datetime) -> datetime:
    """When its time began: the promise to decide began at acceptance too."""
    starts = row.case.commitments.filter(clock__in=["promised", "statutory"])
    started: datetime | None = (
        starts.order_by("started_at").values_list("started_at", flat=True).first()
    )
    return started or at


def _by_actor(moved: Sequence[Moved]) -> dict[tuple[Actor, datetime], list[UUID]]:
    found: dict[tuple[Actor, datetime], list[UUID]] = defaultdict(list)
    for row in moved:
        found[row.actor, row.at].append(row.case_id)
    return found
