"""What this package counts: services published for the cross-region window, and cases handled."""

from collections import Counter
from datetime import timedelta
from fractions import Fraction

from django.db.models import Count, QuerySet

from yingshang.city.matters.crossregion.models import CrossFile
from yingshang.city.matters.crossregion.modes import MODES
from yingshang.city.matters.crossregion.offers import published
from yingshang.core.measures.period import Period
from yingshang.core.measures.registry import register
from yingshang.core.measures.types import Measure, Part, Value
from yingshang.core.models import Case
from yingshang.worktime.zone import local

ROLES = {
    CrossFile.Role.RECEIVER.value: ("为外地代收", "received for another place"),
    CrossFile.Role.HOME.value: ("外地收件本地决定", "received elsewhere, decided here"),
}


def services_published(place: str, period: Period) -> Value:
    """The rows in force on the last day of the period, with a part for each mode."""
    day = local(period.end - timedelta(microseconds=1), field="end").date()
    found = Counter(str(row.body["mode"]) for row in published(place, on=day))
    parts = tuple(Part(*MODES[mode], Fraction(n), n) for mode, n in sorted(found.items()))
    return Value.count(found.total(), parts)


def cross_cases_in(place: str, period: Period) -> QuerySet[Case]:
    """The cases of the place's files that were handed in during the period."""
    files = _files_in(place, period)
    return Case.objects.filter(pk__in=files.values("case_id"))


def cross_cases(place: str, period: Period) -> Value:
    """Files by hand-in, with a part for each side and mode; a dossier has one side in a place."""
    rows = _files_in(place, period).order_by().values_list("role", "mode").annotate(n=Count("pk"))
    parts = tuple(
        Part(f"{ROLES[role][0]}：{MODES[mode][0]}", f"{ROLES[role][1]}: {MODES[mode][1]}",
             Fraction(n), n)
        for role, mode, n in sorted(rows)
    )  # fmt: skip
    return Value.count(sum(part.n for part in parts), parts)


def _files_in(place: str, period: Period) -> QuerySet[CrossFile]:
    return CrossFile.objects.filter(
        place=place, handed_in_at__gte=period.start, handed_in_at__lt=period.end
    )


MEASURES = (
    Measure(
        "matters.cross_region_services", "跨域通办窗口公布事项",
        "services published for the cross-region window", "matter",
        "时段末日清单中为外地代收的和由本地决定的通办事项，按办理方式。",
        "Services across regions in the lists on the last day of the period, received for other "
        "places or decided here, by mode.",
        services_published,
    ),
    Measure(
        "matters.cross_region_cases", "跨域通办办件", "cross-region cases", "case",
        "时段内交件的跨省通办：为外地代收的，和外地收件本地决定的；一件在一地只算一次。",
        "Cases across regions handed in during the period: received here for another place, or "
        "received elsewhere and decided here; each counts once in a place.",
        cross_cases, cross_cases_in,
    ),
)  # fmt: skip


def register_cross_measures() -> None:
    """Make them known to the registry."""
    for measure in MEASURES:
        register(measure)
