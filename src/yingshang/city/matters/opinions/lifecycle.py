"""The life of an asked opinion: asked, answered; or recalled, once nobody needs it any more."""

from yingshang.core.access.confined import confine
from yingshang.core.access.models import Role
from yingshang.core.cases.lifecycle import (
    SYSTEM,
    Clock,
    Datum,
    ItemBody,
    Lifecycle,
    State,
    Step,
    register,
)
from yingshang.worktime import Budget

OFFICERS = frozenset({Role.HANDLER, Role.REVIEWER, Role.APPROVER, Role.HEAD})
ANSWER = Datum("answer", "会办意见", "the opinion")


def _asked_with(body: ItemBody) -> Budget | None:
    """The office that asks sets the time; no list does."""
    return None


RESPONSE = Clock("response", "会办答复期限", "time to give the opinion", _asked_with)

OPINION = Lifecycle(
    kind="opinion",
    zh="会办意见",
    en="opinion asked of another office",
    initial=frozenset({"asked"}),
    states=(
        State("asked", "待答复", "asked"),
        State("answered", "已答复", "answered", is_final=True),
        State("recalled", "已收回", "recalled", is_final=True),
    ),
    clocks=(RESPONSE,),
    steps=(
        Step("claim", "签收", "claim", OFFICERS, frozenset({"asked"}), None, takes=True),
        Step("answer", "答复", "answer", OFFICERS, frozenset({"asked"}), "answered",
             meets=("response",), needs=(ANSWER,)),
        Step("recall", "收回", "recall", frozenset({SYSTEM}), frozenset({"asked"}), "recalled",
             cancels=("response",), drops=True, needs_reason=True),
    ),
)  # fmt: skip


def register_opinions() -> None:
    """Make the lifecycle known to the spine; only the office that is asked sees its cases."""
    register(OPINION)
    confine(OPINION.kind, OFFICERS)
