"""Budgets of funds: opened, added to; and funds that keep a reserve instead of a budget."""

from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.db.models import QuerySet

from yingshang.city.benefits.listing import Fund
from yingshang.city.benefits.payments.errors import KeepsAReserve, NoBudget, ReserveUnknown
from yingshang.city.benefits.payments.models import Budget
from yingshang.core.accounts.services import credit, open_accounts
from yingshang.core.accounts.types import Opening, Transfer
from yingshang.core.facts.queries import newest, rows_about
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.worktime.zone import local

UNIT = "fen"
KINDS = ("granted", "available", "transit", "paid", "recovered")
"""The accounts of a budget; the first is the source, without a floor."""
RESERVES = "fund_reserves"
FUND, BALANCE, MONTHLY = "fund_code", "fund_balance", "fund_monthly_spending"


def open_budget(
    place: str, fund: str, period: str, fen: int, actor: Actor, at: datetime, *, key: str = ""
) -> Budget:
    """Open the budget of a fund and period with `fen`, or add `fen` to the one that is open.

    `key` makes it idempotent: the same key adds once. Without it every call adds.
    Errors: `KeepsAReserve` for a fund whose money is what stands above its reserve.
    """
    with transaction.atomic():
        budget = ensure(place, fund, period, actor, at)
        if budget.kind == Budget.Kind.RESERVE:
            raise KeepsAReserve(fund=fund)
        if fen:
            _grant(budget, fen, actor, at, key=key or f"benefit-budget:{new_id()}")
    return budget


def ensure(
    place: str,
    fund: str,
    period: str,
    actor: Actor,
    at: datetime,
    *,
    kind: str = Budget.Kind.BUDGET.value,
) -> Budget:
    """The budget, opened empty when there is none."""
    found = Budget.objects.filter(place=place, fund=fund, period=period).first()
    if found is not None:
        return found
    budget_id = uuid5(NAMESPACE_URL, f"urn:yingshang:budget:{place}:{fund}:{period}")
    with transaction.atomic():
        ids = open_accounts(
            [
                Opening(place, f"fund_{name}", budget_id, UNIT, actor, at, period=period,
                        floor=None if name == "granted" else 0)
                for name in KINDS
            ]
        )  # fmt: skip
        accounts = {f"{name}_id": pk for name, pk in zip(KINDS, ids, strict=True)}
        named = {"place": place, "fund": fund, "period": period}
        more = {"id": budget_id, "kind": kind, "opened_at": at, **accounts}
        row, is_new = Budget.objects.get_or_create(**named, defaults=more)
        if is_new:
            data = {"fund": fund, "period": period, "kind": kind}
            record([Act(place, "benefit_budget", row.pk, actor, at, "benefit_budget.open", data)])
    return row


def covers_reserve(place: str, fund: Fund, on: date) -> bool | None:
    """Whether the fund holds more than its reserve of months; None where nobody delivered it.

    *Source*: 人社部发〔2022〕23号: the pooling area's fund covers more than a year. The months are
    the list's.
    """
    known = holdings(place, fund.code, on)
    return None if known is None else known[0] > fund.reserve_months * known[1]


def holdings(place: str, fund: str, on: date) -> tuple[int, int, UUID] | None:
    """What a fund holds and spends a month, and by which snapshot. *Units*: fen."""
    snapshot = newest(place, RESERVES, on=on)
    if snapshot is None:
        return None
    rows = rows_about(snapshot, FUND, fund, wanted=(BALANCE, MONTHLY))
    if not rows:
        return None
    return _fen(rows[0][BALANCE]), _fen(rows[0][MONTHLY]), snapshot.pk


def ready(place: str, fund: Fund, period: str, actor: Actor, at: datetime) -> Budget:
    """The budget to reserve from.

    A fund with a reserve rule is opened by what its newest snapshot holds above the reserve; each
    snapshot counts once, and only what it holds more than was granted before is added.
    Errors: `NoBudget`, `ReserveUnknown`.
    """
    if fund.kind == "budget":
        found = Budget.objects.filter(place=place, fund=fund.code, period=period).first()
        if found is None:
            raise NoBudget(fund=fund.code, period=period)
        return found
    on = local(at, field="at").date()
    known = holdings(place, fund.code, on)
    if known is None:
        raise ReserveUnknown(fund=fund.code, on=on.isoformat())
    balance, monthly, snapshot_id = known
    budget = ensure(place, fund.code, period, actor, at, kind=Budget.Kind.RESERVE.value)
    free = balance - fund.reserve_months * monthly
    granted = -budget.granted.balance
    if free > granted:
        key = f"benefit-reserve:{budget.pk}:{snapshot_id}"
        _grant(budget, free - granted, actor, at, key=key)
    return budget


def budgets_of(place: str) -> QuerySet[Budget]:
    """All budgets of a place with their accounts, the newest period first."""
    return Budget.objects.filter(place=place).select_related(*KINDS).order_by("-period", "fund")


def _grant(budget: Budget, fen: int, actor: Actor, at: datetime, *, key: str) -> None:
    credit([Transfer(key, budget.granted_id, budget.available_id, fen, actor, at)])


def _fen(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"money is kept in whole fen, not {value!r}")
    return value
