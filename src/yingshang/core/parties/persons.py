"""Persons: registered once by their ID number, shown masked.

Opening a sealed number is not done here but through `access.personal_data`, which records it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.parties.errors import IdNumberOfAnotherName
from yingshang.core.parties.identifiers import checked_id_number, checked_name, checked_phone
from yingshang.core.parties.masking import mask_id_number, mask_phone
from yingshang.core.parties.models import Party
from yingshang.core.parties.secrets import blind_index, blind_indexes, seal, unseal

ID_NUMBER = "party.id_number"
PHONE = "party.phone"


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """A person as a form tells: name and ID number as on the card, a phone if there is one."""

    name: str
    id_number: str
    phone: str = ""


def register_person(
    name: str, id_number: str, phone: str = "", *, place: str, actor: Actor, at: datetime
) -> Party:
    """The one person with this ID number, new or known. Errors: as `register_persons`."""
    details = PersonDetails(name, id_number, phone)
    return register_persons([details], place=place, actor=actor, at=at)[0]


def register_persons(
    details: Sequence[PersonDetails], *, place: str, actor: Actor, at: datetime
) -> list[Party]:
    """One person for each row, in order; an ID number that is known gives the known person.

    Errors: as `register_all`.
    """
    return register_all([Registering(row, place, actor, at) for row in details])


class Registering(NamedTuple):
    """A person to register, by whom and when: a row of a batch by many."""

    details: PersonDetails
    place: str
    actor: Actor
    at: datetime


def register_all(rows: Sequence[Registering]) -> list[Party]:
    """One person for each row, in order; an ID number that is known gives the known person.

    A known person's phone stays as it was. The number of SQL statements does not depend on rows.
    Errors: `WrongName`, `WrongIdNumber`, `WrongPhone`; `IdNumberOfAnotherName`. All or none.
    """
    if not rows:
        return []
    checked = [_checked(row.details, row.at) for row in rows]
    with transaction.atomic():
        known = _known(checked)
        fresh = _create([row for row in checked if row.id_number not in known])
        if fresh:
            known = _known(checked)
        persons = [_same_name(known[row.id_number], row.name) for row in checked]
        by = {person.pk: row for person, row in zip(reversed(persons), reversed(rows), strict=True)}
        born = sorted({person.pk for person in persons} & fresh)
        record([_act(pk, by[pk].place, by[pk].actor, by[pk].at) for pk in born])
    return persons


def id_number_of(person: Party) -> str | None:
    """The ID number in clear, for `access.personal_data` and no other caller."""
    if person.id_number_cipher is None:
        return None
    return unseal(person.id_number_cipher, about=f"{ID_NUMBER}:{person.pk}")


def phone_of(party: Party) -> str | None:
    """The phone number in clear, for sending a message to it."""
    if party.phone_cipher is None:
        return None
    return unseal(party.phone_cipher, about=f"{PHONE}:{party.pk}")


def masked_id_number(person: Party) -> str:
    """The ID number as pages show it, or nothing if there is none."""
    number = id_number_of(person)
    return mask_id_number(number) if number else ""


def masked_phone(party: Party) -> str:
    """The phone number as pages show it, or nothing if there is none."""
    phone = phone_of(party)
    return mask_phone(phone) if phone else ""


def _checked(row: PersonDetails, at: datetime) -> PersonDetails:
    phone = checked_phone(row.phone) if row.phone.strip() else ""
    number = checked_id_number(row.id_number, today=localdate(at))
    return PersonDetails(checked_name(row.name), number, phone)


def _known(rows: Sequence[PersonDetails]) -> Mapping[str, Party]:
    numbers = {
        index: row.id_number
        for row in rows
        for index in blind_indexes(row.id_number, purpose=ID_NUMBER)
    }
    found = Party.objects.filter(id_number_index__in=list(numbers))
    return {numbers[bytes(person.id_number_index or b"")]: person for person in found}


def _create(rows: Sequence[PersonDetails]) -> set[UUID]:
    """Insert the unknown, in the order of their indexes so that two batches never deadlock.

    Who was registered by somebody else at the same moment is left as that one made it.
    """
    unknown = {row.id_number: row for row in rows}
    parties = [_party(row) for row in unknown.values()]
    parties.sort(key=lambda party: bytes(party.id_number_index or b""))
    Party.objects.bulk_create(parties, ignore_conflicts=True)
    return {party.pk for party in parties}


def _party(row: PersonDetails) -> Party:
    party_id = new_id()
    return Party(
        id=party_id,
        kind=Party.Kind.PERSON,
        name=row.name,
        id_number_cipher=seal(row.id_number, about=f"{ID_NUMBER}:{party_id}"),
        id_number_index=blind_index(row.id_number, purpose=ID_NUMBER),
        phone_cipher=seal(row.phone, about=f"{PHONE}:{party_id}") if row.phone else None,
    )


def _same_name(person: Party, name: str) -> Party:
    if person.name != name:
        raise IdNumberOfAnotherName(field="name")
    return person


def _act(party_id: UUID, place: str, actor: Actor, at: datetime) -> Act:
    return Act(place, "party", party_id, actor, at, "party.register", {"kind": "person"})
