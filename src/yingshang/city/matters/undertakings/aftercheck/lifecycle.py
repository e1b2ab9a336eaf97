"""The life of an after-check (事后核查), as one table that reads like the regulation.

*Source*: 国办发〔2020〕42号 (domain reference, section 2): no check, online, joint or on site;
true, to be corrected by a date, revoked; a false promise is revoked, fined by law and recorded.
"""

from yingshang.core.access.models import Role
from yingshang.core.cases.lifecycle import (
    APPLICANT,
    SYSTEM,
    Clock,
    Datum,
    Guard,
    Lifecycle,
    State,
    Step,
    register,
)

KIND, CHECK = "aftercheck", "check"
HANDLER, REVIEWER, APPROVER = Role.HANDLER.value, Role.REVIEWER.value, Role.APPROVER.value
STAFF = (HANDLER, REVIEWER, APPROVER)

TWO_ON_SITE = Guard(
    "matters.two_check_on_site",
    """b.data IS NULL OR b.data ->> 'mode' IS DISTINCT FROM 'site'
        OR (SELECT count(DISTINCT p.user_id) FROM core_post p
            WHERE p.office_id = c.office_id AND p.valid_from <= b.at
            AND (p.valid_until IS NULL OR p.valid_until > b.at)
            AND jsonb_typeof(b.data -> 'officers') = 'array'
            AND b.data -> 'officers' @> to_jsonb(p.user_id::text)) >= 2""",
    "现场核查须由本单位两名以上工作人员进行。请选两名。",
    "A check on site is made by two officers of the office at least. Choose two.",
)

CORRECTION_IS_OVER = Guard(
    "matters.correction_still_runs",
    """EXISTS (SELECT 1 FROM matters_undertaking u WHERE u.aftercheck_id = c.id
        AND (u.answered_at IS NOT NULL OR u.due_at < b.at))""",
    "整改期限还没有过，当事人也没有报告整改。期满或者报告以后再核实。",
    "The time to correct still runs and no correction was reported. Look again after either.",
)

CORRECTION_RUNS = Guard(
    "matters.correction_not_running",
    """EXISTS (SELECT 1 FROM matters_undertaking u WHERE u.aftercheck_id = c.id
        AND u.answered_at IS NULL)""",
    "没有等待报告的整改。",
    "No correction waits to be reported.",
)

LEGAL_BASIS = Datum("legal_basis", "法律依据", "the legal basis")
MODE = Datum("mode", "核查方式", "the way of checking")


def _set(*names: str) -> frozenset[str]:
    return frozenset(names)


AFTERCHECK = Lifecycle(
    kind=KIND,
    zh="承诺事后核查件",
    en="check of a promise",
    initial=_set("pool", "to_check"),
    states=(
        State("pool", "待抽取", "waiting for the draw"),
        State("to_check", "待核查", "to be checked"),
        State("checking", "核查中", "being checked"),
        State("correcting", "限期整改", "to be corrected"),
        State("false_found", "拟认定虚假承诺", "found false, to be decided"),
        State("exempt", "免核查，办结", "not checked, closed", is_final=True),
        State("true", "属实，办结", "true, closed", is_final=True),
        State("passed", "整改合格，办结", "corrected, closed", is_final=True),
        State("revoked", "整改不合格，已撤销", "not corrected, revoked", is_final=True),
        State("false", "虚假承诺，已撤销", "false, revoked", is_final=True),
    ),
    clocks=(Clock(CHECK, "核查期限", "time to check", lambda body: None),),
    steps=(
        Step("select", "抽中", "select", _set(SYSTEM), _set("pool"), "to_check"),
        Step("exempt", "免核查", "do not check", _set(SYSTEM), _set("pool", "to_check"), "exempt",
             meets=(CHECK,)),
        Step("start_check", "开始核查", "start checking", _set(*STAFF), _set("to_check"),
             "checking", guards=(TWO_ON_SITE,), needs=(MODE,), takes=True),
        Step("find_true", "属实", "find it true", _set(*STAFF), _set("checking"), "true",
             meets=(CHECK,), needs_reason=True),
        Step("find_short", "不符，限期整改", "have it corrected", _set(*STAFF), _set("checking"),
             "correcting", meets=(CHECK,), needs_reason=True, notice="correction_ordered"),
        Step("find_false", "拟认定虚假", "find it false", _set(*STAFF), _set("checking"),
             "false_found", meets=(CHECK,), needs_reason=True, notice="false_promise_found"),
        Step("report_correction", "报告整改", "report the correction", _set(APPLICANT),
             _set("correcting"), None, guards=(CORRECTION_RUNS,), needs_reason=True),
        Step("pass_correction", "整改合格", "accept the correction", _set(*STAFF),
             _set("correcting"), "passed", guards=(CORRECTION_IS_OVER,), needs_reason=True,
             notice="correction_passed"),
        Step("revoke", "整改不合格，撤销", "revoke", _set(APPROVER), _set("correcting"), "revoked",
             guards=(CORRECTION_IS_OVER,), needs=(LEGAL_BASIS,), needs_reason=True,
             notice="decision_revoked"),
        Step("confirm_false", "认定虚假，撤销", "confirm and revoke", _set(APPROVER),
             _set("false_found"), "false", needs=(LEGAL_BASIS,), needs_reason=True,
             notice="decision_revoked"),
        Step("check_again", "退回重新核查", "have it checked again", _set(APPROVER),
             _set("false_found"), "checking", needs_reason=True),
    ),
)  # fmt: skip


def register_aftercheck() -> None:
    """Make the lifecycle known to the spine."""
    register(AFTERCHECK)
