"""What must follow a rating: the rule `common/rating_review` says so, with its reasons.

*Source*: 国办发〔2019〕51号; the sample plans of Dezhou and Suining for the call-back of every bad
rating under a name.
"""

from yingshang.core.catalogue.rules import rule
from yingshang.core.ratings.models import Rating
from yingshang.rules import Decided

RULE, DECISION = "common/rating_review", "差评处理"
NO_REVIEW = "无"
VERDICTS = {"reject": "误评", "reject_malicious": "恶意", "uphold": "有效"}
"""The steps that end a review, and what the rule calls each finding."""
REMOVED, CALLED_BACK = "剔除", "核实整改并回访"


def handling_of(grade: int, *, is_named: bool, review: str = NO_REVIEW) -> Decided:
    """What the rule asks for after a rating of that grade."""
    words = Rating.Grade(grade).label
    inputs: dict[str, object] = {"评价": str(words), "实名": is_named, "复核结论": review}
    return rule(RULE).decide(DECISION, inputs, explain=False)


def is_called_back(grade: int, *, is_named: bool) -> bool:
    """Whether who gave such a rating is owed a call."""
    return handling_of(grade, is_named=is_named).value == CALLED_BACK


def decided(rating: Rating, verdict: str) -> tuple[str, dict[str, object]]:
    """The step that a review's verdict leads to, and what its entry keeps of the rule."""
    found = handling_of(rating.grade, is_named=True, review=verdict)
    step = "reject" if found.value == REMOVED else "uphold"
    return step, {"verdict": verdict, "handling": str(found.value), "rule": found.model_hash}
