"""What officers do with a case: one door for every step, papers and progress included.

A step is taken for one case or many; what follows (papers, results, members that start) commits
with it. Which step needs which role stands in `lifecycle`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.clocks import extension_budget
from yingshang.city.matters.papers.issuing import PAPER_OF_STEP, papers_of_steps
from yingshang.city.matters.progress import go_on, granted, lock_bundles, refused
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.numbers import take_numbers
from yingshang.core.cases.types import Longer, Move, Moved, Outcome, Pause
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, User
from yingshang.errors import Invalid

ENDS_WITHOUT_RESULT = frozenset({"refuse", "refuse_acceptance", "withdraw", "terminate"})
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


def take_steps(
    steps: Sequence[DeskStep], *, user: User, at: datetime, all_or_nothing: bool = True
) -> Outcome:
    """Steps of many cases, mixed, by one officer, with all that follows, in one transaction.

    Errors: `NotASpecialProcedure`, `EndNeeded`, `NoExtension`, `NothingToCorrect`, `StepRefused`.
    """
    actor = Actor.user(user.pk)
    with transaction.atomic():
        lock_bundles({step.case_id for step in steps})
        numbers = _notice_numbers(steps, at)
        moves = [_move(step, numbers.get(step.case_id, ""), actor, at) for step in steps]
        outcome = advance(moves, all_or_nothing=all_or_nothing)
        said = {step.case_id: _said(step) for step in steps}
        papers_of_steps(outcome.moved, actor=actor, at=at, said=said, numbers=numbers)
        _follow(outcome.moved, actor, at)
    return outcome


def _notice_numbers(steps: Sequence[DeskStep], at: datetime) -> dict[UUID, str]:
    """The numbers of the notices that announce a pause or an extension, taken before the step."""
    announced = {step.case_id: step.step for step in steps if step.step in ("suspend", "extend")}
    places = Case.objects.filter(pk__in=announced).values_list("pk", "place")
    wanted = [(pk, place, PAPER_OF_STEP[announced[pk]][1]) for pk, place in places]
    numbers = take_numbers([(place, prefix, at) for _, place, prefix in wanted])
    return {pk: number for (pk, _, _), number in zip(wanted, numbers, strict=True)}


def _move(step: DeskStep, number: str, actor: Actor, at: datetime) -> Move:
    data = dict(step.data)
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
        actor,
        at,
        expected_version=step.version,
        reason=reason,
        data=data,
        pause=_pause(step, number, at) if step.step == "suspend" else None,
        longer=_longer(step, number) if step.step == "extend" else None,
    )


def _pause(step: DeskStep, number: str, at: datetime) -> Pause:
    if step.procedure not in SPECIAL_PROCEDURES:
        raise NotASpecialProcedure(field="procedure", reason=step.procedure)
    if step.expected_end is None or step.expected_end <= at:
        raise EndNeeded(field="expected_end")
    ground = "行政许可法第四十五条"
    return Pause(step.reason or step.procedure, ground, number, step.expected_end)


def _longer(step: DeskStep, number: str) -> Longer:
    item = Case.objects.filter(pk=step.case_id).values_list("item__body", flat=True).first()
    budget = extension_budget(item) if item else None
    if budget is None:
        raise NoExtension(field="step")
    return Longer(budget, number)


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


def _follow(moved: Sequence[Moved], actor: Actor, at: datetime) -> None:
    decided = [row.case_id for row in moved if row.step == "grant"]
    ended = [row.case_id for row in moved if row.step in ENDS_WITHOUT_RESULT]
    rest = [row.case_id for row in moved if row.step not in ENDS_WITHOUT_RESULT | {"grant"}]
    if decided:
        granted(decided, at=at, actor=actor)
    if ended:
        refused(ended, at=at)
    if rest:
        parents = Case.objects.filter(pk__in=rest, parent__isnull=False)
        go_on(set(parents.values_list("parent_id", flat=True)), at=at)
