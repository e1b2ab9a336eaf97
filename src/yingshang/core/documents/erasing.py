"""Documents whose time is over are erased, with an entry each; their files go with the next sweep.

What a document is used in decides: one that another case still needs stays.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from yingshang.core.documents.models import Blob, Document, DocumentUse
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record


def used_only_in(case_ids: Collection[UUID]) -> list[UUID]:
    """The documents used in these cases and in no others."""
    uses = DocumentUse.objects.filter(document=OuterRef("pk"))
    elsewhere = uses.exclude(case_id__in=case_ids)
    here = uses.filter(case_id__in=case_ids)
    rows = Document.objects.filter(Exists(here)).exclude(Exists(elsewhere))
    return list(rows.order_by("pk").values_list("pk", flat=True))


def erase_documents(ids: Sequence[UUID], *, actor: Actor, at: datetime, ground: str) -> int:
    """Remove the documents and their uses; an entry each says that, on what ground.

    The caller has removed what else points at them. A file that no other document has is no longer
    spoken of, and `sweep_orphans` takes it away. A fixed number of SQL statements.
    """
    if not ids:
        return 0
    with transaction.atomic():
        documents = list(Document.objects.filter(pk__in=ids).order_by("pk").select_for_update())
        acts = [
            Act(d.place, "document", d.pk, actor, at, "document.erase", {"ground": ground})
            for d in documents
        ]
        record(acts)
        DocumentUse.objects.filter(document__in=ids).delete()
        Document.objects.filter(pk__in=ids).delete()
        _forget_blobs({d.blob_id for d in documents})
    return len(documents)


def _forget_blobs(hashes: Iterable[str]) -> None:
    used = Document.objects.filter(blob=OuterRef("pk"))
    Blob.objects.filter(pk__in=list(hashes)).exclude(Exists(used)).delete()
