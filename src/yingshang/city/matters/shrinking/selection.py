"""Which members belong to the applicant's case, which she puts off, and in what order they run."""

from collections.abc import Collection
from dataclasses import dataclass

from yingshang.city.matters.conditions import Answers, may_hold
from yingshang.city.matters.guiding import Guided, is_put_off
from yingshang.city.matters.listing.bundle import Bundle, Member
from yingshang.city.matters.listing.checks.graphs import everything_before
from yingshang.city.matters.listing.questions import Question
from yingshang.city.matters.shrinking.plans import Matters, PlannedMember
from yingshang.errors import Invalid


class NotDeferrable(Invalid):
    """The applicant wants to put off a member that the list does not let wait."""

    code = "matters.not_deferrable"
    zh = "“{matter}”不能暂缓办理。请取消暂缓。"
    en = "“{matter_en}” cannot be put off. Take it back in."


@dataclass(frozen=True)
class Selection:
    """The members by what becomes of them; `active` in list order."""

    active: tuple[Member, ...]
    deferred: tuple[str, ...]
    excluded: tuple[str, ...]

    def before(self, matter: str) -> frozenset[str]:
        """The active members whose results `matter` waits for, directly or not."""
        codes = {member.matter for member in self.active}
        needs = {m.matter: tuple(n for n in m.needs if n in codes) for m in self.active}
        return everything_before(matter, needs)


def questions_of(bundle: Bundle, matters: Matters) -> tuple[Question, ...]:
    """The bundle's questions, then those of its members that it does not ask itself."""
    found = {question.code: question for question in bundle.questions}
    for member in bundle.members:
        for question in matters[member.matter].questions:
            found.setdefault(question.code, question)
    return tuple(found.values())


def select(
    bundle: Bundle,
    matters: Matters,
    answers: Answers,
    put_off: Collection[str],
    guidance: Guided | None = None,
) -> Selection:
    """Sort the members, by the bundle's rule if it has one, else by the list's conditions.

    *Errors*: `NotDeferrable` for a code in `put_off` that may not wait.
    """
    included = [member for member in bundle.members if _belongs(member, answers, guidance)]
    deferred: list[str] = []
    for member in included:
        if member.matter in put_off and not member.deferrable:
            names = matters[member.matter]
            raise NotDeferrable(field=member.matter, matter=names.name, matter_en=names.name_en)
        if member.matter in put_off or _is_deferred(member, answers, guidance):
            deferred.append(member.matter)
    needs = {member.matter: member.needs for member in included}
    deferred += [
        code for code in needs
        if code not in deferred and everything_before(code, needs) & set(deferred)
    ]  # fmt: skip
    return Selection(
        active=tuple(m for m in included if m.matter not in deferred),
        deferred=tuple(m.matter for m in included if m.matter in deferred),
        excluded=tuple(m.matter for m in bundle.members if m not in included),
    )


def _belongs(member: Member, answers: Answers, guidance: Guided | None) -> bool:
    if guidance is not None:
        return guidance.includes(member, answers)
    return may_hold(member.when, answers)


def _is_deferred(member: Member, answers: Answers, guidance: Guided | None) -> bool:
    if guidance is not None:
        return guidance.defers(member, answers)
    return is_put_off(member, answers)


def in_waves(selection: Selection) -> tuple[PlannedMember, ...]:
    """The active members in an order that their needs allow, with the wave of each."""
    codes = {member.matter for member in selection.active}
    wave: dict[str, int] = {}
    waiting = list(selection.active)
    while waiting:
        ready = [m for m in waiting if all(n in wave or n not in codes for n in m.needs)]
        if not ready:
            raise ValueError("the bundle's members wait for each other; its list was not checked")
        for member in ready:
            wave[member.matter] = 1 + max(
                (wave[need] for need in member.needs if need in codes), default=-1
            )
        waiting = [member for member in waiting if member not in ready]
    planned = [
        PlannedMember(
            matter=member.matter,
            needs=tuple(need for need in member.needs if need in codes),
            wave=wave[member.matter],
            deferrable=member.deferrable,
            blocking=member.blocking,
        )
        for member in selection.active
    ]
    return tuple(sorted(planned, key=lambda member: member.wave))
