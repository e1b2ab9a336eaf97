"""What the board counts of this moment: measures whose period ends now, each with its cases."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yingshang.core.measures.period import Period
from yingshang.core.measures.types import Measure, Part, Value
from yingshang.core.models import Case, Commitment, Office, Suspension
from yingshang.worktime.zone import SHANGHAI, local

KINDS = ("matter", "errand")
CasesOf = Callable[[str, Period], QuerySet[Case]]


def open_cases(place: str, period: Period) -> QuerySet[Case]:
    """Members that are not closed."""
    return Case.objects.filter(place=place, kind__in=KINDS, closed_at__isnull=True)


def overdue_cases(place: str, period: Period) -> QuerySet[Case]:
    """Open members with a running promise that is past its date, and no pause."""
    return _due(place, Q(due_at__lt=period.end))


def due_this_week(place: str, period: Period) -> QuerySet[Case]:
    """Open members with a promise that falls due from now to the end of Sunday."""
    return _due(place, Q(due_at__gte=period.end, due_at__lt=end_of_week(period.end)))


def waiting_cases(place: str, period: Period) -> QuerySet[Case]:
    """Members that wait for another's result."""
    return open_cases(place, period).filter(state="waiting")


def paused_cases(place: str, period: Period) -> QuerySet[Case]:
    """Members in a special procedure."""
    return open_cases(place, period).filter(Exists(_pauses()))


def end_of_week(at: datetime) -> datetime:
    """The midnight after the Sunday of `at`'s week, in the place's time."""
    day = local(at, field="at").date()
    return datetime.combine(day + timedelta(days=7 - day.weekday()), time(), SHANGHAI)


def _due(place: str, when: Q) -> QuerySet[Case]:
    running = Commitment.objects.filter(when, met_at__isnull=True, cancelled_at__isnull=True)
    cases = Case.objects.filter(place=place, kind__in=KINDS, closed_at__isnull=True)
    return cases.filter(~Exists(_pauses()), pk__in=running.values("case_id"))


def _pauses() -> QuerySet[Suspension]:
    return Suspension.objects.filter(case=OuterRef("pk"), ends_at__isnull=True)


def _counted(cases: CasesOf) -> Callable[[str, Period], Value]:
    """The number of the cases, with a part for each office: two SQL statements."""

    def compute(place: str, period: Period) -> Value:
        rows = list(
            cases(place, period).values_list("office_id").annotate(n=Count("pk")).order_by("-n")
        )
        offices = Office.objects.in_bulk([office_id for office_id, _ in rows])
        parts = tuple(
            Part(offices[office_id].name, offices[office_id].name_en, Fraction(n), n)
            for office_id, n in rows
        )
        return Value.count(sum(n for _, n in rows), parts)

    return compute


OPEN = Measure(
    "matters.open_now", "在办", "open", "case",
    "现在还没有办结的事项办件，含外部执行单位的；“一件事”本身不重复计。",
    "Cases of services not closed now, external executors included; bundles are not counted again.",
    _counted(open_cases), open_cases,
)  # fmt: skip
OVERDUE = Measure(
    "matters.overdue_now", "已逾期", "overdue", "case",
    "在办办件中，有一项承诺已过期限、又不在特别程序中的。",
    "Open cases with a promise past its date, special procedures left out.",
    _counted(overdue_cases), overdue_cases,
)  # fmt: skip
DUE_THIS_WEEK = Measure(
    "matters.due_this_week", "本周到期", "due this week", "case",
    "在办办件中，有一项承诺在今天到本周日之间到期的；不计时的不算。",
    "Open cases with a promise due from now to the end of Sunday; stopped clocks left out.",
    _counted(due_this_week), due_this_week,
)  # fmt: skip
WAITING = Measure(
    "matters.waiting_now", "等前一项", "waiting for another", "case",
    "“一件事”中等别的事项先出结果的办件。",
    "Members of bundles that wait for another member's result.",
    _counted(waiting_cases), waiting_cases,
)  # fmt: skip
PAUSED = Measure(
    "matters.paused_now", "不计时", "clock stopped", "case",
    "在办办件中，正在法定特别程序里的。",
    "Open cases in one of the special procedures of the law.",
    _counted(paused_cases), paused_cases,
)  # fmt: skip
LIVE = (OPEN, OVERDUE, DUE_THIS_WEEK, WAITING, PAUSED)
