"""Undertakings are signed here, many at once; one is a batch of one.

For whoever needs a promise on record: conditional acceptance, commitment, one review with N
promises, and the promise after the licence and before the permit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from yingshang.city.matters.undertakings.lists import Template
from yingshang.city.matters.undertakings.models import Kind, Undertaking
from yingshang.city.matters.undertakings.texts import Slots, filled
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.canonical import instant
from yingshang.core.ledger.services import record

SUBJECT = "undertaking"


@dataclass(frozen=True, slots=True)
class Signing:
    """A promise to sign: about which case, by whom, in which words, due when.

    `signed_at` is when the signer read and ticked; the entry's moment is the batch's.
    """

    place: str
    case_id: UUID
    party_id: UUID
    kind: Kind
    code: str
    template: Template
    slots: Slots
    signer_id: UUID
    signed_at: datetime
    mandate_id: UUID | None = None
    is_published: bool = False
    due_at: datetime | None = None
    data: Mapping[str, object] = field(default_factory=dict)


def sign(signings: Sequence[Signing], *, actor: Actor, at: datetime) -> list[Undertaking]:
    """Write the undertakings with an entry each, in the caller's transaction.

    A fixed number of SQL statements. The database refuses a second open promise of one case, kind
    and code.
    """
    rows = [_row(one) for one in signings]
    Undertaking.objects.bulk_create(rows)
    record([_act(row, actor, at) for row in rows])
    return rows


def _row(one: Signing) -> Undertaking:
    words = filled(one.template.text, one.slots)
    slots = {name: list(both) for name, both in one.slots.items()}
    return Undertaking(
        id=new_id(),
        place=one.place,
        case_id=one.case_id,
        party_id=one.party_id,
        kind=one.kind,
        code=one.code,
        text=one.template.row,
        text_version=words.version,
        text_hash=words.hash,
        signer_id=one.signer_id,
        mandate_id=one.mandate_id,
        signed_at=one.signed_at,
        is_published=one.is_published,
        due_at=one.due_at,
        data={"slots": slots, **one.data},
    )


def _act(row: Undertaking, actor: Actor, at: datetime) -> Act:
    data: dict[str, object] = {
        "kind": str(row.kind),
        "code": row.code,
        "case": str(row.case_id),
        "text": row.text.code,
        "text_version": row.text_version,
        "text_hash": row.text_hash,
        "signer": str(row.signer_id),
        "signed_at": instant(row.signed_at),
        "published": "yes" if row.is_published else "no",
    }
    if row.mandate_id:
        data["mandate"] = str(row.mandate_id)
    if row.due_at:
        data["due"] = instant(row.due_at)
    behalf = row.party_id if row.signer_id != row.party_id else None
    return Act(row.place, SUBJECT, row.pk, actor, at, "undertaking.sign", data, behalf)
