"""A citizen's receipt for one entry of a case: JSON to check, PDF to keep on paper.

A receipt opens the whole entry, so whoever is on the applicant's side gets it only where nothing
of the entry stays inside the office.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from yingshang.city.matters.pages.readers import reader_of
from yingshang.city.matters.papers.pdf import SANDBOX, Pdf, pdf_answer
from yingshang.city.matters.queries.cases import CaseFile, case_file
from yingshang.city.matters.queries.inside import is_on_their_side, said_outside
from yingshang.core.access.decorators import signed_in
from yingshang.core.ledger.models import Placement
from yingshang.core.ledger.paper import receipt_pdf
from yingshang.core.ledger.publishing import receipt_for
from yingshang.core.ledger.queries import EntryView
from yingshang.core.models import User
from yingshang.errors import Missing
from yingshang.proofs.log.receipt import Receipt


@require_safe
@signed_in
def receipt_json(request: HttpRequest, case_id: UUID, entry_id: UUID) -> HttpResponse:
    """The receipt for a machine. Errors: `Missing`, `NotYetSealed`, `ContentErased`."""
    receipt = _receipt(reader_of(request), case_id, entry_id, at=timezone.now())
    response = HttpResponse(receipt.to_json(), content_type="application/json")
    name = f"receipt-{entry_id.hex[-8:]}.json"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@signed_in
def receipt_paper(request: HttpRequest, case_id: UUID, entry_id: UUID) -> HttpResponse:
    """The receipt for a person, with the JSON attached. Errors: those above, `NoReceiptFont`."""
    receipt = _receipt(reader_of(request), case_id, entry_id, at=timezone.now())
    return pdf_answer(Pdf(f"receipt-{entry_id.hex[-8:]}.pdf", receipt_pdf(receipt)))


def with_receipts(user: User, file: CaseFile, *, at: datetime) -> set[UUID]:
    """Which entries of the case the reader can have a receipt for. One SQL statement."""
    ids = {entry.id for entry in _open_to(user, file, at=at)}
    return set(Placement.objects.filter(entry_id__in=ids).values_list("entry_id", flat=True))


def _receipt(user: User, case_id: UUID, entry_id: UUID, *, at: datetime) -> Receipt:
    file = case_file(user, case_id, at=at)
    if entry_id not in {entry.id for entry in _open_to(user, file, at=at)}:
        raise Missing
    return receipt_for(entry_id)


def _open_to(user: User, file: CaseFile, *, at: datetime) -> Iterable[EntryView]:
    """Entries with content, of which nothing is held back from this reader."""
    theirs = is_on_their_side(user, file.case, at=at)
    return (
        entry
        for entry in file.entries
        if entry.data is not None and not (theirs and said_outside(entry) != entry.data)
    )
