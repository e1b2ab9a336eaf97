"""The lives of a reported matter, of an office's task, and of an improvement, as tables.

*Source*: domain reference, section 1 (办不成事反映窗口: register, classify, pass on, close, answer,
call back, find the cause). All budgets are parameters, so the services start the clocks.
"""

from yingshang.city.requests import guards as g
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

CLERK, CALLBACK, SUPERVISOR = Role.CLERK.value, Role.CALLBACK.value, Role.SUPERVISOR.value
OFFICERS = frozenset({Role.HANDLER.value, Role.REVIEWER.value, Role.APPROVER.value})
INTAKE, RESOLVE, AGAIN, CALL = "intake", "resolve", "resolve_again", "callback"
ANSWER, IMPROVE = "answer", "improve"
DESK_ROLES = frozenset({CLERK, CALLBACK, SUPERVISOR})


def _set(*names: str) -> frozenset[str]:
    return frozenset(names)


def by_parameter(_: ItemBody) -> Budget | None:
    """The service reads the parameter of the day and starts the clock itself."""
    return None


RUNNING = _set("handling", "again")
UNRESOLVED = Lifecycle(
    kind="unresolved",
    zh="办不成事反映件",
    en="matter reported as unresolved",
    initial=_set("registered"),
    states=(
        State("registered", "已登记", "registered"),
        State("handling", "办理中", "being handled"),
        State("again", "二次办理", "being handled again"),
        State("answered", "已答复，待回访", "answered, to be called back"),
        State("satisfied", "满意，归档", "satisfied, closed", is_final=True),
        State("unsatisfied", "仍不满意，归档", "still not satisfied, closed", is_final=True),
        State("unreached", "联系不上，归档", "not reached, closed", is_final=True),
        State("redirected", "不属受理范围，已告知去处", "out of scope, told where to go",
              is_final=True),
        State("withdrawn", "已撤回", "withdrawn", is_final=True),
    ),
    clocks=(
        Clock(INTAKE, "受理期限", "time to take or redirect", by_parameter),
        Clock(RESOLVE, "办结期限", "time to answer", by_parameter),
        Clock(AGAIN, "二次办结期限", "time to answer again", by_parameter),
        Clock(CALL, "回访期限", "time to call back", by_parameter),
    ),
    steps=(
        Step("accept", "受理", "accept", _set(CLERK), _set("registered"), "handling",
             guards=(g.NOT_CONCERNED,), meets=(INTAKE,), starts=(RESOLVE,), takes=True),
        Step("redirect", "不受理并告知去处", "redirect", _set(CLERK), _set("registered"),
             "redirected", guards=(g.NOT_CONCERNED,), meets=(INTAKE,), needs_reason=True,
             notice="request_redirected"),
        Step("send", "转办", "pass on", _set(CLERK), RUNNING, None,
             guards=(g.NOT_CONCERNED,)),
        Step("extend", "延期", "extend", _set(SYSTEM), RUNNING, None, extends=RESOLVE,
             needs_reason=True, notice="extended"),
        Step("answer", "答复", "answer", _set(CLERK, SYSTEM), RUNNING, "answered",
             guards=(g.NOT_CONCERNED, g.TASKS_DONE), meets=(RESOLVE, AGAIN), starts=(CALL,),
             needs_reason=True, drops=True, notice="request_answered"),
        Step("note_unreached", "没有联系上", "not reached this time", _set(CALLBACK),
             _set("answered"), None, guards=(g.ANOTHER_CALLER,), needs_reason=True),
        Step("satisfy", "回访满意，归档", "satisfied, close", _set(CALLBACK), _set("answered"),
             "satisfied", guards=(g.ANOTHER_CALLER,), meets=(CALL,), needs_reason=True),
        Step("redo", "回访不满意，二次办理", "not satisfied, handle again", _set(CALLBACK),
             _set("answered"), "again", guards=(g.ANOTHER_CALLER, g.FIRST_TURN), meets=(CALL,),
             starts=(AGAIN,), needs_reason=True),
        Step("close_unsatisfied", "仍不满意，归档", "still not satisfied, close",
             _set(CALLBACK), _set("answered"), "unsatisfied",
             guards=(g.ANOTHER_CALLER, g.SECOND_TURN), meets=(CALL,), needs_reason=True),
        Step("close_unreached", "联系不上，归档", "not reached, close", _set(CALLBACK),
             _set("answered"), "unreached", guards=(g.ANOTHER_CALLER, g.TRIED_ENOUGH),
             cancels=(CALL,), needs_reason=True),
        Step("name_cause", "更正原因", "correct the cause", _set(SUPERVISOR),
             _set("answered"), None, needs_reason=True),
        Step("withdraw", "撤回", "withdraw", _set(APPLICANT), RUNNING | {"registered"},
             "withdrawn", cancels=(INTAKE, RESOLVE, AGAIN), drops=True, notice="withdrawn"),
    ),
)  # fmt: skip

OPEN_TASK = _set("sent", "taken", "asking")
TASK = Lifecycle(
    kind="request_task",
    zh="办不成事转办件",
    en="task of an office about a reported matter",
    initial=_set("sent"),
    states=(
        State("sent", "已转办", "passed on"),
        State("taken", "承办中", "being handled"),
        State("asking", "申请延期", "asks for more time"),
        State("answered", "已答复", "answered", is_final=True),
        State("returned", "已退回", "returned", is_final=True),
        State("cancelled", "已取消", "cancelled", is_final=True),
    ),
    clocks=(Clock(ANSWER, "答复期限", "time to answer", by_parameter),),
    steps=(
        Step("take", "签收", "take", OFFICERS, _set("sent"), "taken", takes=True),
        Step("return", "退回（不属本单位）", "return", OFFICERS, _set("sent", "taken"),
             "returned", cancels=(ANSWER,), needs_reason=True,
             drops=True),
        Step("ask_time", "说明并申请延期", "explain and ask for more time", OFFICERS,
             _set("taken"), "asking", guards=(g.BEFORE_DUE, g.NOT_EXTENDED), needs_reason=True),
        Step("give_time", "批准延期", "approve the extension", _set(CLERK), _set("asking"),
             "taken", guards=(g.NOT_OWN_OFFICE, g.NOT_EXTENDED), extends=ANSWER,
             needs_reason=True),
        Step("refuse_time", "不同意延期", "decline the extension", _set(CLERK), _set("asking"),
             "taken", guards=(g.NOT_OWN_OFFICE,), needs_reason=True),
        Step("answer", "答复", "answer", OFFICERS, OPEN_TASK, "answered", meets=(ANSWER,),
             needs_reason=True, drops=True),
        Step("cancel", "取消", "cancel", _set(SYSTEM), OPEN_TASK, "cancelled",
             cancels=(ANSWER,), drops=True),
    ),
)  # fmt: skip

IMPROVEMENT = Lifecycle(
    kind="improvement",
    zh="改进任务",
    en="improvement task",
    initial=_set("assigned"),
    states=(
        State("assigned", "改进中", "under way"),
        State("reported", "已报改进，待核验", "reported, to be confirmed"),
        State("confirmed", "核验通过，销号", "confirmed, closed", is_final=True),
    ),
    clocks=(Clock(IMPROVE, "改进期限", "time to improve", by_parameter),),
    steps=(
        Step("report", "报改进情况", "report", OFFICERS, _set("assigned"), "reported",
             meets=(IMPROVE,), needs_reason=True),
        Step("confirm", "核验销号", "confirm", _set(CALLBACK), _set("reported"), "confirmed",
             guards=(g.NOT_THE_REPORTER, g.NOT_OWN_OFFICE), needs_reason=True),
        Step("send_back", "核验不通过", "send back", _set(CALLBACK), _set("reported"),
             "assigned", guards=(g.NOT_THE_REPORTER, g.NOT_OWN_OFFICE), starts=(IMPROVE,),
             needs_reason=True),
    ),
)  # fmt: skip


def register_lifecycles() -> None:
    """Make the three lifecycles known, their clocks watched, reported matters the desk's alone."""
    for lifecycle in (UNRESOLVED, TASK, IMPROVEMENT):
        register(lifecycle)
        watch(lifecycle.kind, [clock.name for clock in lifecycle.clocks])
    confine(UNRESOLVED.kind, DESK_ROLES)
