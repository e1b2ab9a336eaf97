"""The one door to documents: who may open which. Hidden and missing answer alike."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from yingshang.core.access.doors import visible_cases
from yingshang.core.access.models import User
from yingshang.core.access.posts import Reader
from yingshang.core.documents.errors import DocumentMissing, FileLost
from yingshang.core.documents.models import Document, DocumentUse
from yingshang.core.documents.stores import chosen_store
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.parties.queries import running_mandates

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """A document and its bytes; who takes it closes the file."""

    document: Document
    file: BinaryIO


def visible_documents(user: Reader, *, at: datetime) -> QuerySet[Document]:
    """The documents that `user` may open at `at`, unordered.

    - the owner, and who holds an unlimited mandate of the owner, all of the owner's;
    - who gave it, while no case uses it yet, or while any mandate of the owner runs;
    - who may see a case that uses it: agents within their scope, staff at their posts.
    """
    if not isinstance(user, User) or not user.is_active:
        return Document.objects.none()
    uses = DocumentUse.objects.filter(document=OuterRef("pk"))
    seen = uses.filter(case__in=visible_cases(user, at=at).values("pk"))
    given = Q(given_by=user.pk)
    allowed = Q(Exists(seen)) | (given & ~Q(Exists(uses)))
    if user.person_id is not None:
        mandates = list(running_mandates(user.person_id, at=at))
        unlimited = [mandate.principal_id for mandate in mandates if not mandate.scope]
        allowed |= Q(owner_id__in=[user.person_id, *unlimited])
        allowed |= given & Q(owner_id__in=[mandate.principal_id for mandate in mandates])
    return Document.objects.filter(allowed).select_related("blob")


def get_document_for(user: Reader, document_id: UUID, *, at: datetime) -> Document:
    """The document with its blob. Errors: `DocumentMissing`, for hidden and missing."""
    document = visible_documents(user, at=at).filter(pk=document_id).first()
    if document is None:
        raise DocumentMissing
    return document


def open_for(user: Reader, document_id: UUID, *, at: datetime) -> Opened:
    """The document and its bytes; if anybody but the owner opens it, an entry says so.

    Errors: `DocumentMissing`; `FileLost` when the store has lost the file.
    """
    document = get_document_for(user, document_id, at=at)
    with transaction.atomic():
        if isinstance(user, User) and user.person_id != document.owner_id:
            record([_reading(document, user, at)])
        return Opened(document, _file_of(document))


def _file_of(document: Document) -> BinaryIO:
    try:
        return chosen_store().open(document.blob_id)
    except FileNotFoundError as error:
        log.exception("the file of document %s is lost", document.pk)
        raise FileLost(name=document.name) from error


def _reading(document: Document, user: User, at: datetime) -> Act:
    data: dict[str, object] = {"owner": str(document.owner_id), "kind": document.kind}
    actor = Actor.user(user.pk)
    return Act(document.place, "document", document.pk, actor, at, "document.read", data)
