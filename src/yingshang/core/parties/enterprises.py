"""Enterprises: without a credit code before registration, under one code for ever after."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction

from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.parties.errors import (
    CreditCodeOfAnotherName,
    CreditCodeTaken,
    RepresentationNeedsProof,
)
from yingshang.core.parties.identifiers import checked_credit_code, checked_name
from yingshang.core.parties.mandates import enter_mandate, enter_mandates
from yingshang.core.parties.models import Mandate, Party


def register_enterprise(
    name: str,
    credit_code: str | None = None,
    *,
    legal_representative: Party | None = None,
    place: str,
    actor: Actor,
    at: datetime,
) -> Party:
    """A new enterprise; with a credit code, the one enterprise that has it, new or known.

    Registering gives no rights. `legal_representative` receives the standing mandate; a user can
    name one only for an enterprise that is yet to be registered, since for others the registry
    says who it is.
    Errors: `WrongName`, `WrongCreditCode`, `CreditCodeOfAnotherName`, `RepresentationNeedsProof`,
    `HolderIsNoPerson`.
    """
    name = checked_name(name)
    code = checked_credit_code(credit_code) if credit_code else None
    if legal_representative and code and actor.kind == "user":
        raise RepresentationNeedsProof(field="legal_representative")
    with transaction.atomic():
        enterprise = _of_code(name, code, place, actor, at) if code else None
        if enterprise is None:
            enterprise = _new(name, place, actor, at)
        if legal_representative:
            enter_mandate(
                Mandate(
                    kind=Mandate.Kind.LEGAL_REPRESENTATIVE,
                    principal=enterprise,
                    holder=legal_representative,
                    valid_from=at,
                ),
                place=place,
                actor=actor,
                at=at,
            )
    return enterprise


class Listed(NamedTuple):
    """An enterprise as its register lists it: a row of a batch."""

    name: str
    credit_code: str
    representative: Party


def register_listed(
    rows: Sequence[Listed], *, place: str, actor: Actor, at: datetime
) -> list[Party]:
    """New enterprises as a register lists them, with who represents each; all or none.

    For the platform and outside systems; a fixed number of SQL statements. Errors: `WrongName`,
    `WrongCreditCode`; `HolderIsNoPerson`; a code that is known is refused by the database.
    """
    if actor.kind == "user":
        raise RepresentationNeedsProof(field="legal_representative")
    firms = [
        Party(
            kind=Party.Kind.ENTERPRISE,
            name=checked_name(row.name),
            credit_code=checked_credit_code(row.credit_code),
        )
        for row in rows
    ]
    mandates = [
        Mandate(
            kind=Mandate.Kind.LEGAL_REPRESENTATIVE,
            principal=firm,
            holder=row.representative,
            valid_from=at,
        )
        for firm, row in zip(firms, rows, strict=True)
    ]
    with transaction.atomic():
        Party.objects.bulk_create(firms)
        record([
            Act(place, "party", firm.pk, actor, at, "party.register",
                {"kind": "enterprise", "name": firm.name, "credit_code": str(firm.credit_code)})
            for firm in firms
        ])  # fmt: skip
        enter_mandates(mandates, place=place, actor=actor, at=at)
    return firms


def fill_credit_code(
    enterprise: Party, code: str, *, place: str, actor: Actor, at: datetime
) -> Party:
    """Give a registered enterprise its credit code, once; the same code again changes nothing.

    Errors: `WrongCreditCode`; `CreditCodeTaken` when either side has another already.
    """
    code = checked_credit_code(code)
    with transaction.atomic():
        if _fill(enterprise, code):
            data = {"credit_code": code}
            record([Act(place, "party", enterprise.pk, actor, at, "party.credit_code", data)])
    enterprise.refresh_from_db()
    if enterprise.credit_code != code:
        raise CreditCodeTaken(field="credit_code")
    return enterprise


def _fill(enterprise: Party, code: str) -> bool:
    empty = Party.objects.filter(
        pk=enterprise.pk, kind=Party.Kind.ENTERPRISE, credit_code__isnull=True
    )
    try:
        with transaction.atomic():
            return empty.update(credit_code=code) == 1
    except IntegrityError:
        raise CreditCodeTaken(field="credit_code") from None


def _of_code(name: str, code: str, place: str, actor: Actor, at: datetime) -> Party:
    made = Party(kind=Party.Kind.ENTERPRISE, name=name, credit_code=code)
    Party.objects.bulk_create([made], ignore_conflicts=True)
    enterprise = Party.objects.get(credit_code=code)
    if enterprise.name != name:
        raise CreditCodeOfAnotherName(field="name")
    if enterprise.pk == made.pk:
        _record(enterprise, place, actor, at)
    return enterprise


def _new(name: str, place: str, actor: Actor, at: datetime) -> Party:
    enterprise = Party.objects.create(kind=Party.Kind.ENTERPRISE, name=name)
    _record(enterprise, place, actor, at)
    return enterprise


def _record(enterprise: Party, place: str, actor: Actor, at: datetime) -> None:
    data = {"kind": "enterprise", "name": enterprise.name}
    if enterprise.credit_code:
        data["credit_code"] = enterprise.credit_code
    record([Act(place, "party", enterprise.pk, actor, at, "party.register", data)])
