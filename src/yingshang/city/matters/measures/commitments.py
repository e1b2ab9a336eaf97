"""What notification and commitment saves: counted from the lists, and from the cases themselves.

A decision on the spot counts as half a working day (*source*: domain reference, section 1).
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from statistics import median
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from yingshang.city.matters.undertakings.listing import UndertakingItem
from yingshang.city.matters.undertakings.lists import all_items
from yingshang.city.matters.undertakings.models import Kind, Undertaking
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.measures.period import Period
from yingshang.core.measures.types import Measure, Part, Value
from yingshang.core.models import Case
from yingshang.worktime import Unit
from yingshang.worktime.zone import local

ON_THE_SPOT = Fraction(1, 2)
UNCHECKED = ("pool", "to_check", "checking", "exempt")

Counted = Callable[[list[UndertakingItem]], Value]


def listed(count: Counted) -> Callable[[str, Period], Value]:
    """Counts over the permits under commitment that the lists have on the period's last day."""

    def compute(place: str, period: Period) -> Value:
        items = [one.item for one in all_items(place, on=_last_day(period))]
        return count([item for item in items if item.family == "permit"])

    return compute


def _last_day(period: Period) -> date:
    return local(period.end - timedelta(microseconds=1), field="end").date()


def number(items: list[UndertakingItem]) -> Value:
    """How many permits."""
    return Value.count(len(items))


def materials_before(items: list[UndertakingItem]) -> Value:
    """How many materials were asked for."""
    return Value.count(sum(len(item.materials) for item in items))


def materials_after(items: list[UndertakingItem]) -> Value:
    """How many are left."""
    return Value.count(sum(item.materials_after for item in items))


def materials_cut(items: list[UndertakingItem]) -> Value:
    """Which share the promises replace."""
    before = sum(len(item.materials) for item in items)
    return Value.ratio(before - sum(item.materials_after for item in items), before)


def days_before(items: list[UndertakingItem]) -> Value:
    """The mean of working days before, with a part for each number of days."""
    found = Counter(item.days_before for item in items)
    parts = tuple(
        Part(f"{days} 个工作日", f"{days} working days", Fraction(n), n)
        for days, n in sorted(found.items())
    )
    return Value(_mean(items), len(items), parts)


def days_after(items: list[UndertakingItem]) -> Value:
    """Half a working day where the decision is made on the spot."""
    return Value(ON_THE_SPOT if items else None, len(items))


def time_cut(items: list[UndertakingItem]) -> Value:
    """Which share of the time is saved."""
    before = _mean(items)
    return Value(1 - ON_THE_SPOT / before if before else None, len(items))


def _mean(items: list[UndertakingItem]) -> Fraction | None:
    return Fraction(sum(item.days_before for item in items), len(items)) if items else None


# Complete is the last hand-in: the opening or a resubmission.
_SPANS = """
SELECT c.id, GREATEST(c.opened_at, max(r.at)), min(d.at)
FROM matters_undertaking u
JOIN core_case c ON c.id = u.case_id
JOIN ledger_entry d ON d.subject_id = c.id AND d.action = 'matter.decide_on_undertaking'
LEFT JOIN ledger_entry r ON r.subject_id = c.id AND r.action = 'matter.resubmit'
WHERE u.place = %s AND u.kind IN ('commitment', 'promise')
GROUP BY c.id
HAVING min(d.at) >= %s AND min(d.at) < %s"""


def decided_in(place: str, period: Period) -> QuerySet[Case]:
    """The cases decided on a promise on the spot."""
    return Case.objects.filter(pk__in=_spans(place, period))


def case_days(place: str, period: Period) -> Value:
    """The median of working days from complete material to a decision on the spot, in halves."""
    clock = work_clock(place)
    spans = _spans(place, period).values()
    halves = [max(clock.used(a, b, Unit.HALF_DAY), Fraction(1)) / 2 for a, b in spans]
    return Value(median(halves) if halves else None, len(halves))


def _spans(place: str, period: Period) -> dict[UUID, tuple]:  # type: ignore[type-arg]  # two moments
    with connection.cursor() as cursor:
        cursor.execute(_SPANS, [place, period.start, period.end])
        return {case_id: (start, end) for case_id, start, end in cursor.fetchall()}


def _signed(place: str, period: Period) -> QuerySet[Undertaking]:
    """The promises of the period that a decision followed."""
    return Undertaking.objects.filter(
        place=place, kind__in=[Kind.COMMITMENT, Kind.PROMISE], signed_at__gte=period.start,
        signed_at__lt=period.end, aftercheck__isnull=False,
    )  # fmt: skip


def checked(place: str, period: Period) -> Value:
    """Which share of the promises was checked so far."""
    rows = _signed(place, period)
    return Value.ratio(rows.exclude(aftercheck__state__in=UNCHECKED).count(), rows.count())


def false_found(place: str, period: Period) -> Value:
    """Which share of those checked was false."""
    rows = _signed(place, period).exclude(aftercheck__state__in=UNCHECKED)
    return Value.ratio(rows.filter(aftercheck__state="false").count(), rows.count())


def revoked_cases(place: str, period: Period) -> QuerySet[Case]:
    """The cases whose decision was revoked in the period."""
    rows = Undertaking.objects.filter(
        place=place, state="revoked", settled_at__gte=period.start, settled_at__lt=period.end
    )
    return Case.objects.filter(pk__in=rows.values("case_id"))


def revoked(place: str, period: Period) -> Value:
    """How many decisions were revoked."""
    return Value.count(revoked_cases(place, period).count())


_LISTED = "时段末日清单中实行告知承诺的涉企许可"
_LISTED_EN = "Of the business permits under commitment in the lists on the period's last day"
COMMITMENTS = (
    Measure(
        "matters.commitment_matters", "告知承诺许可事项", "permits under commitment", "matter",
        f"{_LISTED}的项数。", f"{_LISTED_EN}: how many.", listed(number),
    ),
    Measure(
        "matters.commitment_materials_before", "承诺前材料", "materials before commitment",
        "material", f"{_LISTED}，改革前要求的材料份数之和。",
        f"{_LISTED_EN}: the materials asked for before, in sum.", listed(materials_before),
    ),
    Measure(
        "matters.commitment_materials_after", "承诺后材料", "materials after commitment",
        "material", f"{_LISTED}，不由承诺代替的材料份数之和。",
        f"{_LISTED_EN}: the materials that no promise replaces, in sum.", listed(materials_after),
    ),
    Measure(
        "matters.commitment_materials_cut", "承诺减材料", "materials saved by commitment", "ratio",
        f"{_LISTED}，由承诺代替的材料占改革前材料的比例。",
        f"{_LISTED_EN}: the share of materials that a promise replaces.", listed(materials_cut),
    ),
    Measure(
        "matters.commitment_days_before", "承诺前用时", "time before commitment", "day",
        f"{_LISTED}，改革前承诺办理的工作日的平均数；各档列在部分里。",
        f"{_LISTED_EN}: the mean of working days before; each number stands in the parts.",
        listed(days_before),
    ),
    Measure(
        "matters.commitment_days_after", "承诺后用时", "time after commitment", "day",
        f"{_LISTED}，当场决定的按半个工作日计。",
        f"{_LISTED_EN}: on the spot counts as half a working day.", listed(days_after),
    ),
    Measure(
        "matters.commitment_time_cut", "承诺减时限", "time saved by commitment", "ratio",
        f"{_LISTED}，承诺后用时比承诺前平均用时减少的比例。",
        f"{_LISTED_EN}: how much shorter than the mean before.", listed(time_cut),
    ),
    Measure(
        "matters.commitment_case_days", "当场决定实际用时", "time of decisions on the spot", "day",
        "时段内凭承诺当场决定的办件，从材料齐全到决定所用工作日的中位数，按半天计。",
        "Median working days, in halves, from complete material to a decision on a promise.",
        case_days, decided_in,
    ),
    Measure(
        "matters.commitment_checked", "承诺核查覆盖率", "commitments checked", "ratio",
        "时段内签署并作出决定的承诺中，已有核查结论的比例。",
        "Of the promises signed in the period and decided on, the share with a finding.", checked,
    ),
    Measure(
        "matters.commitment_false", "虚假承诺率", "false commitments", "ratio",
        "时段内签署、已有核查结论的承诺中，认定虚假的比例。",
        "Of the promises signed in the period that have a finding, the share that was false.",
        false_found,
    ),
    Measure(
        "matters.commitment_revoked", "撤销", "decisions revoked", "case",
        "时段内因承诺不符或者虚假而撤销的决定。",
        "Decisions revoked in the period because a promise was broken or false.",
        revoked, revoked_cases,
    ),
)  # fmt: skip
