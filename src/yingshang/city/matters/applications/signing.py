"""Signatures: every shareholder and officer signs exactly what was submitted (待签名)."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.applications.drafting import act
from yingshang.city.matters.applications.errors import NotYourSignature, SignedContentChanged
from yingshang.city.matters.applications.planning import Planned
from yingshang.city.matters.applications.values import person_details, persons_in
from yingshang.city.matters.models import Application, Signature
from yingshang.core.catalogue.rows import canonical
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import User
from yingshang.core.notices.services import Recipient, Telling, tell
from yingshang.core.parties.persons import PersonDetails, Registering, register_all

WANTED = Signature.State.PENDING


def content_hash(application: Application) -> str:
    """The hex SHA-256 of what a signature stands under: fields, answers, materials."""
    blobs = application.materials.values_list("material", "document__blob_id")
    return hash_of(application, application.bundle.content_hash, blobs)


def hash_of(
    application: Application, bundle_hash: str, materials: Iterable[tuple[str, str]]
) -> str:
    """The same with what is known already: the bundle's version, and each material's blob."""
    content = {
        "bundle": bundle_hash,
        "answers": application.answers,
        "fields": application.fields,
        "materials": sorted(f"{material}:{blob}" for material, blob in materials),
        "deferred": application.deferred,
    }
    return hashlib.sha256(canonical(content)).hexdigest()


class Asking(NamedTuple):
    """An application that must be signed: who hands it in (the log-in, the person), and when.

    `digest` is the content hash under which the signatures will stand.
    """

    what: Planned
    user_id: UUID
    person_id: UUID | None
    digest: str
    at: datetime


def ask_signatures(planned: Planned, *, user: User, at: datetime) -> list[Signature]:
    """A signature for each signatory of the plan, by person; the submitter's own is given.

    Real names are checked on the way: an ID number known under another name is refused.
    Errors: those of `register_persons`.
    """
    application = planned.application
    application.signatures.all().delete()
    digest = content_hash(application)
    return ask_all([Asking(planned, user.pk, user.person_id, digest, at)])[0]


def ask_all(asking: Sequence[Asking]) -> list[list[Signature]]:
    """The same for many applications, in order; the applications stand in the database already.

    The number of SQL statements does not depend on how many there are, but for those to be told.
    """
    wanted = [
        (n, meaning, PersonDetails(*person_details(person)))
        for n, row in enumerate(asking)
        for meaning in row.what.plan.signatories
        for person in persons_in(row.what.application.fields.get(meaning))
    ]
    persons = register_all(
        [
            Registering(
                details, asking[n].what.application.place, Actor.user(asking[n].user_id),
                asking[n].at,
            )
            for n, _, details in wanted
        ]
    )  # fmt: skip
    roles: list[dict[UUID, list[str]]] = [{} for _ in asking]
    for (n, meaning, _), person in zip(wanted, persons, strict=True):
        roles[n].setdefault(person.pk, []).append(meaning)
    found = [
        [_wanted(row, person_id, names) for person_id, names in its.items()]
        for row, its in zip(asking, roles, strict=True)
    ]
    Signature.objects.bulk_create([signature for group in found for signature in group])
    for row, group in zip(asking, found, strict=True):
        _tell(row.what, [s.signer_id for s in group if s.state == WANTED], row.at)
    return found


def sign(
    application_id: UUID, *, user: User, content: str, at: datetime, agrees: bool = True
) -> Application:
    """Give or refuse one's signature; `content` is the hash of what the signer was shown.

    Errors: `NotYourSignature` for whoever is not asked; `SignedContentChanged`.
    """
    with transaction.atomic():
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("bundle", "applicant", "enterprise")
            .filter(pk=application_id, state=Application.State.SIGNING)
            .first()
        )
        signature = (
            application
            and application.signatures.filter(signer_id=user.person_id, state=WANTED).first()
        )
        if application is None or not signature or user.person_id is None:
            raise NotYourSignature
        if signature.content_hash != content:
            raise SignedContentChanged
        signature.state = Signature.State.SIGNED if agrees else Signature.State.REFUSED
        signature.decided_at = at
        signature.save(update_fields=["state", "decided_at"])
        action = "application.sign" if agrees else "application.refuse_signature"
        record([act(application, action, user=user, at=at, content=content)])
    return application


def is_fully_signed(application: Application) -> bool:
    """Whether every signatory has signed."""
    return not application.signatures.exclude(state=Signature.State.SIGNED).exists()


def _wanted(row: Asking, person_id: UUID, roles: Sequence[str]) -> Signature:
    is_own = person_id == row.person_id
    return Signature(
        application=row.what.application,
        signer_id=person_id,
        roles=list(roles),
        content_hash=row.digest,
        state=Signature.State.SIGNED if is_own else WANTED,
        decided_at=row.at if is_own else None,
    )


def _tell(what: Planned, signers: Sequence[UUID], at: datetime) -> None:
    if signers:
        application = what.application
        recipients = [Recipient(signer) for signer in signers]
        data = {"title": what.service.bundle.name, "number": str(application.pk)[-8:]}
        telling = Telling(
            application.place, "signature_wanted", "application", application.pk, recipients, data
        )
        tell([telling], at=at)
