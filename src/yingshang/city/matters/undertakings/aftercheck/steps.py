"""The steps of an after-check: what is found, what the rule makes of it, and what follows.

An officer says what was found; the rule (undertaking_aftercheck.dmn) says which step that is.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from yingshang.city.matters.licences.changing import restore, revoke_licences, suspend_licences
from yingshang.city.matters.models import Licence
from yingshang.city.matters.undertakings.keeping import answer, keep, revoke, set_due
from yingshang.city.matters.undertakings.models import Undertaking
from yingshang.city.matters.undertakings.notices import tell_dues
from yingshang.city.matters.undertakings.rules import after_check
from yingshang.core.access.acting import may_act_for
from yingshang.core.access.doors import CaseMissing, get_case_for
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move, Moved
from yingshang.core.catalogue.parameters import parameter
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.ledger.acts import CLOCK, Actor
from yingshang.core.models import Case, User
from yingshang.errors import Invalid
from yingshang.worktime.zone import local

CORRECTION = "undertaking_correction"
STEP_OF_FINDING: Mapping[str, str] = {
    "办结": "find_true",
    "限期整改": "find_short",
    "撤销并处罚、记入失信": "find_false",
}
STEP_OF_CORRECTION: Mapping[str, str] = {"办结": "pass_correction", "撤销许可": "revoke"}
FINDINGS = ("属实", "不符", "虚假")
CORRECTIONS = ("合格", "不合格")


class NoSuchFinding(Invalid):
    """What was found is none of the words the rule knows."""

    code: ClassVar[str] = "matters.no_such_finding"
    zh: ClassVar[str] = "核查结论须是属实、不符或者虚假；整改结论须是合格或者不合格。"
    en: ClassVar[str] = (
        "A finding is true, not as promised, or false; a correction is sound or is not."
    )


@dataclass(frozen=True, slots=True)
class CheckStep:
    """A step of an after-check. `suspends` takes the licence in while it is corrected."""

    case_id: UUID
    step: str
    version: int | None = None
    reason: str = ""
    legal_basis: str = ""
    mode: str = ""
    officers: tuple[str, ...] = ()
    suspends: bool = False
    data: Mapping[str, object] = field(default_factory=dict)


def step_after(finding: str, *, correction: str = "") -> str:
    """The step that the rule makes of a finding, or of a correction looked at again."""
    if finding not in FINDINGS or (correction and correction not in CORRECTIONS):
        raise NoSuchFinding(field="finding")
    outcome = after_check(finding=finding, correction=correction or "无需整改")
    return (STEP_OF_CORRECTION if correction else STEP_OF_FINDING)[outcome]


def take_check_step(step: CheckStep, *, user: User, at: datetime) -> Moved:
    """One step of one check, by an officer, with all that follows in the same transaction.

    Errors: `CaseMissing`; `StepRefused`.
    """
    with transaction.atomic():
        get_case_for(user, step.case_id, at=at)
        actor = Actor.user(user.pk)
        (moved,) = advance([_move(step, actor, at)]).moved
        rows = list(checked_by([step.case_id]))
        _follow(step, rows, actor, at)
    return moved


def report_correction(
    case_id: UUID, words: str, *, user: User, at: datetime, version: int | None = None
) -> None:
    """The party reports what it put right. Errors: `CaseMissing`; `StepRefused`."""
    with transaction.atomic():
        case = get_case_for(user, case_id, at=at)
        if not may_act_for(user, case.party, item_code=case.item.code, at=at):
            raise CaseMissing
        actor = Actor.user(user.pk)
        behalf = case.party_id if user.person_id != case.party_id else None
        advance([
            Move(case_id, "report_correction", actor, at, expected_version=version,
                 on_behalf_of=behalf, reason=words.strip()),
        ])  # fmt: skip
        answer(list(checked_by([case_id])), actor=actor, at=at, data={"words": words.strip()})


def end_unchecked(case_ids: Collection[UUID], *, at: datetime) -> None:
    """Promises that nobody checks count as kept, and say so."""
    keep(list(checked_by(case_ids)), actor=CLOCK, at=at, how="免核查 not checked")


def checked_by(case_ids: Collection[UUID]) -> QuerySet[Undertaking]:
    """The open undertakings that these cases check."""
    return Undertaking.objects.filter(aftercheck_id__in=case_ids, state="open")


def _move(step: CheckStep, actor: Actor, at: datetime) -> Move:
    data = dict(step.data)
    if step.mode:
        data |= {"mode": step.mode, "officers": list(step.officers)}
    if step.legal_basis:
        data["legal_basis"] = step.legal_basis
    if step.suspends:
        data["suspends"] = "yes"
    return Move(
        step.case_id, step.step, actor, at, expected_version=step.version, reason=step.reason,
        data=data,
    )  # fmt: skip


def _follow(step: CheckStep, rows: Sequence[Undertaking], actor: Actor, at: datetime) -> None:
    cases = [row.case_id for row in rows]
    licences = list(Licence.objects.filter(case_id__in=cases))
    why, basis = step.reason, step.legal_basis
    if step.step in ("find_true", "pass_correction"):
        keep(rows, actor=actor, at=at, how=why)
        restore(licences, actor=actor, at=at, reason=why)
    elif step.step == "find_short":
        set_due({row.pk: correction_due(row.place, at) for row in rows}, rows, actor=actor, at=at)
        tell_dues(rows, template="correction_due", at=at)
        if step.suspends:
            suspend_licences(licences, actor=actor, at=at, reason=why)
    elif step.step in ("revoke", "confirm_false"):
        revoke(rows, actor=actor, at=at, reason=why, is_false=step.step == "confirm_false")
        revoke_licences(licences, actor=actor, at=at, reason=why, legal_basis=basis)


def correction_due(place: str, at: datetime) -> datetime:
    """The last moment to correct, by the place's parameter."""
    budget = parameter(place, CORRECTION, on=local(at, field="at").date()).budget
    return work_clock(place).due(at, budget).at


def check_cases(user_cases: QuerySet[Case]) -> QuerySet[Case]:
    """Of these cases the after-checks, with what their pages show."""
    return user_cases.filter(kind="aftercheck").select_related("item", "office", "party", "handler")
