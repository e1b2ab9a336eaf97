"""The office's side of a contested fact, and the delivery that corrects it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.core.access.models import User
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move, Moved
from yingshang.core.catalogue.parameters import parameter
from yingshang.core.commitments.services import start
from yingshang.core.commitments.types import Start
from yingshang.core.facts.contests.lifecycle import CORRECTION
from yingshang.core.facts.contests.queries import get_contest_for
from yingshang.core.facts.dictionary import dictionary_of
from yingshang.core.facts.looking import row_about
from yingshang.core.facts.models import ContestedFact, Snapshot
from yingshang.core.facts.texts import checked_text, plain_value
from yingshang.core.ledger.acts import Actor
from yingshang.worktime.zone import local

FACTS = Actor.system("facts")
ANSWER = 1000
STEPS = ("verify", "uphold", "agree")


def take_contest_step(
    case_id: UUID,
    step: str,
    *,
    user: User,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> Moved:
    """`verify`, `uphold` or `agree`; the last two say why, in words that the firm reads.

    Errors: `CaseMissing` for who does not serve there, `WrongText`, `StepRefused`.
    """
    case = get_contest_for(user, case_id, at=at)
    said = checked_text(reason, field="reason", most=ANSWER) if step != "verify" else ""
    with transaction.atomic():
        actor = Actor.user(user.pk)
        (moved,) = advance([Move(case_id, step, actor, at, version, reason=said)]).moved
        if said:
            ContestedFact.objects.filter(pk=case_id).update(answer=said, is_open=step != "uphold")
        if step == "agree":
            limit = parameter(case.place, "fact_correction", on=local(at, field="at").date())
            start([Start(case_id, case.place, case.office_id, case.party_id, CORRECTION,
                         limit.budget, at)])  # fmt: skip
    return moved


def settle(snapshot: Snapshot, *, at: datetime) -> list[UUID]:
    """Close what the office agreed to correct and this delivery says otherwise than before.

    In the delivery's own transaction; one row of the file is read for each open case. A snapshot
    of an earlier day than the contested one proves nothing.
    """
    waiting = ContestedFact.objects.filter(
        place=snapshot.place, dataset=snapshot.dataset, is_open=True,
        case__state="correcting", snapshot__as_of__lte=snapshot.as_of,
    )  # fmt: skip
    rows = [row for row in waiting.order_by("pk") if _differs(row, snapshot)]
    _close(rows, snapshot, at)
    return [row.pk for row in rows]


def _close(rows: Sequence[ContestedFact], snapshot: Snapshot, at: datetime) -> None:
    if rows:
        data: dict[str, object] = {"snapshot": str(snapshot.pk)}
        advance([Move(row.pk, "correct", FACTS, at, data=data) for row in rows])
        closed = ContestedFact.objects.filter(pk__in=[row.pk for row in rows])
        closed.update(is_open=False, corrected_in=snapshot)


def _differs(row: ContestedFact, snapshot: Snapshot) -> bool:
    """Whether the snapshot says something else of the firm; leaving it out is something else."""
    element = dictionary_of(row.place).elements.get(row.element)
    if element is None or row.element not in _codes(snapshot):
        return True
    found = row_about(snapshot, row.credit_code, [row.element])
    return found is None or plain_value(element, found[row.element]) != row.value


def _codes(snapshot: Snapshot) -> frozenset[str]:
    return dictionary_of(snapshot.place).datasets[snapshot.dataset].codes
