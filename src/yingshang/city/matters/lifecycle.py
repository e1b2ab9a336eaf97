"""The lives of a matter, of an errand to an external executor, and of a bundle, as tables.

*Source*: Administrative Licensing Law Arts 32, 38, 42, 44, 45 for the shape; each item's own limits
and stages stand in its list.
"""

from yingshang.city.matters import guards as g
from yingshang.city.matters.clocks import DELIVERY, INTAKE, PROMISED, STATUTORY
from yingshang.city.matters.undertakings import guards as u
from yingshang.city.matters.undertakings.aftercheck.lifecycle import register_aftercheck
from yingshang.core.access.models import Role
from yingshang.core.cases.lifecycle import (
    APPLICANT,
    EXCHANGE,
    SYSTEM,
    Datum,
    Lifecycle,
    State,
    Step,
    register,
)

CLERK, HANDLER = Role.CLERK.value, Role.HANDLER.value
REVIEWER, APPROVER, DESK = Role.REVIEWER.value, Role.APPROVER.value, Role.DELIVERY.value
HEAD, GOVERNMENT = Role.HEAD.value, Role.GOVERNMENT.value
ALL_CLOCKS = ("intake", "promised", "statutory", "delivery")


def _set(*names: str) -> frozenset[str]:
    return frozenset(names)


POINTS = Datum("points", "补正的全部内容", "everything that is missing")
GO_TO = Datum("go_to", "应当向哪个机关申请", "the office that is in charge")
CORRECTED = Datum("corrected", "更正了什么", "what was corrected")
CONFIRMED_BY = Datum("confirmed_by", "申请人确认", "who confirmed it for the applicant")
LEGAL_BASIS = Datum("legal_basis", "法律依据", "the legal basis")
GROUND = Datum("ground", "清单所列的终止理由", "a listed ground")
OFFICERS = Datum("officers", "核查人员（两名以上）", "the officers, two at least")
RECORD = Datum("record", "核查记录", "what was found")
COLLEAGUE = Datum("to", "接办的同事", "the colleague who takes it over")
AT_INTAKE = (g.NOT_A_SIGNATORY, g.SILENCE_HAS_NOT_ACCEPTED)
TO_DECIDE = (
    g.STAGES_BEFORE_APPROVAL, g.CLOCK_RUNS, g.NOT_A_SIGNATORY, g.NO_BULK_DECISION,
    g.NOBODY_IS_ASKED,
)  # fmt: skip
TO_EXTEND = (g.NOT_EXTENDED, g.LAW_STILL_GIVES_TIME)
"""What every answer to an application, every decision and every extension stands under."""

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
        State("not_within_permits", "不属许可范围", "no permit needed", is_final=True),
        State("wrong_office", "不属本机关职权", "another office's to decide", is_final=True),
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
             UNDER_REVIEW | {"received"}, None, guards=(g.COLLEAGUE_MAY_TAKE_IT,), drops=True,
             hands=True, needs_reason=True),
        Step("assign", "改派", "assign", _set(HEAD), UNDER_REVIEW | {"received"}, None,
             guards=(g.COLLEAGUE_MAY_TAKE_IT,), needs=(COLLEAGUE,), hands=True,
             needs_reason=True),
        Step("accept", "受理", "accept", _set(CLERK, HANDLER, EXCHANGE), _set("received"),
             "accepted", guards=(*AT_INTAKE, u.NO_GAP_PROMISED),
             meets=("intake",), starts=("promised", "statutory"), drops=True,
             notice="case_accepted"),
        Step("accept_conditionally", "容缺受理", "accept conditionally", _set(CLERK, HANDLER),
             _set("received"), "accepted",
             guards=(*AT_INTAKE, u.HAS_GAP_PROMISED, u.NOT_BARRED),
             meets=("intake",), starts=("promised", "statutory"), drops=True,
             notice="case_accepted"),
        Step("deem_accepted", "视为受理", "deem accepted", _set(SYSTEM), _set("received"),
             "accepted", guards=(g.MAY_BE_DEEMED_ACCEPTED,), cancels=("intake",),
             starts=("promised", "statutory"), drops=True, notice="deemed_accepted"),
        Step("ask_correction", "补正告知", "ask for correction", _set(CLERK, HANDLER, EXCHANGE),
             _set("received"), "correction", guards=(*AT_INTAKE, g.TOLD_ONCE), needs=(POINTS,),
             meets=("intake",), needs_reason=True, drops=True, notice="correction_asked"),
        Step("correct_on_spot", "当场更正", "correct on the spot", _set(CLERK, HANDLER),
             _set("received"), None, guards=AT_INTAKE, needs=(CORRECTED, CONFIRMED_BY)),
        Step("not_within_permits", "告知不属许可范围", "tell that no permit is needed",
             _set(CLERK, HANDLER), _set("received"), "not_within_permits",
             guards=(*AT_INTAKE, g.IS_A_PERMIT),
             meets=("intake",), needs_reason=True, notice="not_within_permits"),
        Step("wrong_office", "告知不属本机关职权", "tell which office is in charge",
             _set(CLERK, HANDLER), _set("received"), "wrong_office",
             guards=(*AT_INTAKE, g.NAMES_ANOTHER_OFFICE), needs=(GO_TO,),
             meets=("intake",), needs_reason=True, notice="wrong_office"),
        Step("resubmit", "补正", "resubmit", _set(APPLICANT, EXCHANGE), _set("correction"),
             "received", guards=(g.OF_ANOTHER_PLACE,), starts=("intake",)),
        Step("refuse_acceptance", "不予受理", "refuse acceptance", _set(CLERK, HANDLER),
             _set("received"), "not_accepted", guards=(*AT_INTAKE, g.NO_BULK_DECISION),
             needs=(LEGAL_BASIS,), meets=("intake",), needs_reason=True, notice="not_accepted"),
        Step("handle", "承办", "handle", _set(HANDLER), _set("accepted"), "handled",
             guards=(g.HAS_STAGE_HANDLE, g.CLOCK_RUNS, g.NOT_A_SIGNATORY), drops=True),
        Step("review", "审核", "review", _set(REVIEWER), _set("accepted", "handled"), "reviewed",
             guards=(g.HAS_STAGE_REVIEW, g.CLOCK_RUNS, g.NOT_A_SIGNATORY), drops=True),
        Step("send_back", "退回", "send back", _set(REVIEWER, APPROVER),
             _set("handled", "reviewed"), "accepted", needs_reason=True, drops=True),
        Step("grant", "准予", "grant", _set(APPROVER, EXCHANGE), UNDER_REVIEW, "granted",
             guards=(*TO_DECIDE, u.NO_OPEN_GAP),
             meets=("promised", "statutory"),
             starts=("delivery",), notice="case_granted"),
        Step("decide_on_undertaking", "告知承诺，当场决定", "decide on the commitment",
             _set(APPROVER), UNDER_REVIEW | {"received"}, "granted",
             guards=(u.HAS_COMMITMENT, u.NOT_BARRED, u.NO_OPEN_GAP, *TO_DECIDE[1:]),
             meets=("intake", "promised", "statutory"), starts=("delivery",),
             notice="case_granted"),
        Step("supply_gap", "容缺补交", "hand in what was missing", _set(APPLICANT), UNDER_REVIEW,
             None, guards=(u.GAP_MAY_BE_FILLED,)),
        Step("pass_gap", "容缺材料合格", "pass what was missing",
             _set(CLERK, HANDLER, REVIEWER, APPROVER), UNDER_REVIEW, None,
             guards=(u.GAP_ANSWERED, g.NOT_A_SIGNATORY)),
        Step("fail_gap", "容缺材料不合格，终止", "end, what was missing is unfit",
             _set(HANDLER, REVIEWER, APPROVER), UNDER_REVIEW, "terminated",
             guards=(u.GAP_ANSWERED, g.NOT_A_SIGNATORY), cancels=ALL_CLOCKS, needs_reason=True,
             drops=True, notice="terminated"),
        Step("lapse_gap", "容缺逾期，终止", "end, nothing was handed in", _set(SYSTEM),
             UNDER_REVIEW, "terminated", guards=(u.GAP_MISSED,), cancels=ALL_CLOCKS,
             needs_reason=True, drops=True, notice="terminated"),
        Step("refuse", "不予", "refuse", _set(APPROVER, EXCHANGE), UNDER_REVIEW, "refused",
             guards=TO_DECIDE,
             meets=("promised", "statutory"), needs=(LEGAL_BASIS,),
             needs_reason=True, notice="case_refused"),
        Step("annul", "登记系统退回", "send back by the register", _set(EXCHANGE), _set("granted"),
             "refused", cancels=("delivery",), needs_reason=True, notice="case_refused"),
        Step("suspend", "特别程序", "suspend the clock", _set(HANDLER, REVIEWER, APPROVER),
             UNDER_REVIEW, None, guards=(g.CLOCK_RUNS,), pauses=True, needs_reason=True,
             notice="suspended"),
        Step("resume", "恢复计时", "resume the clock", _set(HANDLER, REVIEWER, APPROVER, SYSTEM),
             UNDER_REVIEW, None, guards=(g.CLOCK_STOPPED,), resumes=True, notice="resumed"),
        Step("record_visit", "实地核查", "record a site visit", _set(HANDLER, REVIEWER),
             UNDER_REVIEW, None, guards=(g.TWO_OFFICERS_OF_THE_OFFICE, g.NOT_A_SIGNATORY),
             needs=(OFFICERS, RECORD)),
        Step("ask_supplement", "受理后补充材料", "ask for a supplement", _set(HANDLER, REVIEWER),
             UNDER_REVIEW, None, guards=(g.NOT_A_SIGNATORY,), needs_reason=True,
             notice="supplement_asked"),
        Step("supply", "补充材料", "hand in a supplement", _set(APPLICANT), UNDER_REVIEW, None,
             guards=(g.SUPPLEMENT_ASKED,)),
        Step("propose_extension", "报请延期", "propose an extension",
             _set(HANDLER, REVIEWER, APPROVER), UNDER_REVIEW, None,
             guards=(*TO_EXTEND, g.NOT_PROPOSED), needs_reason=True),
        Step("decline_extension", "不同意延期", "decline the extension", _set(HEAD, GOVERNMENT),
             UNDER_REVIEW, None, guards=(g.IS_PROPOSED,), needs_reason=True),
        Step("extend", "延期", "extend", _set(HEAD), UNDER_REVIEW, None,
             guards=(*TO_EXTEND, g.IS_NOT_JOINT), extends="statutory",
             needs_reason=True, notice="extended"),
        Step("extend_jointly", "政府负责人批准延期", "extend by the government's head",
             _set(GOVERNMENT), UNDER_REVIEW, None, guards=(*TO_EXTEND, g.IS_JOINT),
             extends="statutory", needs_reason=True, notice="extended"),
        Step("deliver", "送达", "deliver", _set(DESK, CLERK, SYSTEM), _set("granted"), "delivered",
             guards=(g.HAS_RESULT,), meets=("delivery",), notice="case_delivered"),
        Step("miss_delivery", "送达未成", "record a failed delivery", _set(DESK, CLERK),
             _set("granted"), None, guards=(g.HAS_RESULT,), needs_reason=True),
        Step("withdraw", "撤回", "withdraw", _set(APPLICANT, EXCHANGE), UNDECIDED, "withdrawn",
             guards=(g.OF_ANOTHER_PLACE,), cancels=ALL_CLOCKS, drops=True, notice="withdrawn"),
        Step("terminate", "终止", "terminate", _set(SYSTEM, APPROVER), UNDECIDED, "terminated",
             guards=(g.NAMES_A_LISTED_GROUND,), needs=(GROUND,),
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
    register_aftercheck()
