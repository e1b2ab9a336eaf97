"""A finished PDF and its way to a browser."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.http import content_disposition_header

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Pdf:
    """The bytes of a paper, and the name under which a reader saves it."""

    name: str
    content: bytes


def pdf_answer(pdf: Pdf) -> HttpResponse:
    """The paper as a download that nothing may run in and nobody may cache."""
    response = HttpResponse(pdf.content, content_type="application/pdf")
    response.headers["Content-Disposition"] = _attachment(pdf.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _attachment(name: str) -> str:
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"
