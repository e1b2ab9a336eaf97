"""The life of an application for a benefit, as a table.

*Source*: domain reference, section 3: 即申即享 and 申报评审. An office takes it, decides it by a
promised day, and what it grants is paid by a run. The budget is a parameter of the place.
"""

from yingshang.core.access.confined import confine
from yingshang.core.access.models import Role
from yingshang.core.cases.lifecycle import (
    APPLICANT,
    SYSTEM,
    Clock,
    Guard,
    ItemBody,
    Lifecycle,
    State,
    Step,
    register,
)
from yingshang.core.watch.watched import watch
from yingshang.worktime import Budget

DECIDE = "benefit_decision"
DAYS = "benefit_application"
"""The parameter with the working days in which an application is decided."""
INCLUDE = "benefit_inclusion"
INCLUSION = "benefit_inclusion"
"""The parameter with the working days from the grant to a run that pays it."""
PREFIX = "惠企申请"
DECIDING = frozenset({Role.APPROVER.value})
WORKING = DECIDING | {Role.REVIEWER.value, Role.HANDLER.value}
SEEING = WORKING | {Role.HEAD.value, Role.PAYER.value}

REVIEWED_BY_ANOTHER = Guard(
    "benefits.own_opinion",
    """NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.subject_id = c.id
        AND e.action = 'benefit_application.support' AND e.actor_id = b.actor_id)""",
    "审核意见是您写的，决定须由别的同事作出。",
    "You wrote the opinion yourself; somebody else must decide.",
)


def by_parameter(_: ItemBody) -> Budget | None:
    """The service reads the parameter of the day and starts the clock itself."""
    return None


OPEN = frozenset({"submitted", "supported"})
APPLICATION = Lifecycle(
    kind="benefit_application",
    zh="惠企政策申请",
    en="application for a benefit",
    initial=frozenset({"submitted"}),
    states=(
        State("submitted", "已申请，待决定", "handed in, to be decided"),
        State("supported", "已审核，待决定", "reviewed, to be decided"),
        State("granted", "同意享受", "granted", is_final=True),
        State("refused", "不同意", "refused", is_final=True),
        State("withdrawn", "已撤回", "withdrawn", is_final=True),
    ),
    clocks=(
        Clock(DECIDE, "申请决定期限", "time to decide the application", by_parameter),
        Clock(INCLUDE, "列入兑现批次期限", "time to list it in a run", by_parameter),
    ),
    steps=(
        Step("support", "写审核意见", "write an opinion", WORKING, frozenset({"submitted"}),
             "supported", takes=True, needs_reason=True),
        Step("grant", "同意", "grant", DECIDING, OPEN, "granted",
             guards=(REVIEWED_BY_ANOTHER,), meets=(DECIDE,), drops=True, notice="case_granted"),
        Step("grant_at_once", "按数据当场同意", "grant at once, by the data",
             frozenset({SYSTEM}), frozenset({"submitted"}), "granted", meets=(DECIDE,),
             notice="case_granted"),
        Step("refuse", "不同意", "refuse", DECIDING, OPEN, "refused",
             guards=(REVIEWED_BY_ANOTHER,), meets=(DECIDE,), drops=True, needs_reason=True,
             notice="case_refused"),
        Step("withdraw", "撤回申请", "withdraw", frozenset({APPLICANT}), OPEN, "withdrawn",
             cancels=(DECIDE,), drops=True, notice="withdrawn"),
    ),
)  # fmt: skip


def register_application_lifecycle() -> None:
    """Make it known, its clock watched, its cases the owner's office's alone."""
    register(APPLICATION)
    watch(APPLICATION.kind, [clock.name for clock in APPLICATION.clocks])
    confine(APPLICATION.kind, SEEING)
