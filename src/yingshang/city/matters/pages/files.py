"""Files that a reader may have: documents, papers, licences; each through its own door."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from yingshang.city.matters.licences.doors import licence_pdf_for
from yingshang.city.matters.pages.readers import reader_of
from yingshang.city.matters.pages.signed_documents import open_to_sign
from yingshang.city.matters.papers.doors import paper_pdf_for
from yingshang.city.matters.papers.pdf import pdf_answer
from yingshang.core.access.decorators import signed_in
from yingshang.core.documents.responses import download
from yingshang.core.documents.services import open_for


@signed_in
def document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """A document. Errors: `DocumentMissing`, `FileLost`."""
    return download(open_for(reader_of(request), document_id, at=timezone.now()))  # type: ignore[return-value]  # a streaming response is one for Django


@signed_in
def sign_document(request: HttpRequest, application_id: UUID, document_id: UUID) -> HttpResponse:
    """A document that the reader is asked to sign for. Errors: `NotYourSignature`."""
    opened = open_to_sign(reader_of(request), application_id, document_id, at=timezone.now())
    return download(opened)  # type: ignore[return-value]  # a streaming response is one for Django


@signed_in
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """A paper as PDF. Errors: `PaperMissing`."""
    return pdf_answer(paper_pdf_for(reader_of(request), paper_id, at=timezone.now()))


@signed_in
def licence(request: HttpRequest, licence_id: UUID) -> HttpResponse:
    """A licence as PDF. Errors: `LicenceMissing`."""
    return pdf_answer(licence_pdf_for(reader_of(request), licence_id, at=timezone.now()))
