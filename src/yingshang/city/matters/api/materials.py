"""Materials of an application by API: upload once, reuse by consent, take out again."""

from typing import Annotated, BinaryIO, cast
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Path, Router, Status
from ninja.files import UploadedFile

from yingshang.city.matters.api.reading import planned_for
from yingshang.city.matters.api.schemas.applications import (
    ApplicationOut,
    ReusableOut,
    ReuseBody,
)
from yingshang.city.matters.applications import materials
from yingshang.core.access.api import caller
from yingshang.core.documents.schemas import DocumentOut
from yingshang.core.documents.services import held_by
from yingshang.core.schemas import Code, gives

router = Router(tags=["materials"])
MaterialCode = Annotated[Code, Path(examples={"charter": {"value": "charter"}})]


@router.post(
    "/applications/{application_id}/materials/{material}",
    response=gives(DocumentOut, 404, 409, status=201),
    operation_id="upload_material",
    summary="Upload a material 上传材料",
)
def upload(
    request: HttpRequest,
    application_id: UUID,
    material: MaterialCode,
    file: Annotated[UploadedFile, File(description="The file, at most 50 MiB")],
) -> Status[DocumentOut]:
    """A file for a material, checked by its content; many files may be one material."""
    document = materials.upload(
        application_id,
        material,
        cast(BinaryIO, file),
        name=file.name or "",
        user=caller(request),
        at=timezone.now(),
    )
    return Status(201, DocumentOut.of(document))


@router.get(
    "/applications/{application_id}/reusable",
    response=gives(ReusableOut, 404),
    operation_id="list_reusable_documents",
    summary="What was given before and fits 可复用的材料",
)
def reusable(request: HttpRequest, application_id: UUID) -> ReusableOut:
    """Documents held of the applicant or its enterprise that a material of the plan can be."""
    at = timezone.now()
    planned = planned_for(caller(request), application_id, at=at)
    owner = planned.application.enterprise or planned.application.applicant
    held = held_by(owner, [material.code for material in planned.plan.materials], at=at)
    return ReusableOut(items=[DocumentOut.of(document) for document in held])


@router.post(
    "/applications/{application_id}/materials/{material}/reuse",
    response=gives(ApplicationOut, 404, 409),
    operation_id="reuse_document",
    summary="Use what was given before, by consent 同意复用",
)
def reuse(
    request: HttpRequest, application_id: UUID, material: MaterialCode, body: ReuseBody
) -> ApplicationOut:
    """Sending this is the applicant's consent, and is kept as such."""
    user, at = caller(request), timezone.now()
    materials.reuse(application_id, material, body.document_id, user=user, at=at)
    return ApplicationOut.whole(planned_for(user, application_id, at=at))


@router.delete(
    "/applications/{application_id}/materials/{material}/{document_id}",
    response=gives(None, 404, 409, status=204),
    operation_id="remove_material",
    summary="Take a document out 移除材料",
)
def remove(
    request: HttpRequest, application_id: UUID, material: MaterialCode, document_id: UUID
) -> Status[None]:
    """Takes the document out of the draft; one that is not in it is no error."""
    materials.remove(application_id, material, document_id, user=caller(request), at=timezone.now())
    return Status(204, None)
