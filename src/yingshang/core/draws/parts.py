"""What the parties of a draw give: a hash while commits are open, then the secret behind it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.core.draws.errors import NoCommitment
from yingshang.core.draws.locking import locked_open
from yingshang.core.draws.models import Draw, DrawPart
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.proofs.randomness import (
    BeaconSource,
    Commit,
    CommitReveal,
    Reveal,
    Revealed,
    RevealsStillOpen,
)
from yingshang.proofs.randomness.moments import moment

HASH_BYTES = 32


def give_commitment(
    draw_id: UUID, party: str, digest: bytes, *, actor: Actor, at: datetime
) -> DrawPart:
    """Record a party's 随机数承诺: `proofs.randomness.commitment(draw's hash, party, secret)`.

    Errors: `DrawMissing`, `DrawOver`, `NoCommitment`, `PartyUnknown`, `CommitLate`,
    `RandomnessMismatch` where the draw waits for a beacon.
    """
    if len(digest) != HASH_BYTES:
        raise NoCommitment(party=party, length=len(digest))
    with transaction.atomic():
        draw = locked_open(draw_id)
        known = received(draw, closed_at=at)
        _check(draw, Revealed((*known.commits, Commit(party, digest, at)), (), closed_at=at))
        _enter(draw, "committed", party, {"commit": digest.hex()}, actor=actor, at=at)
        return DrawPart.objects.create(draw=draw, party=party, commit=digest, committed_at=at)


def give_reveal(
    draw_id: UUID, party: str, secret: bytes, *, actor: Actor, at: datetime
) -> DrawPart:
    """Record a party's secret, once commits are closed and it fits what was committed to.

    Errors: `DrawMissing`, `DrawOver`, `PartyUnknown`, `RevealOutOfTime`, `RevealDiffers`,
    `SecretTooShort`, `RandomnessMismatch`.
    """
    with transaction.atomic():
        draw = locked_open(draw_id)
        known = received(draw, closed_at=at)
        revealed = (*known.reveals, Reveal(party, secret, at))
        _check(draw, Revealed(known.commits, revealed, closed_at=at))
        part = draw.parts.get(party=party)
        part.secret, part.revealed_at = secret, at
        part.save(update_fields=["secret", "revealed_at"])
        _enter(draw, "revealed", party, {"secret": secret.hex()}, actor=actor, at=at)
    return part


def received(draw: Draw, *, closed_at: datetime) -> Revealed:
    """All that the parties gave, in order of name."""
    parts = list(draw.parts.order_by("party"))
    return Revealed(
        tuple(Commit(one.party, bytes(one.commit), one.committed_at) for one in parts),
        tuple(
            Reveal(one.party, bytes(one.secret), one.revealed_at)
            for one in parts
            if one.secret is not None and one.revealed_at is not None
        ),
        closed_at=closed_at,
    )


def _check(draw: Draw, revealed: Revealed) -> None:
    """Ask the mathematics whether it would take this; that others are missing still is no fault."""
    try:
        revealed.seed(_source(draw), bytes(draw.announcement_hash), draw.announced_at)
    except RevealsStillOpen:
        return


def _source(draw: Draw) -> BeaconSource | CommitReveal:
    """The announced source, from the summary: no pool is read for it."""
    stated = draw.summary["source"]
    if stated["kind"] == BeaconSource.kind:
        return BeaconSource(stated["round"])
    return CommitReveal(
        tuple(stated["parties"]), moment(stated["commit_until"]), moment(stated["reveal_until"])
    )


def _enter(
    draw: Draw, step: str, party: str, said: dict[str, object], *, actor: Actor, at: datetime
) -> None:
    data = {"announcement_hash": bytes(draw.announcement_hash).hex(), "party": party, **said}
    record([Act(draw.place, "draw", draw.pk, actor, at, f"draw.{step}", data)])
