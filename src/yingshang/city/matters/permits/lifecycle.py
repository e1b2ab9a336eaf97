"""The life of a watch: from a registered scope to the permit it calls for, or to its risk.

*Source*: domain reference section 1 (照后证前, 审管联动); the internal limits are parameters.
"""

from yingshang.city.matters.permits.guards import NOT_PROMISED
from yingshang.core.access.models import Role
from yingshang.core.cases.lifecycle import (
    APPLICANT,
    SYSTEM,
    Clock,
    Datum,
    Lifecycle,
    State,
    Step,
    register,
)

KIND = "permit_watch"
OFFICE = frozenset({Role.HANDLER.value, Role.REVIEWER.value, Role.APPROVER.value})
RUNNING = frozenset({"told", "promised", "claimed", "guided"})
UNDER_WATCH = RUNNING | {"flagged"}
CLAIM = Clock("claim", "认领期限", "time to claim", lambda _: None)
PERMIT = Clock("permit", "办证内部时限", "internal time to the permit", lambda _: None)
"""Both run from the opening: their budgets are parameters of the place, not of the item."""
RECORD = Datum("record", "指导内容", "what was advised")
LICENCE_NO = Datum("licence_no", "许可证件编号", "the number of the permit")


def _set(*names: str) -> frozenset[str]:
    return frozenset(names)


WATCH = Lifecycle(
    kind=KIND,
    zh="照后证前跟踪",
    en="watch from the licence to the permit",
    initial=_set("told"),
    states=(
        State("told", "已告知", "told"),
        State("promised", "已承诺", "promised"),
        State("claimed", "已认领", "claimed by the office"),
        State("guided", "已指导", "guided"),
        State("flagged", "无证经营风险", "at risk of trading without"),
        State("permitted", "已取得许可", "permitted", is_final=True),
        State("not_trading", "不从事该项经营", "not trading in it", is_final=True),
        State("handed_over", "已移送查处", "handed over to enforcement", is_final=True),
    ),
    clocks=(CLAIM, PERMIT),
    steps=(
        Step("promise", "承诺", "promise", _set(APPLICANT), _set("told"), "promised",
             guards=(NOT_PROMISED,)),
        Step("promise_later", "补作承诺", "promise later", _set(APPLICANT),
             _set("claimed", "guided", "flagged"), None, guards=(NOT_PROMISED,)),
        Step("claim", "认领", "claim", OFFICE, _set("told", "promised"), "claimed",
             meets=("claim",), takes=True, notice="permit_claimed"),
        Step("release", "退回认领", "give back", OFFICE, _set("claimed", "guided"), None,
             needs_reason=True, drops=True),
        Step("guide", "上门指导", "guide", OFFICE, _set("claimed", "guided"), "guided",
             needs=(RECORD,)),
        Step("permit", "取得许可", "record the permit", OFFICE | {SYSTEM}, UNDER_WATCH,
             "permitted", needs=(LICENCE_NO,), meets=("permit",), cancels=("claim",)),
        Step("not_trade", "不从事该项经营", "declare not to trade", OFFICE | {APPLICANT},
             UNDER_WATCH, "not_trading", needs_reason=True, cancels=("claim", "permit")),
        Step("flag", "提示无证经营风险", "flag the risk", OFFICE | {SYSTEM}, RUNNING, "flagged",
             needs_reason=True, cancels=("claim",), notice="permit_flagged"),
        Step("hand_over", "移送查处", "hand over to enforcement", OFFICE, _set("flagged"),
             "handed_over", needs_reason=True, cancels=("permit",)),
    ),
)  # fmt: skip


def register_watch() -> None:
    """Make the lifecycle known to the spine."""
    register(WATCH)
