"""Documents by API: what one is, and its bytes."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from ninja import Router

from yingshang.core.access.api import caller
from yingshang.core.documents.doors import get_document_for, open_for
from yingshang.core.documents.formats import MEDIA_TYPES
from yingshang.core.documents.responses import download
from yingshang.core.documents.schemas import DocumentOut
from yingshang.core.schemas import gives

router = Router(tags=["documents"])
BYTES: dict[str, object] = {"schema": {"type": "string", "format": "binary"}}
FILE = {
    "description": "The file",
    "content": dict.fromkeys([*MEDIA_TYPES.values(), "text/plain"], BYTES),
}


@router.get(
    "/documents/{document_id}",
    response=gives(DocumentOut, 404),
    operation_id="get_document",
    summary="One document 材料",
)
def document(request: HttpRequest, document_id: UUID) -> DocumentOut:
    """What a document is; who may not see it gets the same answer as for a missing one."""
    found = get_document_for(caller(request), document_id, at=timezone.now())
    return DocumentOut.of(found)


@router.get(
    "/documents/{document_id}/file",
    response=gives(None, 404),
    operation_id="download_document",
    summary="The bytes of a document 下载材料",
    openapi_extra={"responses": {200: FILE}},
)
def file(request: HttpRequest, document_id: UUID) -> FileResponse:
    """The file as an attachment; opening somebody else's document is an entry they can read."""
    return download(open_for(caller(request), document_id, at=timezone.now()))
