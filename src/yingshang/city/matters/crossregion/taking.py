"""The side that decides: a letter opens a matter of its own here, and later letters move it.

The statutory clock starts when an officer here accepts, as with every matter; nothing of the time
before counts, and the file keeps both dates.
"""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db import transaction
from pydantic import ValidationError

from yingshang.city.matters.clocks import intake_budget
from yingshang.city.matters.crossregion import letters
from yingshang.city.matters.crossregion.attaching import unpack
from yingshang.city.matters.crossregion.handovers import (
    Note,
    copy_all,
    copy_lines,
    locked_file,
    note,
    note_all,
)
from yingshang.city.matters.crossregion.links import CAUSE
from yingshang.city.matters.crossregion.models import CrossFile
from yingshang.city.matters.crossregion.offers import home_offer
from yingshang.city.matters.crossregion.reporting import report
from yingshang.city.matters.listing import Matter
from yingshang.city.matters.lists import parsed_matter, service
from yingshang.city.matters.papers.issuing import advance_on_paper
from yingshang.city.matters.progress import refused
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.opening import open_cases
from yingshang.core.cases.types import Move, Opening, StepRefused
from yingshang.core.catalogue.services import office_ids
from yingshang.core.exchange.places.confidential import unseal_as
from yingshang.core.exchange.places.handling import Came
from yingshang.core.exchange.places.letter import Letter, system_of
from yingshang.core.exchange.places.posting import Post, post
from yingshang.core.exchange.services import Incoming
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, Item, Party
from yingshang.core.parties.persons import PersonDetails, Registering, register_all
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


def take_applications(came: Sequence[Came]) -> None:
    """Open the matters here; what cannot become a case is told back with its reason.

    Errors: whatever keeps one of several from becoming a case; it then comes alone.
    """
    try:
        with transaction.atomic():
            _take_applications(came)
    except DomainError as error:
        if len(came) > 1 or error.kind not in {Kind.INVALID, Kind.MISSING}:
            raise
        ((letter, message),) = came
        log.warning("application %s of %s rejected: %s", letter.key, letter.sender, error)
        _reject(letter, error, message.at)


def _reject(letter: Letter, error: DomainError, at: datetime) -> None:
    reason = letters.Name(zh=error.text("zh-hans"), en=error.text("en"))
    row = Post(
        letter.receiver, letter.sender, letters.REJECTED, f"{letter.about}.rejected",
        UUID(letter.about), None, letters.Rejected(reason=reason).body(),
    )  # fmt: skip
    post([row], actor=Actor.system("cross_region"), at=at)


class _Asked(NamedTuple):
    """An application that came, as it was read and unsealed."""

    letter: Letter
    said: letters.Application
    hidden: Mapping[str, Any]
    at: datetime

    @property
    def actor(self) -> Actor:
        """The place that sent it."""
        return Actor.exchange(system_of(self.letter.sender))


def _take_applications(came: Sequence[Came]) -> None:
    """With parties, forms and materials; once for each dossier.

    Errors: `CrossServiceMissing` when this place does not offer it; `SealedForAnother`.
    """
    asked = [_asked(letter, message) for letter, message in _unopened(came)]
    if not asked:
        return
    parties = register_all([
        Registering(
            PersonDetails(one.said.applicant, one.hidden["id_number"], one.hidden["phone"]),
            one.letter.receiver, one.actor, one.at,
        )
        for one in asked
    ])  # fmt: skip
    offers = _Offers()
    cases = _opened(asked, parties, offers)
    files = [_file(one, case, offers) for one, case in zip(asked, cases, strict=True)]
    CrossFile.objects.bulk_create(files)
    copy_all((file, one.said.log) for file, one in zip(files, asked, strict=True))
    note_all(
        Note(file, "arrived", file.place, one.at, file.case.office)
        for file, one in zip(files, asked, strict=True)
    )
    report([case.pk for case in cases], at=max(one.at for one in asked))


def _unopened(came: Sequence[Came]) -> list[Came]:
    """Those whose dossier has no file here yet, each dossier once."""
    first = {(letter.receiver, UUID(letter.about)): (letter, message)
             for letter, message in reversed(came)}  # fmt: skip
    rows = CrossFile.objects.filter(dossier__in=[about for _, about in first], role=HOME)
    for known in rows.values_list("place", "dossier"):
        first.pop(known, None)
    return list(reversed(first.values()))


def _asked(letter: Letter, message: Incoming) -> _Asked:
    said = read(letters.Application, letter)
    text = unseal_as(letter.receiver, said.sealed, sender=letter.sender, key=letter.key)
    return _Asked(letter, said, json.loads(text), message.at)


def _file(one: _Asked, case: Case, offers: "_Offers") -> CrossFile:
    letter, said = one.letter, one.said
    return CrossFile(
        place=letter.receiver, dossier=UUID(letter.about), case=case, role=HOME, mode=said.mode,
        offer=offers.row(letter.receiver, said.matter), peer=letter.sender,
        peer_number=said.number, peer_office=said.office.model_dump(),
        fields={**said.fields, **one.hidden["fields"]},
        materials=unpack(case, said.materials, actor=one.actor, at=one.at), checks=said.checks,
        handed_in_at=datetime.fromisoformat(said.handed_in_at), home_received_at=one.at,
    )  # fmt: skip


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
        move = Move(file.case_id, "deliver", Actor.system("exchange"), message.at, data=data)
        advance_on_paper([move], said={file.case_id: data})
    file.told_version = Case.objects.values_list("version", flat=True).get(pk=file.case_id)
    file.save(update_fields=["told_version"])


def home_file(letter: Letter) -> CrossFile:
    """The file of the dossier here, locked. Errors: `AboutNothingKnown`."""
    return locked_file(letter.receiver, letter.about, HOME, peer=letter.sender)


class _Offers:
    """What the places offer and which matter that is, each read once a batch."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], Item] = {}
        self._matters: dict[tuple[str, str], tuple[Item, Matter, UUID]] = {}

    def row(self, place: str, code: str) -> Item:
        """The row by which the place decides the matter. Errors: `CrossServiceMissing`."""
        if (place, code) not in self._rows:
            self._rows[place, code] = home_offer(place, code)
        return self._rows[place, code]

    def matter(self, place: str, code: str) -> tuple[Item, Matter, UUID]:
        """The matter with its row and the office in charge."""
        if (place, code) not in self._matters:
            item = service(place, code).item
            matter = parsed_matter(item)
            self._matters[place, code] = item, matter, office_ids(place)[matter.responsible]
        return self._matters[place, code]


def _opened(asked: Sequence[_Asked], parties: Sequence[Party], offers: _Offers) -> list[Case]:
    openings = [_opening(one, party, offers) for one, party in zip(asked, parties, strict=True)]
    open_cases(openings)
    ids = [opening.case_id for opening in openings]
    found = Case.objects.select_related("office", "party").in_bulk(ids)
    return [found[pk] for pk in ids]


def _opening(one: _Asked, party: Party, offers: _Offers) -> Opening:
    place, said = one.letter.receiver, one.said
    row = offers.row(place, said.matter)
    item, matter, office_id = offers.matter(place, said.matter)
    budget = intake_budget(item.body)
    return Opening(
        case_id=new_id(), kind="matter", state="received", place=place,
        number_prefix=row.body["number_prefix"], party_id=party.pk, office_id=office_id,
        item_id=item.pk, actor=one.actor, at=one.at, title=f"{matter.name}：{party.name}",
        cause=f"{CAUSE} {said.number}"[:100],
        starts=(("intake", budget),) if budget else (),
        data={"matter": said.matter, "mode": said.mode, "handed_in_at": said.handed_in_at,
              "number_there": said.number},
    )  # fmt: skip


def _actor(letter: Letter) -> Actor:
    return Actor.exchange(system_of(letter.sender))


Taker = Callable[[Letter, Incoming], None]
TAKERS: dict[str, Taker] = {
    letters.SUPPLEMENT: take_supplement,
    letters.WITHDRAWAL: take_withdrawal,
    letters.HANDED_OVER: take_handed_over,
}
"""What the home does with each kind of letter that comes alone; applications come in numbers."""
