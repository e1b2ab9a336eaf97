"""The contents of an application in words: answers, fields, materials. For checking and signing."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from yingshang.city.matters.applications.planning import Planned
from yingshang.city.matters.applications.values import persons_in, shown
from yingshang.city.matters.models import Application, ApplicationMaterial
from yingshang.city.matters.pages import words
from yingshang.city.matters.pages.topic_fields import PERSONS
from yingshang.city.matters.shrinking import PlannedField, PlannedMaterial


@dataclass(frozen=True)
class Line:
    """A label and what stands there; `values` are several for persons. Empty is not filled in."""

    label: str
    values: tuple[str, ...]
    key: str


@dataclass(frozen=True)
class Section:
    """A step's lines, with where to change them."""

    label: str
    url: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class MaterialLine:
    """A material and the documents given for it."""

    material: PlannedMaterial
    given: tuple[ApplicationMaterial, ...]


def sections_of(planned: Planned) -> list[Section]:
    """The answers, then a section a page of the form."""
    pk = planned.application.pk
    questions = Section(_("情形"), reverse("apply_questions", args=[pk]), _answers(planned))
    kept = planned.application.fields
    return [questions] + [
        Section(
            words.said(page),
            reverse("apply_page", args=[pk, page.code]),
            tuple(field_line(field, kept.get(field.meaning)) for field in page.fields),
        )
        for page in planned.plan.pages
    ]


def material_lines(planned: Planned) -> list[MaterialLine]:
    """The materials of the plan with what was given. One SQL statement."""
    given: dict[str, list[ApplicationMaterial]] = {}
    for row in planned.application.materials.select_related("document__blob").order_by("pk"):
        given.setdefault(row.material, []).append(row)
    return [
        MaterialLine(material, tuple(given.get(material.code, ())))
        for material in planned.plan.materials
    ]


def field_line(field: PlannedField, value: object) -> Line:
    """A field in words; numbers of persons masked."""
    return Line(words.said(field), field_values(field, value), field.meaning)


def field_values(field: PlannedField, value: object) -> tuple[str, ...]:
    """What stands in a field, nothing if it is empty."""
    if value is None:
        return ()
    if field.type in PERSONS:
        return tuple(f"{p['name']}（{p['masked']}）" for p in persons_in(value))
    if field.type == "choice":
        chosen = [words.said(c, "label") for c in field.choices if c.value == value]
        return (chosen[0] if chosen else str(value),)
    if field.type == "boolean":
        return (_("是") if value == "yes" else _("否"),)
    if field.type == "id_number" and isinstance(value, Mapping):
        return (str(value["masked"]),)
    return (shown(field, value),)


def delivery_text(application: Application) -> str:
    """How results are to come."""
    names = {"electronic": _("电子送达"), "desk": _("窗口领取"), "mail": _("邮寄")}
    return names.get(application.delivery, application.delivery)


def _answers(planned: Planned) -> tuple[Line, ...]:
    lines = [
        Line(
            words.said(question, "text"),
            tuple(
                words.said(choice, "label")
                for choice in question.choices
                if choice.value == planned.plan.answers.get(question.code)
            ),
            f"question-{question.code}",
        )
        for question in planned.plan.questions
    ]
    matters = planned.service.matters
    waiting = tuple(words.said(matters[code]) for code in planned.plan.deferred)
    if waiting:
        lines.append(Line(_("以后再办"), waiting, "put_off"))
    lines.append(Line(_("结果怎样送达"), (delivery_text(planned.application),), "delivery"))
    return tuple(lines)
