"""The finance check: the money of all payments of a run is set aside, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from yingshang.city.benefits.payments.budgets import ready
from yingshang.city.benefits.payments.errors import BudgetShort, PaidBefore
from yingshang.city.benefits.payments.lifecycle import RESERVE, SUBJECT
from yingshang.city.benefits.payments.models import Budget
from yingshang.city.benefits.payments.money import yuan
from yingshang.city.benefits.payments.policy import fund_of, policy_of
from yingshang.city.benefits.runs.models import Run
from yingshang.core.accounts.errors import NotEnough
from yingshang.core.accounts.queries import balances
from yingshang.core.accounts.services import reserve as set_aside
from yingshang.core.accounts.types import Hold
from yingshang.core.copying import copy_rows
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record

COLUMNS = (
    "id", "entitlement_id", "run_id", "budget_id", "place", "policy", "period", "instalment",
    "credit_code", "party_id", "amount_fen", "withheld_fen", "recovered_fen", "channel", "state",
    "attempt", "reason", "changed_at",
)  # fmt: skip

_DUE = """
SELECT e.id, e.credit_code, e.party_id, e.amount_fen, e.channel FROM benefits_entitlement e
WHERE e.run_id = %s AND e.state = 'payable' AND e.amount_fen > 0
  AND NOT EXISTS (SELECT 1 FROM benefits_payment p WHERE p.entitlement_id = e.id
      AND p.state <> 'cancelled')
ORDER BY e.credit_code"""

_PAID_BEFORE = """
SELECT count(*), min(p.credit_code) FROM benefits_payment p
JOIN benefits_entitlement e ON e.credit_code = p.credit_code AND e.run_id = %s
WHERE p.place = %s AND p.policy = %s AND p.period = %s AND p.instalment = %s
  AND p.state <> 'cancelled' AND p.run_id <> %s"""


@dataclass(frozen=True, slots=True)
class Set:
    """What was set aside by this call: how many payments, how much. *Units*: fen."""

    budget: Budget
    payments: int
    total_fen: int


Due = tuple[UUID, str, UUID | None, int, str]


def reserve(run: Run, actor: Actor, at: datetime) -> Set:
    """Set the money aside for every payable entitlement of the run that has no payment yet.

    All or nothing; again, it finds nothing left to do. A fixed number of SQL statements.
    Errors: `NoFund`, `NoBudget`, `ReserveUnknown`, `BudgetShort`, `PaidBefore`.
    """
    with transaction.atomic():
        Run.objects.select_for_update().get(pk=run.pk)
        fund = fund_of(policy_of(run))
        due = _due(run)
        _refuse_paid_before(run, due)
        budget = ready(run.place, fund, run.period, actor, at)
        ids = [new_id() for _ in due]
        _hold(run, budget, due, ids, actor, at)
        _write(run, budget, due, ids, at)
        _enter(run, due, ids, actor, at)
    return Set(budget, len(due), sum(row[3] for row in due))


def key_of(payment_id: UUID, attempt: int) -> str:
    """The key of a payment's reservation; each try at the bank has its own."""
    return f"benefit:{payment_id}:{attempt}"


def _due(run: Run) -> Sequence[Due]:
    with connection.cursor() as cursor:
        cursor.execute(_DUE, [run.pk])
        found: list[Due] = cursor.fetchall()
    return found


def _refuse_paid_before(run: Run, due: Sequence[Due]) -> None:
    if not due:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _PAID_BEFORE,
            [run.pk, run.place, run.policy, run.period, run.instalment, run.pk],
        )
        count, firm = cursor.fetchone()
    if count:
        raise PaidBefore(count=count, firm=firm)


def _hold(
    run: Run, budget: Budget, due: Sequence[Due], ids: Sequence[UUID], actor: Actor, at: datetime
) -> None:
    holds = [
        Hold(key_of(pk, 1), budget.available_id, budget.transit_id, row[3], actor, at)
        for pk, row in zip(ids, due, strict=True)
    ]
    try:
        with transaction.atomic():
            set_aside(holds)
    except NotEnough as error:
        raise _short(budget, sum(row[3] for row in due)) from error


def _short(budget: Budget, needed: int) -> BudgetShort:
    available = balances([budget.available_id])[budget.available_id].available
    lacking = needed - available
    return BudgetShort(
        fund=budget.fund, needed_fen=needed, available_fen=available, lacking_fen=lacking,
        needed=yuan(needed), available=yuan(available), lacking=yuan(lacking),
    )  # fmt: skip


def _write(run: Run, budget: Budget, due: Sequence[Due], ids: Sequence[UUID], at: datetime) -> None:
    head = (str(run.pk), str(budget.pk), run.place, run.policy, run.period, run.instalment)
    rows = [
        (str(pk), str(row[0]), *head, row[1], None if row[2] is None else str(row[2]), row[3],
         0, 0, row[4], RESERVE.target.value, 1, "", at.isoformat())
        for pk, row in zip(ids, due, strict=True)
    ]  # fmt: skip
    try:
        with connection.wrap_database_errors, transaction.atomic():
            copy_rows("benefits_payment", COLUMNS, rows)
    except IntegrityError as error:
        raise PaidBefore(count=1, firm=_firm_in(str(error), due)) from error


def _firm_in(message: str, due: Sequence[Due]) -> str:
    return next((row[1] for row in due if row[1] in message), due[0][1])


def _enter(run: Run, due: Sequence[Due], ids: Sequence[UUID], actor: Actor, at: datetime) -> None:
    about = {"run": str(run.pk), "policy": run.policy, "instalment": run.instalment}
    record(
        [
            Act(run.place, SUBJECT, pk, actor, at, RESERVE.action,
                {**about, "amount_fen": row[3], "credit_code": row[1], "entitlement": str(row[0])})
            for pk, row in zip(ids, due, strict=True)
        ],
        with_ids=False,
    )  # fmt: skip
