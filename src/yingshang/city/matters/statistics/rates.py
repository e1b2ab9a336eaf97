"""The rates of the domain, each a part of a whole that somebody can count after.

*Source*: domain reference, section 1: 提前办结率, 超期率, 时限压缩率 = 1 − Σ承诺/Σ法定, 即办率,
网办率, 平均跑动次数, 材料压减率. What each sum counts, and on which day, `facts` says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from yingshang.core.measures.types import Value

Sums = Mapping[str, int]
MATTER, BUNDLE = "matter", "bundle"


@dataclass(frozen=True, slots=True)
class Rate:
    """A figure made of sums: `part` of `whole`; `is_count` shows the part itself.

    `kind` says of which cases: of single services, or of applications (a bundle case each).
    `drill` names the sum whose cases stand behind it.
    """

    name: str
    zh: str
    en: str
    unit: str
    kind: str
    definition_zh: str
    definition_en: str
    part: Callable[[Sums], int]
    whole: Callable[[Sums], int]
    drill: str
    is_count: bool = False

    def value(self, sums: Sums) -> Value:
        """The figure with its n; nothing where nothing was counted, never 0 or 100 %."""
        part, whole = self.part(sums), self.whole(sums)
        if self.is_count:
            return Value(Fraction(part) if whole else None, whole)
        return Value(Fraction(part, whole) if whole else None, whole)


def _sum(name: str) -> Callable[[Sums], int]:
    return lambda sums: sums[name]


def _difference(more: str, less: str) -> Callable[[Sums], int]:
    return lambda sums: sums[more] - sums[less]


RATES = (
    Rate(
        "on_time_rate", "按期办结率", "decided on time", "ratio", MATTER,
        "时段内办结、有承诺期限的办件中，在期限内办结的比例。还没有办结的逾期件不在内，看“已逾期”。",
        "Of the cases decided in the period under a promise, the share within it. Late cases still "
        "open are not among them: see “overdue”.",
        _difference("timed", "overdue"), _sum("timed"), "timed",
    ),
    Rate(
        "early_rate", "提前办结率", "decided early", "ratio", MATTER,
        "时段内办结、有承诺期限的办件中，早于到期日（不含当日）办结或者当场办结的比例。",
        "Of the cases decided in the period under a promise, the share decided on a day before the "
        "due day, or on the spot.",
        _sum("early"), _sum("timed"), "early",
    ),
    Rate(
        "overdue_rate", "超期率", "decided late", "ratio", MATTER,
        "时段内办结、有承诺期限的办件中，超过期限办结的比例；延期和特别程序已算入期限。",
        "Of the cases decided in the period under a promise, the share after it; extensions "
        "and special procedures belong to the time limit.",
        _sum("overdue"), _sum("timed"), "overdue",
    ),
    Rate(
        "at_once_rate", "即办率", "decided at once", "ratio", MATTER,
        "时段内办结的办件中，受理当天办结的比例。",
        "Of the cases decided in the period, the share decided on the day of acceptance.",
        _sum("at_once"), _sum("decided"), "at_once",
    ),
    Rate(
        "limit_cut", "时限压缩率", "time limits cut", "ratio", MATTER,
        "时段内受理的办件：1 −（承诺时限之和 ÷ 法定时限之和），只算清单中有法定时限的事项。",
        "Of the cases accepted in the period: 1 − (sum of promised ÷ sum of statutory limits), for "
        "services whose list has a statutory one.",
        _difference("statutory_hours", "promised_hours"), _sum("statutory_hours"), "accepted",
    ),
    Rate(
        "online_rate", "网办率", "applied online", "ratio", BUNDLE,
        "时段内收件的申请（一件事或单项）中，由申请人或代办人在网上提交的比例。",
        "Of the applications received in the period, the share handed in online by the applicant "
        "or the holder of a mandate.",
        _sum("online"), _sum("received"), "online",
    ),
    Rate(
        "mean_visits", "平均跑动次数", "visits an application", "visit", BUNDLE,
        "时段内收件的申请平均要到现场几次：清单所列次数，到窗口提交的至少一次。",
        "Visits that an application received in the period takes: as the lists say, and at least "
        "one where it came to the window.",
        _sum("visits"), _sum("received"), "received",
    ),
    Rate(
        "visits_saved", "少跑次数", "visits saved", "visit", BUNDLE,
        "时段内收件的“一件事”：清单所列逐项办理的次数减去现在的次数；清单没有列的不算。",
        "Bundles received in the period: visits item by item, as the list says, less those now; "
        "bundles whose list does not say are left out.",
        _difference("visits_before", "visits_after"), _sum("visits_before"), "received",
        is_count=True,
    ),
    Rate(
        "material_cut", "材料压减率", "materials cut", "ratio", BUNDLE,
        "时段内收件的“一件事”：1 −（实际提交的材料 ÷ 清单所列逐项办理的材料）。",
        "Bundles received in the period: 1 − (materials handed in ÷ materials item by item, as the "
        "list says).",
        _difference("materials_before", "materials_after"), _sum("materials_before"), "received",
    ),
)  # fmt: skip
COUNTED = {
    "received": ("收件", "received"),
    "accepted": ("受理", "accepted"),
    "decided": ("办结", "decided"),
    "overdue": ("超期办结", "decided late"),
}
"""The plain counts that are shown, in order."""


def rates_of(kind: str) -> tuple[Rate, ...]:
    """The rates of a kind of case."""
    return tuple(rate for rate in RATES if rate.kind == kind or rate.name == "on_time_rate")
