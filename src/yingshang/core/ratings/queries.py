"""Reads of ratings: what a rated office may know, and what anybody may know. No identity in any.

Where fewer than `FEWEST` ratings of one service stand in a period, the service is not named: who
handled a single case would know whose rating it is. Days are told as months for the same reason.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yingshang.core.cases.models import Case
from yingshang.core.measures.period import Period
from yingshang.core.parties.models import Office
from yingshang.core.ratings.lifecycle import states_with
from yingshang.core.ratings.models import Rating, RatingHandling
from yingshang.core.ratings.opinions import WORST_GOOD
from yingshang.worktime.zone import local

FEWEST = 5


@dataclass(frozen=True, slots=True)
class RatingView:
    """One rating as the rated office reads it. `item_code` is empty where it would tell who."""

    grade: int
    reasons: tuple[str, ...]
    comment: str
    month: str
    item_code: str


@dataclass(frozen=True, slots=True)
class ItemSummary:
    """The valid ratings of one service; `item_code` is empty for the services with few of them."""

    item_code: str
    n: int
    good: int
    by_grade: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class BadOutcome:
    """What became of a bad rating, as it is published: no words of who rated, no day.

    `note` is what the call-back desk wrote for the public, or empty.
    """

    month: str
    item_code: str
    reasons: tuple[str, ...]
    outcome: str
    note: str = ""


def given_in(place: str, period: Period) -> QuerySet[Rating]:
    """The ratings given in a place and period, valid or not."""
    rows = Rating.objects.filter(place=place)
    return rows.filter(given_at__gte=period.start, given_at__lt=period.end)


def valid(ratings: QuerySet[Rating]) -> QuerySet[Rating]:
    """Without those that a review rejected as mistaken or malicious."""
    rejected = Case.objects.filter(state__in=states_with("rejected"), kind="followup")
    is_rejected = Q(followup_case_id__in=rejected.values("pk"))
    return ratings.exclude(is_rejected & Q(followup_case_id__isnull=False))


def bad(ratings: QuerySet[Rating]) -> QuerySet[Rating]:
    """The bad ones (差评): grades 1 and 2."""
    return ratings.filter(grade__lt=WORST_GOOD)


def ratings_of_office(office: Office, period: Period) -> list[RatingView]:
    """An office's ratings in a period in an order that tells nothing of when or whose they were."""
    rows = list(given_in(office.place, period).filter(office=office).order_by("pseudonym"))
    named = _named(row.item_code for row in rows)
    return [
        RatingView(
            row.grade,
            tuple(row.reasons),
            row.comment,
            _month(row),
            row.item_code if row.item_code in named else "",
        )
        for row in rows
    ]


def summaries(place: str, period: Period) -> list[ItemSummary]:
    """The valid ratings by service, those with few of them together at the end."""
    counts = valid(given_in(place, period)).values_list("item_code", "grade")
    grades: dict[str, Counter[int]] = {}
    for code, grade, n in counts.annotate(n=Count("pk")).order_by("item_code", "grade"):
        grades.setdefault(code, Counter())[grade] += n
    rest: Counter[int] = Counter()
    found = []
    for code, by_grade in grades.items():
        if code and by_grade.total() >= FEWEST:
            found.append(_summary(code, by_grade))
        else:
            rest += by_grade
    return [*found, _summary("", rest)] if rest else found


def bad_outcomes(place: str, period: Period) -> list[BadOutcome]:
    """What became of the bad ratings whose follow-up is closed, newest month first."""
    rows = bad(given_in(place, period))
    states: dict[UUID, str] = dict(
        Case.objects.filter(
            pk__in=rows.filter(followup_case_id__isnull=False).values("followup_case_id"),
            closed_at__isnull=False,
        ).values_list("pk", "state")
    )
    named = _named(given_in(place, period).values_list("item_code", flat=True))
    notes = dict(RatingHandling.objects.filter(rating__in=rows).values_list("pk", "note"))
    outcomes = [
        BadOutcome(
            _month(row),
            row.item_code if row.item_code in named else "",
            tuple(row.reasons),
            states[row.followup_case_id].removeprefix("closed_"),
            notes.get(row.pk, ""),
        )
        for row in rows.order_by("pseudonym")
        if row.followup_case_id in states
    ]
    return sorted(outcomes, key=lambda outcome: outcome.month, reverse=True)


def _summary(code: str, by_grade: Counter[int]) -> ItemSummary:
    good = sum(n for grade, n in by_grade.items() if grade >= WORST_GOOD)
    return ItemSummary(code, by_grade.total(), good, dict(by_grade))


def _named(codes: Iterable[str]) -> set[str]:
    return {code for code, n in Counter(codes).items() if code and n >= FEWEST}


def _month(row: Rating) -> str:
    return f"{local(row.given_at, field='given_at'):%Y-%m}"
