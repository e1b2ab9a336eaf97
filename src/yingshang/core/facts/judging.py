"""A file that was handed in is judged once: kept, or refused with every fault, never half.

The snapshot and the outcome are written in one transaction. Whatever is killed before it begins
again, from the same file.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone

from yingshang.core.facts.errors import DeliveredBefore, RowsRefused
from yingshang.core.facts.incoming import waiting_file
from yingshang.core.facts.models import Snapshot, Submission
from yingshang.core.facts.services import deliver
from yingshang.core.facts.types import Checked, Delivery
from yingshang.core.ledger.acts import Actor
from yingshang.errors import DomainError

log = logging.getLogger(__name__)
State = Submission.State
UNDER_WAY = (State.WAITING, State.CHECKING)
SILENT = timedelta(minutes=10)
MOST_ATTEMPTS = 3
INTERRUPTED = "facts.interrupted"
TEXT = 1000


def judge(submission_id: UUID) -> None:
    """Judge a submission that waits; nothing if it does not wait any more."""
    taken = Submission.objects.filter(pk=submission_id, state=State.WAITING).update(
        state=State.CHECKING, attempts=F("attempts") + 1, touched_at=timezone.now()
    )
    if not taken:
        return
    row = Submission.objects.get(pk=submission_id)
    path = waiting_file(row.pk, row.file_name)
    if not path.is_file():
        _end(row, State.FAILED, problem=INTERRUPTED)
        return
    judge_file(row, Delivery(path, row.place, row.dataset, row.as_of, row.file_name))
    path.unlink(missing_ok=True)


def judge_file(row: Submission, delivery: Delivery) -> Submission:
    """Deliver the file and write down what came of it; what is wrong is no error here."""

    def noted(rows: int) -> None:
        row.rows, row.touched_at = rows, timezone.now()
        row.save(update_fields=["rows", "touched_at"])

    def kept(snapshot: Snapshot, checked: Checked) -> None:
        row.snapshot = snapshot
        _end(row, State.KEPT, checked)

    actor = Actor(row.actor_kind, row.actor_id)
    try:
        deliver(
            delivery, actor=actor, at=row.handed_at, accept_good=row.accept_good,
            noted=noted, kept=kept,
        )  # fmt: skip
    except RowsRefused as refused:
        _end(row, State.REFUSED, refused.checked, error=refused)
    except DeliveredBefore as before:
        _end(row, State.SAME, error=before)
    except DomainError as error:
        _end(row, State.REFUSED, error=error)
    return row


def sweep(*, at: datetime) -> None:
    """What waits or is checked without a sign of life begins again; after three times it failed."""
    silent = Submission.objects.filter(Q(touched_at__lt=at - SILENT), state__in=UNDER_WAY).exclude(
        channel=Submission.Channel.FOLDER
    )
    for row in silent.order_by("handed_at")[:20]:
        if row.attempts >= MOST_ATTEMPTS:
            log.error("a delivery failed thrice: %s", row.pk)
            waiting_file(row.pk, row.file_name).unlink(missing_ok=True)
            _end(row, State.FAILED, problem=INTERRUPTED)
            continue
        Submission.objects.filter(pk=row.pk).update(state=State.WAITING, touched_at=at)
        judge(row.pk)


def _end(
    row: Submission,
    state: Submission.State,
    checked: Checked | None = None,
    *,
    error: DomainError | None = None,
    problem: str = "",
) -> None:
    row.state, row.ended_at, row.touched_at = state, timezone.now(), timezone.now()
    if checked is not None:
        row.rows, row.good, row.wrong = checked.rows, checked.good, checked.wrong
        row.faults = [[b.line, b.heading, b.code, _storable(b.value)] for b in checked.shown]
    else:
        row.good, row.wrong, row.faults = None, None, []
    row.problem = error.code if error else problem
    row.problem_zh = _storable(error.text("zh-hans"))[:TEXT] if error else ""
    row.problem_en = _storable(error.text("en"))[:TEXT] if error else ""
    row.save()


def _storable(text: str) -> str:
    """PostgreSQL keeps no NUL; a file of a department may have one."""
    return text.replace("\x00", "\ufffd")
