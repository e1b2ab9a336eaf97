"""The public summary: how services were rated, and what became of bad ratings. No identity."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yingshang.city.matters.rating_pages import words
from yingshang.core.catalogue.places import place_code
from yingshang.core.measures.period import Period, WrongPeriod
from yingshang.core.measures.types import Measure, shown
from yingshang.core.ratings.measures import MEASURES
from yingshang.core.ratings.queries import FEWEST, ItemSummary, bad_outcomes, summaries
from yingshang.core.ratings.rates import (
    Rate,
    active_rate,
    callback_rate,
    good_rate,
    good_rate_given,
    rectified_rate,
)
from yingshang.ui.htmx import render
from yingshang.worktime.zone import local

RATES = (active_rate, good_rate, good_rate_given, rectified_rate, callback_rate)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One service's row; `counts` are of the five grades, the best first."""

    name: str
    good: str
    n: int
    counts: tuple[tuple[str, int], ...]


@require_safe
def ratings(request: HttpRequest) -> HttpResponse:
    """The ratings of a period (`?period=2026-11`), this year's by default."""
    place = place_code()
    this_year = f"{local(timezone.now(), field='at').year}"
    asked = request.GET.get("period", "").strip() or this_year
    try:
        period, error = Period.parse(asked), ""
    except WrongPeriod as wrong:
        period, error = Period.parse(this_year), wrong.text(get_language() or "zh-hans")
    items = summaries(place, period)
    outcomes = bad_outcomes(place, period)
    names = words.item_names(
        place, [row.item_code for row in items] + [row.item_code for row in outcomes]
    )
    context: dict[str, object] = {
        "period": period,
        "asked": asked,
        "error": error,
        "rates": [
            _figure(query(place, period), _words(measure)[0])
            for query, measure in zip(RATES, MEASURES, strict=True)
        ],
        "definitions": [_words(measure) for measure in MEASURES],
        "grades": list(words.grades().values()),
        "items": [_item(row, names.get(row.item_code, "")) for row in items],
        "outcomes": [
            (row.month, names.get(row.item_code, _("其他事项")), words.reasons_text(row.reasons),
             words.outcome_name(row.outcome), row.note)
            for row in outcomes
        ],
        "fewest": FEWEST,
    }  # fmt: skip
    return render(request, "matters/rating/public.html", context, status=422 if error else 200)


def _figure(rate: Rate, name: str) -> tuple[str, str]:
    text = _("%(name)s（%(part)s / %(n)s）") % {
        "name": name,
        "part": f"{rate.part:,}",
        "n": f"{rate.n:,}",
    }
    return shown(rate.ratio, "ratio"), text


def _words(measure: Measure) -> tuple[str, str]:
    if words.is_english():
        return measure.en.capitalize(), measure.definition_en
    return measure.zh, measure.definition_zh


def _item(row: ItemSummary, name: str) -> ItemRow:
    good = shown(Rate(row.good, row.n).ratio, "ratio")
    counts = tuple((name, row.by_grade.get(grade, 0)) for grade, name in words.grades().items())
    return ItemRow(name or _("其他事项"), good, row.n, counts)
