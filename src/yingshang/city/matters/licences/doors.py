"""The door to licences, and their PDF: made once, kept as a document of the holder.

Once it is kept, the very same bytes are handed out, and an uploaded copy is compared with them.
"""

import io
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import transaction

from yingshang.city.matters.licences.rendering import licence_pdf
from yingshang.city.matters.models import Licence
from yingshang.city.matters.papers.pdf import Pdf
from yingshang.core.access.doors import visible_cases
from yingshang.core.access.posts import Reader
from yingshang.core.documents.formats import Format
from yingshang.core.documents.models import Document, DocumentUse
from yingshang.core.documents.services import open_for, store
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.errors import Missing

PRINTER = Actor.system("printer")
MAX_SIZE_BYTES = 5 * 1024 * 1024


class LicenceMissing(Missing):
    """No such licence, or not this reader's to see."""

    code: ClassVar[str] = "matters.licence_missing"


def get_licence_for(user: Reader, licence_id: UUID, *, at: datetime) -> Licence:
    """The licence with its case, holder and document. Errors: `LicenceMissing`."""
    seen = visible_cases(user, at=at).values("pk")
    rows = Licence.objects.select_related("case", "holder", "document")
    licence = rows.filter(pk=licence_id, case__in=seen).first()
    if licence is None:
        raise LicenceMissing
    return licence


def licence_pdf_for(user: Reader, licence_id: UUID, *, at: datetime) -> Pdf:
    """The licence's PDF, for the case's party, its agent, and the offices that serve it.

    Made and kept on first demand; opened through the door of documents, which enters in the ledger
    who but the owner opened it.
    Errors: `LicenceMissing`; `NoChineseFont`; `FileLost`.
    """
    licence = get_licence_for(user, licence_id, at=at)
    document = licence.document or keep_pdf(licence.pk, at=at)
    opened = open_for(user, document.pk, at=at)
    with opened.file:
        return Pdf(document.name, opened.file.read())


def keep_pdf(licence_id: UUID, *, at: datetime) -> Document:
    """The kept PDF of a licence; of two who ask at once, one makes it and the other waits."""
    with transaction.atomic():
        rows = Licence.objects.select_related("case", "holder").select_for_update(of=("self",))
        licence = rows.get(pk=licence_id)
        if licence.document is not None:
            return licence.document
        pdf = licence_pdf(licence)
        licence.document = _stored(licence, pdf, at)
        licence.save(update_fields=["document"])
    return licence.document


def _stored(licence: Licence, pdf: Pdf, at: datetime) -> Document:
    """The document is used in the licence's own case, so that whoever sees that may open it."""
    document = store(
        io.BytesIO(pdf.content),
        name=pdf.name,
        kind=licence.kind,
        owner=licence.holder,
        place=licence.place,
        origin=Document.Origin.OUTPUT,
        allowed=(Format.PDF,),
        max_size_bytes=MAX_SIZE_BYTES,
        actor=PRINTER,
        at=at,
        valid_until=licence.valid_until,
    )
    DocumentUse.objects.create(
        id=new_id(), document=document, case=licence.case, material=f"result.{licence.kind}", at=at
    )
    record([_act(licence, document, at)])
    return document


def _act(licence: Licence, document: Document, at: datetime) -> Act:
    data = {
        "licence": str(licence.pk), "document": str(document.pk), "sha256": document.blob_id,
    }  # fmt: skip
    return Act(licence.place, "matter", licence.case_id, PRINTER, at, "matter.licence_pdf", data)
