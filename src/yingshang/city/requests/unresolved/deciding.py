"""Whether the desk takes a matter and by when it answers: the rule of the desk's list row.

The facts are the desk's findings; what is not known is not guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from yingshang.city.requests.desks import OpenDesk
from yingshang.city.requests.errors import FactsMissing, NoSuchClass
from yingshang.city.requests.unresolved.models import MatterClass
from yingshang.core.catalogue.rules import rule
from yingshang.errors import Sentence
from yingshang.rules import Decided
from yingshang.worktime import Budget, Unit

SCOPE, LIMIT = "受理结论", "办结期限工作日"
TAKEN = "受理"
CLASS_WORDS = {
    MatterClass.SIMPLE: "简单", MatterClass.TRANSFERRED: "转办", MatterClass.COMPLEX: "复杂",
}  # fmt: skip
LIMIT_INPUTS = {
    "simple": "本地简单期限", "transferred": "本地转办期限", "complex": "本地复杂期限",
}  # fmt: skip
FACT_WORDS = {
    "conditions_met": ("条件已具备而未办成", "the conditions were met and it was not done"),
    "is_litigation": ("属涉法涉诉信访", "it is a court or petition matter"),
    "is_unlawful": ("违反法律政策", "law or policy forbids it"),
}
_ENGLISH = dict(FACT_WORDS.values())


@dataclass(frozen=True, slots=True)
class Facts:
    """What the desk found out; None is not known."""

    conditions_met: bool | None = None
    is_litigation: bool | None = None
    is_unlawful: bool | None = None

    def given(self) -> dict[str, bool]:
        """The known facts by the rule's own names."""
        found = {name: getattr(self, key) for key, (name, _) in FACT_WORDS.items()}
        return {name: value for name, value in found.items() if value is not None}

    def kept(self) -> dict[str, str]:
        """The facts as they are stored."""
        words = {True: "yes", False: "no", None: "unknown"}
        return {key: words[getattr(self, key)] for key in FACT_WORDS}


@dataclass(frozen=True, slots=True)
class Scope:
    """Whether the desk takes it, and what the rule said."""

    is_taken: bool
    decided: Decided


def scope_of(desk: OpenDesk, facts: Facts) -> Scope:
    """Whether the desk takes a matter. Errors: `FactsMissing` names what has to be known."""
    decided = rule(desk.listed.rule).decide(SCOPE, facts.given())
    if not decided.is_known:
        zh, en = "、".join(decided.missing), "; ".join(_ENGLISH[m] for m in decided.missing)
        raise FactsMissing(field="facts", missing=Sentence(zh, en))
    return Scope(decided.value == TAKEN, decided)


def limit_of(desk: OpenDesk, matter_class: str) -> tuple[Budget, Decided]:
    """The time to answer by class. Errors: `NoSuchClass`. *Units*: working days."""
    if matter_class not in MatterClass.values:
        raise NoSuchClass(field="matter_class")
    inputs: Mapping[str, object] = {
        "期限方案": desk.listed.plan,
        "事项类别": CLASS_WORDS[MatterClass(matter_class)],
        **{LIMIT_INPUTS[name]: days for name, days in desk.limits().items()},
    }
    decided = rule(desk.listed.rule).decide(LIMIT, inputs)
    return Budget(int(str(decided.value)), Unit.WORKING_DAY), decided


def kept(decided: Decided) -> dict[str, str]:
    """What is stored of a decision: its value, the model, and its reasons in both languages."""
    return {
        "value": str(decided.value),
        "model": decided.model_hash,
        "zh": decided.text("zh"),
        "en": decided.text("en"),
    }
