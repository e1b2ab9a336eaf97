"""Shapes of a plan: what is asked of an applicant, and what she is spared."""

from typing import Annotated

from pydantic import Field

from yingshang.city.matters.listing import Question
from yingshang.city.matters.listing.bundle import Effort
from yingshang.city.matters.listing.questions import Choice
from yingshang.city.matters.listing.terms import Delivery
from yingshang.city.matters.shrinking import (
    Counts,
    CriticalPath,
    Plan,
    PlannedField,
    PlannedMaterial,
    PlannedMember,
    Saved,
)
from yingshang.core.schemas import Code, Shape, language, said, said_or_none

AnswersIn = Annotated[dict[Code, Code], Field(max_length=50)]
MembersIn = Annotated[list[Code], Field(max_length=50)]


class PlanIn(Shape):
    """Answers to the scenario questions, and which members are put off."""

    answers: AnswersIn = Field(
        default_factory=dict, examples=[{"shareholding": "several", "premises": "rented"}]
    )
    put_off: MembersIn = Field(default_factory=list)


class AnswersBody(PlanIn):
    """What an application keeps of them, and how its results are to be delivered."""

    delivery: Delivery = "electronic"
    version: int | None = Field(default=None, ge=1, le=2_147_483_647)


class ChoiceOut(Shape):
    """One possible answer."""

    value: str
    label: str

    @classmethod
    def of(cls, choice: Choice) -> "ChoiceOut":
        """The shape of a choice."""
        return cls(value=choice.value, label=said(choice.label, choice.label_en))


class QuestionOut(Shape):
    """A scenario question; `default` is the usual answer."""

    code: str
    text: str
    hint: str | None
    choices: list[ChoiceOut]
    default: str | None

    @classmethod
    def of(cls, question: Question) -> "QuestionOut":
        """The shape of a question."""
        return cls(
            code=question.code,
            text=said(question.text, question.text_en),
            hint=said_or_none(question.hint, question.hint_en),
            choices=[ChoiceOut.of(choice) for choice in question.choices],
            default=question.default,
        )


class PlannedMemberOut(Shape):
    """A member to be opened, what it waits for, and in which wave it can run."""

    matter: str
    needs: list[str]
    wave: int
    deferrable: bool
    blocking: bool

    @classmethod
    def of(cls, member: PlannedMember) -> "PlannedMemberOut":
        """The shape of a planned member."""
        return cls(
            matter=member.matter,
            needs=list(member.needs),
            wave=member.wave,
            deferrable=member.deferrable,
            blocking=member.blocking,
        )


class PlannedFieldOut(Shape):
    """A field of the one form, and the matters that use its answer."""

    meaning: str
    name: str
    type: str
    required: bool
    sensitivity: str
    hint: str | None
    choices: list[ChoiceOut]
    pattern: str | None
    max_length: int | None
    used_by: list[str]

    @classmethod
    def of(cls, field: PlannedField) -> "PlannedFieldOut":
        """The shape of a planned field."""
        return cls(
            meaning=field.meaning,
            name=said(field.name, field.name_en),
            type=field.type,
            required=field.required,
            sensitivity=field.sensitivity,
            hint=said_or_none(field.hint, field.hint_en),
            choices=[ChoiceOut.of(choice) for choice in field.choices],
            pattern=field.pattern,
            max_length=field.max_length,
            used_by=list(field.used_by),
        )


class PlannedPageOut(Shape):
    """A page of the form."""

    code: str
    name: str
    fields: list[PlannedFieldOut]


class PlannedMaterialOut(Shape):
    """A document to upload once. *Units*: size in MiB."""

    code: str
    name: str
    required: bool
    original: bool
    formats: list[str]
    max_size_mb: int
    sensitivity: str
    hint: str | None
    used_by: list[str]

    @classmethod
    def of(cls, material: PlannedMaterial) -> "PlannedMaterialOut":
        """The shape of a planned material."""
        return cls(
            code=material.code,
            name=said(material.name, material.name_en),
            required=material.required,
            original=material.original,
            formats=list(material.formats),
            max_size_mb=material.max_size_mb,
            sensitivity=material.sensitivity,
            hint=said_or_none(material.hint, material.hint_en),
            used_by=list(material.used_by),
        )


class SavedOut(Shape):
    """Something that is not asked, and why."""

    subject: str
    code: str
    reason: str
    matters: list[str]
    text: str

    @classmethod
    def of(cls, saved: Saved) -> "SavedOut":
        """The shape of what is saved."""
        return cls(
            subject=saved.subject,
            code=saved.code,
            reason=saved.reason,
            matters=list(saved.matters),
            text=saved.sentence.text(language()),
        )


class PromiseOut(Shape):
    """The bundle's promised time: its critical path. *Units*: half working days."""

    half_days: int
    path: list[str]
    alone_half_days: int

    @classmethod
    def of(cls, promise: CriticalPath) -> "PromiseOut":
        """The shape of a critical path."""
        return cls(
            half_days=promise.half_days,
            path=list(promise.path),
            alone_half_days=promise.alone_half_days,
        )


class CountsOut(Shape):
    """How much would be asked item by item, and how much is asked."""

    fields_before: int
    fields_after: int
    materials_before: int
    materials_after: int

    @classmethod
    def of(cls, counts: Counts) -> "CountsOut":
        """The shape of the counts."""
        return cls(
            fields_before=counts.fields_before,
            fields_after=counts.fields_after,
            materials_before=counts.materials_before,
            materials_after=counts.materials_after,
        )


class EffortOut(Shape):
    """What an applicant goes through. *Units*: half working days."""

    visits: int
    forms: int
    materials: int
    half_days: int

    @classmethod
    def of(cls, effort: Effort) -> "EffortOut":
        """The shape of an effort."""
        return cls(
            visits=effort.visits,
            forms=effort.forms,
            materials=effort.materials,
            half_days=effort.half_days,
        )


class PlanOut(Shape):
    """Everything the applicant is asked, in order, and what she is spared.

    `why` has the reason for members and materials that a rule of the bundle asks for, by code.
    """

    questions: list[QuestionOut]
    answers: dict[str, str]
    unanswered: list[str]
    members: list[PlannedMemberOut]
    deferred: list[str]
    excluded: list[str]
    pages: list[PlannedPageOut]
    materials: list[PlannedMaterialOut]
    signatories: list[str]
    saved: list[SavedOut]
    why: dict[str, str]
    promise: PromiseOut
    counts: CountsOut
    effort: EffortOut

    @classmethod
    def of(cls, plan: Plan) -> "PlanOut":
        """The shape of a plan."""
        return cls(
            questions=[QuestionOut.of(question) for question in plan.questions],
            answers=dict(plan.answers),
            unanswered=list(plan.unanswered),
            members=[PlannedMemberOut.of(member) for member in plan.members],
            deferred=list(plan.deferred),
            excluded=list(plan.excluded),
            pages=[
                PlannedPageOut(
                    code=page.code,
                    name=said(page.name, page.name_en),
                    fields=[PlannedFieldOut.of(field) for field in page.fields],
                )
                for page in plan.pages
            ],
            materials=[PlannedMaterialOut.of(material) for material in plan.materials],
            signatories=list(plan.signatories),
            saved=[SavedOut.of(saved) for saved in plan.saved],
            why={code: reason.text(language()) for code, reason in plan.why.items()},
            promise=PromiseOut.of(plan.promise),
            counts=CountsOut.of(plan.counts),
            effort=EffortOut.of(plan.effort),
        )
