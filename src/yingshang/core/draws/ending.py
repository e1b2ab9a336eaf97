"""The one end of a draw: drawn, void because a party was silent, or given up with a reason."""

import json
import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.core.draws.errors import ReasonMissing
from yingshang.core.draws.locking import locked_open
from yingshang.core.draws.models import Draw
from yingshang.core.draws.parts import received
from yingshang.core.draws.published import result_of
from yingshang.core.ledger.acts import CLOCK, Act, Actor
from yingshang.core.ledger.services import record
from yingshang.errors import DomainError
from yingshang.proofs import draws
from yingshang.proofs.draws import Drawn, Words, read_announcement
from yingshang.proofs.randomness import BeaconRound, CommitReveal, Void

log = logging.getLogger(__name__)
_SILENT = {
    "commits": Words("{parties}未按时提交随机数承诺", "{parties} gave no commitment in time"),
    "reveals": Words("{parties}未按时揭示秘密", "{parties} did not reveal in time"),
}


def complete(
    draw_id: UUID, *, actor: Actor, at: datetime, beacon: BeaconRound | None = None
) -> Draw:
    """Draw, from the beacon's round or from what the parties gave; void if a party was silent.

    The pool is read, checked and drawn again: for pools above some ten thousand call it from a
    job. Errors: `DrawMissing`, `DrawOver`, those of the randomness (`RevealsStillOpen`,
    `BeaconSignatureInvalid`…).
    """
    with transaction.atomic():
        draw = locked_open(draw_id)
        announced = read_announcement(bytes(draw.announcement))
        drawn = draws.draw(announced, beacon or received(draw, closed_at=at))
        draw.result = result = result_of(drawn)
        if drawn.void:
            return _voided(draw, _reason(drawn.void), actor=actor, at=at)
        draw.state = Draw.State.DRAWN
        _end(draw, "drawn", _said(drawn, result), actor=actor, at=at)
    return draw


def void(draw_id: UUID, reason: Words, *, actor: Actor, at: datetime) -> Draw:
    """Give an announced draw up, for a reason that is published. Nothing was drawn, or ever will.

    That it was given up after its randomness could be known stays visible: compare `ended_at`
    with `chance_at`. Errors: `DrawMissing`, `DrawOver`, `ReasonMissing`.
    """
    if not (reason.zh.strip() and reason.en.strip()):
        raise ReasonMissing
    with transaction.atomic():
        return _voided(locked_open(draw_id), reason, actor=actor, at=at)


def settle(*, at: datetime) -> list[Draw]:
    """End the commit-and-reveal draws whose time is over: drawn, or void by a party's silence.

    Each in its own transaction; the trouble of one is logged and keeps no other from its end.
    """
    waiting = Draw.objects.filter(
        state=Draw.State.ANNOUNCED, source=CommitReveal.kind, closes_at__lt=at
    )
    ended = []
    for draw_id in list(waiting.order_by("closes_at").values_list("pk", flat=True)):
        try:
            ended.append(complete(draw_id, actor=CLOCK, at=at))
        except DomainError as error:
            log.warning("draw %s is not settled: %s", draw_id, error)
    return ended


def _voided(draw: Draw, reason: Words, *, actor: Actor, at: datetime) -> Draw:
    draw.state = Draw.State.VOID
    draw.void_zh, draw.void_en = reason.zh, reason.en
    said: dict[str, object] = {"reason_en": reason.en, "reason_zh": reason.zh}
    if draw.result is not None:
        said["hash"] = _hash(bytes(draw.result))
    _end(draw, "voided", said, actor=actor, at=at)
    return draw


def _end(draw: Draw, step: str, said: dict[str, object], *, actor: Actor, at: datetime) -> None:
    data = {"announcement_hash": bytes(draw.announcement_hash).hex(), **said}
    act = Act(draw.place, "draw", draw.pk, actor, at, f"draw.{step}", data)
    (draw.ended_entry,) = record([act])
    draw.ended_at = at
    draw.save(update_fields=["state", "ended_at", "ended_entry", "result", "void_zh", "void_en"])


def _said(drawn: Drawn, result: bytes) -> dict[str, object]:
    seed = drawn.seed.hex() if drawn.seed else ""
    return {"hash": _hash(result), "seed": seed}


def _hash(result: bytes) -> str:
    """The hash over randomness and outcome, as the published document states it."""
    return str(json.loads(result)["hash"])


def _reason(silent: Void) -> Words:
    said = _SILENT[silent.missing]
    return Words(
        said.zh.format(parties="、".join(silent.parties)),
        said.en.format(parties=", ".join(silent.parties)),
    )
