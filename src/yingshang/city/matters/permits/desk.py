"""What the supervising office does with its watches, many at once; one is a batch of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from yingshang.city.matters.permits.lifecycle import KIND
from yingshang.city.matters.permits.models import PermitWatch
from yingshang.city.matters.undertakings.keeping import break_, cancel, keep, open_of
from yingshang.city.matters.undertakings.models import Kind
from yingshang.core.access.doors import CaseMissing, served_cases
from yingshang.core.access.models import User
from yingshang.core.access.posts import Reader
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move, Moved, Outcome
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case

KEPT = "监管部门登记：已取得许可。The office entered the permit."
OVER = "不从事该项经营。It does not trade in it."


@dataclass(frozen=True, slots=True)
class WatchStep:
    """A step of one watch as an officer takes it."""

    case_id: UUID
    step: str
    version: int | None = None
    reason: str = ""
    data: Mapping[str, object] = field(default_factory=dict)


def watches_for(user: Reader, *, at: datetime) -> QuerySet[Case]:
    """The watches at one's posts, without those of one's own."""
    rows = served_cases(user, at=at).filter(kind=KIND)
    return rows.select_related("item", "office", "party", "handler", "permit_watch")


def get_watch_at_desk(user: User, case_id: UUID, *, at: datetime) -> Case:
    """One of them. Errors: `CaseMissing`, for hidden and missing."""
    case = watches_for(user, at=at).filter(pk=case_id).first()
    if case is None:
        raise CaseMissing
    return case


def take_watch_steps(
    steps: Sequence[WatchStep], *, user: User, at: datetime, all_or_nothing: bool = True
) -> Outcome:
    """Steps of many watches with what follows for the firms' promises, in one transaction.

    A firm that is handed over for trading without its permit has broken its promise.
    Errors: `StepRefused`.
    """
    actor = Actor.user(user.pk)
    with transaction.atomic():
        moves = [
            Move(s.case_id, s.step, actor, at, expected_version=s.version,
                 reason=s.reason.strip(), data=s.data)
            for s in steps
        ]  # fmt: skip
        outcome = advance(moves, all_or_nothing=all_or_nothing)
        _follow(outcome.moved, {s.case_id: s for s in steps}, actor, at)
    return outcome


def _follow(
    moved: Sequence[Moved], said: Mapping[UUID, WatchStep], actor: Actor, at: datetime
) -> None:
    ended: dict[str, list[UUID]] = {}
    for row in moved:
        ended.setdefault(row.step, []).append(row.case_id)
    for case_id in ended.get("permit", ()):
        number = str(said[case_id].data.get("licence_no", ""))
        PermitWatch.objects.filter(pk=case_id).update(licence_no=number[:60])
    keep(list(open_of(ended.get("permit", ()), Kind.PERMIT)), actor=actor, at=at, how=KEPT)
    gone = list(open_of(ended.get("not_trade", ()), Kind.PERMIT))
    cancel(gone, actor=actor, at=at, reason=OVER)
    for case_id in ended.get("hand_over", ()):
        broken = list(open_of([case_id], Kind.PERMIT))
        if broken:
            break_(broken, actor=actor, at=at, reason=said[case_id].reason)
