"""Cases are archived here when they have ended and nobody can rate them any more; set-based."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from yingshang.city.matters.archiving.classes import (
    WINDOW,
    Retention,
    default_of,
    listed_in,
    longest,
)
from yingshang.city.matters.archiving.models import Archive
from yingshang.core.cases.numbers import take_numbers
from yingshang.core.catalogue.parameters import parameter
from yingshang.core.catalogue.places import in_numbers
from yingshang.core.ids import new_id
from yingshang.core.ledger.acts import Act, Actor
from yingshang.core.ledger.services import record
from yingshang.core.models import Case, Item
from yingshang.worktime.zone import local

ARCHIVIST = Actor.system("archive")
SERIES = "档"
KINDS = ("matter", "errand", "bundle", "permit_watch")
BATCH = 5_000
FIRST = UUID(int=0)

_ENDED = """SELECT c.id FROM core_case c
WHERE c.id > %s AND c.place = %s AND c.kind = ANY (%s) AND c.closed_at < %s
  AND NOT EXISTS (SELECT 1 FROM matters_archive a WHERE a.case_id = c.id)
  AND NOT EXISTS (SELECT 1 FROM core_case b WHERE b.id = c.parent_id AND b.closed_at IS NULL)
ORDER BY c.id LIMIT %s FOR UPDATE OF c SKIP LOCKED"""


def archive_ended(place: str, *, at: datetime, limit: int = BATCH) -> int:
    """Archive the cases of the place whose rating window is over; answers how many.

    A member waits for its bundle. By `limit` in a transaction, each a fixed number of SQL
    statements; the cases are gone through once, in the order of their ids.
    Errors: `ParameterMissing`, `RetentionUnknown`.
    """
    day = local(at, field="at").date()
    before = at - timedelta(days=parameter(place, WINDOW, on=day).value)
    default = default_of(place, on=day)
    archived, last = 0, FIRST
    while ids := _archive_part(place, before, default, at, limit=limit, after=last):
        archived, last = archived + len(ids), ids[-1]
    return archived


def _archive_part(
    place: str, before: datetime, default: Retention, at: datetime, *, limit: int, after: UUID
) -> list[UUID]:
    with transaction.atomic():
        ids = _ended(place, before, limit, after)
        cases = list(Case.objects.filter(pk__in=ids).order_by("pk"))
        kept = _retentions(cases, default)
        numbers = take_numbers([(place, in_numbers(place, SERIES), at)] * len(cases))
        rows = [
            _archive(case, kept[case.pk], number, at)
            for case, number in zip(cases, numbers, strict=True)
        ]
        Archive.objects.bulk_create(rows)
        record([_act(case, row) for case, row in zip(cases, rows, strict=True)])
    return ids


def _ended(place: str, before: datetime, limit: int, after: UUID) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(_ENDED, [after, place, list(KINDS), before, limit])
        return [row[0] for row in cursor.fetchall()]


def _retentions(cases: Sequence[Case], default: Retention) -> dict[UUID, Retention]:
    """A matter is kept by its list, a bundle as long as the longest of its members."""
    bundles = [case.pk for case in cases if case.kind == "bundle"]
    members: dict[UUID, list[UUID]] = {pk: [] for pk in bundles}
    rows = Case.objects.filter(parent_id__in=bundles)
    for parent, item in rows.values_list("parent_id", "item_id"):
        members[parent].append(item)
    items = {case.item_id for case in cases} | {i for group in members.values() for i in group}
    listed = _listed(items, default)
    return {
        case.pk: longest(listed[i] for i in members[case.pk] or [case.item_id])
        if case.kind == "bundle"
        else listed[case.item_id]
        for case in cases
    }


def _listed(items: set[UUID], default: Retention) -> Mapping[UUID, Retention]:
    rows = Item.objects.filter(pk__in=items).values_list("pk", "body", "source")
    return {pk: listed_in({**body, "source": source}) or default for pk, body, source in rows}


def _archive(case: Case, kept: Retention, number: str, at: datetime) -> Archive:
    until, erase_on = kept.until(case.closed_at or at)
    return Archive(
        id=new_id(),
        place=case.place,
        case=case,
        number=number,
        retention=kept.name,
        years=kept.years,
        source=kept.source,
        archived_at=at,
        retain_until=until,
        erase_on=erase_on,
    )


def _act(case: Case, row: Archive) -> Act:
    data: dict[str, object] = {"number": row.number, "retention": row.retention}
    if row.retain_until and row.erase_on:
        data |= {"until": row.retain_until.isoformat(), "erase_on": row.erase_on.isoformat()}
    return Act(
        case.place, case.kind, case.pk, ARCHIVIST, row.archived_at, f"{case.kind}.archive", data
    )
