"""The receiving side follows what the home's letters tell, and the applicant is told with it."""

from datetime import datetime

from yingshang.city.matters.crossregion import letters
from yingshang.city.matters.crossregion.handovers import copy_lines, locked_file, note
from yingshang.city.matters.crossregion.models import CrossFile
from yingshang.city.matters.crossregion.taking import read
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.cases.types import Move
from yingshang.core.exchange.places.letter import Letter, system_of
from yingshang.core.exchange.services import Incoming
from yingshang.core.ledger.acts import Actor

RECEIVER = CrossFile.Role.RECEIVER
ENDS = {"refused": "be_refused", "withdrawn": "be_withdrawn", "delivered": "be_delivered"}
REACHED = {
    "arrive": "at_home", "be_accepted": "accepted", "be_corrected": "correction",
    "be_granted": "granted",
}  # fmt: skip


def follow(letter: Letter, message: Incoming) -> None:
    """Take the steps that the home's state means; an older picture changes dates and log only.

    Errors: `AboutNothingKnown` for a dossier that this place does not have.
    """
    said = read(letters.State, letter)
    file = locked_file(letter.receiver, letter.about, RECEIVER, peer=letter.sender)
    copy_lines(file, said.log, sender=letter.sender)
    is_newer = said.version > file.their_version or said.version == file.their_version
    _remember(file, said, is_newer=is_newer)
    if is_newer:
        _move(file, said, Actor.exchange(system_of(letter.sender)), message.at)


def be_rejected(letter: Letter, message: Incoming) -> None:
    """The home could open no case of it: the matter ends here with the reason.

    Errors: `AboutNothingKnown`.
    """
    said = read(letters.Rejected, letter)
    file = locked_file(letter.receiver, letter.about, RECEIVER, peer=letter.sender)
    if lifecycle_of("received_elsewhere").state(file.case.state).is_final:
        return
    actor = Actor.exchange(system_of(letter.sender))
    advance([Move(file.case_id, "be_ended", actor, message.at, reason=said.reason.zh)])
    note(file, "ended", holder=file.place, at=message.at, office=file.case.office,
         text=said.reason.zh)  # fmt: skip


def _remember(file: CrossFile, said: letters.State, *, is_newer: bool) -> None:
    file.home_received_at = file.home_received_at or _moment(said.received_at)
    file.accepted_at = file.accepted_at or _moment(said.accepted_at)
    file.decided_at = file.decided_at or _moment(said.decided_at)
    if is_newer:
        file.their_version, file.peer_number = said.version, said.number
        file.peer_office = said.office.model_dump()
        file.told = said.model_dump(mode="json", exclude={"log", "office"})
    file.save()


def _move(file: CrossFile, said: letters.State, actor: Actor, at: datetime) -> None:
    for step in _steps(file.case.state, said):
        data = {"number_there": said.number, "state_there": said.state, "version": said.version}
        if step == "be_corrected":
            data["what"] = said.reason
            file.rounds += 1
            file.save(update_fields=["rounds"])
        reason = said.reason or said.state_name.zh
        advance([Move(file.case_id, step, actor, at, reason=reason, data=data)])


def _steps(state: str, said: letters.State) -> list[str]:
    """The steps from here to where the home is; none where we are there, or are at an end."""
    if lifecycle_of("received_elsewhere").state(state).is_final:
        return []
    steps = [_step_to(said)]
    if steps == ["be_delivered"] and state != "granted":
        steps = ["be_granted", "be_delivered"]
    return [
        step for step in steps
        if REACHED.get(step) != state and not (step == "arrive" and state == "accepted")
        and not (step == "arrive" and state == "withdrawing")
    ]  # fmt: skip


def _step_to(said: letters.State) -> str:
    if said.is_final:
        return ENDS.get(said.state, "be_ended")
    if said.state == "granted":
        return "be_granted"
    if said.state == "correction":
        return "be_corrected"
    return "be_accepted" if said.accepted_at else "arrive"


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
