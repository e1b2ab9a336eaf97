"""The lives of a run, of the order to pay it, and of an objection, as tables.

*Source*: domain reference, section 3: 数据比对 → 候选名单 → 信用过滤 → 公示 → 异议复核 → 财政复核 →
拨付 → 回执. All budgets are parameters, so the services start the clocks.
"""

from yingshang.city.benefits import guards as g
from yingshang.core.access.confined import confine
from yingshang.core.access.models import Role
from yingshang.core.cases.lifecycle import (
    APPLICANT,
    SYSTEM,
    Clock,
    ItemBody,
    Lifecycle,
    State,
    Step,
    register,
)
from yingshang.core.watch.watched import watch
from yingshang.worktime import Budget

REVIEWER, APPROVER = Role.REVIEWER.value, Role.APPROVER.value
PAYER, HEAD = Role.PAYER.value, Role.HEAD.value
REVIEWING = frozenset({REVIEWER, APPROVER})
OFFICE = REVIEWING | {Role.HANDLER.value, HEAD, PAYER}
"""Who sees a run at its own office; the payer's office sees it through the order."""

EVALUATE, REVIEW, NOTICE = "evaluation", "review", "public_notice"
FUND, RELEASE, OBJECTION_CLOCK = "fund_check", "release", "objection"


def _set(*names: str) -> frozenset[str]:
    return frozenset(names)


def by_parameter(_: ItemBody) -> Budget | None:
    """The service reads the parameter of the day and starts the clock itself."""
    return None


BEFORE_ORDER = _set("opened", "evaluated", "listed", "reviewed", "notice", "settled")
BEFORE_PAYING = BEFORE_ORDER | {"ordered"}
RUN = Lifecycle(
    kind="benefit_run",
    zh="惠企政策兑现批次",
    en="run of a policy: over all firms, or of what was granted",
    initial=_set("opened", "evaluated"),
    states=(
        State("opened", "数据已冻结，比对中", "snapshots frozen, being evaluated"),
        State("evaluated", "数据比对完成", "evaluated"),
        State("listed", "候选名单待审核", "candidates to be reviewed"),
        State("reviewed", "审核通过，待公示", "reviewed, to be published"),
        State("notice", "公示中", "in public notice"),
        State("settled", "公示期满，异议已处理", "notice over, objections decided"),
        State("ordered", "待财政复核和拨付", "waiting for the payer"),
        State("paying", "拨付中", "being paid"),
        State("closed", "办结", "closed", is_final=True),
        State("void", "作废", "void", is_final=True),
    ),
    clocks=(
        Clock(EVALUATE, "比对期限", "time to evaluate", by_parameter),
        Clock(REVIEW, "审核期限", "time to review", by_parameter),
        Clock(NOTICE, "公示期", "public-notice period", by_parameter),
    ),
    steps=(
        Step("evaluate", "完成数据比对", "finish the evaluation", _set(SYSTEM), _set("opened"),
             "evaluated"),
        Step("list", "生成候选名单并按信用名单过滤", "list the candidates, filtered by credit",
             _set(SYSTEM), _set("evaluated"), "listed", meets=(EVALUATE,), starts=(REVIEW,)),
        Step("strike", "剔除一户", "strike a firm", REVIEWING, _set("listed"), None,
             needs_reason=True),
        Step("confirm", "审核通过", "confirm the list", REVIEWING, _set("listed"), "reviewed",
             meets=(REVIEW,)),
        Step("publish", "公示", "publish", REVIEWING, _set("reviewed"), "notice",
             guards=(g.HAS_NOTICE,), starts=(NOTICE,)),
        Step("skip_notice", "不公示（政策规定）", "go on without notice, as the policy says",
             REVIEWING, _set("reviewed"), "settled", guards=(g.HAS_NO_NOTICE,)),
        Step("end_notice", "公示期满", "end the notice", REVIEWING | {SYSTEM}, _set("notice"),
             "settled", guards=(g.NOTICE_OVER, g.OBJECTIONS_DECIDED), meets=(NOTICE,)),
        Step("order", "送财政复核", "send to the payer", REVIEWING | {SYSTEM}, _set("settled"),
             "ordered", guards=(g.OBJECTIONS_DECIDED,)),
        Step("return", "财政退回", "returned by the payer", _set(SYSTEM), _set("ordered"),
             "listed", starts=(REVIEW,), needs_reason=True),
        Step("pay", "开始拨付", "begin to pay", _set(SYSTEM), _set("ordered"), "paying"),
        Step("close", "办结", "close", _set(SYSTEM), _set("paying"), "closed"),
        Step("void", "作废", "declare void", _set(APPROVER), BEFORE_PAYING, "void",
             cancels=(EVALUATE, REVIEW, NOTICE), needs_reason=True),
    ),
)  # fmt: skip

UNRELEASED = _set("ordered", "funded", "first", "second")
ORDER = Lifecycle(
    kind="benefit_order",
    zh="拨付单",
    en="order to pay a run",
    initial=_set("ordered"),
    states=(
        State("ordered", "待财政复核", "waiting for the check of funds"),
        State("funded", "资金已预留，待签发", "money reserved, to be released"),
        State("first", "一人已签发", "released by one"),
        State("second", "两人已签发，超限额待再签发", "released by two, above the limit"),
        State("paying", "已签发，拨付中", "released, being paid"),
        State("closed", "办结", "closed", is_final=True),
        State("returned", "已退回", "returned", is_final=True),
        State("void", "作废", "void", is_final=True),
    ),
    clocks=(
        Clock(FUND, "财政复核期限", "time to check the funds", by_parameter),
        Clock(RELEASE, "签发期限", "time to release", by_parameter),
    ),
    steps=(
        Step("fund", "财政复核通过并预留资金", "check the funds and reserve", _set(PAYER),
             _set("ordered"), "funded", guards=(g.NOT_THE_REVIEWER,), meets=(FUND,),
             starts=(RELEASE,)),
        Step("refuse", "财政复核不通过，退回", "refuse and return", _set(PAYER), _set("ordered"),
             "returned", guards=(g.NOT_THE_REVIEWER,), cancels=(FUND,), needs_reason=True),
        Step("release", "签发", "release", _set(PAYER), _set("funded"), "first",
             guards=(g.NOT_THE_REVIEWER,)),
        Step("release_second", "复核签发", "release as the second", _set(PAYER),
             _set("first"), "paying", guards=(g.WITHIN_LIMIT, g.NOT_THE_REVIEWER, g.NOT_SIGNED),
             meets=(RELEASE,)),
        Step("release_large", "复核签发（超限额）", "release as the second, above the limit",
             _set(PAYER), _set("first"), "second",
             guards=(g.ABOVE_LIMIT, g.NOT_THE_REVIEWER, g.NOT_SIGNED)),
        Step("release_third", "超限额再签发", "release again above the limit", _set(PAYER),
             _set("second"), "paying", guards=(g.NOT_THE_REVIEWER, g.NOT_SIGNED),
             meets=(RELEASE,)),
        Step("close", "办结", "close", _set(PAYER, SYSTEM), _set("paying"), "closed",
             guards=(g.NOTHING_UNDER_WAY,)),
        Step("cancel", "作废", "declare void", _set(SYSTEM), UNRELEASED, "void",
             cancels=(FUND, RELEASE)),
    ),
)  # fmt: skip

OBJECTION = Lifecycle(
    kind="benefit_objection",
    zh="公示异议",
    en="objection to a published list",
    initial=_set("raised"),
    states=(
        State("raised", "已登记，核实中", "being looked into"),
        State("upheld", "异议成立", "upheld", is_final=True),
        State("rejected", "异议不成立", "not upheld", is_final=True),
        State("withdrawn", "已撤回", "withdrawn", is_final=True),
    ),
    clocks=(Clock(OBJECTION_CLOCK, "异议答复期限", "time to answer the objection",
                  by_parameter),),
    steps=(
        Step("uphold", "异议成立", "uphold", REVIEWING, _set("raised"), "upheld",
             guards=(g.NOT_THE_CONFIRMER,), meets=(OBJECTION_CLOCK,), needs_reason=True,
             notice="request_answered"),
        Step("reject", "异议不成立", "reject", REVIEWING, _set("raised"), "rejected",
             guards=(g.NOT_THE_CONFIRMER,), meets=(OBJECTION_CLOCK,), needs_reason=True,
             notice="request_answered"),
        Step("withdraw", "撤回异议", "withdraw", _set(APPLICANT, SYSTEM), _set("raised"),
             "withdrawn", cancels=(OBJECTION_CLOCK,)),
    ),
)  # fmt: skip


def register_run_lifecycles() -> None:
    """Make the three lifecycles known, their clocks watched, their cases the offices' alone."""
    for lifecycle in (RUN, ORDER, OBJECTION):
        register(lifecycle)
        watch(lifecycle.kind, [clock.name for clock in lifecycle.clocks])
        confine(lifecycle.kind, OFFICE)
