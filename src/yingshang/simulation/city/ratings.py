"""Some of those who were served say what they think of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from yingshang.core.models import Case
from yingshang.core.ratings.giving import NewRating, give
from yingshang.core.ratings.identity import Rater
from yingshang.core.ratings.models import Rating
from yingshang.core.ratings.opinions import Opinion
from yingshang.simulation.city.agenda import Agenda
from yingshang.simulation.city.chance import draw, share

RATES, GRADE = 21, 22
GRADES = (5,) * 88 + (4,) * 8 + (3,) * 2 + (2, 1)
"""Out of a hundred ratings. Illustrative."""


def rate_finished(agenda: Agenda, finished: Iterable[tuple[UUID, int, datetime]]) -> int:
    """Rate a share of the bundles that ended (id, number, moment), each an hour or so later."""
    plan = agenda.town.plan
    chosen = {
        bundle_id: (n, at) for bundle_id, n, at in finished
        if share(plan.seed, RATES, n) < plan.shares.rated
    }  # fmt: skip
    if not chosen:
        return 0
    columns = ("pk", "place", "office_id", "item__code", "party_id")
    cases = Case.objects.filter(pk__in=chosen).values_list(*columns)
    ratings = []
    for pk, place, office, code, party in cases:
        n, at = chosen[pk]
        number = draw(plan.seed, GRADE, n)
        ratings.append(
            NewRating(
                place, "case", pk, office, code, Opinion(GRADES[number % len(GRADES)]),
                Rating.Channel.ONLINE, Rater(agenda.applicant(n).person_id, party),
                at + timedelta(minutes=5 + number % 120),
            )
        )  # fmt: skip
    return len(give(ratings))
