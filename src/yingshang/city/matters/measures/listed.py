"""The measures of bundles, cases, promises and the time to register an enterprise."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from statistics import median

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Now

from yingshang.city.matters.measures.opening_time import registrations, working_days_of
from yingshang.core.measures.period import Period
from yingshang.core.measures.types import Measure, Part, Value
from yingshang.core.models import Case, Commitment, Item, Office
from yingshang.worktime.zone import local

KINDS = ("matter", "errand")


def bundles_for(subject: str) -> Callable[[str, Period], Value]:
    """Counts the bundles that one kind of applicant could apply for at the end of the period."""

    def compute(place: str, period: Period) -> Value:
        day = local(period.end - timedelta(microseconds=1), field="end").date()
        bundles = Item.objects.filter(place=place, kind="bundle", is_current=True)
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        unended = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
        return Value.count(bundles.filter(begun, unended, body__subject=subject).count())

    return compute


def bundle_cases_in(place: str, period: Period) -> QuerySet[Case]:
    """The bundle cases opened in the period; a matter applied for alone is none."""
    return Case.objects.filter(
        place=place,
        kind="bundle",
        item__kind="bundle",
        opened_at__gte=period.start,
        opened_at__lt=period.end,
    )


def bundle_cases(place: str, period: Period) -> Value:
    """Bundle cases opened, with a part for each bundle."""
    names = ("item__code", "item__body__name", "item__body__name_en")
    found: Counter[tuple[str, str, str]] = Counter()
    rows = bundle_cases_in(place, period).values_list(*names).annotate(n=Count("pk"))
    for code, zh, en, n in rows.order_by("item__code"):
        found[code, zh, en] += n
    parts = tuple(Part(zh, en, Fraction(n), n) for (_, zh, en), n in found.items())
    return Value.count(found.total(), parts)


def due_in(place: str, period: Period) -> QuerySet[Commitment]:
    """Promises of services due in the period and not called off; open ones once they are late."""
    settled = Q(met_at__isnull=False) | Q(due_at__lt=Now())
    return Commitment.objects.filter(
        settled,
        place=place,
        clock="promised",
        case__kind__in=KINDS,
        cancelled_at__isnull=True,
        due_at__gte=period.start,
        due_at__lt=period.end,
    )


KEPT = Q(met_at__isnull=False, met_at__lte=F("due_at"))


def on_time_rate(place: str, period: Period) -> Value:
    """Promises kept of those due; one that is still open has been broken."""
    rows = _by_office(place, period)
    parts = tuple(Part(zh, en, Fraction(kept, n), n) for zh, en, kept, n in rows)
    return Value.ratio(sum(kept for *_, kept, _ in rows), sum(n for *_, n in rows), parts)


def overdue(place: str, period: Period) -> Value:
    """Promises that were broken, by office."""
    rows = _by_office(place, period)
    parts = tuple(Part(zh, en, Fraction(n - kept), n) for zh, en, kept, n in rows if n > kept)
    broken = sum(n - kept for *_, kept, n in rows)
    return Value(Fraction(broken), sum(n for *_, n in rows), parts)


def broken_cases(place: str, period: Period) -> QuerySet[Case]:
    """The cases whose promise fell due in the period and was broken."""
    return Case.objects.filter(pk__in=due_in(place, period).exclude(KEPT).values("case_id"))


def registration_days(place: str, period: Period) -> Value:
    """The median of the working days from complete material to the registration's result."""
    used = [days for _, days in working_days_of(place, period)]
    return Value(median(used) if used else None, len(used))


def _by_office(place: str, period: Period) -> list[tuple[str, str, int, int]]:
    counted = due_in(place, period).values_list("office_id")
    rows = counted.annotate(n=Count("pk"), kept=Count("pk", filter=KEPT)).order_by("office_id")
    offices = Office.objects.in_bulk([office_id for office_id, *_ in rows])
    named = ((offices[office_id], kept, n) for office_id, n, kept in rows)
    return [(office.name, office.name_en, kept, n) for office, kept, n in named]


MEASURES = (
    Measure(
        "matters.bundles_person", "个人“一件事”", "bundles for people", "bundle",
        "时段末日清单中可以申请、服务对象为个人的“一件事”。",
        "Bundles for persons on offer in the current lists on the last day of the period.",
        bundles_for("person"),
    ),
    Measure(
        "matters.bundles_enterprise", "企业“一件事”", "bundles for enterprises", "bundle",
        "时段末日清单中可以申请、服务对象为企业的“一件事”。",
        "Bundles for enterprises on offer in the current lists on the last day of the period.",
        bundles_for("enterprise"),
    ),
    Measure(
        "matters.bundle_cases", "“一件事”办件", "bundle cases", "case",
        "时段内收件的“一件事”；单独申请的事项不算。",
        "Bundle cases opened in the period; a service applied for alone is none.",
        bundle_cases, bundle_cases_in,
    ),
    Measure(
        "matters.registration_days", "企业设立登记用时", "time to register an enterprise", "day",
        "时段内出结果的设立登记，从材料齐全到出结果所用工作日的中位数，按半天计，特别程序不计。",
        "Median working days, in halves and without special procedures, from complete material to "
        "the result, of registrations with a result in the period.",
        registration_days, registrations,
    ),
    Measure(
        "matters.on_time_rate", "按期办结率", "promises kept", "ratio",
        "时段内到期的承诺中按期兑现的比例；到期未办结的算未兑现。",
        "Of the promises that fell due in the period, the share kept; one still open is broken.",
        on_time_rate,
    ),
    Measure(
        "matters.overdue", "逾期", "promises broken", "promise",
        "时段内到期而未按期兑现的承诺，按单位。",
        "Promises that fell due in the period and were broken, by office.",
        overdue, broken_cases,
    ),
)  # fmt: skip
