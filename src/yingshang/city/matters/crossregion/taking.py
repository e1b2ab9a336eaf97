"""The side that decides: a letter opens a matter of its own here, and later letters move it.

The statutory clock starts when an officer here accepts, as with every matter; nothing of the time
before counts, and the file keeps both dates.
"""

import json
import logging
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from pydantic import ValidationError

from yingshang.city.matters.clocks import intake_budget
from yingshang.city.matters.crossregion import letters
from yingshang.city.matters.crossregion.attaching import unpack
from yingshang.city.matters.crossregion.handovers import copy_lines, locked_file, note
from yingshang.city.matters.crossregion.links import CAUSE
from yingshang.city.matters.crossregion.models import CrossFile
from yingshang.city.matters.crossregion.offers import home_offer
from yingshang.city.matters.crossregion.reporting import report
from yingshang.city.matters.lists import parsed_matter, service
from yingshang.city.matters.progress import refused
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Move, Opening, StepRefused
from yingshang.core.catalogue.services import office_ids
from yingshang.core.exchange.places.confidential import unseal_as
from yingshang.core.exchange.places.letter import Letter, system_of
from yingshang.core.exchange.places.posting import Post, post
from yingshang.core.exchange.services import Incoming
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, Party
from yingshang.core.parties.persons import PersonDetails, register_persons
from yingshang.errors import DomainError, Invalid, Kind

log = logging.getLogger(__name__)
HOME = CrossFile.Role.HOME
S = TypeVar("S", bound=letters.Shape)


class LetterBodyWrong(Invalid):
    """A letter's body does not have the shape of its kind."""

    code = "matters.cross_letter_wrong"
    zh = "函件内容不合格式：{problem}。"
    en = "The letter's content does not have its form: {problem}."


def read(shape: type[S], letter: Letter) -> S:
    """The body in its shape. Errors: `LetterBodyWrong`."""
    try:
        return shape.model_validate(letter.body)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise LetterBodyWrong(problem=f"{where} {first['type']}"[:200]) from error


def take_application(letter: Letter, message: Incoming) -> None:
    """Open the matter here; what cannot become a case is told back with its reason."""
    try:
        with transaction.atomic():
            _take_application(letter, message)
    except DomainError as error:
        if error.kind not in {Kind.INVALID, Kind.MISSING}:
            raise
        log.warning("application %s of %s rejected: %s", letter.key, letter.sender, error)
        _reject(letter, error, message.at)


def _reject(letter: Letter, error: DomainError, at: datetime) -> None:
    reason = letters.Name(zh=error.text("zh-hans"), en=error.text("en"))
    row = Post(
        letter.receiver, letter.sender, letters.REJECTED, f"{letter.about}.rejected",
        UUID(letter.about), None, letters.Rejected(reason=reason).body(),
    )  # fmt: skip
    post([row], actor=Actor.system("cross_region"), at=at)


def _take_application(letter: Letter, message: Incoming) -> None:
    """With party, form and materials; once for each dossier.

    Errors: `CrossServiceMissing` when this place does not offer it; `SealedForAnother`.
    """
    said, actor = read(letters.Application, letter), Actor.exchange(system_of(letter.sender))
    place, at = letter.receiver, message.at
    if CrossFile.objects.filter(place=place, dossier=letter.about, role=HOME).exists():
        return
    hidden = json.loads(unseal_as(place, said.sealed, sender=letter.sender, key=letter.key))
    person = PersonDetails(said.applicant, hidden["id_number"], hidden["phone"])
    (party,) = register_persons([person], place=place, actor=actor, at=at)
    case = _opened(place, said, party, actor, at)
    file = CrossFile.objects.create(
        place=place, dossier=UUID(letter.about), case=case, role=HOME, mode=said.mode,
        offer=home_offer(place, said.matter), peer=letter.sender, peer_number=said.number,
        peer_office=said.office.model_dump(), fields={**said.fields, **hidden["fields"]},
        materials=unpack(case, said.materials, actor=actor, at=at), checks=said.checks,
        handed_in_at=datetime.fromisoformat(said.handed_in_at), home_received_at=at,
    )  # fmt: skip
    copy_lines(file, said.log, sender=letter.sender)
    note(file, "arrived", holder=place, at=at, office=case.office)
    report([case.pk], at=at)


def take_supplement(letter: Letter, message: Incoming) -> None:
    """What was asked for has come: the matter is received anew, with its answering clock."""
    said, file, actor = read(letters.Supplement, letter), home_file(letter), _actor(letter)
    copy_lines(file, said.log, sender=letter.sender)
    rows = unpack(file.case, said.materials, actor=actor, at=message.at)
    file.materials = [*file.materials, *rows]
    file.save(update_fields=["materials"])
    data: dict[str, object] = {"round": said.round, "materials": [row["code"] for row in rows]}
    if said.note:
        data["note"] = said.note
    advance([Move(file.case_id, "resubmit", actor, message.at, data=data)])
    note(file, "arrived", holder=file.place, at=message.at, office=file.case.office,
         key=f"arrived.{said.round}")  # fmt: skip
    report([file.case_id], at=message.at)


def take_withdrawal(letter: Letter, message: Incoming) -> None:
    """Withdraw the matter if nothing is decided yet; either way the state is told."""
    said, file, actor = read(letters.Withdrawal, letter), home_file(letter), _actor(letter)
    copy_lines(file, said.log, sender=letter.sender)
    try:
        advance([Move(file.case_id, "withdraw", actor, message.at, reason=said.reason)])
    except StepRefused as error:
        if error.code != "cases.wrong_state":
            raise
    else:
        refused([file.case_id], at=message.at)
    report([file.case_id], at=message.at, is_forced=True)


def take_handed_over(letter: Letter, message: Incoming) -> None:
    """The window elsewhere gave out the result: the matter here is delivered."""
    said, file = read(letters.HandedOver, letter), home_file(letter)
    copy_lines(file, said.log, sender=letter.sender)
    if file.case.state == "granted":
        data = {"by": "desk", "received_by": said.received_by}
        advance([Move(file.case_id, "deliver", Actor.system("exchange"), message.at, data=data)])
    file.told_version = Case.objects.values_list("version", flat=True).get(pk=file.case_id)
    file.save(update_fields=["told_version"])


def home_file(letter: Letter) -> CrossFile:
    """The file of the dossier here, locked. Errors: `AboutNothingKnown`."""
    return locked_file(letter.receiver, letter.about, HOME, peer=letter.sender)


def _opened(
    place: str, said: letters.Application, party: Party, actor: Actor, at: datetime
) -> Case:
    row = home_offer(place, said.matter)
    item = service(place, said.matter).item
    matter = parsed_matter(item)
    budget = intake_budget(item.body)
    opening = Opening(
        case_id=new_id(), kind="matter", state="received", place=place,
        number_prefix=row.body["number_prefix"], party_id=party.pk,
        office_id=office_ids(place)[matter.responsible], item_id=item.pk, actor=actor, at=at,
        title=f"{matter.name}：{party.name}", cause=f"{CAUSE} {said.number}"[:100],
        starts=(("intake", budget),) if budget else (),
        data={"matter": said.matter, "mode": said.mode, "handed_in_at": said.handed_in_at,
              "number_there": said.number},
    )  # fmt: skip
    open_cases([opening])
    return Case.objects.select_related("office", "party").get(pk=opening.case_id)


def _actor(letter: Letter) -> Actor:
    return Actor.exchange(system_of(letter.sender))


Taker = Callable[[Letter, Incoming], None]
TAKERS: dict[str, Taker] = {
    letters.APPLICATION: take_application,
    letters.SUPPLEMENT: take_supplement,
    letters.WITHDRAWAL: take_withdrawal,
    letters.HANDED_OVER: take_handed_over,
}
"""What the home does with each kind of letter."""
