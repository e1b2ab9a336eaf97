"""Documents come in here, and only here.

The order makes losing impossible: first the file, durably, then the rows that speak of it. If the
transaction fails, the file stays; the next attempt finds it, or `sweep_orphans` removes it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction

from yingshang.core.documents.checking.findings import Damaged, Foreign, Found
from yingshang.core.documents.checking.identify import identify
from yingshang.core.documents.errors import (
    DamagedFile,
    FormatNotAllowed,
    OtherDocument,
    RefusedByScan,
)
from yingshang.core.documents.formats import Format, listed
from yingshang.core.documents.locks import lock_for_use
from yingshang.core.documents.models import Blob, Document
from yingshang.core.documents.names import display_name, shown
from yingshang.core.documents.receiving import Received, received
from yingshang.core.documents.scanning import chosen_scanner
from yingshang.core.documents.stores import chosen_store
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.parties.models import Party
from yingshang.errors import Sentence

INCOMING = "incoming"


@dataclass(frozen=True, slots=True)
class _Given:
    """What is known of a document beside its bytes."""

    document_id: UUID
    kind: str
    owner: Party
    place: str
    origin: str
    actor: Actor
    at: datetime
    valid_until: date | None
    on_behalf_of: UUID | None


def store(
    upload: BinaryIO,
    *,
    name: str,
    kind: str,
    owner: Party,
    place: str,
    origin: str,
    allowed: Collection[Format],
    max_size_bytes: int,
    actor: Actor,
    at: datetime,
    document_id: UUID | None = None,
    valid_until: date | None = None,
    on_behalf_of: UUID | None = None,
) -> Document:
    """Keep an upload as a document of `owner`: checked by content, scanned, written, recorded.

    `max_size_bytes` comes from the material's list; more than 50 MiB is never taken. With a
    `document_id` of the caller's, sending again answers the document that stands.
    Errors: `EmptyFile`, `FileTooLarge`, `FormatNotAllowed`, `DamagedFile`, `RefusedByScan`; then
    nothing is kept. `OtherDocument` when the id belongs to another.
    """
    given = _Given(
        document_id or new_id(), kind, owner, place, origin, actor, at, valid_until, on_behalf_of
    )
    folder = Path(settings.FILES_FOLDER) / INCOMING
    with received(upload, name=name, max_size_bytes=max_size_bytes, folder=folder) as file:
        found = _checked(file, name=name, allowed=allowed)
        with transaction.atomic():
            lock_for_use(file.sha256)
            chosen_store().put(file.sha256, file.path)
            return _write(given, file, display_name(name, found.format), found.media_type)


def _checked(file: Received, *, name: str, allowed: Collection[Format]) -> Found:
    with file.path.open("rb") as content:
        finding = identify(content)
    if isinstance(finding, Foreign):
        raise _not_allowed(name, finding.label, allowed)
    if finding.format not in allowed:
        raise _not_allowed(name, finding.format.label, allowed)
    quoted = shown(name)
    if isinstance(finding, Damaged):
        label = finding.format.label
        raise DamagedFile(field="file", name=quoted, found=label, reason=finding.reason)
    reason = chosen_scanner().scan(file.path, finding.format)
    if reason is not None:
        raise RefusedByScan(field="file", name=quoted, reason=reason)
    return finding


def _not_allowed(name: str, found: Sentence, allowed: Collection[Format]) -> FormatNotAllowed:
    words = listed([known for known in Format if known in allowed])
    return FormatNotAllowed(field="file", name=shown(name), found=found, allowed=words)


def _write(given: _Given, file: Received, name: str, media_type: str) -> Document:
    Blob.objects.bulk_create(
        [Blob(sha256=file.sha256, size_bytes=file.size_bytes, media_type=media_type)],
        ignore_conflicts=True,
    )
    document, is_new = Document.objects.get_or_create(
        id=given.document_id,
        defaults={
            "place": given.place,
            "blob_id": file.sha256,
            "owner": given.owner,
            "kind": given.kind,
            "name": name,
            "origin": given.origin,
            "scan": Document.Scan.CLEAN,
            "given_by": given.actor.id,
            "given_at": given.at,
            "valid_until": given.valid_until,
        },
    )
    if is_new:
        record([_act(given, file, document, media_type)])
    elif (document.blob_id, document.owner_id, document.kind) != (
        file.sha256, given.owner.pk, given.kind,
    ):  # fmt: skip
        raise OtherDocument
    return document


def _act(given: _Given, file: Received, document: Document, media_type: str) -> Act:
    data: dict[str, object] = {
        "kind": given.kind,
        "name": document.name,
        "owner": str(given.owner.pk),
        "origin": given.origin,
        "sha256": file.sha256,
        "size_bytes": file.size_bytes,
        "media_type": media_type,
    }
    return Act(
        given.place, "document", document.pk, given.actor, given.at, "document.store", data,
        given.on_behalf_of,
    )  # fmt: skip
