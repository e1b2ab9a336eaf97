"""What the applicant wrote, as far as this matter asks for it; numbers of persons are masked.

Data minimisation: an office sees the fields of its own matter and no others of the bundle.
*Source*: 个人信息保护法 Art. 6.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yingshang.city.matters.applications.values import person_details, persons_in, shown
from yingshang.city.matters.conditions import may_hold
from yingshang.city.matters.desk_pages.words import said, with_note
from yingshang.city.matters.listing import FormField, Matter
from yingshang.city.matters.lists import parsed_matter
from yingshang.city.matters.models import Application
from yingshang.core.access.models import User
from yingshang.core.access.personal_data import reveal_id_numbers_in
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case
from yingshang.core.parties.masking import mask_phone
from yingshang.core.parties.persons import PersonDetails, register_persons

PEOPLE = frozenset({"person", "persons"})


@dataclass(frozen=True)
class Answer:
    """A field as the officer reads it; `is_masked` where something of it is hidden."""

    label: str
    text: str
    is_masked: bool = False


def application_of(case: Case) -> Application | None:
    """The application that the case, or the bundle it belongs to, came from."""
    return Application.objects.filter(case_id=case.parent_id or case.pk).first()


def answers_of(
    case: Case, application: Application | None, revealed: Mapping[str, str] | None = None
) -> list[Answer]:
    """The fields of this matter that have a value; `revealed` ID numbers by their blind index."""
    if application is None:
        return []
    return [
        _answer(field, application.fields[field.meaning], revealed or {})
        for field in _fields(parsed_matter(case.item), application)
    ]


def reveal(
    user: User, case: Case, application: Application, *, purpose: str, at: datetime
) -> dict[str, str]:
    """The ID numbers of the persons in this matter's fields, by blind index; an entry a person.

    Who is not yet a party of the platform becomes one, so that the read is hers to see.
    Errors: those of `reveal_id_numbers_in` and `register_persons`.
    """
    people = {
        str(person["index"]): person_details(person)
        for field in _fields(parsed_matter(case.item), application)
        if field.type in PEOPLE
        for person in persons_in(application.fields[field.meaning])
    }
    if not people:
        return {}
    parties = register_persons(
        [PersonDetails(*details) for details in people.values()],
        place=case.place,
        actor=Actor.user(user.pk),
        at=at,
    )
    numbers: dict[UUID, str] = reveal_id_numbers_in(user, case.pk, parties, purpose=purpose, at=at)
    return {index: numbers[party.pk] for index, party in zip(people, parties, strict=True)}


def answers_in(matter: Matter, application: Application | None) -> dict[str, str]:
    """The answers to the matter's questions, defaults filled in."""
    defaults = {q.code: q.default for q in matter.questions if q.default is not None}
    return defaults | (application.answers if application else {})


def _fields(matter: Matter, application: Application) -> Iterator[FormField]:
    answers = answers_in(matter, application)
    for field in matter.fields:
        if field.meaning in application.fields and may_hold(field.when, answers):
            yield field


def _answer(field: FormField, value: object, revealed: Mapping[str, str]) -> Answer:
    label = said(field.name, field.name_en)
    if field.type in PEOPLE:
        people = persons_in(value)
        text = "；".join(_person(person, revealed) for person in people)
        return Answer(label, text, any(str(p["index"]) not in revealed for p in people))
    if field.type == "id_number" and isinstance(value, Mapping):
        return Answer(label, str(value["masked"]), is_masked=True)
    if field.type == "phone":
        return Answer(label, mask_phone(str(value)), is_masked=True)
    if field.type == "choice":
        chosen = (c for c in field.choices if c.value == value)
        return Answer(label, next((said(c.label, c.label_en) for c in chosen), str(value)))
    if field.type == "boolean":
        return Answer(label, said("是", "yes") if value == "yes" else said("否", "no"))
    return Answer(label, shown(field, value))  # type: ignore[arg-type]  # the same shape as planned


def _person(person: Mapping[str, str], revealed: Mapping[str, str]) -> str:
    number = revealed.get(str(person["index"]), person["masked"])
    phone = f", {person['phone']}" if person.get("phone") else ""
    return with_note(person["name"], f"{number}{phone}")
