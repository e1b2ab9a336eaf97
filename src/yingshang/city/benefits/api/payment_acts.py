"""What the paying office does by API: receipts handed in, payments tried again, money asked back.

The same services as on the pages judge it. The same receipt again is the same receipt.
"""

import hashlib
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Router, Status, UploadedFile
from pydantic import Field

from yingshang.city.benefits.api.payments import PaymentOut
from yingshang.city.benefits.payments import services
from yingshang.city.benefits.payments.doors import batches_for, get_payment_for
from yingshang.city.benefits.payments.models import Batch, Receipt, Recovery
from yingshang.city.benefits.payments.receiving import ReceiptTooLarge
from yingshang.core.access.api import caller
from yingshang.core.access.models import Role, User
from yingshang.core.access.posts import posts_of
from yingshang.core.catalogue.places import place_code
from yingshang.core.ledger.acts import Actor
from yingshang.core.schemas import Shape, Text, gives

router = Router(tags=["benefits"])
MOST_BYTES = 20 << 20
Reason = Annotated[Text, Field(min_length=1, max_length=300)]
Fen = Annotated[int, Field(ge=1, le=2**53 - 1)]


class BankReceiptOut(Shape):
    """A receipt that was taken: how many lines of it arrived, failed, came back."""

    id: UUID
    batch: str
    file_name: str
    sha256: str
    paid: int
    failed: int
    returned: int
    at: datetime

    @classmethod
    def of(cls, row: Receipt) -> "BankReceiptOut":
        """The shape of a receipt."""
        return cls(
            id=row.pk, batch=row.batch.number, file_name=row.file_name, sha256=row.sha256,
            paid=row.paid, failed=row.failed, returned=row.returned, at=row.at,
        )  # fmt: skip


class PayeeBody(Shape):
    """Another account to pay to; it is sealed, and never told again."""

    holder: Annotated[Text, Field(min_length=1, max_length=200)]
    bank: Annotated[Text, Field(min_length=1, max_length=200)]
    number: Annotated[str, Field(pattern=r"^[0-9 ]{8,40}$")]


class RetryBody(Shape):
    """Why a payment is tried again; where to, unless to the same account."""

    reason: Reason
    account: PayeeBody | None = None


class DemandBody(Shape):
    """How much is asked back, and why: the firm reads it."""

    amount_fen: Fen
    reason: Reason


class RecoveryOut(Shape):
    """A claw-back: what is asked back of which payment, by when. *Units*: fen."""

    id: UUID
    number: str
    payment_id: UUID
    demanded_fen: int
    repaid_fen: int
    offset_fen: int
    due_on: str

    @classmethod
    def of(cls, row: Recovery) -> "RecoveryOut":
        """The shape of a claw-back."""
        return cls(
            id=row.pk, number=row.case.number, payment_id=row.payment_id,
            demanded_fen=row.demanded_fen, repaid_fen=row.repaid_fen, offset_fen=row.offset_fen,
            due_on=row.due_on.isoformat(),
        )  # fmt: skip


@router.post(
    "/desk/benefits/receipts",
    response=gives(BankReceiptOut, 404, 409, status=201),
    operation_id="hand_in_receipt",
    summary="Hand in a receipt of the bank 交回执",
)
def hand_in(
    request: HttpRequest,
    file: Annotated[UploadedFile, File(description="the bank's file as it is, at most 20 MiB")],
) -> Status[BankReceiptOut]:
    """Taken whole or not at all; the same file again answers what was done with it before."""
    user, at = caller(request), timezone.now()
    if (file.size or 0) > MOST_BYTES:
        raise ReceiptTooLarge(field="file")
    content = file.read()
    mine = _batches(user, at)
    known = Receipt.objects.filter(sha256=hashlib.sha256(content).hexdigest(), batch__in=mine)
    found = known.select_related("batch").first()
    if found is None:
        found = _take(content, file.name or "receipt", user, at, mine)
    return Status(201, BankReceiptOut.of(found))


@router.post(
    "/desk/benefits/payments/{payment_id}/retry",
    response=gives(PaymentOut, 403, 404, 409),
    operation_id="retry_payment",
    summary="Try a failed payment again 更正后重付",
)
def retry(request: HttpRequest, payment_id: UUID, body: RetryBody) -> PaymentOut:
    """Another person releases it before it goes out."""
    user, at = caller(request), timezone.now()
    payment, given = get_payment_for(user, payment_id, at=at), body.account
    account = services.NewAccount(given.holder, given.bank, given.number) if given else None
    services.retry(payment, account, reason=body.reason, user=user, at=at)
    return PaymentOut.of(get_payment_for(user, payment_id, at=at))


@router.post(
    "/desk/benefits/payments/{payment_id}/recoveries",
    response=gives(RecoveryOut, 403, 404, 409, status=201),
    operation_id="demand_recovery",
    summary="Ask money back 追回",
)
def demand(request: HttpRequest, payment_id: UUID, body: DemandBody) -> Status[RecoveryOut]:
    """Of what is paid and not asked back yet; the firm is told, and the days to pay begin."""
    user, at = caller(request), timezone.now()
    payment = get_payment_for(user, payment_id, at=at)
    row = services.demand(payment, body.amount_fen, reason=body.reason, user=user, at=at)
    return Status(201, RecoveryOut.of(row))


def _batches(user: User, at: datetime) -> QuerySet[Batch]:
    """The files of the offices where the user pays; none where she only looks on."""
    pays = posts_of(user, at=at).filter(role=Role.PAYER).exists()
    return batches_for(user, at=at) if pays else Batch.objects.none()


def _take(content: bytes, name: str, user: User, at: datetime, among: QuerySet[Batch]) -> Receipt:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "receipt"
        path.write_bytes(content)
        return services.receive(path, place_code(), Actor.user(user.pk), at, name=name, among=among)
