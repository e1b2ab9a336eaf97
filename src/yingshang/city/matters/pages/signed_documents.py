"""Whoever is asked to sign may open what she signs; the ledger says that she did."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.applications.errors import NotYourSignature
from yingshang.city.matters.queries.applications import signature_for
from yingshang.core.documents.doors import Opened
from yingshang.core.documents.stores import chosen_store
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Document, User


def open_to_sign(user: User, application_id: UUID, document_id: UUID, *, at: datetime) -> Opened:
    """A document of the application that asks for the reader's signature.

    Errors: `NotYourSignature` for missing and hidden alike.
    """
    application = signature_for(user, application_id).application
    given = application.materials.filter(document_id=document_id)
    row = given.select_related("document__blob").first()
    if row is None:
        raise NotYourSignature
    file = chosen_store().open(row.document.blob_id)
    with transaction.atomic():
        record([_act(row.document, application_id, user, at)])
    return Opened(row.document, file)


def _act(document: Document, application_id: UUID, user: User, at: datetime) -> Act:
    data: dict[str, object] = {
        "owner": str(document.owner_id),
        "kind": document.kind,
        "application": str(application_id),
    }
    actor = Actor.user(user.pk)
    return Act(document.place, "document", document.pk, actor, at, "document.read", data)
