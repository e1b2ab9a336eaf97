"""Files that answer a deficiency notice: kept first, then named in the resubmission."""

from typing import Annotated, BinaryIO, cast
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Router, Status
from ninja.files import UploadedFile

from yingshang.city.matters.api.materials import MaterialCode
from yingshang.city.matters.api.reading import correction_material
from yingshang.core.access.api import caller
from yingshang.core.documents.formats import Format
from yingshang.core.documents.schemas import DocumentOut
from yingshang.core.documents.services import store
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Document
from yingshang.core.schemas import gives

router = Router(tags=["cases"])
MEBIBYTE = 1024 * 1024


@router.post(
    "/cases/{case_id}/materials/{material}",
    response=gives(DocumentOut, 404, 409, status=201),
    operation_id="upload_correction",
    summary="Upload a file for a correction 上传补正材料",
)
def upload(
    request: HttpRequest,
    case_id: UUID,
    material: MaterialCode,
    file: Annotated[UploadedFile, File(description="The file, at most 50 MiB")],
) -> Status[DocumentOut]:
    """For a case that is to be corrected; name the document when you resubmit the case."""
    user, at = caller(request), timezone.now()
    case, wanted = correction_material(user, case_id, material, at=at)
    document = store(
        cast(BinaryIO, file),
        name=file.name or "",
        kind=wanted.code,
        owner=case.party,
        place=case.place,
        origin=Document.Origin.APPLICANT,
        allowed=[Format("jpeg" if code == "jpg" else code) for code in wanted.formats],
        max_size_bytes=wanted.max_size_mb * MEBIBYTE,
        actor=Actor.user(user.pk),
        at=at,
    )
    return Status(201, DocumentOut.of(document))
