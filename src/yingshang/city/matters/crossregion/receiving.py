"""The side that receives: a window takes it, checks it and forwards it; or it comes online.

*Source*: 国办发〔2022〕34号: the window elsewhere checks identity and form, the home decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.applications.values import clean
from yingshang.city.matters.crossregion.attaching import Given, keep
from yingshang.city.matters.crossregion.errors import CrossFieldMissing, NotAtTheCrossWindow
from yingshang.city.matters.crossregion.forwarding import post_application
from yingshang.city.matters.crossregion.handovers import note
from yingshang.city.matters.crossregion.lifecycle import RECEIVED_ELSEWHERE
from yingshang.city.matters.crossregion.listing import CrossService
from yingshang.city.matters.crossregion.models import CrossFile
from yingshang.city.matters.crossregion.modes import duties_of
from yingshang.city.matters.crossregion.offers import offer, service_of
from yingshang.core.access.models import Role
from yingshang.core.access.posts import posts_of
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Move, Opening
from yingshang.core.catalogue.parameters import parameter
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, Item, Office, Party, User
from yingshang.core.parties.persons import PersonDetails, register_persons
from yingshang.errors import Sentence
from yingshang.worktime.zone import local

FORWARD_LIMIT = "cross_region_forward"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants from another place: the service, the form's values, the materials."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    materials: Sequence[Given] = ()


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
        return _open(row, office, party, wanted, actor=actor, at=at)


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


def apply_online(user: User, wanted: Wanted, *, place: str, at: datetime) -> CrossFile:
    """Open and pass on the reader's own application; who she is, her log-in says.

    Errors: those of `receive`; `StepRefused` for a service that a window must see.
    """
    row = offer(place, wanted.code)
    office = Office.objects.get(place=place, code=row.body["office"])
    if user.person is None:
        raise NotAtTheCrossWindow
    actor = Actor.user(user.pk)
    with transaction.atomic():
        file = _open(row, office, user.person, wanted, actor=actor, at=at)
        advance([Move(file.case_id, "pass_on", actor, at)])
        file.checks = {"identity": "by_login"}
        _send(file, office, actor, at)
    return file


def may_receive(user: User, office: Office, *, at: datetime) -> bool:
    """Whether the user is a clerk at the office."""
    clerks = posts_of(user, at=at).filter(office=office, role=Role.CLERK)
    return clerks.exists()


def cleaned(
    service: CrossService, values: Mapping[str, object], *, at: datetime
) -> dict[str, object]:
    """The form's values as they are kept. Errors: `CrossFieldMissing`, `FieldInvalid`."""
    today = local(at, field="at").date()
    kept: dict[str, object] = {}
    for one in service.fields:
        value = clean(one, values.get(one.meaning), today=today)  # type: ignore[arg-type]  # same shape
        if value is None and one.required:
            raise CrossFieldMissing(field=one.meaning, name=Sentence(one.name, one.name_en))
        if value is not None:
            kept[one.meaning] = value
    return kept


def _require_clerk(clerk: User, office: Office, at: datetime) -> None:
    if not may_receive(clerk, office, at=at):
        raise NotAtTheCrossWindow


def _open(
    row: Item, office: Office, party: Party, wanted: Wanted, *, actor: Actor, at: datetime
) -> CrossFile:
    service = service_of(row)
    values = cleaned(service, wanted.values, at=at)
    case_id = new_id()
    _open_case(case_id, row, office, party, actor, at)
    case = Case.objects.select_related("party").get(pk=case_id)
    file = CrossFile.objects.create(
        place=row.place, dossier=case_id, case=case, role=CrossFile.Role.RECEIVER,
        mode=service.mode, offer=row, peer=service.home, fields=values,
        peer_office={"zh": service.home_name, "en": service.home_name_en},
        materials=keep(case, service.materials, wanted.materials, actor=actor, at=at),
        handed_in_at=at,
    )  # fmt: skip
    note(file, "received", holder=row.place, at=at, office=office)
    return file


def _open_case(
    case_id: UUID, row: Item, office: Office, party: Party, actor: Actor, at: datetime
) -> None:
    limit = parameter(row.place, FORWARD_LIMIT, on=local(at, field="at").date())
    opening = Opening(
        case_id=case_id, kind=RECEIVED_ELSEWHERE, state="received", place=row.place,
        number_prefix=row.body["number_prefix"], party_id=party.pk, office_id=office.pk,
        item_id=row.pk, actor=actor, at=at, title=f"{row.body['name']}：{party.name}",
        starts=(("forward", limit.budget),),
        data={"home": row.body["home"], "mode": row.body["mode"],
              "window": duties_of(row.body["mode"]).window},
    )  # fmt: skip
    open_cases([opening])


def _send(file: CrossFile, office: Office, actor: Actor, at: datetime) -> None:
    note(file, "forwarded", holder=file.peer, at=at, office=office)
    file.save(update_fields=["checks"])
    post_application(file, actor=actor, at=at)


def _word(is_so: bool) -> str:
    return "yes" if is_so else "no"
