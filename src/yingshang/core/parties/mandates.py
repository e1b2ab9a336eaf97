"""Mandates: who lets whom act, in which services, until when."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.canonical import instant
from yingshang.core.ledger.services import record
from yingshang.core.parties.errors import (
    HolderIsNoPerson,
    MandateEnded,
    NotYoursToGive,
    NotYoursToRevoke,
    WrongScope,
    WrongTerm,
)
from yingshang.core.parties.models import Mandate, Party

MOST_CODES = 100
CODE_LENGTH = 60


def give_mandate(
    principal: Party,
    holder: Party,
    *,
    scope: Sequence[str] = (),
    valid_from: datetime,
    valid_until: datetime,
    place: str,
    actor: Actor,
    at: datetime,
) -> Mandate:
    """Let `holder` act for `principal` as agent (代办) in the services of `scope`; empty means all.

    Given by the principal in person or by its legal representative; an agent does not pass it on.
    Errors: `NotYoursToGive`, `HolderIsNoPerson`, `WrongTerm`, `WrongScope`.
    """
    if not _is_principals_side(actor, principal, at):
        raise NotYoursToGive
    if valid_until <= max(valid_from, at):
        raise WrongTerm(field="valid_until")
    mandate = Mandate(
        kind=Mandate.Kind.AGENT,
        principal=principal,
        holder=holder,
        scope=_checked_scope(scope),
        valid_from=valid_from,
        valid_until=valid_until,
    )
    return enter_mandate(mandate, place=place, actor=actor, at=at)


def enter_mandate(mandate: Mandate, *, place: str, actor: Actor, at: datetime) -> Mandate:
    """Write a mandate whose giver was checked by the caller, with its entry."""
    enter_mandates([mandate], place=place, actor=actor, at=at)
    return mandate


def enter_mandates(mandates: Sequence[Mandate], *, place: str, actor: Actor, at: datetime) -> None:
    """The same for many, all or none. Errors: `HolderIsNoPerson`."""
    for mandate in mandates:
        if mandate.holder.kind != Party.Kind.PERSON or mandate.holder_id == mandate.principal_id:
            raise HolderIsNoPerson(field="holder")
    with transaction.atomic():
        Mandate.objects.bulk_create(mandates)
        record([_act(m, "mandate.give", place, actor, at, _terms(m)) for m in mandates])


def _terms(mandate: Mandate) -> dict[str, object]:
    data: dict[str, object] = {
        "kind": str(mandate.kind),
        "holder": str(mandate.holder_id),
        "scope": list(mandate.scope),
        "valid_from": instant(mandate.valid_from),
    }
    if mandate.valid_until:
        data["valid_until"] = instant(mandate.valid_until)
    return data


def revoke_mandate(mandate: Mandate, *, place: str, actor: Actor, at: datetime) -> Mandate:
    """End a mandate now: by the principal's side, or laid down by its holder.

    Errors: `NotYoursToRevoke`, `MandateEnded`.
    """
    is_holder = _is_person(actor, mandate.holder)
    if not (is_holder or _is_principals_side(actor, mandate.principal, at)):
        raise NotYoursToRevoke
    with transaction.atomic():
        unrevoked = Mandate.objects.filter(pk=mandate.pk, revoked_at__isnull=True)
        if not unrevoked.update(revoked_at=at):
            raise MandateEnded
        by = "holder" if is_holder else "principal"
        record([_act(mandate, "mandate.revoke", place, actor, at, {"by": by})])
    mandate.refresh_from_db()
    return mandate


def _is_principals_side(actor: Actor, principal: Party, at: datetime) -> bool:
    """The clock, the registry and other systems act by law, users by who they are."""
    if actor.kind != "user" or _is_person(actor, principal):
        return True
    represents = Mandate.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=at),
        kind=Mandate.Kind.LEGAL_REPRESENTATIVE,
        principal=principal,
        holder__user__pk=actor.id,
        holder__user__is_active=True,
        revoked_at__isnull=True,
        valid_from__lte=at,
    )
    return represents.exists()


def _is_person(actor: Actor, person: Party) -> bool:
    if actor.kind != "user":
        return False
    return Party.objects.filter(pk=person.pk, user__pk=actor.id, user__is_active=True).exists()


def _checked_scope(scope: Sequence[str]) -> list[str]:
    codes = [code.strip() for code in scope]
    is_wrong = any(not 0 < len(code) <= CODE_LENGTH for code in codes)
    if is_wrong or len(set(codes)) != len(codes) or len(codes) > MOST_CODES:
        raise WrongScope(field="scope", most=MOST_CODES)
    return codes


def _act(
    mandate: Mandate, action: str, place: str, actor: Actor, at: datetime, data: dict[str, object]
) -> Act:
    return Act(place, "mandate", mandate.pk, actor, at, action, data, mandate.principal_id)
