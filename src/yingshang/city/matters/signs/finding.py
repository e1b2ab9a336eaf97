"""Signs are looked for by a job over what happened lately, and kept; pages only read them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from yingshang.city.matters.signs.definitions import DEFINITIONS, Definition
from yingshang.city.matters.signs.models import GamingSign
from yingshang.core.catalogue.parameters import parameter
from yingshang.core.commitments.clocks import work_clock
from yingshang.core.ids import new_id
from yingshang.worktime import Unit, WorkClock
from yingshang.worktime.zone import local

LOOKS_BACK = timedelta(days=2)
"""Longer than the job's interval, so that a missed turn loses nothing."""
CODES = {
    "last_moment": "sign_last_moment",
    "unaccepted_days": "sign_unaccepted_days",
    "seconds": "sign_seconds",
}


def find_signs(place: str, *, at: datetime, since: datetime | None = None) -> int:
    """Look for every sign in what happened since a moment; how many are new.

    A case has each sign once. Errors: `ParameterMissing`, `NoCalendar`.
    """
    numbers = numbers_of(place, at=at)
    given: dict[str, int | str | datetime] = {
        **numbers,
        "place": place,
        "since": since or at - LOOKS_BACK,
        "until": at,
        "unaccepted_since": working_days_ago(work_clock(place), numbers["unaccepted_days"], at=at),
    }
    with transaction.atomic():
        return sum(_find(each, given, place, at) for each in DEFINITIONS)


def numbers_of(place: str, *, at: datetime) -> dict[str, int]:
    """The numbers of the definitions, as the place's lists have them."""
    day = local(at, field="at").date()
    return {name: parameter(place, code, on=day).value for name, code in CODES.items()}


def working_days_ago(clock: WorkClock, days: int, *, at: datetime) -> datetime:
    """The latest moment since which more than `days` working days are used at `at`."""
    moment = at - timedelta(days=days)
    while clock.used(moment, at, Unit.WORKING_DAY) <= days:
        moment -= timedelta(days=1)
    return moment


def _find(
    definition: Definition, given: Mapping[str, int | str | datetime], place: str, at: datetime
) -> int:
    with connection.cursor() as cursor:
        cursor.execute(definition.sql, given)
        found: list[tuple[UUID, UUID, datetime]] = cursor.fetchall()
    latest = {case: (office, happened) for case, office, happened in found}
    known = GamingSign.objects.filter(kind=definition.kind, case__in=list(latest))
    for case in known.values_list("case_id", flat=True):
        del latest[case]
    GamingSign.objects.bulk_create(
        (
            GamingSign(
                id=new_id(), place=place, kind=definition.kind, case_id=case, office_id=office,
                at=happened, found_at=at,
            )
            for case, (office, happened) in latest.items()
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    return len(latest)
