"""A run whose list is settled, with payable entitlements, and the money to pay it; all invented."""

from collections.abc import Sequence

from tests.cast import PLACE
from tests.city.benefits.desk import REFUND, Desk, code, name
from yingshang.city.benefits.payments.bank.stand_in import StandInBank
from yingshang.city.benefits.payments.budgets import ready
from yingshang.city.benefits.payments.folders import folder_of
from yingshang.city.benefits.payments.models import Batch, Budget, Payment
from yingshang.city.benefits.payments.services import (
    make_batches,
    receive,
    release,
    reserve,
)
from yingshang.city.benefits.runs.models import Entitlement, Run
from yingshang.core.accounts.models import Account
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Actor
from yingshang.core.models import Case, Item, Party

PERIOD = "2022"
FREE = 38_000_000 * 100
"""What the fund may spend: it holds 50 million and spends one a month. *Units*: fen."""
BANK = Actor.exchange("bank")
YUAN = 100


def run_of(
    desk: Desk, firms: Sequence[int] = (1, 2, 3), *, fen: int = 50 * YUAN, instalment: int = 1,
    item: Item | None = None,
) -> Run:  # fmt: skip
    """A run that waits for the finance check; `firms` are numbers of the desk's firms."""
    item = item or Item.objects.get(place=PLACE, kind="benefit_policy", code=REFUND,
                                    is_current=True)  # fmt: skip
    party, _ = Party.objects.get_or_create(name="示例市民政府", kind=Party.Kind.ENTERPRISE)
    case = Case.objects.create(
        id=new_id(), place=PLACE, number=f"示例发放 {new_id()}"[:40], kind="benefit_run",
        state="ordered", party=party, office=desk.office("human_resources"), item=item,
        opened_at=desk.now,
    )  # fmt: skip
    run = Run.objects.create(
        case=case, place=PLACE, policy=item.code, item=item, period=PERIOD,
        instalment=instalment, decided_on=desk.now.date(), total_fen=fen * len(firms),
    )  # fmt: skip
    known = dict(Party.objects.filter(credit_code__isnull=False).values_list("credit_code", "pk"))
    Entitlement.objects.bulk_create(
        [
            Entitlement(run=run, credit_code=code(n), name=name(n), full_fen=fen,
                        amount_fen=fen, state="payable", party_id=known.get(code(n)))
            for n in firms
        ]
    )  # fmt: skip
    return run


def fund(desk: Desk) -> Budget:
    """The fund, opened by what it holds above its reserve: 38 million yuan."""
    rule = desk.refund.model.fund
    return ready(PLACE, rule, PERIOD, Actor.user(desk.payer.pk), desk.later())


def released(desk: Desk, run: Run) -> Run:
    """Reserved and signed for, by as many as it takes."""
    reserve(run, Actor.user(desk.payer.pk), desk.later())
    for user in (desk.payer, desk.second_payer, desk.third_payer):
        if release(run, user, desk.later()).is_released:
            return run
    raise AssertionError("three have signed and nothing is released")


def sent(desk: Desk, run: Run, **more: int) -> list[Batch]:
    return make_batches(released(desk, run), Actor.user(desk.payer.pk), desk.later(), **more)


def answered(desk: Desk, **more) -> StandInBank:
    """The bank takes what waits and answers; its receipts are taken."""
    bank = StandInBank(folder_of(PLACE), **more)
    for path in bank.work():
        receive(path, PLACE, BANK, desk.later())
    return bank


def states(run: Run) -> dict[str, str]:
    return dict(Payment.objects.filter(run=run).values_list("credit_code", "state"))


def balances(budget: Budget) -> dict[str, int]:
    """What each account of a budget holds, and what of it is reserved."""
    names = ("granted", "available", "transit", "paid", "recovered")
    found = {name: Account.objects.get(pk=getattr(budget, f"{name}_id")) for name in names}
    return {name: a.balance for name, a in found.items()} | {
        "reserved": found["available"].reserved
    }


def fails(*numbers: int, reason: str = "账号不存在", outcome: str = "failed"):
    """A judge under whom these firms' payments do not arrive."""
    codes = {code(n) for n in numbers}
    return lambda order: (outcome, reason) if order.credit_code in codes else ("paid", "")
