"""What officers do with a case: one door for every step, papers and progress included.

A step is taken for one case or many; what follows (papers, results, members that start) commits
with it. Which step needs which role stands in `lifecycle`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, NamedTuple
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.clocks import extension_budget
from yingshang.city.matters.crossregion.reporting import report_moved
from yingshang.city.matters.papers.issuing import PAPER_OF_STEP, papers_beside
from yingshang.city.matters.progress import (
    go_on,
    granted_rows,
    lock_bundles,
    refused,
    results_beside,
)
from yingshang.city.matters.standing import latest
from yingshang.city.matters.statements import ADDING, NOTHING, Statement, additions
from yingshang.city.matters.step_records import leave_records
from yingshang.city.matters.undertakings.following import after_steps
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.judging import Judged
from yingshang.core.cases.numbers import take_numbers
from yingshang.core.cases.types import Longer, Move, Moved, Outcome, Pause
from yingshang.core.catalogue.places import in_numbers
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, User
from yingshang.core.statements import gathering
from yingshang.errors import Invalid
from yingshang.worktime import Budget

ENDS_WITHOUT_RESULT = frozenset({
    "refuse", "refuse_acceptance", "not_within_permits", "wrong_office", "withdraw", "terminate",
    "fail_gap",
})  # fmt: skip
GRANTING = frozenset({"grant", "decide_on_undertaking"})
EXTENDING = frozenset({"extend", "extend_jointly"})
Said = Mapping[str, object]
CHANGES_NOTHING_ELSE = frozenset({"claim", "transfer", "handle", "review"})
"""Steps inside an office: no date moves by them, nothing starts and nothing ends."""
ON_PAPER = ("by", "received_by", "tracking")
"""What of a step's own data its paper tells: how a result was delivered, and to whom."""

SPECIAL_PROCEDURES = (
    "hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal",
    "expert_review",
)  # fmt: skip
"""All that stops the statutory clock. *Source*: Administrative Licensing Law Art. 45."""


class NotASpecialProcedure(Invalid):
    """A reason that does not stop the statutory clock."""

    code: ClassVar[str] = "matters.no_special_procedure"
    zh: ClassVar[str] = (
        "只有《行政许可法》第四十五条列明的八种程序可以不计入期限，“{reason}”不在其中。"
    )
    en: ClassVar[str] = (
        "Only the eight procedures of Art. 45 of the Licensing Law stop the clock; “{reason}” is"
        " none of them."
    )


class EndNeeded(Invalid):
    """A special procedure was announced without the time it needs."""

    code: ClassVar[str] = "matters.announced_end_needed"
    zh: ClassVar[str] = "特别程序须书面告知所需时间。请填写预计结束日期（晚于今天）。"
    en: ClassVar[str] = (
        "A special procedure must be announced with the time it needs."
        " Give the day on which it is expected to end."
    )


class NoExtension(Invalid):
    """The item's law gives no extension."""

    code: ClassVar[str] = "matters.no_extension"
    zh: ClassVar[str] = "这个事项的法律没有规定延期。"
    en: ClassVar[str] = "The law of this service gives no extension."


class NothingToCorrect(Invalid):
    """A deficiency notice must name everything that is missing, once."""

    code: ClassVar[str] = "matters.nothing_to_correct"
    zh: ClassVar[str] = "补正告知须一次写明全部内容。请至少写一项。"
    en: ClassVar[str] = "A deficiency notice names everything at once. Write at least one point."


@dataclass(frozen=True, slots=True)
class DeskStep:
    """A step as an officer takes it. `points` are those of a deficiency notice."""

    case_id: UUID
    step: str
    version: int | None = None
    reason: str = ""
    opinion: str = ""
    points: tuple[str, ...] = ()
    procedure: str = ""
    expected_end: datetime | None = None
    legal_basis: str = ""
    data: Mapping[str, object] = field(default_factory=dict)


def take_step(step: DeskStep, *, user: User, at: datetime) -> Moved:
    """One step of one case. Errors: `StepRefused` and those of `take_steps`."""
    return take_steps([step], user=user, at=at).moved[0]


class DeskAct(NamedTuple):
    """A step, the officer who takes it, and when: a row of a batch of many officers."""

    step: DeskStep
    user_id: UUID
    at: datetime


def take_steps(
    steps: Sequence[DeskStep], *, user: User, at: datetime, all_or_nothing: bool = True
) -> Outcome:
    """Steps of many cases, mixed, by one officer, with all that follows, in one transaction.

    Errors: `NotASpecialProcedure`, `EndNeeded`, `NoExtension`, `NothingToCorrect`, `StepRefused`,
    and those of `statements.additions`.
    """
    acts = [DeskAct(step, user.pk, at) for step in steps]
    return take_all(acts, all_or_nothing=all_or_nothing)


def take_all(acts: Sequence[DeskAct], *, all_or_nothing: bool = True) -> Outcome:
    """The same for many officers, each row with its own moment; a page is a batch of one.

    The number of SQL statements depends on the kinds of steps, not on their number.
    """
    with transaction.atomic(), gathering():
        if bundled := {act.step.case_id for act in acts} - _inside(acts):
            lock_bundles(bundled)
        numbers = _notice_numbers(acts)
        more = _extensions([act.step for act in acts])
        added = additions([_statement(act) for act in acts if act.step.step in ADDING])
        moves = [
            _move(
                act, numbers.get(act.step.case_id, ""), more, added.get(act.step.case_id, NOTHING)
            )
            for act in acts
        ]
        said = {act.step.case_id: _said(act.step) for act in acts}
        for case_id, more_said in added.items():
            said[case_id] |= more_said
        outcome = advance(
            moves,
            all_or_nothing=all_or_nothing,
            writing=lambda judged: _made_by(judged, said, numbers),
        )
        leave_records(outcome.moved, said)
        after_steps(outcome.moved, said)
        _follow(outcome.moved)
        report_moved(outcome.moved, at=max((act.at for act in acts), default=None))
    return outcome


def _inside(acts: Sequence[DeskAct]) -> set[UUID]:
    """The cases whose step stays inside its office, so that their bundles need not be held."""
    return {act.step.case_id for act in acts if act.step.step in CHANGES_NOTHING_ELSE}


def _made_by(
    judged: Sequence[Judged], said: Mapping[UUID, Said], numbers: Mapping[UUID, str]
) -> dict[UUID, dict[str, object]]:
    """Papers and results of the steps, and what their entries say of them."""
    made = papers_beside(judged, said, numbers)
    decided = [row for row in judged if row.step.name in GRANTING]
    for case_id, results in results_beside(decided).items():
        made.setdefault(case_id, {}).update(results)
    return made


def _notice_numbers(acts: Sequence[DeskAct]) -> dict[UUID, str]:
    """The numbers of the notices that announce a pause or an extension, taken before the step."""
    announced = {
        act.step.case_id: (PAPER_OF_STEP[act.step.step][1], act.at)
        for act in acts
        if act.step.step == "suspend" or act.step.step in EXTENDING
    }
    if not announced:
        return {}
    places = list(Case.objects.filter(pk__in=announced).values_list("pk", "place"))
    wanted = [
        (place, in_numbers(place, announced[pk][0]), announced[pk][1]) for pk, place in places
    ]
    numbers = take_numbers(wanted)
    return {pk: number for (pk, _), number in zip(places, numbers, strict=True)}


def _extensions(steps: Sequence[DeskStep]) -> dict[UUID, Budget]:
    """What the law of each item to extend lets its office add. Errors: `NoExtension`."""
    wanted = {step.case_id for step in steps if step.step in EXTENDING}
    if not wanted:
        return {}
    bodies = Case.objects.filter(pk__in=wanted).values_list("pk", "item__body")
    budgets = {pk: budget for pk, body in bodies if (budget := extension_budget(body))}
    if wanted - budgets.keys():
        raise NoExtension(field="step")
    return budgets


def _statement(act: DeskAct) -> Statement:
    step = act.step
    return Statement(
        step.case_id, step.step, act.at, step.points, step.legal_basis, step.procedure,
        step.expected_end, step.data,
    )  # fmt: skip


def _move(
    act: DeskAct, number: str, more: Mapping[UUID, Budget], added: Mapping[str, object]
) -> Move:
    step, at = act.step, act.at
    data = {**step.data, **added}
    if step.opinion:
        data["opinion"] = step.opinion
    if step.legal_basis:
        data["legal_basis"] = step.legal_basis
    reason = step.reason
    if step.step == "ask_correction":
        points = [point.strip() for point in step.points if point.strip()]
        if not points:
            raise NothingToCorrect(field="points")
        data["points"], data["what"] = points, "；".join(points)
        reason = reason or data["what"]  # type: ignore[assignment]  # joined text
    return Move(
        step.case_id,
        step.step,
        Actor.user(act.user_id),
        at,
        expected_version=step.version,
        reason=reason,
        data=data,
        pause=_pause(step, number, at) if step.step == "suspend" else None,
        longer=Longer(more[step.case_id], number) if step.step in EXTENDING else None,
    )


def _pause(step: DeskStep, number: str, at: datetime) -> Pause:
    if step.procedure not in SPECIAL_PROCEDURES:
        raise NotASpecialProcedure(field="procedure", reason=step.procedure)
    if step.expected_end is None or step.expected_end <= at:
        raise EndNeeded(field="expected_end")
    ground = "行政许可法第四十五条"
    return Pause(step.reason or step.procedure, ground, number, step.expected_end)


def _said(step: DeskStep) -> dict[str, object]:
    said: dict[str, object] = {
        **step.data,
        "reason": step.reason,
        "points": list(step.points),
        "legal_basis": step.legal_basis,
        "procedure": step.procedure,
    }
    said |= {name: step.data.get(name) for name in ON_PAPER}
    if step.expected_end:
        said["expected_end"] = step.expected_end.isoformat()
    return {name: value for name, value in said.items() if value}


def _follow(moved: Sequence[Moved]) -> None:
    decided = [row for row in moved if row.step in GRANTING]
    ended = {row.case_id: row.at for row in moved if row.step in ENDS_WITHOUT_RESULT}
    done = ENDS_WITHOUT_RESULT | CHANGES_NOTHING_ELSE | GRANTING
    rest = latest((row.parent_id, row.at) for row in moved if row.step not in done)
    if decided:
        granted_rows(decided)
    if ended:
        refused(list(ended), at=ended)
    if rest:
        go_on(rest.keys(), at=rest)
