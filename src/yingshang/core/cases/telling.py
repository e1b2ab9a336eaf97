"""The party is told of the steps that concern it, in the transaction of the step."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from yingshang.core.cases.judging import Judged
from yingshang.core.catalogue.versions import item_bodies
from yingshang.core.commitments.models import Commitment
from yingshang.core.notices.services import Recipient, Telling, tell
from yingshang.core.statements import fetch
from yingshang.worktime.zone import local

Words = Mapping[str, str]
AGREED = {"zh": "约定时间", "en": "the agreed time"}


def tell_parties(judged: Sequence[Judged], *, started: Mapping[UUID, datetime]) -> None:
    """One notice a row whose step names one; names of offices and items are read once each.

    `started` has the due dates of promises that this batch began.
    """
    rows = [row for row in judged if row.step.notice]
    if not rows:
        return
    offices = _offices({row.office_id for row in rows})
    items = item_bodies({row.item_id for row in rows if not row.title})
    dues = {**_moved_dues(rows), **started}
    words = {due: day_text(due) for due in set(dues.values())}
    tellings = []
    for row in rows:
        due = dues.get(row.move.case_id)
        data: dict[str, object] = {
            "number": row.number,
            "title": row.title or items[row.item_id]["name"],
            "office": offices[row.office_id],
            "due": words[due] if due else AGREED,
        }
        if row.move.reason:
            data["reason"] = row.move.reason
            data["what"] = row.move.data.get("what", row.move.reason)
        recipients = [Recipient(row.party_id)]
        tellings.append(
            Telling(
                row.place,
                str(row.step.notice),
                row.kind,
                row.move.case_id,
                recipients,
                data,
                row.move.at,
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


def _offices(ids: set[UUID]) -> dict[UUID, Words]:
    return {pk: {"zh": zh, "en": en} for pk, zh, en in fetch(_OFFICES, [list(ids)])}


_OFFICES = "SELECT id, name, name_en FROM core_office WHERE id = ANY (%s::uuid[])"


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
