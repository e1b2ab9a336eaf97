"""One case put together for its reader: members, clocks with their reasons, time line."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yingshang.city.matters.api.schemas.cases import (
    CaseOut,
    ClockOut,
    ExtensionOut,
    Happened,
    MemberOut,
    SuspensionOut,
    row_of,
)
from yingshang.city.matters.desk_queries import offered_steps
from yingshang.city.matters.queries.cases import CaseFile, case_file
from yingshang.core.access.acting import may_act_for
from yingshang.core.cases.lifecycle import APPLICANT, lifecycle_of
from yingshang.core.commitments.services import due_of
from yingshang.core.ledger.queries import EntryView
from yingshang.core.models import Case, Commitment, Extension, Suspension, User
from yingshang.core.schemas import language, said

_ACTIONS = {
    "case.open": ("收件", "received"),
    "matter.paper": ("出具文书", "paper issued"),
    "matter.result": ("形成结果", "result made"),
    "matter.licence_pdf": ("制作证照文件", "licence printed"),
}
_OTHERS = {"system": ("平台", "the platform"), "exchange": ("外部系统", "an outside system")}


def details_of(user: User, case_id: UUID, *, at: datetime) -> CaseOut:
    """The case with its members, behind its door; a fixed number of SQL statements.

    Errors: `CaseMissing`, for hidden and missing.
    """
    file = case_file(user, case_id, at=at)
    pauses = list(Suspension.objects.filter(case_id__in=file.cases).order_by("starts_at"))
    more = list(Extension.objects.filter(case_id__in=file.cases).order_by("at"))
    family = [_member(one, file, pauses, more, at) for one in (file.case, *file.members)]
    return CaseOut(
        **family[0],
        parent_id=file.case.parent_id,
        steps=_steps(user, file.case, at),
        members=[MemberOut(**member) for member in family[1:]],
        time_line=_time_line(file.entries),
    )


def _member(
    case: Case,
    file: CaseFile,
    pauses: Sequence[Suspension],
    more: Sequence[Extension],
    at: datetime,
) -> dict[str, Any]:
    return {
        **row_of(case),
        "needs": [needed.pk for needed in file.needs.get(case.pk, ())],
        "clocks": [_clock(case, one, file, at) for one in file.commitments.get(case.pk, ())],
        "suspensions": [SuspensionOut.of(one) for one in pauses if one.case_id == case.pk],
        "extensions": [ExtensionOut.of(one) for one in more if one.case_id == case.pk],
    }


def _clock(case: Case, promise: Commitment, file: CaseFile, at: datetime) -> ClockOut:
    name = lifecycle_of(case.kind).clock(promise.clock)
    more = file.extensions.get((case.pk, promise.clock), ())
    due = due_of(file.clock, promise, file.pauses.get(case.pk, ()), more, at=at)
    return ClockOut(
        clock=promise.clock,
        name=said(name.zh, name.en),
        amount=promise.budget,
        unit=promise.unit,
        started_at=promise.started_at,
        due_at=promise.due_at,
        original_due_at=promise.original_due_at,
        met_at=promise.met_at,
        cancelled_at=promise.cancelled_at,
        is_provisional=promise.is_provisional,
        is_late=promise.cancelled_at is None and promise.due_at < (promise.met_at or at),
        why=due.trace.lines(language()),
    )


def _steps(user: User, case: Case, at: datetime) -> list[str]:
    """The officer's steps, and the applicant's where the reader may act for the party."""
    offered = [step.name for step in offered_steps(user, case, at=at)]
    own = [
        step.name
        for step in lifecycle_of(case.kind).steps
        if APPLICANT in step.by and case.state in step.sources
    ]
    bundle = case.parent.item.code if case.parent else ""
    acts = may_act_for(user, case.party, item_code=case.item.code, at=at, bundle_code=bundle)
    return [*offered, *own] if own and acts else offered


def _time_line(entries: Sequence[EntryView]) -> list[Happened]:
    users = {entry.actor_id for entry in entries if entry.actor_kind == "user"}
    names = dict(User.objects.filter(pk__in=users).values_list("pk", "display_name"))
    return [
        Happened(
            at=entry.at,
            case_id=entry.subject_id,
            action=entry.action,
            text=_text(entry),
            by=names.get(entry.actor_id) or said(*_OTHERS.get(entry.actor_kind, ("—", "—"))),
            reason=str((entry.data or {}).get("reason", "")),
        )
        for entry in entries
    ]


def _text(entry: EntryView) -> str:
    if entry.action in _ACTIONS:
        words = said(*_ACTIONS[entry.action])
        number = (entry.data or {}).get("number", "")
        return f"{words} {number}".strip()
    kind, _, name = entry.action.partition(".")
    step = lifecycle_of(kind).step(name) if kind in {"matter", "errand", "bundle"} else None
    return said(step.zh, step.en) if step else entry.action
