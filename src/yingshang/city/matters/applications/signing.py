"""Signatures: every shareholder and officer signs exactly what was submitted (待签名)."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
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
from yingshang.core.models import Party, User
from yingshang.core.notices.services import Recipient, Telling, tell
from yingshang.core.parties.persons import PersonDetails, register_persons

WANTED = Signature.State.PENDING


def content_hash(application: Application) -> str:
    """The hex SHA-256 of what a signature stands under: fields, answers, materials."""
    materials = sorted(
        f"{m}:{blob}"
        for m, blob in application.materials.values_list("material", "document__blob_id")
    )
    content = {
        "bundle": application.bundle.content_hash,
        "answers": application.answers,
        "fields": application.fields,
        "materials": materials,
        "deferred": application.deferred,
    }
    return hashlib.sha256(canonical(content)).hexdigest()


def ask_signatures(planned: Planned, *, user: User, at: datetime) -> list[Signature]:
    """A signature for each signatory of the plan, by person; the submitter's own is given.

    Real names are checked on the way: an ID number known under another name is refused.
    Errors: those of `register_persons`.
    """
    application = planned.application
    roles: dict[UUID, list[str]] = {}
    people: dict[UUID, Party] = {}
    for meaning in planned.plan.signatories:
        details = [
            PersonDetails(*person_details(p)) for p in persons_in(application.fields.get(meaning))
        ]
        registered = register_persons(
            details, place=application.place, actor=Actor.user(user.pk), at=at
        )
        for person in registered:
            people[person.pk] = person
            roles.setdefault(person.pk, []).append(meaning)
    application.signatures.all().delete()
    digest = content_hash(application)
    signatures = [
        _wanted(application, person, roles[person.pk], digest, user=user, at=at)
        for person in people.values()
    ]
    Signature.objects.bulk_create(signatures)
    _tell(application, [s.signer_id for s in signatures if s.state == WANTED], at)
    return signatures


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


def _wanted(
    application: Application,
    person: Party,
    roles: Sequence[str],
    digest: str,
    *,
    user: User,
    at: datetime,
) -> Signature:
    is_own = person.pk == user.person_id
    return Signature(
        application=application,
        signer=person,
        roles=list(roles),
        content_hash=digest,
        state=Signature.State.SIGNED if is_own else WANTED,
        decided_at=at if is_own else None,
    )


def _tell(application: Application, signers: Sequence[UUID], at: datetime) -> None:
    if signers:
        recipients = [Recipient(signer) for signer in signers]
        data = {"title": application.bundle.body["name"], "number": str(application.pk)[-8:]}
        telling = Telling(
            application.place, "signature_wanted", "application", application.pk, recipients, data
        )
        tell([telling], at=at)
