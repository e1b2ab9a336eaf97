"""The life of a claw-back (追回) as a table.

*Source*: domain reference, section 3: 追回 beside the way from list to receipt. Its days are a
parameter of the place, so the service starts the clock.
"""

from yingshang.core.access.confined import confine
from yingshang.core.access.models import Role
from yingshang.core.cases.lifecycle import Clock, Guard, ItemBody, Lifecycle, State, Step, register
from yingshang.core.watch.watched import watch
from yingshang.worktime import Budget

KIND = "benefit_recovery"
REPAY = "repayment"
PAYER = frozenset({Role.PAYER.value})
SEEING = PAYER | {Role.HEAD.value}
DEMANDED = frozenset({"demanded"})

_OPEN = """(SELECT r.demanded_fen - r.repaid_fen - r.offset_fen FROM benefits_recovery r
    WHERE r.case_id = c.id)"""

NOTHING_LEFT = Guard(
    "benefits.recovery_open",
    f"{_OPEN} = 0",
    "还没有全部退回，不能办结。",
    "Not all of it has come back yet.",
)

NOT_THE_DEMANDER = Guard(
    "benefits.own_demand",
    """NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.subject_id = c.id
        AND e.action = 'case.open' AND e.actor_id = b.actor_id)""",
    "追回是您发起的，撤销须由别人决定。",
    "You demanded it yourself; somebody else must decide to drop it.",
)


def by_parameter(_: ItemBody) -> Budget | None:
    """The service reads the parameter of the day and starts the clock itself."""
    return None


RECOVERY = Lifecycle(
    kind=KIND,
    zh="惠企资金追回",
    en="claw-back of a benefit",
    initial=DEMANDED,
    states=(
        State("demanded", "待退回", "to be paid back"),
        State("settled", "已退回", "paid back", is_final=True),
        State("dropped", "已撤销", "dropped", is_final=True),
    ),
    clocks=(Clock(REPAY, "退回期限", "time to pay back", by_parameter),),
    steps=(
        Step("repay", "登记退款", "note a repayment", PAYER, DEMANDED, None, needs_reason=True),
        Step("set_off", "抵扣", "set off", PAYER, DEMANDED, None, needs_reason=True),
        Step("settle", "办结", "settle", PAYER, DEMANDED, "settled", guards=(NOTHING_LEFT,),
             meets=(REPAY,)),
        Step("drop", "撤销", "drop", PAYER, DEMANDED, "dropped", guards=(NOT_THE_DEMANDER,),
             cancels=(REPAY,), needs_reason=True),
    ),
)  # fmt: skip


def register_recovery_lifecycle() -> None:
    """Make it known, its clock watched; the paying office sees it, and the firm."""
    register(RECOVERY)
    watch(KIND, [REPAY])
    confine(KIND, SEEING)
