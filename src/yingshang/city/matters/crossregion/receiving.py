"""The side that receives: a window takes it, checks it and forwards it.

*Source*: 国办发〔2022〕34号: the window elsewhere checks identity and form, the home decides.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.crossregion.errors import NotAtTheCrossWindow
from yingshang.city.matters.crossregion.forwarding import post_application
from yingshang.city.matters.crossregion.handovers import note
from yingshang.city.matters.crossregion.models import CrossFile
from yingshang.city.matters.crossregion.offers import offer, service_of
from yingshang.city.matters.crossregion.opening import Arriving, Wanted, open_files
from yingshang.core.access.models import Role
from yingshang.core.access.posts import posts_of
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Office, User
from yingshang.core.parties.persons import PersonDetails, register_persons


@dataclass(frozen=True, slots=True)
class Checked:
    """What the clerk confirms before forwarding."""

    identity: bool
    form: bool
    version: int | None = None


def receive(
    clerk: User, person: PersonDetails, wanted: Wanted, *, place: str, at: datetime
) -> CrossFile:
    """Open the case of a person at the window, with what she handed in.

    Errors: `CrossServiceMissing`, `NotAtTheCrossWindow`, those of `register_persons`,
    `CrossFieldMissing`, `FieldInvalid`, `CrossMaterialMissing`, those of `documents.store`.
    """
    row = offer(place, wanted.code)
    service = service_of(row)
    office = Office.objects.get(place=place, code=service.office)
    _require_clerk(clerk, office, at)
    actor = Actor.user(clerk.pk)
    with transaction.atomic():
        (party,) = register_persons([person], place=place, actor=actor, at=at)
        (file,) = open_files([Arriving(row, office, party, wanted, actor, at)])
    return file


def forward(case_id: UUID, checked: Checked, *, user: User, at: datetime) -> CrossFile:
    """Having checked identity and form, send it to the home. Errors: `StepRefused`."""
    said = {"identity": _word(checked.identity), "form": _word(checked.form)}
    actor = Actor.user(user.pk)
    with transaction.atomic():
        move = Move(case_id, "forward", actor, at, expected_version=checked.version, data=said)
        advance([move])
        file = CrossFile.objects.select_for_update().select_related("case__office").get(
            case_id=case_id
        )  # fmt: skip
        file.checks = said
        office = file.case.office
        note(file, "checked", holder=file.place, at=at, office=office)
        _send(file, office, actor, at)
    return file


def may_receive(user: User, office: Office, *, at: datetime) -> bool:
    """Whether the user is a clerk at the office."""
    clerks = posts_of(user, at=at).filter(office=office, role=Role.CLERK)
    return clerks.exists()


def _require_clerk(clerk: User, office: Office, at: datetime) -> None:
    if not may_receive(clerk, office, at=at):
        raise NotAtTheCrossWindow


def _send(file: CrossFile, office: Office, actor: Actor, at: datetime) -> None:
    note(file, "forwarded", holder=file.peer, at=at, office=office)
    file.save(update_fields=["checks"])
    post_application(file, actor=actor, at=at)


def _word(is_so: bool) -> str:
    return "yes" if is_so else "no"
