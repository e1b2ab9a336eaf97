"""The receiving side follows what the home's letters tell, and the applicant is told with it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from yingshang.city.matters.crossregion import letters
from yingshang.city.matters.crossregion.handovers import (
    Known,
    copy_all,
    locked_file,
    locked_files,
    note,
)
from yingshang.city.matters.crossregion.models import CrossFile
from yingshang.city.matters.crossregion.taking import read
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.lifecycle import lifecycle_of
from yingshang.core.cases.types import Move
from yingshang.core.exchange.places.handling import Came
from yingshang.core.exchange.places.letter import Letter, system_of
from yingshang.core.exchange.services import Incoming
from yingshang.core.ledger.acts import Actor

RECEIVER = CrossFile.Role.RECEIVER
ENDS = {"refused": "be_refused", "withdrawn": "be_withdrawn", "delivered": "be_delivered"}
REACHED = {
    "arrive": "at_home", "be_accepted": "accepted", "be_corrected": "correction",
    "be_granted": "granted",
}  # fmt: skip


def follow(came: Sequence[Came]) -> None:
    """Take the steps that the homes' states mean; an older picture changes dates and log only.

    Several letters about one file are followed one after the other.
    Errors: `AboutNothingKnown` for a dossier that this place does not have.
    """
    rest = list(came)
    while rest:
        first: dict[tuple[str, str], Came] = {}
        for one in rest:
            first.setdefault((one[0].receiver, one[0].about), one)
        _follow(list(first.values()))
        taken = {id(one[0]) for one in first.values()}
        rest = [one for one in rest if id(one[0]) not in taken]


class _Told(NamedTuple):
    """What a home says of a file, who says it, and whether it is news."""

    file: CrossFile
    said: letters.State
    actor: Actor
    at: datetime
    is_newer: bool


def _follow(came: Sequence[Came]) -> None:
    """Letters about different files."""
    known = [
        Known(letter.receiver, UUID(letter.about), RECEIVER, letter.sender) for letter, _ in came
    ]
    files = locked_files(known)
    told = [
        _told(files[name], letter, message)
        for name, (letter, message) in zip(known, came, strict=True)
    ]
    copy_all((one.file, one.said.log) for one in told)
    steps = [(one, _steps(one.file.case.state, one.said)) for one in told if one.is_newer]
    for one in told:
        _remember(one)
    for one, taken in steps:
        one.file.rounds += taken.count("be_corrected")
    CrossFile.objects.bulk_update([one.file for one in told], REMEMBERED)
    for number in range(2):
        advance([_move(one, taken[number]) for one, taken in steps if len(taken) > number])


def _told(file: CrossFile, letter: Letter, message: Incoming) -> _Told:
    said = read(letters.State, letter)
    actor = Actor.exchange(system_of(letter.sender))
    return _Told(file, said, actor, message.at, said.version >= file.their_version)


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


REMEMBERED = (
    "home_received_at", "accepted_at", "decided_at", "their_version", "peer_number",
    "peer_office", "told", "rounds",
)  # fmt: skip


def _remember(told: _Told) -> None:
    file, said = told.file, told.said
    file.home_received_at = file.home_received_at or _moment(said.received_at)
    file.accepted_at = file.accepted_at or _moment(said.accepted_at)
    file.decided_at = file.decided_at or _moment(said.decided_at)
    if told.is_newer:
        file.their_version, file.peer_number = said.version, said.number
        file.peer_office = said.office.model_dump()
        file.told = said.model_dump(mode="json", exclude={"log", "office"})


def _move(told: _Told, step: str) -> Move:
    said = told.said
    data: dict[str, object] = {
        "number_there": said.number, "state_there": said.state, "version": said.version,
    }  # fmt: skip
    if step == "be_corrected":
        data["what"] = said.reason
    reason = said.reason or said.state_name.zh
    return Move(told.file.case_id, step, told.actor, told.at, reason=reason, data=data)


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
