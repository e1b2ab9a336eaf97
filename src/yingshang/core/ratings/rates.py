"""The four rates of 好差评, each a part of a number that is always told with it.

*Source*: the measures of GB/T 39735-2020 as the domain reference has them; silence counts nowhere.
"""

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Exists, OuterRef, QuerySet

from yingshang.core.cases.models import Case
from yingshang.core.commitments.models import Commitment
from yingshang.core.measures.period import Period
from yingshang.core.parties.models import Office
from yingshang.core.ratings.lifecycle import CALL, KIND, states_with
from yingshang.core.ratings.models import Rating, WindowService
from yingshang.core.ratings.opinions import WORST_GOOD
from yingshang.core.ratings.queries import bad, given_in, valid


@dataclass(frozen=True, slots=True)
class Rate:
    """`part` of `n`; without any `n` there is no ratio."""

    part: int
    n: int

    @property
    def ratio(self) -> Fraction | None:
        """The rate, if there is anything to take a part of."""
        return Fraction(self.part, self.n) if self.n else None


def active_rate(place: str, period: Period, office: Office | None = None) -> Rate:
    """主动评价率: of the services that ended in the period, those that were rated (so far)."""
    cases = ended_cases(place, period)
    windows = WindowService.objects.filter(
        place=place, ended_at__gte=period.start, ended_at__lt=period.end
    )
    if office is not None:
        cases, windows = cases.filter(office=office), windows.filter(office=office)
    rated = cases.filter(_is_rated("case")).count() + windows.filter(_is_rated("window")).count()
    return Rate(rated, cases.count() + windows.count())


def good_rate(place: str, period: Period, office: Office | None = None) -> Rate:
    """好评率: grades 5, 4 and 3 of all valid ratings given in the period."""
    rows = valid(_given(place, period, office))
    return Rate(rows.filter(grade__gte=WORST_GOOD).count(), rows.count())


def good_rate_given(place: str, period: Period, office: Office | None = None) -> Rate:
    """复核前好评率: the same over all ratings given, those that a review removed included."""
    rows = _given(place, period, office)
    return Rate(rows.filter(grade__gte=WORST_GOOD).count(), rows.count())


def rectified_rate(place: str, period: Period, office: Office | None = None) -> Rate:
    """差评整改率: of the valid bad ratings of the period, those put right or explained."""
    rows = valid(bad(_given(place, period, office)))
    done = Case.objects.filter(kind=KIND, state__in=states_with("fixed", "explained"))
    return Rate(rows.filter(followup_case_id__in=done.values("pk")).count(), rows.count())


def callback_rate(place: str, period: Period, office: Office | None = None) -> Rate:
    """回访率: of the bad ratings of the period given under a name or phone, those called back.

    A rater who could not be reached stays in `n` and is not called back.
    """
    rows = bad(_given(place, period, office))
    promises = Commitment.objects.filter(
        clock=CALL, case__kind=KIND, case_id__in=rows.values("followup_case_id")
    )
    return Rate(promises.filter(met_at__isnull=False).count(), promises.count())


def ended_cases(place: str, period: Period) -> QuerySet[Case]:
    """The cases that ended in the period and can be rated: all but the follow-ups themselves."""
    ended = Case.objects.filter(place=place, closed_at__gte=period.start, closed_at__lt=period.end)
    return ended.exclude(kind=KIND)


def _given(place: str, period: Period, office: Office | None) -> QuerySet[Rating]:
    rows = given_in(place, period)
    return rows if office is None else rows.filter(office=office)


def _is_rated(kind: str) -> Exists:
    return Exists(Rating.objects.filter(subject_kind=kind, subject_id=OuterRef("pk")))
