"""The party is told of the steps that concern it, in the transaction of the step."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from yingshang.core.cases.judging import Judged
from yingshang.core.commitments.models import Commitment
from yingshang.core.notices.rendering import needs_of
from yingshang.core.notices.services import Recipient, Telling, tell
from yingshang.worktime.zone import local

AGREED = {"zh": "约定时间", "en": "the agreed time"}


def tell_parties(judged: Sequence[Judged], *, started: Mapping[UUID, datetime]) -> None:
    """One notice a row whose step names one; the case's own number, title and office are its.

    `started` has the due dates of promises that this batch began.
    """
    rows = [row for row in judged if row.step.notice]
    if not rows:
        return
    dues = {**_moved_dues(rows), **started}
    words = {due: day_text(due) for due in set(dues.values())}
    with_due = {name for name in {str(row.step.notice) for row in rows}
                if "due" in needs_of(name, of_case=True)}  # fmt: skip
    tellings = []
    for row in rows:
        move, template = row.move, str(row.step.notice)
        data: dict[str, object] = {}
        if template in with_due:
            due = dues.get(move.case_id)
            data["due"] = words[due] if due else AGREED
        if move.reason:
            data["reason"] = move.reason
            data["what"] = move.data.get("what", move.reason)
        who = (Recipient(row.party_id),)
        tellings.append(
            Telling(row.place, template, row.kind, move.case_id, who, data, move.at, of_case=True)
        )
    tell(tellings, at=max(row.move.at for row in rows))


def day_text(at: datetime) -> dict[str, str]:
    """A moment in both languages, in the place's time."""
    moment = local(at, field="at")
    return {
        "zh": f"{moment.month}月{moment.day}日 {moment:%H:%M}",
        "en": f"{moment.day} {moment:%B %H:%M}",
    }


def _moved_dues(rows: Sequence[Judged]) -> dict[UUID, datetime]:
    """The running due dates of cases whose clock this batch stopped, resumed or lengthened."""
    ids = [
        row.move.case_id for row in rows if row.step.pauses or row.step.resumes or row.step.extends
    ]
    if not ids:
        return {}
    running = Commitment.objects.filter(
        case_id__in=ids, met_at__isnull=True, cancelled_at__isnull=True
    )
    return dict(running.order_by("-due_at").values_list("case_id", "due_at"))
