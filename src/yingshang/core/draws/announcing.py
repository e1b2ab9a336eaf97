"""Announcing: the checked announcement, its bytes and hash on record before its chance exists."""

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from yingshang.core.draws.errors import ChanceTooEarly, DrawCodeTaken
from yingshang.core.draws.models import Draw
from yingshang.core.draws.summary import summary_of
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.canonical import instant
from yingshang.core.ledger.services import record
from yingshang.core.parties.models import Office
from yingshang.errors import DomainError
from yingshang.proofs import draws
from yingshang.proofs.draws import Announced, Announcement
from yingshang.proofs.randomness import BeaconSource, time_of_round


def announce(
    announcement: Announcement,
    *,
    office: Office,
    actor: Actor,
    at: datetime,
    is_simulated: bool = False,
) -> Draw:
    """Check, freeze and record a draw of the office's place, announced now.

    Place and moment are the office's and `at`, whatever the announcement says. Only a simulated
    draw may lie in the past. Commit before you wait for chance. Errors: those of
    `proofs.draws.announce`, `DrawCodeTaken`, `ChanceTooEarly`.
    """
    stated = replace(announcement, place=office.place, announced_at=at)
    draw = _row(draws.announce(stated), office=office, is_simulated=is_simulated)
    act = Act(draw.place, "draw", draw.pk, actor, at, "draw.announced", _said(draw))
    try:
        with transaction.atomic():
            (draw.announced_entry,) = record([act])
            draw.save(force_insert=True)
    except IntegrityError as error:
        raise _narrow(error, draw) from error
    return draw


def _row(announced: Announced, *, office: Office, is_simulated: bool) -> Draw:
    stated = announced.announcement
    chance_at, closes_at = _moments(announced)
    return Draw(
        pk=new_id(),
        place=stated.place,
        code=stated.draw_id,
        purpose_zh=stated.purpose.zh,
        purpose_en=stated.purpose.en,
        office=office,
        source=stated.source.kind,
        is_simulated=is_simulated,
        announced_at=stated.announced_at,
        chance_at=chance_at,
        closes_at=closes_at,
        announcement=announced.body,
        announcement_hash=announced.hash,
        summary=summary_of(announced),
        pool=sum(len(layer.entries) for layer in announced.layers),
        wanted=sum(announced.quotas),
    )


def _moments(announced: Announced) -> tuple[datetime, datetime]:
    """From when the randomness may be known, and by when it must be there."""
    source = announced.announcement.source
    if isinstance(source, BeaconSource):
        signed = time_of_round(source.round)
        return signed, signed
    return source.commit_until, source.reveal_until


def _said(draw: Draw) -> dict[str, object]:
    """What the ledger keeps: the hash above all, since only an entry shows that it was first."""
    return {
        "announcement_hash": draw.announcement_hash.hex(),
        "chance_at": instant(draw.chance_at),
        "code": draw.code,
        "pool": draw.pool,
        "source": draw.source,
        "wanted": draw.wanted,
        **({"simulated": "yes"} if draw.is_simulated else {}),
    }


def _narrow(error: IntegrityError, draw: Draw) -> DomainError | IntegrityError:
    text = str(error)
    if "one_draw_a_code" in text:
        return DrawCodeTaken(code=draw.code)
    if "draw_announced_before_its_chance" in text:
        return ChanceTooEarly(chance_at=instant(draw.chance_at))
    return error
