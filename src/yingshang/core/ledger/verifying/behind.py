"""Rows that stand where the sealer has been and never put them."""

from collections.abc import Iterator

from django.db import connection

from yingshang.core.ledger.sealing.heads import Head
from yingshang.core.ledger.verifying.findings import Finding, Kind

MOST = 20

# Whoever inserts an entry with an old number puts it behind the mark, where no turn looks again.
_ENTRIES = """SELECT e.id FROM ledger_entry e
WHERE e.place = %s AND (e.epoch, e.xid, e.id) <= (%s, %s::xid8, %s)
  AND NOT EXISTS (SELECT FROM ledger_placement p
                  WHERE p.entry_id = e.id AND p.recorded_at = e.recorded_at
                  AND p.place = e.place AND p.index < %s)
ORDER BY e.id LIMIT %s"""

_PLACEMENTS = """SELECT p.index, p.entry_id FROM ledger_placement p
WHERE p.place = %s AND p.index >= (
    SELECT coalesce(max(size), 0) FROM ledger_checkpoint WHERE place = %s)
ORDER BY p.index LIMIT %s"""


def strays(head: Head) -> Iterator[Finding]:
    """Entries behind the mark without a place, and placements beyond every checkpoint."""
    place, size = head.place, head.size
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, (place, *head.mark.parameters, size, MOST))
        entries = cursor.fetchall()
        cursor.execute(_PLACEMENTS, (place, place, MOST))
        placements = cursor.fetchall()
    for (entry_id,) in entries:
        yield Finding(Kind.INSERTED, size, size, size, entry_id)
    for index, entry_id in placements:
        yield Finding(Kind.INSERTED, index, size, size, entry_id)
