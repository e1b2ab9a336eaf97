"""The life of a matter at the place that received it for another, and of a question from there.

At the home it is an ordinary matter. Steps by EXCHANGE are what the home's letters tell.
*Source*: 国办发〔2020〕35号, 国办发〔2022〕34号: 收受分离; the clock is the home's.
"""

from yingshang.core.access.models import Role
from yingshang.core.cases.lifecycle import (
    APPLICANT,
    EXCHANGE,
    Clock,
    Guard,
    Lifecycle,
    State,
    Step,
    register,
)

CLERK, DESK = Role.CLERK.value, Role.DELIVERY.value
HANDLER, APPROVER = Role.HANDLER.value, Role.APPROVER.value
RECEIVED_ELSEWHERE, ASSIST_KIND = "received_elsewhere", "assist"


def _set(*names: str) -> frozenset[str]:
    return frozenset(names)


CHECKED = Guard(
    "matters.cross_not_checked",
    "b.data ->> 'identity' = 'yes' AND b.data ->> 'form' = 'yes'",
    "转递前须核对申请人身份和材料形式，并逐项确认。",
    "Before forwarding, check who the applicant is and the form of the papers; confirm both.",
)
IS_ONLINE = Guard(
    "matters.cross_not_online",
    "EXISTS (SELECT 1 FROM matters_crossfile f WHERE f.case_id = c.id AND f.mode = 'online')",
    "这项服务要到窗口核对身份，不能自己在网上转递。",
    "A window has to see who you are for this service; it cannot be passed on online.",
)
AT_THE_OTHER = _set("forwarded", "at_home", "accepted", "correction")
AWAY = AT_THE_OTHER | {"withdrawing"}
FORWARD = Clock("forward", "转递期限", "time to forward", lambda body: None)
ASSIST_CLOCK = Clock("response", "协查答复期限", "time to answer", lambda body: None)

ELSEWHERE = Lifecycle(
    kind=RECEIVED_ELSEWHERE,
    zh="跨省通办收件",
    en="received for another place",
    initial=_set("received"),
    states=(
        State("received", "已收件", "received"),
        State("forwarded", "已转递", "forwarded"),
        State("at_home", "属地已收到", "with the deciding place"),
        State("accepted", "属地已受理", "accepted there"),
        State("correction", "待补正", "to be corrected"),
        State("withdrawing", "撤回中", "being withdrawn"),
        State("granted", "属地已准予", "granted there"),
        State("delivered", "已交付", "handed over", is_final=True),
        State("refused", "属地不予", "refused there", is_final=True),
        State("ended", "属地已终结", "ended there", is_final=True),
        State("returned", "已退回申请人", "returned to the applicant", is_final=True),
        State("withdrawn", "已撤回", "withdrawn", is_final=True),
    ),
    clocks=(FORWARD,),
    steps=(
        Step("forward", "核对后转递", "check and forward", _set(CLERK), _set("received"),
             "forwarded", guards=(CHECKED,), meets=("forward",), notice="cross_forwarded"),
        Step("pass_on", "网上转递", "pass on online", _set(APPLICANT), _set("received"),
             "forwarded", guards=(IS_ONLINE,), meets=("forward",), notice="cross_forwarded"),
        Step("give_back", "退回申请人", "return to the applicant", _set(CLERK), _set("received"),
             "returned", cancels=("forward",), needs_reason=True, notice="cross_returned"),
        Step("arrive", "属地收到", "arrive at the deciding place", _set(EXCHANGE),
             _set("forwarded", "correction"), "at_home"),
        Step("be_accepted", "属地受理", "be accepted there", _set(EXCHANGE), AWAY, "accepted",
             notice="cross_accepted"),
        Step("be_corrected", "属地要求补正", "be sent for correction", _set(EXCHANGE), AWAY,
             "correction", needs_reason=True, notice="cross_correction"),
        Step("supplement", "转递补正材料", "forward the supplement", _set(CLERK, APPLICANT),
             _set("correction"), "forwarded"),
        Step("be_granted", "属地准予", "be granted there", _set(EXCHANGE), AWAY, "granted",
             notice="cross_granted"),
        Step("be_refused", "属地不予", "be refused there", _set(EXCHANGE), AWAY, "refused",
             needs_reason=True, notice="cross_refused"),
        Step("be_ended", "属地终结", "be ended there", _set(EXCHANGE), AWAY | {"granted"}, "ended",
             needs_reason=True, notice="cross_ended"),
        Step("hand_over", "向申请人交付结果", "hand over the result", _set(CLERK, DESK),
             _set("granted"), "delivered", notice="cross_delivered"),
        Step("be_delivered", "属地已送达", "be delivered by the home", _set(EXCHANGE),
             _set("granted"), "delivered", notice="cross_delivered"),
        Step("withdraw", "撤回", "withdraw", _set(APPLICANT), _set("received"), "withdrawn",
             cancels=("forward",), notice="withdrawn"),
        Step("ask_withdrawal", "申请撤回", "ask to withdraw", _set(APPLICANT), AT_THE_OTHER,
             "withdrawing"),
        Step("be_withdrawn", "属地确认撤回", "be withdrawn there", _set(EXCHANGE), AWAY,
             "withdrawn", notice="withdrawn"),
    ),
)  # fmt: skip

ASSIST = Lifecycle(
    kind=ASSIST_KIND,
    zh="跨省协查",
    en="question from another place",
    initial=_set("asked"),
    states=(
        State("asked", "待答复", "to be answered"),
        State("answered", "已答复", "answered", is_final=True),
    ),
    clocks=(ASSIST_CLOCK,),
    steps=(
        Step("reply", "答复", "answer", _set(CLERK, HANDLER, APPROVER), _set("asked"), "answered",
             meets=("response",), needs_reason=True),
    ),
)  # fmt: skip


def register_cross_lifecycles() -> None:
    """Make both known to the spine."""
    for lifecycle in (ELSEWHERE, ASSIST):
        register(lifecycle)
