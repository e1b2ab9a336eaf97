"""What results mean for watches: a business licence opens them, the permit itself ends them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from yingshang.city.matters.listing import Matter
from yingshang.city.matters.models import Licence
from yingshang.city.matters.permits.lifecycle import KIND
from yingshang.city.matters.permits.models import PermitWatch
from yingshang.city.matters.permits.telling import TELLER, Registered, tell_permits
from yingshang.city.matters.undertakings.keeping import keep, open_of
from yingshang.city.matters.undertakings.models import Kind
from yingshang.core.cases.advancing import advance
from yingshang.core.cases.types import Move
from yingshang.core.statements import fetch, uuids

BUSINESS_LICENCE = "business_licence"
KEPT = "已取得许可。The permit was granted."


class Resulted(NamedTuple):
    """A case whose results were just made."""

    case_id: UUID
    bundle_id: UUID | None
    place: str
    party_id: UUID
    item_id: UUID
    at: datetime


def after_results(rows: Sequence[Resulted], matters: Mapping[UUID, Matter]) -> None:
    """Tell what the new firms need, and end the watches of those that have it now.

    `matters` are those of the rows by item. Without licences among the results nothing is asked.
    """
    firms = [
        Registered(row.case_id, row.bundle_id, row.place, row.party_id, row.at)
        for row in rows
        if any(result.code == BUSINESS_LICENCE for result in matters[row.item_id].results)
    ]
    if firms:
        tell_permits(firms)
    permits = [row for row in rows if matters[row.item_id].type == "permit"]
    if permits:
        _end_watches(permits, matters)


def _end_watches(rows: Sequence[Resulted], matters: Mapping[UUID, Matter]) -> None:
    """The watches of the same party for the same matter. One SQL statement where there are none."""
    found = fetch(_WATCHES, [KIND, uuids({row.party_id for row in rows})])
    open_watches = {(party, code): pk for pk, party, code in found}
    ended = {
        open_watches[key]: row
        for row in rows
        if (key := (row.party_id, matters[row.item_id].code)) in open_watches
    }
    if ended:
        _permit(ended)


_WATCHES = """
SELECT c.id, c.party_id, i.body ->> 'matter' FROM matters_permitwatch w
JOIN core_case c ON c.id = w.case_id JOIN core_item i ON i.id = c.item_id
WHERE c.kind = %s AND c.closed_at IS NULL AND c.party_id = ANY (%s::uuid[])"""


def _permit(ended: Mapping[UUID, Resulted]) -> None:
    results = [row.case_id for row in ended.values()]
    rows = Licence.objects.filter(case_id__in=results).order_by("issued_at")
    licences = {licence.case_id: licence for licence in rows}
    moves = []
    for watch, row in ended.items():
        licence = licences[row.case_id]
        moves.append(Move(watch, "permit", TELLER, row.at, data={"licence_no": licence.number}))
        PermitWatch.objects.filter(pk=watch).update(licence=licence, licence_no=licence.number)
    advance(moves)
    promises = list(open_of(list(ended), Kind.PERMIT))
    if promises:
        keep(promises, actor=TELLER, at=max(row.at for row in ended.values()), how=KEPT)
