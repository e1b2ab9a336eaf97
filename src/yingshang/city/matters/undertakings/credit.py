"""The register of broken and false promises: entered, asked to be repaired, repaired.

Whoever stands on it unrepaired is barred from conditional acceptance and from commitments.
*Source*: 国办发〔2020〕42号 (barred until credit is repaired); the conditions of repair are local
and not known here: an approver of the office decides with reasons.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.undertakings.errors import (
    AlreadyRepaired,
    CreditMissing,
    NotYoursToRepair,
)
from yingshang.city.matters.undertakings.models import BadCredit, Undertaking
from yingshang.core.access.acting import may_act_for
from yingshang.core.access.doors import visible_cases
from yingshang.core.access.models import Role
from yingshang.core.access.posts import may_serve
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import User

SUBJECT = "credit"


@dataclass(frozen=True, slots=True)
class Breach:
    """A promise that was broken or false, and why it is entered."""

    undertaking: Undertaking
    kind: BadCredit.Kind
    cause: str


def enter(breaches: Sequence[Breach], *, actor: Actor, at: datetime) -> list[BadCredit]:
    """Enter each breach once, with its entry in the ledger; in the caller's transaction."""
    rows = [
        BadCredit(
            id=new_id(),
            place=one.undertaking.place,
            party_id=one.undertaking.party_id,
            kind=one.kind,
            undertaking=one.undertaking,
            cause=one.cause[:500],
            from_at=at,
        )
        for one in breaches
    ]
    BadCredit.objects.bulk_create(rows)
    record([_act(row, "credit.enter", actor, at, {"kind": str(row.kind)}) for row in rows])
    return rows


def barred(party_ids: Collection[UUID]) -> set[UUID]:
    """Those of the parties that stand on the register unrepaired. One SQL statement."""
    rows = BadCredit.objects.filter(party_id__in=party_ids, repaired_at__isnull=True)
    return set(rows.values_list("party_id", flat=True))


def ask_repair(record_id: UUID, words: str, *, user: User, at: datetime) -> BadCredit:
    """The party says what it put right and asks to be taken off.

    Errors: `CreditMissing` for who may not act for the party; `AlreadyRepaired`.
    """
    with transaction.atomic():
        row = _locked(record_id)
        if not may_act_for(user, row.party, item_code=_code(row), at=at):
            raise CreditMissing
        if row.repaired_at or row.repair_asked_at:
            raise AlreadyRepaired
        row.repair_asked_at, row.repair_words = at, words.strip()[:1000]
        row.save(update_fields=["repair_asked_at", "repair_words"])
        behalf = row.party_id if user.person_id != row.party_id else None
        data: dict[str, object] = {"words": row.repair_words}
        record([_act(row, "credit.ask_repair", Actor.user(user.pk), at, data, behalf)])
    return row


def decide_repair(
    record_id: UUID, *, repairs: bool, reason: str, user: User, at: datetime
) -> BadCredit:
    """An approver of the office repairs, or declines with reasons and it may be asked for again.

    Errors: `CreditMissing`, `NotYoursToRepair`, `AlreadyRepaired`.
    """
    with transaction.atomic():
        row = _locked(record_id)
        case_id = row.undertaking.case_id if row.undertaking else UUID(int=0)
        if not visible_cases(user, at=at).filter(pk=case_id).exists():
            raise CreditMissing
        if not may_serve(user, case_id, roles=[Role.APPROVER], at=at):
            raise NotYoursToRepair
        if row.repaired_at or not row.repair_asked_at:
            raise AlreadyRepaired
        row.repaired_at = at if repairs else None
        row.repair_asked_at = row.repair_asked_at if repairs else None
        row.save(update_fields=["repaired_at", "repair_asked_at"])
        step = "repair" if repairs else "decline_repair"
        record([_act(row, f"credit.{step}", Actor.user(user.pk), at, {"reason": reason.strip()})])
    return row


def _locked(record_id: UUID) -> BadCredit:
    rows = BadCredit.objects.select_for_update(of=("self",))
    row = rows.select_related("party", "undertaking").filter(pk=record_id).first()
    if row is None:
        raise CreditMissing
    return row


def _code(row: BadCredit) -> str:
    return row.undertaking.code if row.undertaking else ""


def _act(
    row: BadCredit, action: str, actor: Actor, at: datetime, data: dict[str, object],
    behalf: UUID | None = None,
) -> Act:  # fmt: skip
    said = {**data, "party": str(row.party_id)}
    return Act(row.place, SUBJECT, row.pk, actor, at, action, said, behalf)
