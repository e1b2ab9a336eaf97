"""The life of a contested fact, as one table.

The office that delivers the data answers in time: it upholds the value with its reason, or agrees
to correct it, which only another value in a later delivery fulfils. Both times are parameters of
the place, so the services start the clocks.

*Source*: 数据安全法 Art. 38 and 41 (data used within the duty, kept right); no rule was found that
sets the days.
"""

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

KIND, PREFIX = "fact_contested", "数异"
RESPONSE, CORRECTION = "response", "correction"
OFFICERS = frozenset({Role.HANDLER.value, Role.REVIEWER.value, Role.APPROVER.value})
SEEING = OFFICERS | {Role.HEAD.value}


def by_parameter(_: ItemBody) -> Budget | None:
    """The service reads the parameter of the day and starts the clock itself."""
    return None


def _set(*names: str) -> frozenset[str]:
    return frozenset(names)


CONTESTED = Lifecycle(
    kind=KIND,
    zh="数据异议件",
    en="contested fact",
    initial=_set("opened"),
    states=(
        State("opened", "待核实", "to be verified"),
        State("verifying", "核实中", "being verified"),
        State("correcting", "属实，待更正", "agreed, to be corrected"),
        State("corrected", "已更正", "corrected", is_final=True),
        State("upheld", "维持原数据", "upheld", is_final=True),
        State("withdrawn", "已撤回", "withdrawn", is_final=True),
    ),
    clocks=(
        Clock(RESPONSE, "答复期限", "time to answer", by_parameter),
        Clock(CORRECTION, "更正期限", "time to correct", by_parameter),
    ),
    steps=(
        Step("verify", "开始核实", "verify", OFFICERS, _set("opened"), "verifying", takes=True),
        Step("uphold", "维持原数据", "uphold", OFFICERS, _set("opened", "verifying"), "upheld",
             meets=(RESPONSE,), needs_reason=True, drops=True, notice="fact_upheld"),
        Step("agree", "属实，下次上报更正", "agree to correct", OFFICERS,
             _set("opened", "verifying"), "correcting", meets=(RESPONSE,), starts=(CORRECTION,),
             needs_reason=True, drops=True, notice="fact_agreed"),
        Step("correct", "已收到更正的数据", "corrected data delivered", _set(SYSTEM),
             _set("correcting"), "corrected", meets=(CORRECTION,), notice="fact_corrected"),
        Step("withdraw", "撤回", "withdraw", _set(APPLICANT),
             _set("opened", "verifying", "correcting"), "withdrawn",
             cancels=(RESPONSE, CORRECTION), drops=True),
    ),
)  # fmt: skip


def register_contests() -> None:
    """Make the lifecycle known, its clocks watched, and its cases the delivering office's alone."""
    register(CONTESTED)
    watch(KIND, [clock.name for clock in CONTESTED.clocks])
    confine(KIND, SEEING)
