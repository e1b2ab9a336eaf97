"""What the unresolved-matter desk is judged by; each number is told with what it counted.

*Source*: domain reference, section 6: on time = closed by the due date, an approved extension
included, of what fell due in the period; what is open and overdue has failed. Satisfaction is of
those who were reached.
"""

from fractions import Fraction

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from yingshang.city.requests.lifecycle import AGAIN, RESOLVE, UNRESOLVED
from yingshang.city.requests.unresolved.models import CallBack
from yingshang.core.measures.period import Period
from yingshang.core.measures.registry import register
from yingshang.core.measures.types import Measure, Part, Value
from yingshang.core.models import Case, Commitment, Item

KEPT = Q(met_at__isnull=False, met_at__lte=F("due_at"))


def due_in(place: str, period: Period) -> QuerySet[Commitment]:
    """The times to answer, first and second, that fell due in the period; the open ones once late.

    `due_at` holds an approved extension already. What was withdrawn is not due.
    """
    settled = Q(met_at__isnull=False) | Q(due_at__lt=timezone.now())
    return Commitment.objects.filter(
        settled,
        place=place,
        case__kind=UNRESOLVED.kind,
        clock__in=(RESOLVE, AGAIN),
        cancelled_at__isnull=True,
        due_at__gte=period.start,
        due_at__lt=period.end,
    )


def on_time(place: str, period: Period) -> Value:
    """按期办结率: answered by the due date, of what fell due."""
    rows = due_in(place, period)
    found = rows.aggregate(n=Count("pk"), kept=Count("pk", filter=KEPT))
    return Value.ratio(found["kept"], found["n"])


def due_cases(place: str, period: Period) -> QuerySet[Case]:
    """The reported matters that it counted."""
    return Case.objects.filter(pk__in=due_in(place, period).values("case_id"))


def reached_in(place: str, period: Period) -> QuerySet[CallBack]:
    """The calls of the period that reached somebody."""
    calls = CallBack.objects.filter(case__place=place, at__gte=period.start, at__lt=period.end)
    return calls.exclude(outcome=CallBack.Outcome.UNREACHED)


def satisfied(place: str, period: Period) -> Value:
    """回访满意度: satisfied, of those reached."""
    rows = reached_in(place, period)
    kept = Q(outcome=CallBack.Outcome.SATISFIED)
    found = rows.aggregate(n=Count("pk"), kept=Count("pk", filter=kept))
    return Value.ratio(found["kept"], found["n"])


def reached_cases(place: str, period: Period) -> QuerySet[Case]:
    """The reported matters whose callers were reached."""
    return Case.objects.filter(pk__in=reached_in(place, period).values("case_id"))


def reported_in(place: str, period: Period) -> QuerySet[Case]:
    """The matters reported in the period."""
    return Case.objects.filter(
        place=place,
        kind=UNRESOLVED.kind,
        opened_at__gte=period.start,
        opened_at__lt=period.end,
    )


def reported(place: str, period: Period) -> Value:
    """What was reported, by cause where it was answered."""
    rows = reported_in(place, period)
    names = {
        item.code: (str(item.body["name"]), str(item.body["name_en"]))
        for item in Item.objects.filter(place=place, kind="request_cause", is_current=True)
    }
    by_cause = rows.exclude(unresolved__cause="").values_list("unresolved__cause")
    counted = by_cause.annotate(n=Count("pk")).order_by("-n", "unresolved__cause")
    named = ((*names.get(cause, (cause, cause)), n) for cause, n in counted)
    parts = tuple(Part(zh, en, Fraction(n), n) for zh, en, n in named)
    return Value.count(rows.count(), parts)


MEASURES = (
    Measure(
        "requests.unresolved_reported", "办不成事反映", "matters reported as unresolved", "case",
        "时段内登记的办不成事反映，并按答复时认定的原因分列。",
        "Matters reported to the desk in the period, by the cause found when they were answered.",
        reported, reported_in,
    ),
    Measure(
        "requests.unresolved_on_time", "办不成事按期办结率", "unresolved matters on time", "ratio",
        "时段内到期（含经批准的延期）的办不成事反映中按期答复的比例；超期未答复的算未按期；"
        "二次办理另计一次。",
        "Of the times to answer that fell due in the period, approved extensions included, the "
        "share kept; what is open and overdue has failed; a second handling counts once more.",
        on_time, due_cases,
    ),
    Measure(
        "requests.unresolved_satisfied", "办不成事回访满意度", "satisfied at call-back", "ratio",
        "时段内回访联系上的反映人中表示满意的比例；没有联系上的不计。",
        "Of those reached by a call-back in the period, the share satisfied; who was not reached "
        "is not counted.",
        satisfied, reached_cases,
    ),
)  # fmt: skip


def register_request_measures() -> None:
    """Make them known to the registry."""
    for measure in MEASURES:
        register(measure)
