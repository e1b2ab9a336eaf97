"""The life of a bad rating at the call-back desk, as one table.

*Source*: 国办发〔2019〕51号 for the loop (verify, mend at once or in a set time or explain, call
back, publish) and for the review that removes mistaken or malicious ratings. Days are local: see
parameters.yaml; what must follow a rating stands in rules/common/rating_review.

The outcome stays readable in the final state, since what is counted and published depends on it.
"""

from collections.abc import Mapping
from typing import Any

from yingshang.core.access.confined import confine
from yingshang.core.access.models import Role
from yingshang.core.cases.lifecycle import (
    SYSTEM,
    Clock,
    Guard,
    Lifecycle,
    State,
    Step,
    register,
)
from yingshang.worktime import Budget, Unit

CALLBACK, SUPERVISOR = Role.CALLBACK.value, Role.SUPERVISOR.value
KIND = "followup"
RESPONSE, RECTIFY, CALL = "response", "rectify", "callback"

_SERVING = "'clerk', 'handler', 'reviewer', 'approver', 'delivery'"

IMPARTIAL = Guard(
    "ratings.partial",
    f"""NOT EXISTS (
        SELECT 1 FROM core_rating r
        JOIN core_post rp ON rp.office_id = r.office_id AND rp.user_id = b.actor_id
        WHERE r.id = CASE WHEN c.kind = '{KIND}' THEN right(c.cause, 36)::uuid END
          AND rp.role IN ({_SERVING}) AND rp.valid_from <= b.at
          AND (rp.valid_until IS NULL OR rp.valid_until > b.at))""",  # noqa: S608 - constants only
    "您在被评价的单位有窗口或审批岗位，应当回避。请由其他回访人员办理。",
    "You serve at the rated office and must stand aside. Leave it to a colleague.",
)

ANOTHER_PERSON = Guard(
    "ratings.second_person",
    "c.handler_id IS DISTINCT FROM b.actor_id",
    "申诉复核须由提出复核以外的人办理。",
    "Somebody other than who asked for the review must decide it.",
)


def response_budget(body: Mapping[str, Any]) -> Budget:
    """The time to answer, as the parameter that the case was opened under says."""
    return Budget(int(body["value"]), Unit(body["unit"]))


def _by(*roles: str) -> frozenset[str]:
    return frozenset(roles)


OUTCOMES = {
    "fixed": ("已整改", "put right"),
    "explained": ("已解释", "explained"),
    "rejected": ("不予采信", "rejected"),
}

_WAITING = tuple(
    State(name, f"{zh}，待回访", f"{en}, to be called back") for name, (zh, en) in OUTCOMES.items()
)
_CLOSED = tuple(
    State(f"closed_{name}", f"{zh}，办结", f"{en}, closed", is_final=True)
    for name, (zh, en) in OUTCOMES.items()
)
_CALLS = tuple(
    Step(f"call_back_{name}", "已回访，办结", "called back, close", _by(CALLBACK), _by(name),
         f"closed_{name}", guards=(IMPARTIAL,), meets=(CALL,), needs_reason=True, drops=True)
    for name in OUTCOMES
)  # fmt: skip
_MISSED = tuple(
    Step(f"unreached_{name}", "联系不上，办结", "not reached, close", _by(CALLBACK), _by(name),
         f"closed_{name}", guards=(IMPARTIAL,), cancels=(CALL,), needs_reason=True, drops=True)
    for name in OUTCOMES
)  # fmt: skip

FOLLOWUP = Lifecycle(
    kind=KIND,
    zh="差评核实件",
    en="follow-up of a bad rating",
    initial=_by("opened"),
    states=(
        State("opened", "待核实", "to be verified"),
        State("verifying", "核实中", "being verified"),
        State("listed", "限期整改", "listed to be put right"),
        State("reviewing", "申诉复核中", "under review"),
        *_WAITING,
        *_CLOSED,
    ),
    clocks=(
        Clock(RESPONSE, "核实整改期限", "time to answer", response_budget),
        Clock(RECTIFY, "限期整改期限", "time to put right", lambda body: None),
        Clock(CALL, "回访期限", "time to call back", lambda body: None),
    ),
    steps=(
        Step("verify", "开始核实", "verify", _by(CALLBACK), _by("opened"), "verifying",
             guards=(IMPARTIAL,), takes=True),
        Step("fix", "已整改", "put right", _by(CALLBACK), _by("verifying", "listed"), "fixed",
             guards=(IMPARTIAL,), meets=(RESPONSE, RECTIFY), needs_reason=True),
        Step("list", "列入台账限期整改", "list to be put right in time", _by(CALLBACK),
             _by("verifying"), "listed", guards=(IMPARTIAL,), meets=(RESPONSE,),
             starts=(RECTIFY,), needs_reason=True),
        Step("explain", "已解释", "explain", _by(CALLBACK), _by("verifying"), "explained",
             guards=(IMPARTIAL,), meets=(RESPONSE, RECTIFY), needs_reason=True),
        Step("ask_review", "提请申诉复核", "ask for review", _by(CALLBACK), _by("verifying"),
             "reviewing", guards=(IMPARTIAL,), needs_reason=True),
        Step("complain", "被评价单位申诉", "complaint of the rated office", _by(SYSTEM),
             _by("opened", "verifying", "listed"), "reviewing", needs_reason=True),
        Step("uphold", "维持差评", "uphold the rating", _by(CALLBACK, SUPERVISOR),
             _by("reviewing"), "verifying", guards=(IMPARTIAL, ANOTHER_PERSON), needs_reason=True),
        Step("reject", "误评，不予采信", "reject as mistaken",
             _by(CALLBACK, SUPERVISOR), _by("reviewing"), "rejected",
             guards=(IMPARTIAL, ANOTHER_PERSON), meets=(RESPONSE,), cancels=(RECTIFY,),
             needs_reason=True),
        Step("reopen", "不满意，重新核实", "not satisfied, verify again", _by(CALLBACK),
             _by("fixed", "explained"), "verifying", guards=(IMPARTIAL,), starts=(RESPONSE,),
             needs_reason=True),
        *_CALLS,
        *_MISSED,
    ),
)  # fmt: skip


def register_followup() -> None:
    """Make the lifecycle known to the spine, and its cases to the desk alone."""
    register(FOLLOWUP)
    confine(KIND, (CALLBACK, SUPERVISOR))


def states_with(*outcomes: str) -> tuple[str, ...]:
    """The states in which a follow-up has one of the outcomes."""
    return tuple(state for name in outcomes for state in (name, f"closed_{name}"))
