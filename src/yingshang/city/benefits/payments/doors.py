"""Who sees which money: the paying office its funds and files; a firm what it was paid."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from yingshang.city.benefits.payments.errors import PaymentMissing
from yingshang.city.benefits.payments.models import Batch, Budget, Payment, Recovery
from yingshang.core.access.acting import clients_of
from yingshang.core.access.models import Role
from yingshang.core.access.posts import Reader, posts_of
from yingshang.core.catalogue.models import Item

SEEING = (Role.PAYER, Role.HEAD)


def offices_of(user: Reader, *, at: datetime) -> list[tuple[str, str]]:
    """Place and code of the offices where the user pays or heads."""
    posts = posts_of(user, at=at).filter(role__in=SEEING)
    return list(posts.values_list("office__place", "office__code").distinct())


def payments_for(user: Reader, *, at: datetime) -> QuerySet[Payment]:
    """The payments that the user's office makes."""
    rows = Payment.objects.select_related("entitlement", "run__item", "run__case", "budget")
    return _at_offices(rows, user, at)


def batches_for(user: Reader, *, at: datetime) -> QuerySet[Batch]:
    """The files that the user's office sent."""
    rows = Batch.objects.select_related("run__item", "run__case", "budget")
    return _at_offices(rows, user, at)


def recoveries_for(user: Reader, *, at: datetime) -> QuerySet[Recovery]:
    """The claw-backs of the user's office."""
    rows = Recovery.objects.select_related("case", "payment__entitlement", "payment__run__item",
                                           "payment__budget")  # fmt: skip
    return _at_offices(rows, user, at, path="payment__run__item")


def budgets_for(user: Reader, *, at: datetime) -> QuerySet[Budget]:
    """The budgets of the funds that the user's office pays from."""
    offices = set(offices_of(user, at=at))
    places = {place for place, _ in offices}
    items = Item.objects.filter(place__in=places, kind="benefit_policy", is_current=True)
    funds = {
        (item.place, item.body["fund"]["code"])
        for item in items
        if item.body.get("fund") and (item.place, _payer(item.body)) in offices
    }
    rows = Budget.objects.filter(place__in=places, fund__in={fund for _, fund in funds})
    return rows.select_related("granted", "available", "transit", "paid", "recovered").order_by(
        "-period", "fund"
    )


def get_payment_for(user: Reader, payment_id: UUID, *, at: datetime) -> Payment:
    """One payment of the user's office. Errors: `PaymentMissing`."""
    found = payments_for(user, at=at).filter(pk=payment_id).first()
    if found is None:
        raise PaymentMissing
    return found


def get_recovery_for(user: Reader, case_id: UUID, *, at: datetime) -> Recovery:
    """One claw-back of the user's office. Errors: `PaymentMissing`."""
    found = recoveries_for(user, at=at).filter(pk=case_id).first()
    if found is None:
        raise PaymentMissing
    return found


def own_payments(user: Reader, *, at: datetime) -> QuerySet[Payment]:
    """What the firms that the user acts for are paid, once it is reserved for them."""
    codes = clients_of(user, at=at).filter(credit_code__isnull=False).values("credit_code")
    rows = Payment.objects.filter(credit_code__in=codes).exclude(state=Payment.State.CANCELLED)
    return rows.select_related("entitlement", "run__item", "run__case").order_by("-changed_at")


def get_own_payment(user: Reader, payment_id: UUID, *, at: datetime) -> Payment:
    """One of them. Errors: `PaymentMissing`."""
    found = own_payments(user, at=at).filter(pk=payment_id).first()
    if found is None:
        raise PaymentMissing
    return found


def _at_offices(
    rows: QuerySet[Any], user: Reader, at: datetime, *, path: str = "run__item"
) -> QuerySet[Any]:
    """Those of policies, in whatever version of the list, that one of the offices pays."""
    paid = Item.objects.filter(kind="benefit_policy").annotate(
        paying=Coalesce(KT("body__payer"), KT("body__owner"))
    )
    mine = Q(pk__in=())
    for place, code in offices_of(user, at=at):
        mine |= Q(place=place, paying=code)
    seen: QuerySet[Any] = rows.filter(**{f"{path}__in": paid.filter(mine).values("pk")})
    return seen


def _payer(body: dict[str, Any]) -> str:
    return str(body.get("payer") or body["owner"])
