"""What is to be done after registration, and when the risk is told: as the rule (DMN) decides.

*Source*: catalogue/rules/common/licence_after_registration.dmn, which names what it follows.
"""

from functools import lru_cache

from yingshang.city.matters.permits.listing import WAYS, Way
from yingshang.core.catalogue.rules import rule

RULE = "common/licence_after_registration"
NOTHING_NEEDED = "不需许可"
AT_RISK = "提示无证经营风险"
REQUIREMENTS: dict[str, str] = {
    "办理备案": "file it",
    "作出承诺后当场决定": "commit, and it is decided on the spot",
    "依法申请许可": "apply for the permit",
}
"""The rule's words, and what English pages say."""


@lru_cache(maxsize=8)
def requirement_of(way: Way) -> str:
    """What must be done after the licence, in the rule's words."""
    given = {"改革方式": WAYS[way][0]}
    return str(rule(RULE).decide("办理要求", given, explain=False).value)


def is_at_risk(way: Way, *, is_promised: bool, days: int, allowed: int) -> bool:
    """Whether trading without the permit is to be feared. *Units*: working days."""
    given = {
        "改革方式": WAYS[way][0],
        "已告知并承诺": is_promised,
        "已取得许可或备案": False,
        "领照后工作日": days,
        "内部时限工作日": allowed,
    }
    return rule(RULE).decide("无证经营风险", given, explain=False).value == AT_RISK
