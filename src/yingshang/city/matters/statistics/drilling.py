"""From a number to the cases behind it that the reader may see."""

from datetime import datetime

from django.db.models import QuerySet

from yingshang.city.matters.statistics.queries import DRILLS, Which, facts_behind
from yingshang.core.access.doors import served_cases
from yingshang.core.models import Case, User


def cases_behind(user: User, which: Which, drill: str, *, at: datetime) -> QuerySet[Case]:
    """The cases that a sum counted, at the reader's posts, the latest day first."""
    day, _condition = DRILLS[drill]
    cases = served_cases(user, at=at).filter(fact__in=facts_behind(which, drill))
    return cases.order_by(f"-fact__{day}", "-pk")
