"""What becomes of undertakings: kept, broken, revoked or needed no more; many at once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from yingshang.city.matters.undertakings.credit import Breach, enter
from yingshang.city.matters.undertakings.models import BadCredit, Undertaking
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.canonical import instant
from yingshang.core.ledger.services import record

State = Undertaking.State


def open_of(case_ids: Collection[UUID], *kinds: str) -> QuerySet[Undertaking]:
    """The open undertakings of these cases, of some kinds or all."""
    rows = Undertaking.objects.filter(case_id__in=case_ids, state=State.OPEN)
    return rows.filter(kind__in=kinds) if kinds else rows


def keep(rows: Sequence[Undertaking], *, actor: Actor, at: datetime, how: str = "") -> None:
    """They were kept."""
    settle(rows, State.KEPT, actor=actor, at=at, reason=how)


def cancel(rows: Sequence[Undertaking], *, actor: Actor, at: datetime, reason: str) -> None:
    """Nobody needs them any more: the case was withdrawn, refused or ended otherwise."""
    settle(rows, State.CANCELLED, actor=actor, at=at, reason=reason)


def break_(rows: Sequence[Undertaking], *, actor: Actor, at: datetime, reason: str) -> None:
    """They were not kept: the party is barred until its credit is repaired."""
    settle(rows, State.BROKEN, actor=actor, at=at, reason=reason)
    enter([Breach(row, BadCredit.Kind.BROKEN, reason) for row in rows], actor=actor, at=at)


def revoke(
    rows: Sequence[Undertaking], *, actor: Actor, at: datetime, reason: str, is_false: bool
) -> None:
    """What was had by them is revoked; a false one goes on the register too."""
    settle(rows, State.REVOKED, actor=actor, at=at, reason=reason)
    if is_false:
        enter([Breach(row, BadCredit.Kind.FALSE, reason) for row in rows], actor=actor, at=at)


def set_due(
    dues: Mapping[UUID, datetime], rows: Sequence[Undertaking], *, actor: Actor, at: datetime
) -> None:
    """Give undertakings their last moment, with an entry each."""
    changed = [row for row in rows if row.pk in dues]
    for row in changed:
        row.due_at, row.answered_at = dues[row.pk], None
    Undertaking.objects.bulk_update(changed, ["due_at", "answered_at"])
    record(
        [_act(row, "undertaking.due", actor, at, {"due": instant(dues[row.pk])}) for row in changed]
    )


def answer(
    rows: Sequence[Undertaking], *, actor: Actor, at: datetime, data: Mapping[str, object]
) -> None:
    """The party did its part; an officer has yet to look at it."""
    for row in rows:
        row.answered_at = at
    Undertaking.objects.bulk_update(rows, ["answered_at"])
    record([_act(row, "undertaking.answer", actor, at, data) for row in rows])


def settle(
    rows: Sequence[Undertaking], state: Undertaking.State, *, actor: Actor, at: datetime,
    reason: str = "",
) -> None:  # fmt: skip
    """Settle open undertakings, with an entry each; in the caller's transaction."""
    for row in rows:
        row.state, row.settled_at = state, at
    Undertaking.objects.bulk_update(rows, ["state", "settled_at"])
    data = {"reason": reason} if reason else {}
    record([_act(row, f"undertaking.{state}", actor, at, data) for row in rows])


def _act(
    row: Undertaking, action: str, actor: Actor, at: datetime, data: Mapping[str, object]
) -> Act:
    said = {**data, "case": str(row.case_id), "kind": str(row.kind)}
    return Act(row.place, "undertaking", row.pk, actor, at, action, said)
