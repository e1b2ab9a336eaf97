"""Places in the log for entries of a transaction that is rolled back, as the sealer would give."""

from django.db import connection

_PLACE = """
INSERT INTO ledger_placement (place, index, entry_id, recorded_at)
SELECT e.place,
       coalesce((SELECT max(index) + 1 FROM ledger_placement p WHERE p.place = e.place), 0)
       + row_number() OVER (PARTITION BY e.place ORDER BY e.epoch, e.xid, e.recorded_at, e.id) - 1,
       e.id, e.recorded_at
FROM ledger_entry e WHERE NOT EXISTS (SELECT 1 FROM ledger_placement p WHERE p.entry_id = e.id)"""


def place_all() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_PLACE)
