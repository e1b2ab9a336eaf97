"""The rates as named measures: for boards, figures and indicators, each with its way down."""

from collections.abc import Callable

from django.db.models import QuerySet

from yingshang.city.matters.statistics.queries import Days, Which, facts_behind, sums_by, sums_of
from yingshang.city.matters.statistics.rates import RATES, Rate
from yingshang.core.measures.period import Period
from yingshang.core.measures.registry import register
from yingshang.core.measures.types import Measure, Part, Value
from yingshang.core.models import Case, Office


def _compute(rate: Rate) -> Callable[[str, Period], Value]:
    def compute(place: str, period: Period) -> Value:
        """The rate of the place, with a part for each office: three SQL statements."""
        which = Which(place, rate.kind, Days.of(period))
        whole = rate.value(sums_of(which))
        rows = [(row.key, rate.value(row.sums)) for row in sums_by(which, "office")]
        offices = Office.objects.in_bulk([key for key, _ in rows])
        parts = tuple(
            Part(offices[key].name, offices[key].name_en, value.value, value.n)
            for key, value in rows
            if value.n
        )
        return Value(whole.value, whole.n, parts)

    return compute


def _cases(rate: Rate) -> Callable[[str, Period], QuerySet[Case]]:
    def cases(place: str, period: Period) -> QuerySet[Case]:
        """The cases that the rate's whole, or its part, counted."""
        facts = facts_behind(Which(place, rate.kind, Days.of(period)), rate.drill)
        return Case.objects.filter(pk__in=facts.values("case_id"))

    return cases


def register_statistics() -> None:
    """Make the rates known under `matters.<name>`; where a name is taken, under `statistics.`."""
    for rate in RATES:
        name = f"matters.{rate.name}"
        register(
            Measure(
                f"statistics.{rate.name}" if name == "matters.on_time_rate" else name,
                rate.zh, rate.en, rate.unit, rate.definition_zh, rate.definition_en,
                _compute(rate), _cases(rate),
            )
        )  # fmt: skip
