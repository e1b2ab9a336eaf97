"""Conditions of a matter's steps that look at its undertakings, each one named predicate."""

from yingshang.core.cases.lifecycle import Guard

_OPEN = """EXISTS (SELECT 1 FROM matters_undertaking u WHERE u.case_id = c.id
        AND u.state = 'open' AND u.kind {kinds}{more})"""


def _open(kinds: str, more: str = "") -> str:
    return _OPEN.format(kinds=kinds, more=more)


NO_OPEN_GAP = Guard(
    "matters.gap_open",
    "NOT " + _open("= 'conditional'"),
    "容缺受理的材料还没有补齐并核对合格，不能出具结果。",
    "What was missing at the conditional acceptance is not there yet: no result can be issued.",
)

NO_GAP_PROMISED = Guard(
    "matters.gap_promised",
    "b.actor_kind <> 'user' OR NOT " + _open("= 'conditional'"),
    "申请人承诺以后补交部分材料。请用“容缺受理”。",
    "The applicant promised to hand in some of the documents later. Accept conditionally.",
)

HAS_GAP_PROMISED = Guard(
    "matters.no_gap_promised",
    _open("= 'conditional'"),
    "申请人没有作容缺承诺，不能容缺受理。",
    "The applicant made no such promise: the case cannot be accepted conditionally.",
)

GAP_MAY_BE_FILLED = Guard(
    "matters.gap_not_open",
    _open("= 'conditional'", " AND u.answered_at IS NULL AND u.due_at >= b.at"),
    "没有等待补齐的容缺材料，或补齐期限已过。",
    "Nothing is to be handed in, or the time for it has run out.",
)

GAP_ANSWERED = Guard(
    "matters.gap_not_answered",
    _open("= 'conditional'", " AND u.answered_at IS NOT NULL"),
    "申请人还没有补交，不能核对。",
    "The applicant has not handed in what was missing: there is nothing to look at.",
)

GAP_MISSED = Guard(
    "matters.gap_not_missed",
    _open("= 'conditional'", " AND u.answered_at IS NULL AND u.due_at < b.at"),
    "补齐期限还没有过，或材料已经补交。",
    "The time to hand in has not run out, or the documents came.",
)

HAS_COMMITMENT = Guard(
    "matters.no_commitment",
    _open("IN ('commitment', 'promise')"),
    "申请人没有签署告知承诺，不能当场决定。请按一般程序办理。",
    "The applicant signed no commitment: the case goes by the normal procedure.",
)

NOT_BARRED = Guard(
    "matters.barred",
    """NOT EXISTS (SELECT 1 FROM matters_badcredit d
        WHERE d.party_id = c.party_id AND d.repaired_at IS NULL)""",
    "申请人有未修复的失信记录，修复前不适用容缺受理和告知承诺。",
    "The applicant stands on the credit register: no promise is taken until that is repaired.",
)
