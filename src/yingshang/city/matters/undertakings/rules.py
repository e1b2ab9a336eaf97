"""Who may promise what, as the rules (DMN) decide it: one answer for form, API and lists.

*Source*: catalogue/rules/common/undertaking_eligibility.dmn, conditional_acceptance.dmn,
undertaking_aftercheck.dmn, which name the documents they follow.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yingshang.city.matters.undertakings.terms import AREAS, Area
from yingshang.core.catalogue.rules import rule
from yingshang.errors import Sentence
from yingshang.rules import Decided

ELIGIBILITY = "common/undertaking_eligibility"
CONDITIONAL = "common/conditional_acceptance"
AFTERCHECK = "common/undertaking_aftercheck"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A rule's answer: allowed or not, its word, and the whole decision with its reasons.

    `reason` is what would have to be otherwise: the one input that turns the rule's answer.
    """

    is_allowed: bool
    outcome: str
    decided: Decided
    reason: Sentence | None = None


Inputs = Mapping[str, object]
Turn = tuple[Inputs, Sentence]
"""Inputs as they would have to be, and how one says that they are not."""

BARRED: Turn = (
    {"失信未修复": False},
    Sentence(
        "有未修复的失信记录，信用修复前不适用",
        "there is a credit record that is not repaired yet",
    ),
)
UNAUTHORISED: Turn = (
    {"由代理人办理": False},
    Sentence(
        "代理人作承诺须有申请人对这个事项的明确授权",
        "an agent needs a mandate that names this service expressly",
    ),
)
FORBIDDEN: Turn = (
    {"直接涉及领域": AREAS["none"][0], "风险大或损害难以挽回": False},
    Sentence(
        "直接涉及的领域风险大或者损害难以挽回，不适用承诺",
        "in this area the risk is high or the harm final",
    ),
)
INCOMPLETE: Turn = (
    {"主要材料齐全合法": True},
    Sentence("主要材料还不齐全", "the main materials are not complete"),
)
OTHERWISE = Sentence("按规则须走一般程序", "by the rule the normal procedure applies")


def may_commit(
    *, area: Area, high_risk: bool, is_barred: bool, by_agent: bool, is_authorised: bool
) -> Ruling:
    """Whether notification and commitment may be used, for an applicant who chooses it."""
    inputs: Inputs = {
        "申请人选择承诺": True,
        "由代理人办理": by_agent,
        "代理有明确授权": is_authorised,
        "失信未修复": is_barred,
        "直接涉及领域": AREAS[area][0],
        "风险大或损害难以挽回": high_risk,
    }
    turns = (FORBIDDEN, BARRED, UNAUTHORISED)
    return _ruled(ELIGIBILITY, "适用结论", "适用告知承诺", inputs, turns)


def may_lack(*, is_main_complete: bool, is_secondary_complete: bool, is_barred: bool) -> Ruling:
    """Whether a case may be accepted with secondary materials missing, on a written promise."""
    inputs: Inputs = {
        "基本条件具备": True,
        "主要材料齐全合法": is_main_complete,
        "次要材料齐全": is_secondary_complete,
        "自愿并书面承诺": True,
        "失信未修复": is_barred,
    }
    return _ruled(CONDITIONAL, "容缺结论", "容缺受理", inputs, (INCOMPLETE, BARRED))


def _ruled(
    name: str, decision: str, allowing: str, inputs: Inputs, turns: Sequence[Turn]
) -> Ruling:
    model = rule(name)
    decided = model.decide(decision, inputs)
    if decided.value == allowing:
        return Ruling(True, allowing, decided)
    for changed, reason in turns:
        if model.decide(decision, {**inputs, **changed}).value == allowing:
            return Ruling(False, str(decided.value), decided, reason)
    return Ruling(False, str(decided.value), decided, OTHERWISE)


def after_gap(*, supplied: str, days_used: int, days_allowed: int) -> str:
    """What follows an acceptance with a gap: 等待补齐, 出具结果 or 终止办理.

    `supplied` is 尚未补来, 合格 or 不合格.
    """
    given = {"补正情况": supplied, "已过补正日数": days_used, "补正期限日数": days_allowed}
    return str(rule(CONDITIONAL).decide("容缺后续", given).value)


def after_check(*, finding: str, correction: str) -> str:
    """What follows a finding: 办结, 限期整改, 撤销许可, or 撤销并处罚、记入失信."""
    given = {"核查情况": finding, "整改情况": correction}
    return str(rule(AFTERCHECK).decide("核查处理", given).value)


def check_by(decided_on: date, *, months: int) -> date:
    """The last day on which a promise may be checked."""
    given = {"决定日期": decided_on, "核查期限月数": months}
    value = rule(AFTERCHECK).decide("核查截止日", given).value
    return date.fromisoformat(str(value))
