"""The lives of a matter, of an errand to an external executor, and of a bundle, as tables.

*Source*: Administrative Licensing Law Arts 32, 42, 44, 45 for the shape; each item's own limits
and stages stand in its list.
"""

from yingshang.city.matters import guards as g
from yingshang.city.matters.clocks import DELIVERY, INTAKE, PROMISED, STATUTORY
from yingshang.core.access.models import Role
from yingshang.core.cases.lifecycle import (
    APPLICANT,
    EXCHANGE,
    SYSTEM,
    Lifecycle,
    State,
    Step,
    register,
)

CLERK, HANDLER = Role.CLERK.value, Role.HANDLER.value
REVIEWER, APPROVER, DESK = Role.REVIEWER.value, Role.APPROVER.value, Role.DELIVERY.value
ALL_CLOCKS = ("intake", "promised", "statutory", "delivery")


def _set(*names: str) -> frozenset[str]:
    return frozenset(names)


UNDER_REVIEW = _set("accepted", "handled", "reviewed")
UNDECIDED = UNDER_REVIEW | {"waiting", "received", "correction"}

MATTER = Lifecycle(
    kind="matter",
    zh="政务服务事项办件",
    en="case of a government service item",
    initial=_set("waiting", "received"),
    states=(
        State("waiting", "等前一项", "waiting for another service"),
        State("received", "已收件", "received"),
        State("correction", "待补正", "to be corrected"),
        State("accepted", "已受理", "accepted"),
        State("handled", "承办完成", "handled"),
        State("reviewed", "审核完成", "reviewed"),
        State("granted", "准予", "granted"),
        State("delivered", "已送达", "delivered", is_final=True),
        State("refused", "不予", "refused", is_final=True),
        State("not_accepted", "不予受理", "not accepted", is_final=True),
        State("withdrawn", "已撤回", "withdrawn", is_final=True),
        State("terminated", "已终止", "terminated", is_final=True),
    ),
    clocks=(INTAKE, PROMISED, STATUTORY, DELIVERY),
    steps=(
        Step("start", "开始", "start", _set(SYSTEM), _set("waiting"), "received",
             guards=(g.NEEDS_EXIST,), starts=("intake",)),
        Step("claim", "签收", "claim", _set(CLERK, HANDLER, REVIEWER, APPROVER),
             UNDER_REVIEW | {"received"}, None, takes=True),
        Step("transfer", "转办", "transfer", _set(CLERK, HANDLER, REVIEWER, APPROVER),
             UNDER_REVIEW | {"received"}, None, drops=True, needs_reason=True),
        Step("accept", "受理", "accept", _set(CLERK, HANDLER, EXCHANGE), _set("received"),
             "accepted", guards=(g.NOT_A_SIGNATORY, g.SILENCE_HAS_NOT_ACCEPTED),
             meets=("intake",), starts=("promised", "statutory"), drops=True,
             notice="case_accepted"),
        Step("deem_accepted", "视为受理", "deem accepted", _set(SYSTEM), _set("received"),
             "accepted", guards=(g.MAY_BE_DEEMED_ACCEPTED,), cancels=("intake",),
             starts=("promised", "statutory"), drops=True, notice="deemed_accepted"),
        Step("ask_correction", "补正告知", "ask for correction", _set(CLERK, HANDLER, EXCHANGE),
             _set("received"), "correction",
             guards=(g.NOT_A_SIGNATORY, g.SILENCE_HAS_NOT_ACCEPTED),
             meets=("intake",), needs_reason=True, drops=True, notice="correction_asked"),
        Step("resubmit", "补正", "resubmit", _set(APPLICANT), _set("correction"), "received",
             starts=("intake",)),
        Step("refuse_acceptance", "不予受理", "refuse acceptance", _set(CLERK, HANDLER),
             _set("received"), "not_accepted",
             guards=(g.NOT_A_SIGNATORY, g.SILENCE_HAS_NOT_ACCEPTED),
             meets=("intake",), needs_reason=True, notice="not_accepted"),
        Step("handle", "承办", "handle", _set(HANDLER), _set("accepted"), "handled",
             guards=(g.HAS_STAGE_HANDLE, g.CLOCK_RUNS, g.NOT_A_SIGNATORY), drops=True),
        Step("review", "审核", "review", _set(REVIEWER), _set("accepted", "handled"), "reviewed",
             guards=(g.HAS_STAGE_REVIEW, g.CLOCK_RUNS, g.NOT_A_SIGNATORY), drops=True),
        Step("send_back", "退回", "send back", _set(REVIEWER, APPROVER),
             _set("handled", "reviewed"), "accepted", needs_reason=True, drops=True),
        Step("grant", "准予", "grant", _set(APPROVER, EXCHANGE), UNDER_REVIEW, "granted",
             guards=(g.STAGES_BEFORE_APPROVAL, g.CLOCK_RUNS, g.NOT_A_SIGNATORY),
             meets=("promised", "statutory"),
             starts=("delivery",), notice="case_granted"),
        Step("refuse", "不予", "refuse", _set(APPROVER, EXCHANGE), UNDER_REVIEW, "refused",
             guards=(g.STAGES_BEFORE_APPROVAL, g.CLOCK_RUNS, g.NOT_A_SIGNATORY),
             meets=("promised", "statutory"),
             needs_reason=True, notice="case_refused"),
        Step("annul", "登记系统退回", "send back by the register", _set(EXCHANGE), _set("granted"),
             "refused", cancels=("delivery",), needs_reason=True, notice="case_refused"),
        Step("suspend", "特别程序", "suspend the clock", _set(HANDLER, REVIEWER, APPROVER),
             UNDER_REVIEW, None, guards=(g.CLOCK_RUNS,), pauses=True, needs_reason=True,
             notice="suspended"),
        Step("resume", "恢复计时", "resume the clock", _set(HANDLER, REVIEWER, APPROVER, SYSTEM),
             UNDER_REVIEW, None, guards=(g.CLOCK_STOPPED,), resumes=True, notice="resumed"),
        Step("extend", "延期", "extend", _set(APPROVER), UNDER_REVIEW, None,
             guards=(g.NOT_EXTENDED, g.LAW_STILL_GIVES_TIME), extends="statutory",
             needs_reason=True, notice="extended"),
        Step("deliver", "送达", "deliver", _set(DESK, CLERK, SYSTEM), _set("granted"), "delivered",
             guards=(g.HAS_RESULT,), meets=("delivery",), notice="case_delivered"),
        Step("withdraw", "撤回", "withdraw", _set(APPLICANT), UNDECIDED, "withdrawn",
             cancels=ALL_CLOCKS, drops=True, notice="withdrawn"),
        Step("terminate", "终止", "terminate", _set(SYSTEM, APPROVER), UNDECIDED, "terminated",
             cancels=ALL_CLOCKS, needs_reason=True, drops=True, notice="terminated"),
    ),
)  # fmt: skip

ERRAND = Lifecycle(
    kind="errand",
    zh="外部执行单位办件",
    en="errand to an external executor",
    initial=_set("waiting", "ordered"),
    states=(
        State("waiting", "等前一项", "waiting for another service"),
        State("ordered", "已派单", "ordered"),
        State("taken", "已接单", "taken"),
        State("done", "已完成", "done", is_final=True),
        State("failed", "未能完成", "failed", is_final=True),
        State("withdrawn", "已撤回", "withdrawn", is_final=True),
        State("terminated", "已终止", "terminated", is_final=True),
    ),
    clocks=(PROMISED,),
    steps=(
        Step("start", "派单", "order", _set(SYSTEM), _set("waiting"), "ordered",
             guards=(g.NEEDS_EXIST,), starts=("promised",)),
        Step("take", "接单", "take", _set(EXCHANGE), _set("ordered"), "taken"),
        Step("complete", "完成", "complete", _set(EXCHANGE), _set("ordered", "taken"), "done",
             meets=("promised",), notice="case_granted"),
        Step("fail", "未能完成", "fail", _set(EXCHANGE), _set("ordered", "taken"), "failed",
             cancels=("promised",), needs_reason=True, notice="case_refused"),
        Step("withdraw", "撤回", "withdraw", _set(APPLICANT), _set("waiting", "ordered", "taken"),
             "withdrawn", cancels=("promised",), notice="withdrawn"),
        Step("terminate", "终止", "terminate", _set(SYSTEM), _set("waiting", "ordered", "taken"),
             "terminated", cancels=("promised",), needs_reason=True, notice="terminated"),
    ),
)  # fmt: skip

BUNDLE = Lifecycle(
    kind="bundle",
    zh="一件事办件",
    en="case of a bundle",
    initial=_set("running"),
    states=(
        State("running", "办理中", "under way"),
        State("done", "全部办结", "done", is_final=True),
        State("partly_done", "部分办结", "partly done", is_final=True),
        State("withdrawn", "已撤回", "withdrawn", is_final=True),
    ),
    clocks=(PROMISED,),
    steps=(
        Step("fulfil", "承诺兑现", "keep the promise", _set(SYSTEM), _set("running"), None,
             meets=("promised",)),
        Step("finish", "办结", "finish", _set(SYSTEM), _set("running"), "done",
             meets=("promised",), notice="rating_asked"),
        Step("finish_partly", "部分办结", "finish partly", _set(SYSTEM), _set("running"),
             "partly_done", cancels=("promised",), notice="rating_asked"),
        Step("withdraw", "撤回", "withdraw", _set(APPLICANT), _set("running"), "withdrawn",
             cancels=("promised",), notice="withdrawn"),
    ),
)  # fmt: skip


def register_lifecycles() -> None:
    """Make the three lifecycles known to the spine."""
    for lifecycle in (MATTER, ERRAND, BUNDLE):
        register(lifecycle)
