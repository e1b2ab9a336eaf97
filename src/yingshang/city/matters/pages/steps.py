"""The steps of an application: questions, topics, promises, materials, check; the way on."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from yingshang.city.matters.applications.planning import Planned
from yingshang.city.matters.pages import words
from yingshang.city.matters.undertakings.choices import offers_promises
from yingshang.ui.components import Step

QUESTIONS, PROMISES, MATERIALS, REVIEW = "questions", "promises", "materials", "review"


@dataclass(frozen=True)
class Place:
    """One step: its key (a page's code or one of the fixed ones), its name and its address."""

    key: str
    label: str
    url: str


def places_of(planned: Planned) -> list[Place]:
    """All steps of an application in order."""
    pk = planned.application.pk
    pages = [
        Place(page.code, words.said(page), reverse("apply_page", args=[pk, page.code]))
        for page in planned.plan.pages
    ]
    questions = Place(QUESTIONS, _("情形"), reverse("apply_questions", args=[pk]))
    review = Place(REVIEW, _("核对提交"), reverse("apply_review", args=[pk]))
    return [questions, *pages, *_promises(planned), *_materials(planned), review]


def stepper_of(planned: Planned, key: str) -> dict[str, object]:
    """What the stepper of step `key` needs, with the way back."""
    places = places_of(planned)
    number = _number(places, key)
    back = places[number - 2].url if number > 1 else ""
    return {
        "steps": [Step(place.label, place.url) for place in places],
        "current": number,
        "back_url": back,
    }


def after(planned: Planned, key: str) -> str:
    """The address of the step after `key`."""
    places = places_of(planned)
    return places[min(_number(places, key), len(places) - 1)].url


def where_left(planned: Planned) -> str:
    """The address of the first step that still lacks something; the check if none does."""
    places = {place.key: place.url for place in places_of(planned)}
    if not planned.application.answers and planned.plan.questions:
        return places[QUESTIONS]
    kept = planned.application.fields
    for page in planned.plan.pages:
        if any(field.required and field.meaning not in kept for field in page.fields):
            return places[page.code]
    given = set(planned.application.materials.values_list("material", flat=True))
    if any(m.required and m.code not in given for m in planned.plan.materials):
        return places[MATERIALS]
    return places[REVIEW]


def _promises(planned: Planned) -> list[Place]:
    if not offers_promises(planned):
        return []
    return [Place(PROMISES, _("承诺"), reverse("apply_promises", args=[planned.application.pk]))]


def _materials(planned: Planned) -> list[Place]:
    if not planned.plan.materials:
        return []
    url = reverse("apply_materials", args=[planned.application.pk])
    return [Place(MATERIALS, _("材料"), url)]


def _number(places: list[Place], key: str) -> int:
    return next(n for n, place in enumerate(places, start=1) if place.key == key)
