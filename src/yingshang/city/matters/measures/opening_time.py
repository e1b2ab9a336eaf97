"""How long it takes to register an enterprise: from complete material to the result.

A registration is any service whose result gives the credit code; no code of a service stands here.
"""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from yingshang.core.commitments.clocks import work_clock
from yingshang.core.commitments.services import pauses_of
from yingshang.core.measures.period import Period
from yingshang.core.models import Case
from yingshang.worktime import Unit

MEANING = "credit_code"

# Complete is the last hand-in: the opening, a start after waiting, or a resubmission.
_SPANS = """
SELECT c.id, GREATEST(c.opened_at, max(e.at)), min(l.issued_at)
FROM core_case c
JOIN core_item i ON i.id = c.item_id
JOIN matters_licence l ON l.case_id = c.id
LEFT JOIN ledger_entry e ON e.subject_id = c.id
    AND e.action IN ('matter.start', 'matter.resubmit')
WHERE c.place = %s AND c.kind = 'matter'
    AND i.body -> 'results' @> %s::jsonb
GROUP BY c.id
HAVING min(l.issued_at) >= %s AND min(l.issued_at) < %s"""


def working_days_of(place: str, period: Period) -> Iterator[tuple[UUID, Fraction]]:
    """Each registration with a result in the period, and the working days it took, in halves.

    A begun half day counts: done in the half day of the hand-in is half a working day
    (*source*: domain reference, section 1, 企业开办; on the spot counts as half a day).
    Two SQL statements more than the place's clock needs, for any number of cases.
    """
    spans = _spans(place, period)
    if not spans:
        return
    clock = work_clock(place)
    pauses = pauses_of([case_id for case_id, _, _ in spans])
    for case_id, complete, result in spans:
        stopped = pauses.get(case_id, [])
        halves = clock.used(complete, result, Unit.HALF_DAY, pauses=stopped)
        yield case_id, max(halves, Fraction(1)) / 2


def registrations(place: str, period: Period) -> QuerySet[Case]:
    """The registrations that were counted."""
    return Case.objects.filter(pk__in=[case_id for case_id, _, _ in _spans(place, period)])


def _spans(place: str, period: Period) -> list[tuple[UUID, datetime, datetime]]:
    results = f'[{{"meanings": ["{MEANING}"]}}]'
    with connection.cursor() as cursor:
        cursor.execute(_SPANS, [place, results, period.start, period.end])
        return [(case_id, complete, result) for case_id, complete, result in cursor.fetchall()]
