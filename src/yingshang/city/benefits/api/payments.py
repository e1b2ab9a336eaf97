"""Payments by API: a firm's own, and the paying office's funds, files and payments. *Units*: fen.

What is done to them is in `payment_acts`; a release is a step of the run.
"""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from yingshang.city.benefits.payments.doors import (
    batches_for,
    budgets_for,
    own_payments,
    payments_for,
)
from yingshang.city.benefits.payments.models import Batch, Budget, Payment
from yingshang.core.access.api import caller
from yingshang.core.schemas import Paging, Shape, cut, gives

router = Router(tags=["benefits"])
PaymentState = Literal[
    "reserved", "released", "sent", "paid", "failed", "returned", "retried", "cancelled",
    "recovered",
]  # fmt: skip


class PaymentOut(Shape):
    """One payment to one firm; accounts are never told."""

    id: UUID
    policy: str
    period: str
    instalment: int
    credit_code: str
    firm: str
    amount_fen: int
    withheld_fen: int
    recovered_fen: int
    state: PaymentState
    reason: str
    changed_at: datetime
    paid_at: datetime | None

    @classmethod
    def of(cls, row: Payment) -> "PaymentOut":
        """The shape of a payment."""
        return cls.model_validate({
            "id": row.pk, "policy": row.policy, "period": row.period,
            "instalment": row.instalment, "credit_code": row.credit_code,
            "firm": row.entitlement.name, "amount_fen": row.amount_fen,
            "withheld_fen": row.withheld_fen, "recovered_fen": row.recovered_fen,
            "state": row.state, "reason": row.reason, "changed_at": row.changed_at,
            "paid_at": row.paid_at,
        })  # fmt: skip


class PaymentPage(Shape):
    """A page of payments, the oldest first."""

    items: list[PaymentOut]
    next: UUID | None


class PaymentPaging(Paging):
    """Which payments, how many, and after which."""

    state: Annotated[PaymentState | None, Field(description="状态 only those in this state")] = None


class BudgetOut(Shape):
    """A budget of a fund, by account."""

    id: UUID
    fund: str
    period: str
    kind: str
    available_fen: int
    reserved_fen: int
    transit_fen: int
    paid_fen: int
    recovered_fen: int

    @classmethod
    def of(cls, row: Budget) -> "BudgetOut":
        """The shape of a budget."""
        return cls(
            id=row.pk, fund=row.fund, period=row.period, kind=row.kind,
            available_fen=row.available.balance - row.available.reserved,
            reserved_fen=row.available.reserved, transit_fen=row.transit.balance,
            paid_fen=row.paid.balance, recovered_fen=row.recovered.balance,
        )  # fmt: skip


class Budgets(Shape):
    """The budgets of an office, the newest period first."""

    items: list[BudgetOut]


class BatchOut(Shape):
    """A payment file that was sent."""

    id: UUID
    number: str
    run_id: UUID
    lines: int
    total_fen: int
    sha256: str
    made_at: datetime
    handed_at: datetime | None

    @classmethod
    def of(cls, row: Batch) -> "BatchOut":
        """The shape of a file."""
        return cls(
            id=row.pk, number=row.number, run_id=row.run_id, lines=row.size,
            total_fen=row.total_fen, sha256=row.sha256, made_at=row.made_at,
            handed_at=row.handed_at,
        )  # fmt: skip


class BatchPage(Shape):
    """A page of files, the oldest first."""

    items: list[BatchOut]
    next: UUID | None


@router.get(
    "/benefits/payments",
    response=gives(PaymentPage),
    operation_id="list_own_payments",
    summary="Payments to my firms 我的拨付",
)
def mine(request: HttpRequest, paging: Query[PaymentPaging]) -> PaymentPage:
    """What the firms that I act for were and will be paid."""
    return _page(own_payments(caller(request), at=timezone.now()), paging)


@router.get(
    "/desk/benefits/payments",
    response=gives(PaymentPage),
    operation_id="list_benefit_payments",
    summary="Payments that my office makes 拨付",
)
def made(request: HttpRequest, paging: Query[PaymentPaging]) -> PaymentPage:
    """Who serves at no paying office gets an empty list."""
    return _page(payments_for(caller(request), at=timezone.now()), paging)


@router.get(
    "/desk/benefits/budgets",
    response=gives(Budgets),
    operation_id="list_benefit_budgets",
    summary="Funds that my office pays from 资金",
)
def budgets(request: HttpRequest) -> Budgets:
    """Who serves at no paying office gets an empty list."""
    found = budgets_for(caller(request), at=timezone.now())
    return Budgets(items=[BudgetOut.of(row) for row in found])


@router.get(
    "/desk/benefits/batches",
    response=gives(BatchPage),
    operation_id="list_benefit_batches",
    summary="Payment files 拨付文件",
)
def batches(request: HttpRequest, paging: Query[Paging]) -> BatchPage:
    """Who serves at no paying office gets an empty list."""
    found = batches_for(caller(request), at=timezone.now()).order_by("pk")
    if paging.after:
        found = found.filter(pk__gt=paging.after)
    page, following = cut(found[: paging.limit + 1], paging.limit, lambda row: row.pk)
    return BatchPage(items=[BatchOut.of(row) for row in page], next=following)


def _page(found: QuerySet[Payment], paging: PaymentPaging) -> PaymentPage:
    rows = found.order_by("pk")
    if paging.state:
        rows = rows.filter(state=paging.state)
    if paging.after:
        rows = rows.filter(pk__gt=paging.after)
    page, following = cut(rows[: paging.limit + 1], paging.limit, lambda row: row.pk)
    return PaymentPage(items=[PaymentOut.of(row) for row in page], next=following)
