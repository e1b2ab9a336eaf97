"""Which granted promises are checked where not all are: a public draw that anyone can run again.

Announced over all checks of an item that wait in the pool, by their numbers; drawn by a round of
the beacon or the parties' secrets (`core.draws`); then applied: who was drawn is checked, the rest
is not. A void draw leaves the pool as it was.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from django.db import transaction
from django.db.models import QuerySet

from yingshang.city.matters.undertakings.aftercheck.lifecycle import CHECK, KIND
from yingshang.city.matters.undertakings.aftercheck.opening import Windows
from yingshang.city.matters.undertakings.aftercheck.steps import checked_by, end_unchecked
from yingshang.city.matters.undertakings.listing import undertaking_item_from
from yingshang.city.matters.undertakings.models import CheckDraw
from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import posts_of
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move
from yingshang.core.commitments import services as commitments
from yingshang.core.commitments.types import Start
from yingshang.core.draws.queries import record_of
from yingshang.core.draws.services import announce
from yingshang.core.ledger.acts import CLOCK, Actor
from yingshang.core.models import Case, Draw, Office
from yingshang.errors import Conflict, Denied
from yingshang.proofs.draws import Announcement, Ratio, Stratum, Words
from yingshang.proofs.draws.types import Source


class NotYourDraw(Denied):
    """Only an approver of the office announces the draw of what it checks."""

    code: ClassVar[str] = "matters.check_draw_not_yours"
    zh: ClassVar[str] = "核查对象的抽取由本单位审批人员公告，不在您的岗位范围内。"
    en: ClassVar[str] = "An approver of the office announces the draw of what is checked."


class NothingToDraw(Conflict):
    """No check waits in the pool, or a draw over it is announced already."""

    code: ClassVar[str] = "matters.nothing_to_draw"
    zh: ClassVar[str] = "没有待抽取的核查件，或者上一次抽取还没有结束。"
    en: ClassVar[str] = "No check waits for a draw, or an earlier draw over them is not over."


def pool_of(office: Office, item_code: str) -> QuerySet[Case]:
    """The checks of an item at an office that wait for a draw."""
    return Case.objects.filter(office=office, kind=KIND, state="pool", item__code=item_code)


def public_number(case: Case) -> str:
    """A check's number as a pool lists it, where an id has no spaces."""
    return case.number.replace(" ", "-")


def announce_check_draw(
    office: Office,
    item_code: str,
    source: Source,
    *,
    user: User,
    at: datetime,
    is_simulated: bool = False,
) -> CheckDraw:
    """Announce the draw over the pool. Errors: `NotYourDraw`, `NothingToDraw`, those of `announce`.

    The share is the newest listed one among the pool's versions. Only a simulated draw may lie in
    the past.
    """
    if not posts_of(user, at=at).filter(office=office, role=Role.APPROVER).exists():
        raise NotYourDraw
    with transaction.atomic():
        Office.objects.select_for_update().get(pk=office.pk)
        pool = list(pool_of(office, item_code).select_related("item").order_by("number"))
        running = CheckDraw.objects.filter(office=office, item_code=item_code)
        if not pool or running.filter(applied_at__isnull=True).exists():
            raise NothingToDraw
        draw = announce(
            _announcement(pool, item_code, source, at), office=office,
            actor=Actor.user(user.pk), at=at, is_simulated=is_simulated,
        )  # fmt: skip
        return CheckDraw.objects.create(
            draw=draw, office=office, item_code=item_code, announced_at=at
        )


def settle_check_draws(*, at: datetime) -> int:
    """Apply the draws that are over; answers how many. A void one only ends."""
    waiting = CheckDraw.objects.filter(applied_at__isnull=True)
    ended = waiting.exclude(draw__state=Draw.State.ANNOUNCED)
    count = 0
    for pk in list(ended.values_list("pk", flat=True)):
        with transaction.atomic():
            row = CheckDraw.objects.select_for_update().get(pk=pk)
            if row.applied_at is None:
                _apply(row, at)
                count += 1
    return count


def _apply(row: CheckDraw, at: datetime) -> None:
    record = record_of(row.draw_id)
    if record.draw.state == Draw.State.DRAWN and record.outcome is not None:
        drawn = _selected(record.outcome)
        announced = record.draw.announced_at
        pool = pool_of(row.office, row.item_code).filter(opened_at__lte=announced)
        cases = list(pool.select_related("item"))
        _check([case for case in cases if public_number(case) in drawn], row, at)
        _leave([case for case in cases if public_number(case) not in drawn], row, at)
    row.applied_at = at
    row.save(update_fields=["applied_at"])


def _check(cases: Sequence[Case], row: CheckDraw, at: datetime) -> None:
    """The time to check begins when the draw is applied, so that all drawn have it whole."""
    data = {"draw": str(row.draw_id)}
    advance([Move(case.pk, "select", CLOCK, at, data=data) for case in cases])
    rows = {u.aftercheck_id: u for u in checked_by([case.pk for case in cases])}
    windows = Windows()
    commitments.start(
        [
            Start(case.pk, case.place, case.office_id, case.party_id, CHECK,
                  windows.budget(rows[case.pk], undertaking_item_from(case.item.body), at), at)
            for case in cases
            if case.pk in rows
        ]
    )  # fmt: skip


def _leave(cases: Sequence[Case], row: CheckDraw, at: datetime) -> None:
    data = {"draw": str(row.draw_id)}
    advance([Move(case.pk, "exempt", CLOCK, at, data=data) for case in cases])
    end_unchecked([case.pk for case in cases], at=at)


def _selected(outcome: dict[str, object]) -> set[str]:
    strata = outcome["strata"]
    assert isinstance(strata, list)  # noqa: S101 - the published document's own shape
    return {number for stratum in strata for number in stratum["selected"]}


def _announcement(
    pool: Sequence[Case], item_code: str, source: Source, at: datetime
) -> Announcement:
    item = undertaking_item_from(pool[-1].item.body)
    stratum = Stratum(
        item_code,
        tuple(public_number(case) for case in pool),
        Ratio(item.check.percent or 100, 100),
    )
    return Announcement(
        place=pool[0].place,
        draw_id=f"{item_code}-{at:%Y%m%d%H%M}",
        purpose=Words(f"抽取告知承诺核查对象：{item.name}",
                      f"Draw of commitments to check: {item.name_en}"),
        announced_at=at,
        strata=(stratum,),
        source=source,
    )  # fmt: skip
