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
from yingshang.city.matters.papers.entered import unfolded
from yingshang.city.matters.queries.cases import CaseFile, case_file
from yingshang.city.matters.queries.inside import is_on_their_side, said_outside
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
    is_outside = is_on_their_side(user, file.case, at=at)
    family = [_member(one, file, pauses, more, at) for one in (file.case, *file.members)]
    return CaseOut(
        **family[0],
        parent_id=file.case.parent_id,
        steps=_steps(user, file.case, is_outside=is_outside, at=at),
        members=[MemberOut(**member) for member in family[1:]],
        time_line=_time_line(file, is_outside=is_outside),
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


def _steps(user: User, case: Case, *, is_outside: bool, at: datetime) -> list[str]:
    """The officer's steps, and the applicant's where the reader may act for the party."""
    offered = [step.name for step in offered_steps(user, case, at=at)]
    own = [
        step.name
        for step in lifecycle_of(case.kind).steps
        if APPLICANT in step.by and case.state in step.sources
    ]
    return [*offered, *own] if is_outside else offered


def _time_line(file: CaseFile, *, is_outside: bool) -> list[Happened]:
    """The acts; to the applicant's side an office acts, and not the officer by name."""
    users = {entry.actor_id for entry in file.entries if entry.actor_kind == "user"}
    names = dict(User.objects.filter(pk__in=users).values_list("pk", "display_name"))
    return [
        Happened(
            at=entry.at,
            case_id=entry.subject_id,
            action=entry.action,
            text=_text(entry),
            by=_office(file, entry) if is_outside and _is_the_offices(entry)
            else names.get(entry.actor_id) or said(*_OTHERS.get(entry.actor_kind, ("—", "—"))),
            reason=_reason(entry, is_outside=is_outside),
        )
        for entry in unfolded(file.entries)
    ]  # fmt: skip


def _is_the_offices(entry: EntryView) -> bool:
    """Whether an officer acted in it: a person, and not on the applicant's side."""
    if entry.actor_kind != "user" or entry.on_behalf_of is not None:
        return False
    kind, _, name = entry.action.partition(".")
    if kind not in {"matter", "errand", "bundle"}:
        return False
    step = lifecycle_of(kind).step(name)
    return step is None or APPLICANT not in step.by


def _office(file: CaseFile, entry: EntryView) -> str:
    office = file.cases[entry.subject_id].office
    return said(office.name, office.name_en)


def _reason(entry: EntryView, *, is_outside: bool) -> str:
    data = said_outside(entry) if is_outside else entry.data
    return str((data or {}).get("reason", ""))


def _text(entry: EntryView) -> str:
    if entry.action in _ACTIONS:
        words = said(*_ACTIONS[entry.action])
        number = (entry.data or {}).get("number", "")
        return f"{words} {number}".strip()
    kind, _, name = entry.action.partition(".")
    step = lifecycle_of(kind).step(name) if kind in {"matter", "errand", "bundle"} else None
    return said(step.zh, step.en) if step else entry.action
