"""Who receives, who decides and from when the clock runs, by the rule file and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from yingshang.rules import Model, load
from yingshang.rules.values.date import Date
from yingshang.worktime.zone import local

RULE = "rules/common/cross_region_modes.dmn"
MODES = {
    "online": ("全程网办", "online throughout"),
    "received_here": ("异地代收代办", "received here, decided there"),
    "joint": ("多地联办", "several places together"),
}
"""The codes of the lists, as the rule names them and as people read them."""
HANDS_OFF = "不经手"
"""What the rule says where the window elsewhere takes no part."""


@dataclass(frozen=True, slots=True)
class Duties:
    """What the rule says of a mode: who takes the papers, who decides, what the window does."""

    receives: str
    decides: str
    window: str

    @property
    def window_checks(self) -> bool:
        """Whether a clerk where the applicant is checks identity and form."""
        return self.window != HANDS_OFF


def duties_of(mode: str) -> Duties:
    """The duties in a mode."""
    found = _model().decide("通办责任", {"通办方式": MODES[mode][0]}, explain=False).value
    if not isinstance(found, dict):
        raise TypeError(f"{RULE} has no duties for {mode}")
    return Duties(str(found["收件地"]), str(found["决定机关"]), str(found["异地窗口职责"]))


def clock_from(handed_in: datetime, accepted: datetime) -> date:
    """The day after which the time limit runs: the home's acceptance, not the hand-in."""
    found = _decide("期限起算日", handed_in, accepted)
    if not isinstance(found, Date):
        raise TypeError(f"{RULE} gives no day: {found!r}")
    return date(found.year, found.month, found.day)


def days_before(handed_in: datetime, accepted: datetime) -> int:
    """The days between hand-in and acceptance, which no limit counts and the applicant sees."""
    return int(str(_decide("受理前日数", handed_in, accepted)))


def _decide(decision: str, handed_in: datetime, accepted: datetime) -> object:
    days = {
        "异地交件日期": local(handed_in, field="handed_in").date(),
        "业务属地受理日期": local(accepted, field="accepted").date(),
    }
    given = {name: days[name] for name in _model().inputs_of(decision)}
    return _model().decide(decision, given, explain=False).value


@lru_cache(maxsize=1)
def _model() -> Model:
    return load(Path(settings.CATALOGUE_ROOT) / RULE)
