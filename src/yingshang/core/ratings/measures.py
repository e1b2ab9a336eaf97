"""The rates of 好差评 as measures, each with its offices."""

from collections.abc import Callable

from yingshang.core.measures.period import Period
from yingshang.core.measures.registry import register
from yingshang.core.measures.types import Measure, Part, Value
from yingshang.core.parties.models import Office
from yingshang.core.ratings import rates
from yingshang.core.ratings.rates import Rate

Query = Callable[[str, Period, Office | None], Rate]


def by_office(query: Query) -> Callable[[str, Period], Value]:
    """The place's rate, with those of the offices that have anything to count."""

    def compute(place: str, period: Period) -> Value:
        whole = query(place, period, None)
        parts = []
        for office in Office.objects.filter(place=place).order_by("code"):
            rate = query(place, period, office)
            if rate.n:
                parts.append(Part(office.name, office.name_en, rate.ratio, rate.n))
        return Value.ratio(whole.part, whole.n, tuple(parts))

    return compute


MEASURES = (
    Measure(
        "ratings.active_rate", "主动评价率", "active rating rate", "ratio",
        "时段内办结的服务中已被评价的比例；不评价不算好评。",
        "Of the services that ended in the period, the share rated; silence is not praise.",
        by_office(rates.active_rate), rates.ended_cases,
    ),
    Measure(
        "ratings.good_rate", "好评率", "share of good ratings", "ratio",
        "时段内有效评价中非常满意、满意、基本满意所占比例。",
        "Of the valid ratings given in the period, the share of grades 5, 4 and 3.",
        by_office(rates.good_rate),
    ),
    Measure(
        "ratings.good_rate_given", "复核前好评率", "share of good ratings before reviews", "ratio",
        "时段内全部评价（含复核后不予采信的）中非常满意、满意、基本满意所占比例。",
        "Of all ratings given in the period, those that a review removed included, the share of "
        "grades 5, 4 and 3.",
        by_office(rates.good_rate_given),
    ),
    Measure(
        "ratings.rectified_rate", "差评整改率", "share of bad ratings put right", "ratio",
        "时段内有效差评中已整改或已解释的比例。",
        "Of the valid bad ratings given in the period, the share put right or explained.",
        by_office(rates.rectified_rate),
    ),
    Measure(
        "ratings.callback_rate", "差评回访率", "share of bad ratings called back", "ratio",
        "时段内实名差评中已回访的比例；联系不上的不算回访。",
        "Of the bad ratings under a name, the share called back; not reached is not called back.",
        by_office(rates.callback_rate),
    ),
)  # fmt: skip


def register_rating_measures() -> None:
    """Make the rates known to the registry."""
    for measure in MEASURES:
        register(measure)
