"""Materials of an application: uploaded once, or taken from what the platform holds by consent."""

from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.applications.doors import get_draft_for
from yingshang.city.matters.applications.drafting import act
from yingshang.city.matters.applications.errors import UnknownMaterial
from yingshang.city.matters.applications.planning import planned
from yingshang.city.matters.models import Application, ApplicationMaterial
from yingshang.city.matters.shrinking import PlannedMaterial
from yingshang.core.documents.formats import Format
from yingshang.core.documents.services import held_by, store
from yingshang.core.ledger.acts import Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Document, User
from yingshang.errors import Missing

MEGABYTE = 1024 * 1024


def upload(
    application_id: UUID,
    material: str,
    file: BinaryIO,
    *,
    name: str,
    user: User,
    at: datetime,
    version: int | None = None,
) -> Document:
    """Store a file as a material of the draft; many files may be one material.

    Errors: those of the door; `UnknownMaterial`; those of `documents.store`, naming the file.
    """
    with transaction.atomic():
        draft = get_draft_for(user, application_id, version=version, at=at)
        wanted = _wanted(draft, material, at)
        document = store(
            file,
            name=name,
            kind=material,
            owner=draft.enterprise or draft.applicant,
            place=draft.place,
            origin=Document.Origin.APPLICANT,
            allowed=[_format(code) for code in wanted.formats],
            max_size_bytes=wanted.max_size_mb * MEGABYTE,
            actor=Actor.user(user.pk),
            at=at,
        )
        _attach(draft, material, document, at)
    return document


def reuse(
    application_id: UUID, material: str, document_id: UUID, *, user: User, at: datetime
) -> None:
    """Use a document that the applicant gave before; calling this is her consent.

    Errors: those of the door; `UnknownMaterial`; `Missing` when it is not held for this party.
    """
    with transaction.atomic():
        draft = get_draft_for(user, application_id, version=None, at=at)
        _wanted(draft, material, at)
        owner = draft.enterprise or draft.applicant
        held = {document.pk: document for document in held_by(owner, [material], at=at)}
        if document_id not in held:
            raise Missing
        _attach(draft, material, held[document_id], at, consented_at=at)
        data = {"material": material, "document": str(document_id)}
        record([act(draft, "application.reuse", user=user, at=at, **data)])


def remove(
    application_id: UUID, material: str, document_id: UUID, *, user: User, at: datetime
) -> None:
    """Take a document out of the draft. Errors: those of the door."""
    with transaction.atomic():
        draft = get_draft_for(user, application_id, version=None, at=at)
        draft.materials.filter(material=material, document_id=document_id).delete()
        draft.version += 1
        draft.save(update_fields=["version"])


def _format(code: str) -> Format:
    """A list may say jpg for what is called JPEG."""
    return Format("jpeg" if code == "jpg" else code)


def _wanted(draft: Application, material: str, at: datetime) -> PlannedMaterial:
    for wanted in planned(draft, at=at).plan.materials:
        if wanted.code == material:
            return wanted
    raise UnknownMaterial(field=f"material.{material}", material=material)


def _attach(
    draft: Application,
    material: str,
    document: Document,
    at: datetime,
    *,
    consented_at: datetime | None = None,
) -> None:
    ApplicationMaterial.objects.get_or_create(
        application=draft,
        material=material,
        document=document,
        defaults={"is_reuse": consented_at is not None, "consented_at": consented_at},
    )
    draft.version += 1
    draft.updated_at = at
    draft.save(update_fields=["version", "updated_at"])
