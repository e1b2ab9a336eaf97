"""From a bundle and the answers to the one form: the whole plan."""

from collections.abc import Collection, Iterable, Mapping

from yingshang.city.matters.conditions import completed
from yingshang.city.matters.guiding import Guided, guided
from yingshang.city.matters.listing.bundle import Bundle, Effort, Member
from yingshang.city.matters.listing.matter import Matter
from yingshang.city.matters.shrinking.asking import Asking, ask
from yingshang.city.matters.shrinking.plans import (
    Counts,
    Held,
    Matters,
    Plan,
    PlannedField,
    PlannedMaterial,
    PlannedPage,
    Reason,
    Saved,
)
from yingshang.city.matters.shrinking.promise import critical_path
from yingshang.city.matters.shrinking.selection import Selection, in_waves, questions_of, select
from yingshang.city.matters.shrinking.sentences import saved
from yingshang.errors import Sentence

NOTHING_HELD = Held()


def plan(
    bundle: Bundle,
    matters: Matters,
    answers: Mapping[str, str],
    held: Held = NOTHING_HELD,
    *,
    put_off: Collection[str] = (),
) -> Plan:
    """What is left to do of `bundle` for these answers, and what the applicant is spared.

    `matters` has every member by code; `put_off` are members deferred by her own click, beside
    those that the answers defer.
    *Errors*: `QuestionUnknown`, `AnswerUnknown`, `NotDeferrable`.
    """
    questions = questions_of(bundle, matters)
    complete = completed(questions, answers)
    guidance = guided(bundle, complete)
    selection = select(bundle, matters, complete, put_off, guidance)
    asking = ask(selection, matters, complete, held, guidance)
    active = [matters[member.matter] for member in selection.active]
    promise = critical_path(bundle, matters, [matter.code for matter in active])
    signatories = dict.fromkeys(code for matter in active for code in matter.signatories)
    return Plan(
        questions=questions,
        answers=complete,
        unanswered=tuple(q.code for q in questions if q.code not in complete),
        members=in_waves(selection),
        deferred=selection.deferred,
        excluded=selection.excluded,
        pages=_pages(bundle, asking.fields),
        materials=asking.materials,
        signatories=tuple(signatories),
        saved=(*_saved_members(selection, matters, guidance), *asking.saved),
        promise=promise,
        counts=_counts(active, asking),
        effort=Effort(
            visits=sum(matter.visits for matter in active),
            forms=1,
            materials=len(asking.materials),
            half_days=promise.half_days,
        ),
        why=_reasons(guidance, active, asking.materials),
    )


def alone(matter: Matter) -> Bundle:
    """A bundle of this one matter: a single item goes the same way as a bundle."""
    return Bundle(
        code=matter.code,
        name=matter.name,
        name_en=matter.name_en,
        source=matter.source,
        number_prefix="单项",
        lead_office=matter.responsible,
        questions=matter.questions,
        members=(Member(matter=matter.code),),
    )


def _pages(bundle: Bundle, fields: tuple[PlannedField, ...]) -> tuple[PlannedPage, ...]:
    """The bundle's pages with what is asked on each; what stands on none comes last."""
    left = {field.meaning: field for field in fields}
    pages = []
    for page in bundle.pages:
        found = tuple(left.pop(meaning) for meaning in page.meanings if meaning in left)
        if found:
            pages.append(PlannedPage(page.code, page.name, page.name_en, found))
    if left:
        pages.append(PlannedPage("other", "其他信息", "Other details", tuple(left.values())))
    return tuple(pages)


def _reasons(
    guidance: Guided | None, active: Iterable[Matter], materials: Iterable[PlannedMaterial]
) -> dict[str, Sentence]:
    """Why each is asked for, where the bundle's rule says so."""
    if guidance is None:
        return {}
    names = {matter.code: (matter.name, matter.name_en) for matter in active}
    names |= {material.code: (material.name, material.name_en) for material in materials}
    found = {code: guidance.reason(code) for code in names}
    return {
        code: Sentence("“{name}”：{why}。", "“{name_en}”: {why}.",
                       {"name": names[code][0], "name_en": names[code][1], "why": reason})
        for code, reason in found.items()
        if reason is not None
    }  # fmt: skip


def _saved_members(selection: Selection, matters: Matters, guidance: Guided | None) -> list[Saved]:
    reasons: dict[str, Reason] = dict.fromkeys(selection.deferred, "deferred")
    reasons |= dict.fromkeys(selection.excluded, "not_needed")
    return [
        saved(
            "member", reason, code, (matters[code].name, matters[code].name_en), (code,),
            guidance.reason(code) if guidance else None,
        )
        for code, reason in reasons.items()
    ]  # fmt: skip


def _counts(active: list[Matter], asking: Asking) -> Counts:
    return Counts(
        fields_before=sum(len(matter.fields) for matter in active),
        fields_after=len(asking.fields),
        materials_before=sum(len(matter.materials) for matter in active),
        materials_after=len(asking.materials),
    )
