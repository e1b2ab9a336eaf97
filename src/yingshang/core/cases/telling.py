"""The party is told of the steps that concern it, in the transaction of the step."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yingshang.core.cases.judging import Judged
from yingshang.core.cases.models import Case
from yingshang.core.commitments.models import Commitment
from yingshang.core.notices.services import Recipient, Telling, tell
from yingshang.worktime.zone import local


def tell_parties(judged: Sequence[Judged]) -> None:
    """One notice a row whose step names one; two reads and the outbox's own statements."""
    rows = [row for row in judged if row.step.notice]
    if not rows:
        return
    ids = [row.move.case_id for row in rows]
    facts = _facts(ids)
    dues = _dues(ids)
    tellings = []
    for row in rows:
        number, title, office, office_en = facts[row.move.case_id]
        due = dues.get(row.move.case_id)
        data: dict[str, object] = {
            "number": number,
            "title": title,
            "office": {"zh": office, "en": office_en},
            "due": day_text(due) if due else {"zh": "约定时间", "en": "the agreed time"},
            "reason": row.move.reason,
            "what": str(row.move.data.get("what", row.move.reason)),
        }
        tellings.append(
            Telling(
                row.place,
                row.step.notice or "",
                row.kind,
                row.move.case_id,
                [Recipient(row.party_id)],
                data,
            )
        )
    tell(tellings, at=max(row.move.at for row in rows))


def day_text(at: datetime) -> dict[str, str]:
    """A moment in both languages, in the place's time."""
    moment = local(at, field="at")
    return {
        "zh": f"{moment.month}月{moment.day}日 {moment:%H:%M}",
        "en": f"{moment.day} {moment:%B %H:%M}",
    }


def _facts(ids: Sequence[UUID]) -> dict[UUID, tuple[str, str, str, str]]:
    rows = Case.objects.filter(id__in=ids).values_list(
        "id", "number", "title", "item__body__name", "office__name", "office__name_en"
    )
    return {i: (number, title or name, zh, en) for i, number, title, name, zh, en in rows}


def _dues(ids: Sequence[UUID]) -> dict[UUID, datetime]:
    running = Commitment.objects.filter(
        case_id__in=ids, met_at__isnull=True, cancelled_at__isnull=True
    )
    return dict(running.order_by("-due_at").values_list("case_id", "due_at"))
