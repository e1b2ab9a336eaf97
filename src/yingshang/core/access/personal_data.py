"""The door to sealed personal data: every opening is an entry that the person can read.

Source: 个人信息保护法 Art. 6 (purpose, necessity) and 45 (the person may know).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.core.access.doors import served_cases
from yingshang.core.access.errors import PersonHidden, ReasonNeeded
from yingshang.core.access.models import User
from yingshang.core.access.posts import Reader
from yingshang.core.cases.models import Case
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.queries import EntryView, entries_of
from yingshang.core.ledger.services import record
from yingshang.core.parties.models import Office, Party
from yingshang.core.parties.persons import id_number_of
from yingshang.core.parties.queries import running_mandates

READ = "person.read"
FIELD = "id_number"
PURPOSE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class PersonalDataRead:
    """Who read what about a person, when, why, and in which case.

    `reader` is the name of an officer or of an outside system.
    """

    at: datetime
    reader: str
    office: str
    purpose: str
    fields: tuple[str, ...]
    case_number: str


def reveal_id_number(user: Reader, person: Party, *, purpose: str, at: datetime) -> str:
    """The ID number of a person to an officer who serves a case of theirs; an entry says so.

    Errors: `ReasonNeeded` without a purpose; `PersonHidden` if the officer serves no case that the
    person applied for or a mandate of theirs concerns, or if there is no such number.
    """
    served = served_cases(user, at=at)
    case = served.filter(party=person).order_by("-opened_at").first()
    if case is None:
        represented = running_mandates(person.pk, at=at).values("principal_id")
        case = served.filter(party__in=represented).order_by("-opened_at").first()
    if case is None or not isinstance(user, User):
        raise PersonHidden
    actor = Actor.user(user.pk)
    numbers = disclose_id_numbers([person], actor=actor, case=case, purpose=purpose, at=at)
    return numbers[person.pk]


def reveal_id_numbers_in(
    user: Reader, case_id: UUID, persons: Collection[Party], *, purpose: str, at: datetime
) -> dict[UUID, str]:
    """The ID numbers of the persons that a case's papers name, to an officer who serves the case.

    The caller has read the persons from the papers of this very case.
    Errors: `ReasonNeeded`, `PersonHidden`.
    """
    case = served_cases(user, at=at).filter(pk=case_id).first()
    if case is None or not isinstance(user, User):
        raise PersonHidden
    return disclose_id_numbers(
        list(persons), actor=Actor.user(user.pk), case=case, purpose=purpose, at=at
    )


def disclose_id_numbers(
    persons: Sequence[Party],
    *,
    actor: Actor,
    case: Case,
    purpose: str,
    at: datetime,
    recipient: str = "",
) -> dict[UUID, str]:
    """Open the ID numbers for a case, with one entry a person; the caller has judged the right.

    For an outside system that a case is sent to, the actor is `Actor.exchange(...)`, and
    `recipient` is its name as the person shall read it.
    Errors: `ReasonNeeded` without a purpose; `PersonHidden` for a party without an ID number.
    """
    purpose = purpose.strip()
    if not 0 < len(purpose) <= PURPOSE_LENGTH:
        raise ReasonNeeded(field="purpose")
    with transaction.atomic():
        numbers = {person.pk: _number(person) for person in persons}
        record([_act(person, actor, case, purpose, at, recipient) for person in persons])
    return numbers


def reads_of(person: Party) -> list[PersonalDataRead]:
    """Every read of the person's sealed data, newest first. To be shown to the person itself."""
    entries = [entry for entry in entries_of([person.pk]) if entry.action == READ]
    readers = _names_of_readers(entries)
    offices = _names_of_offices(entries)
    return [_read(entry, readers, offices) for entry in reversed(entries)]


def _number(person: Party) -> str:
    number = id_number_of(person)
    if number is None:
        raise PersonHidden
    return number


def _act(
    person: Party, actor: Actor, case: Case, purpose: str, at: datetime, recipient: str
) -> Act:
    data: dict[str, object] = {
        "purpose": purpose,
        "fields": [FIELD],
        "office": str(case.office_id),
        "case": case.number,
    }
    if recipient:
        data["recipient"] = recipient
    return Act(case.place, "party", person.pk, actor, at, READ, data)


def _read(entry: EntryView, readers: dict[UUID, str], offices: dict[str, str]) -> PersonalDataRead:
    data = entry.data or {}
    fields = data.get("fields")
    return PersonalDataRead(
        at=entry.at,
        reader=readers.get(entry.actor_id, str(data.get("recipient", ""))),
        office=offices.get(str(data.get("office")), ""),
        purpose=str(data.get("purpose", "")),
        fields=tuple(str(name) for name in fields) if isinstance(fields, list) else (),
        case_number=str(data.get("case", "")),
    )


def _names_of_readers(entries: Sequence[EntryView]) -> dict[UUID, str]:
    ids = {entry.actor_id for entry in entries if entry.actor_kind == "user"}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "display_name"))


def _names_of_offices(entries: Sequence[EntryView]) -> dict[str, str]:
    ids = {str((entry.data or {}).get("office", "")) for entry in entries} - {""}
    named = Office.objects.filter(pk__in=ids).values_list("pk", "name")
    return {str(pk): name for pk, name in named}
